import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en.ts';
import { fr } from '../src/i18n/fr.ts';
import {
  counted,
  formatDistance,
  formatMinutes,
  formatValue,
  plural,
  shortValue,
  withUnit,
} from '../src/text/format.ts';
import { hoursInWords } from '../src/text/hours.ts';
import { french } from '../src/text/typography.ts';

const FR = { lang: 'fr', text: fr };
const EN = { lang: 'en', text: en };
/** Every space as a plain one, so that a test says what a reader sees. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('values in words', () => {
  it('say missing, secret and zero in three different ways', () => {
    const said = [
      formatValue(FR, { status: 'missing', value: null }, 'children', 0),
      formatValue(FR, { status: 'suppressed', value: null }, 'children', 0),
      formatValue(FR, { status: 'known', value: 0 }, 'children', 0),
    ].map(plain);
    expect(said).toEqual(['non connu', 'secret statistique', '0 enfant']);
  });

  it('never show a number that is secret, even when one came along', () => {
    expect(formatValue(FR, { status: 'suppressed', value: 3 }, 'count', 0)).toBe('secret statistique');
    expect(formatValue(FR, { status: 'missing', value: 0 }, 'count', 0)).toBe('non connu');
  });

  it('write numbers as the language does', () => {
    expect(plain(withUnit(FR, 1234.5, 'places_per_100', 1))).toBe('1 234,5 pour 100');
    expect(plain(withUnit(EN, 1234.5, 'places_per_100', 1))).toBe('1,234.5 per 100');
    expect(plain(withUnit(FR, 12.34, 'minutes', 1))).toBe('12,3 min');
    expect(plain(withUnit(FR, 37, 'percent', 0))).toBe('37 %');
    expect(plain(withUnit(EN, 37, 'percent', 0))).toBe('37%');
  });

  it('take the singular for zero in French and the plural in English', () => {
    expect(plural(FR, 0, fr.nouns.children ?? ['', ''])).toBe('enfant');
    expect(plural(EN, 0, en.nouns.children ?? ['', ''])).toBe('children');
    expect(plain(counted(FR, 2, ['ligne refusée', 'lignes refusées']))).toBe('2 lignes refusées');
  });

  it('leave out a unit that the column says, but not minutes or percents', () => {
    const known = (value: number) => ({ status: 'known' as const, value });
    expect(shortValue(FR, known(42.25), 'places_per_100', 1)).toBe('42,3');
    expect(plain(shortValue(FR, known(5), 'minutes', 1))).toBe('5,0 min');
  });

  it('round travel times and distances to what they can bear', () => {
    expect(plain(formatMinutes(FR, 0.4))).toBe('moins de 1 min');
    expect(plain(formatMinutes(FR, 12.4))).toBe('12 min');
    expect(plain(formatDistance(FR, 400))).toBe('400 m');
    expect(plain(formatDistance(FR, 4300))).toBe('4,3 km');
  });
});

describe('opening hours in words', () => {
  it('read days, ranges of days and several spans', () => {
    expect(hoursInWords('Mo-Fr 09:00-12:00', fr)).toBe('lun.–ven. 09:00–12:00');
    expect(plain(hoursInWords('Mo,We 9:00-12:00,14:00-18:00; Sa 10:00-12:00', fr) ?? '')).toBe(
      'lun., mer. 09:00–12:00, 14:00–18:00 ; sam. 10:00–12:00',
    );
    expect(hoursInWords('Mo-Fr 09:00-12:00', en)).toBe('Mon–Fri 09:00–12:00');
  });

  it('read closed days, holidays and round-the-clock', () => {
    expect(plain(hoursInWords('We off; PH closed', fr) ?? '')).toBe('mer. fermé ; jours fériés fermé');
    expect(hoursInWords('24/7', fr)).toBe('à toute heure, tous les jours');
    expect(hoursInWords('08:00-19:00', fr)).toBe('08:00–19:00');
  });

  it('do not guess what they do not know how to read', () => {
    for (const notation of [
      'Sa[1] 10:00-12:00',
      'sunrise-sunset',
      'Mo-Fr 09:00+',
      'Mo-Fr 25:00-27:00',
      'Xx 09:00-10:00',
      '',
    ]) {
      expect(hoursInWords(notation, fr)).toBeNull();
    }
  });
});

describe('French typography', () => {
  it('puts no-break spaces beside signs, once, and leaves addresses and hours alone', () => {
    const once = french('Quoi ? « Oui » : 37 % à 15 min ; 1 200 m ! http://a:80 9:00');
    expect(once).toBe(
      'Quoi\u202f? «\u00a0Oui\u00a0»\u00a0: 37\u00a0% à 15\u00a0min\u202f; 1\u202f200\u00a0m\u202f! http://a:80 9:00',
    );
    expect(french(once)).toBe(once);
  });
});

describe('catalogues', () => {
  it('have the same keys in both languages', () => {
    expect(keys(en)).toEqual(keys(fr));
  });

  it('never let a line of French end between a word and its sign', () => {
    const all = said(fr);
    for (const text of all) {
      expect(text).not.toMatch(/ [;:!?»]|« /);
      expect(text.replaceAll('://', '')).not.toMatch(/[^\u202f\s(][;!?](?!\d)|[^\u00a0\d(][:](?!\d)/);
    }
    // The test would be empty if no text had such signs.
    expect(all.filter((text) => /[;:!?»]/.test(text)).length).toBeGreaterThan(30);
  });

  it('leave no text empty', () => {
    for (const catalogue of [fr, en]) {
      for (const value of values(catalogue)) expect(value.trim()).not.toBe('');
    }
  });
});

function keys(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path} ${typeof value}`];
  return Object.entries(value)
    .flatMap(([key, inner]) => keys(inner, `${path}/${key}`))
    .sort();
}

/** Every text, those that functions make of sample words and numbers included. */
function said(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [1, 2].flatMap((n) => said(value(...samples(value.length, n))));
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(said);
}

function samples(count: number, n: number): (number | string)[] {
  return Array.from({ length: Math.max(count, 4) }, () => n);
}

function values(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(values);
}
