import { describe, expect, it } from 'vitest';
import type { Better, Figures } from '../src/api/types.ts';
import { nextSort, ranking, sorted } from '../src/state/ranking.ts';

function figures(better: Better, rows: [name: string, status: string, value: number | null][]): Figures {
  return {
    indicator: 'x',
    facet: 'total',
    travel: null,
    level: 'commune',
    unit: 'count',
    decimals: 0,
    better,
    breaks: [],
    breaks_method: 'fixed',
    fids: rows.map((_, at) => at + 1),
    codes: rows.map((_, at) => `9900${at + 1}`),
    names: rows.map(([name]) => name),
    values: rows.map(([, , value]) => value),
    status: rows.map(([, status]) => status).join(''),
    numerators: null,
    denominators: null,
    partial: [2],
    carried: [],
    year: 2026,
    provenance: 'x',
    summary: { known: 0, suppressed: 0, missing: 0, min: null, max: null },
  };
}

const ROWS: [string, string, number | null][] = [
  ['Zède', 'k', 5],
  ['Éole', 'k', 0],
  ['Aube', 'm', null],
  ['Brume', 's', null],
  ['Etang', 'k', 5],
  ['Cime', 'k', 9],
];

describe('the ranking', () => {
  it('starts with the least when more is better, and with the most when less is', () => {
    const names = (better: Better) => ranking(figures(better, ROWS), 'fr').map((row) => row.name);
    expect(names('higher')).toEqual(['Éole', 'Etang', 'Zède', 'Cime', 'Brume', 'Aube']);
    expect(names('lower')).toEqual(['Cime', 'Etang', 'Zède', 'Éole', 'Brume', 'Aube']);
    expect(names('neutral')).toEqual(names('lower'));
  });

  it('keeps secret and missing apart from zero, at the end and without a rank', () => {
    const rows = ranking(figures('higher', ROWS), 'fr');
    expect(rows.map((row) => row.rank)).toEqual([4, 2, 2, 1, null, null]);
    expect(rows.map((row) => row.status).slice(-2)).toEqual(['suppressed', 'missing']);
    expect(rows[0]?.value).toBe(0);
  });

  it('gives rank 1 to the best served, and to the largest when neither end is better', () => {
    const ranks = (better: Better) => ranking(figures(better, ROWS), 'fr').map((row) => row.rank);
    expect(ranks('lower')).toEqual([4, 2, 2, 1, null, null]);
    expect(ranks('neutral')).toEqual([1, 2, 2, 4, null, null]);
  });

  it('does not let the value of a secret row through', () => {
    expect(ranking(figures('higher', [['A', 's', 3]]), 'fr')[0]?.value).toBeNull();
  });

  it('orders other names anew, even of the same codes, and another language too', () => {
    const names = (list: typeof ROWS, lang: string) =>
      ranking(figures('neutral', list), lang).map((row) => row.name);
    const flat = (...list: string[]): typeof ROWS => list.map((name) => [name, 'k', 1]);
    expect(names(flat('Bois', 'Aube'), 'fr')).toEqual(['Aube', 'Bois']);
    expect(names(flat('Aube', 'Bois'), 'fr')).toEqual(['Aube', 'Bois']);
    expect(names(flat('Zède', 'Äng'), 'fr')).toEqual(['Äng', 'Zède']);
    expect(names(flat('Zède', 'Äng'), 'sv')).toEqual(['Zède', 'Äng']);
  });

  it('knows which rows are partial by their feature id', () => {
    const partial = ranking(figures('higher', ROWS), 'fr').filter((row) => row.partial);
    expect(partial.map((row) => row.name)).toEqual(['Éole']);
  });
});

describe('the order of the table', () => {
  const rows = ranking(figures('higher', ROWS), 'fr');
  const names = (sort: Parameters<typeof sorted>[1]) => sorted(rows, sort).map((row) => row.name);

  it('leaves unknown values last in both directions', () => {
    expect(names({ key: 'valeur', descending: false }).slice(-2)).toEqual(['Brume', 'Aube']);
    expect(names({ key: 'valeur', descending: true })).toEqual([
      'Cime',
      'Etang',
      'Zède',
      'Éole',
      'Brume',
      'Aube',
    ]);
    expect(names({ key: 'manque', descending: true }).slice(-2)).toEqual(['Brume', 'Aube']);
  });

  it('sorts names as French does, accents aside', () => {
    expect(names({ key: 'nom', descending: false })).toEqual([
      'Aube',
      'Brume',
      'Cime',
      'Éole',
      'Etang',
      'Zède',
    ]);
  });

  it('turns round when the same heading is chosen twice, and not when another is', () => {
    const once = nextSort({ key: 'manque', descending: false }, 'nom');
    expect(once).toEqual({ key: 'nom', descending: false });
    expect(nextSort(once, 'nom')).toEqual({ key: 'nom', descending: true });
    expect(nextSort(nextSort(once, 'nom'), 'valeur')).toEqual({ key: 'valeur', descending: false });
  });
});
