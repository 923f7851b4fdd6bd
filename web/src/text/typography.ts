// Spaces that French puts beside its signs and that a line may not end with.

const NARROW = '\u202f';
const WIDE = '\u00a0';

/** A French text with a narrow no-break space before ; ! ? and a no-break one before : and inside « ». */
export function french(text: string): string {
  return text
    .replace(/[ \u00a0]([;!?])/g, `${NARROW}$1`)
    .replace(/ (:)(?!\/\/)/g, `${WIDE}$1`)
    .replace(/« /g, `«${WIDE}`)
    .replace(/ »/g, `${WIDE}»`)
    .replace(/(\d) (?=(?:m|km|min|ans?|h)\b|%)/g, `$1${WIDE}`)
    .replace(/(\d) (?=\d{3}(?!\d))/g, `$1${NARROW}`);
}

/** Every text of a catalogue written so, those that its functions give included. */
export function typeset<T>(value: T): T {
  return set(value) as T;
}

function set(value: unknown): unknown {
  if (typeof value === 'string') return french(value);
  if (typeof value === 'function') return (...given: unknown[]) => set(value(...given));
  if (Array.isArray(value)) return value.map(set);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, set(inner)]));
}
