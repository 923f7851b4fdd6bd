// Files made by the page itself: nothing is sent anywhere.

/** Hands a file to the reader. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the address after this call: it is given back later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A name of file without accents or signs: "taux-de-couverture-tous-modes.csv". */
export function fileName(words: readonly string[], extension: string): string {
  const plain = words
    .join(' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${plain === '' ? 'maillage' : plain}.${extension}`;
}
