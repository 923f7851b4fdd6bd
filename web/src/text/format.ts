// Values, units and dates in words. Missing, secret and zero are three different words.

import type { Status } from '../api/types.ts';
import type { Catalogue } from '../i18n/fr.ts';

export interface Words {
  lang: string;
  text: Catalogue;
}

/** A number alone, with exactly `decimals` decimals. */
export function formatNumber(words: Words, value: number, decimals: number): string {
  return cached(words.lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
    // A negative zero would show its sign.
    Object.is(value, -0) ? 0 : value,
  );
}

/** A number without more decimals than it needs, for limits of classes: "20", "12,5". */
export function formatBound(words: Words, value: number, decimals: number): string {
  return cached(words.lang, { maximumFractionDigits: decimals }).format(value);
}

/** A value with its unit, or the word that says why there is none. */
export function formatValue(
  words: Words,
  value: { status: Status; value: number | null },
  unit: string,
  decimals: number,
): string {
  if (value.status === 'suppressed') return words.text.status.suppressed;
  if (value.status === 'missing' || value.value === null) return words.text.status.missing;
  return withUnit(words, value.value, unit, decimals);
}

/** A known number with its unit. */
export function withUnit(words: Words, value: number, unit: string, decimals: number): string {
  const text = formatNumber(words, value, decimals);
  switch (unit) {
    case 'minutes':
      return cached(words.lang, {
        style: 'unit',
        unit: 'minute',
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(value);
    case 'percent':
      return cached(words.lang, {
        style: 'percent',
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(value / 100);
    case 'places_per_100':
      return words.text.units.placesPer100(text);
    default: {
      const nouns = words.text.nouns[unit];
      return nouns === undefined ? text : `${text}\u00a0${plural(words, value, nouns)}`;
    }
  }
}

/** Whole minutes, "moins de 1 min" below one. */
export function formatMinutes(words: Words, minutes: number): string {
  if (minutes < 1) return words.text.units.underOneMinute;
  return cached(words.lang, { style: 'unit', unit: 'minute', maximumFractionDigits: 0 }).format(minutes);
}

/** A distance of the crow, given in metres rounded to 100 m. */
export function formatDistance(words: Words, metres: number): string {
  if (metres < 1000) return cached(words.lang, { style: 'unit', unit: 'meter' }).format(metres);
  return cached(words.lang, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 }).format(
    metres / 1000,
  );
}

/** A length of a way, in metres below one kilometre. */
export function formatMetres(words: Words, metres: number): string {
  return formatDistance(words, metres < 1000 ? Math.round(metres / 10) * 10 : metres);
}

export function formatBytes(words: Words, bytes: number): string {
  const [unit, size] = bytes < 1e6 ? ['kilobyte', bytes / 1e3] : ['megabyte', bytes / 1e6];
  return cached(words.lang, { style: 'unit', unit, maximumFractionDigits: 1 }).format(size);
}

/** A date and time of RFC 3339, or the text itself when it is no date. */
export function formatDate(words: Words, text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  return new Intl.DateTimeFormat(words.lang, { dateStyle: 'long' }).format(date);
}

/** The singular or the plural of a noun: French takes the singular for 0 and 1. */
export function plural(words: Words, count: number, nouns: readonly [one: string, many: string]): string {
  return new Intl.PluralRules(words.lang).select(count) === 'one' ? nouns[0] : nouns[1];
}

/** "n enfants", with the number in the language's writing. */
export function counted(words: Words, count: number, nouns: readonly [one: string, many: string]): string {
  return `${formatNumber(words, count, 0)}\u00a0${plural(words, count, nouns)}`;
}

const formats = new Map<string, Intl.NumberFormat>();

function cached(lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${lang} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(lang, options);
    formats.set(key, format);
  }
  return format;
}

/** A value where its column says the unit already: only minutes and percents keep theirs. */
export function shortValue(
  words: Words,
  value: { status: Status; value: number | null },
  unit: string,
  decimals: number,
): string {
  return formatValue(words, value, unit === 'minutes' || unit === 'percent' ? unit : '', decimals);
}
