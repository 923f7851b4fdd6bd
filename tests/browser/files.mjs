// Files that the page hands over: taken from the browser, and read.

import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

/** The file that an action of the reader brings. */
export async function download(page, act) {
  const [taken] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: taken.suggestedFilename(), bytes: await readFile(await taken.path()) };
}

/** Rows of a CSV file, by the rules of RFC 4180. */
export function csv(text, separator) {
  const rows = [[]];
  const cell = new RegExp(`("(?:[^"]|"")*"|[^"${separator}\\r\\n]*)(${separator}|\\r\\n)`, 'y');
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    const [, said, end] = match;
    rows.at(-1).push(said.startsWith('"') ? said.slice(1, -1).replaceAll('""', '"') : said);
    if (end === '\r\n') rows.push([]);
    if (cell.lastIndex === text.length) break;
  }
  return rows.slice(0, -1);
}

/** Texts of the files of a ZIP archive, by name. */
export function unzip(bytes) {
  const files = {};
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\x05\x06')) + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, note] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + size);
    const text = (method === 0 ? content : inflateRawSync(content)).toString('utf8');
    files[bytes.toString('utf8', at + 46, at + 46 + name)] = text;
    at += 46 + name + extra + note;
  }
  return files;
}

/** Rows of the first sheet of a workbook: texts and numbers, `null` where a cell is empty. */
export function sheet(bytes) {
  const files = unzip(bytes);
  const plain = (xml) =>
    [...xml.matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/g)].map((one) => decoded(one[1])).join('');
  const shared = [...(files['xl/sharedStrings.xml'] ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map((one) => plain(one[1]));
  return [...files['xl/worksheets/sheet1.xml'].matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map((row) =>
    [...(row[1] ?? '').matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, about, inner = '']) => {
      const value = /<v>(.*?)<\/v>/.exec(inner)?.[1];
      if (about.includes('t="s"')) return shared[Number(value)];
      if (about.includes('t="inlineStr"')) return plain(inner);
      return value === undefined ? null : about.includes('t="str"') ? decoded(value) : Number(value);
    }),
  );
}

function decoded(text) {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name]);
}
