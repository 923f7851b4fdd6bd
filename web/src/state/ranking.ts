// Rows of the list and of the table, and their order.

import type { Better, Figures, Status } from '../api/types.ts';
import type { Sort, SortKey } from './url.ts';

export interface Row {
  fid: number;
  code: string;
  name: string;
  status: Status;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  partial: boolean;
  /** Whether its data are those of former communes, added up or shared out. */
  carried: boolean;
  /** As in the portrait: 1 for the best served (the largest, when neither end is better), equals sharing it. */
  rank: number | null;
  /** Its place in the alphabetical order of all the rows. */
  place: number;
}

const STATUS: Record<string, Status> = { k: 'known', s: 'suppressed', m: 'missing' };
/** Known values first, then those that exist but are secret, then those nobody knows. */
const ORDER: Record<Status, number> = { known: 0, suppressed: 1, missing: 2 };

export function statusOf(letter: string | undefined): Status {
  return STATUS[letter ?? 'm'] ?? 'missing';
}

/** Rows of a table of figures, the most under-served first, names in the given language's order. */
export function ranking(figures: Figures, lang: string): Row[] {
  const partial = new Set(figures.partial);
  const carried = new Set(figures.carried);
  const places = namePlaces(figures, lang);
  const rows = figures.fids.map((fid, at): Row => {
    const status = statusOf(figures.status[at]);
    return {
      fid,
      code: figures.codes[at] ?? '',
      name: figures.names[at] ?? '',
      status,
      value: status === 'known' ? (figures.values[at] ?? null) : null,
      numerator: figures.numerators?.[at] ?? null,
      denominator: figures.denominators?.[at] ?? null,
      partial: partial.has(fid),
      carried: carried.has(fid),
      rank: null,
      place: places[at] ?? 0,
    };
  });
  const sign = worstFirst(figures.better);
  rows.sort((a, b) => known(a, b) || sign * ((a.value ?? 0) - (b.value ?? 0)) || byName(a, b));
  const values = rows.filter((row) => row.value !== null);
  // The worst comes first in the list, and the best has rank 1: ranks are given from the end.
  if (figures.better !== 'neutral') values.reverse();
  values.forEach((row, at) => {
    const before = values[at - 1];
    row.rank = before !== undefined && before.value === row.value ? before.rank : at + 1;
  });
  return rows;
}

/**
 * The same rows in the order that the table was asked for; unknown values stay last either way.
 * `other` are the rows of the measure compared, by territory.
 */
export function sorted(
  rows: readonly Row[],
  sort: Sort,
  other: ReadonlyMap<number, Row> | null = null,
): Row[] {
  const sign = sort.descending ? -1 : 1;
  const list = [...rows];
  if (sort.key === 'manque') {
    // The rows came in this order; turned round, the unknown ones stay last.
    if (sort.descending) list.reverse().sort(known);
  } else if (sort.key === 'nom') {
    list.sort((a, b) => sign * byName(a, b));
  } else {
    const pick = sort.key === 'autre' ? (row: Row) => other?.get(row.fid)?.value ?? null : PICK[sort.key];
    list.sort((a, b) => nullsLast(pick(a), pick(b), sign) || known(a, b) || byName(a, b));
  }
  return list;
}

/** Order after a column heading is chosen: its first order, or the other one when it is chosen again. */
export function nextSort(now: Sort, key: SortKey): Sort {
  return { key, descending: now.key === key && !now.descending };
}

const PICK: Record<'valeur' | 'numerateur' | 'denominateur', (row: Row) => number | null> = {
  valeur: (row) => row.value,
  numerateur: (row) => row.numerator,
  denominateur: (row) => row.denominator,
};

/** 1 when the smallest value is the worst, -1 when the largest is (or comes first for want of a worst). */
function worstFirst(better: Better): 1 | -1 {
  return better === 'higher' ? 1 : -1;
}

function known(a: Row, b: Row): number {
  return ORDER[a.status] - ORDER[b.status];
}

function nullsLast(a: number | null, b: number | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return sign * (a - b);
}

function byName(a: Row, b: Row): number {
  return a.place - b.place;
}

type Named = Pick<Figures, 'codes' | 'names'>;
let ordered: { of: Named; lang: string; places: Uint32Array } | null = null;

/**
 * The place of each row in the order of names. Kept for the last territories asked: comparing the
 * names of all French communes takes longer than all the rest of a change of measure.
 */
function namePlaces(of: Named, lang: string): Uint32Array {
  const { codes, names } = of;
  if (ordered?.lang === lang && same(ordered.of.codes, codes) && same(ordered.of.names, names))
    return ordered.places;
  const collator = new Intl.Collator(lang, { numeric: true });
  const order = codes.map((_, at) => at);
  order.sort((a, b) => {
    const [x, y] = [codes[a] ?? '', codes[b] ?? ''];
    return collator.compare(names[a] ?? '', names[b] ?? '') || (x < y ? -1 : Number(x > y));
  });
  const places = new Uint32Array(codes.length);
  order.forEach((at, place) => {
    places[at] = place;
  });
  ordered = { of, lang, places };
  return places;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((word, at) => word === b[at]));
}
