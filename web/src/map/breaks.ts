// Limits of classes computed from the values shown: equal counts, or natural breaks. Pure functions.

import type { Figures } from '../api/types.ts';

/** `seuil` is for minutes: within a threshold or beyond it. */
export type Method = 'fixes' | 'quantiles' | 'jenks' | 'seuil';

/**
 * How values are put into classes; `count` is their number, the threshold in minutes for `seuil`, and
 * is not used by the fixed limits.
 */
export interface Classing {
  method: Method;
  count: number;
}

export const METHODS: readonly Method[] = ['fixes', 'quantiles', 'jenks', 'seuil'];
export const COUNTS = [3, 4, 5, 6, 7] as const;
export const PLAIN: Classing = { method: 'fixes', count: 5 };

/**
 * Ascending lower bounds of the classes above the first. The fixed ones are the server's, the same for
 * every territory; the others come from the known values of the figures, and are fewer when values tie.
 */
export function breaksFor(
  figures: Pick<Figures, 'values' | 'breaks' | 'decimals' | 'unit'>,
  classing: Classing,
): number[] {
  if (classing.method === 'fixes') return figures.breaks;
  // A threshold in minutes says nothing of places or children.
  if (classing.method === 'seuil') return figures.unit === 'minutes' ? [classing.count] : figures.breaks;
  const values = figures.values.filter((value) => value !== null && value !== undefined);
  const sorted = values.sort((a, b) => a - b);
  const starts =
    classing.method === 'jenks' ? jenks(sorted, classing.count) : quantiles(sorted, classing.count);
  return starts.map((at) => between(sorted[at - 1] ?? 0, sorted[at] ?? 0, figures.decimals));
}

/** Positions in ascending values where classes of nearly equal counts start; equal values stay together. */
export function quantiles(sorted: readonly number[], count: number): number[] {
  const starts: number[] = [];
  for (let rank = 1; rank < count; rank += 1) {
    const value = sorted[Math.floor((rank * sorted.length) / count)];
    if (value === undefined) continue;
    const at = sorted.indexOf(value);
    if (at > (starts.at(-1) ?? 0)) starts.push(at);
  }
  return starts;
}

/**
 * Positions where the natural classes start (Jenks): of all ways to cut ascending values into `count`
 * classes, one with the least sum of squared distances to the mean of each class. Exact: dynamic
 * programming over distinct values, where the best cut never moves back as values are added, so that
 * each row is found by halving (n log n for each class instead of n²).
 */
export function jenks(sorted: readonly number[], count: number): number[] {
  const first: number[] = [];
  sorted.forEach((value, at) => {
    if (at === 0 || value !== sorted[at - 1]) first.push(at);
  });
  const n = first.length;
  const classes = Math.min(count, n);
  if (classes < 2) return [];
  const cost = costs(sorted, first);
  let best = Array.from({ length: n + 1 }, (_, end) => (end === 0 ? 0 : cost(0, end)));
  const cuts: number[][] = [];
  for (let made = 2; made <= classes; made += 1) {
    const { row, cut } = nextRow(best, cost, made, n);
    best = row;
    cuts.push(cut);
  }
  const starts: number[] = [];
  let end = n;
  for (const cut of cuts.reverse()) {
    end = cut[end] ?? 0;
    starts.unshift(first[end] ?? 0);
  }
  return starts;
}

/** Best costs of the first `end` values in `made` classes, from those in one class fewer. */
function nextRow(
  before: readonly number[],
  cost: (from: number, to: number) => number,
  made: number,
  n: number,
): { row: number[]; cut: number[] } {
  const row = new Array<number>(n + 1).fill(Number.POSITIVE_INFINITY);
  const cut = new Array<number>(n + 1).fill(0);
  const fill = (low: number, high: number, from: number, to: number): void => {
    if (low > high) return;
    const end = (low + high) >> 1;
    for (let at = Math.max(from, made - 1); at <= Math.min(to, end - 1); at += 1) {
      const total = (before[at] ?? 0) + cost(at, end);
      if (total < (row[end] ?? 0)) {
        row[end] = total;
        cut[end] = at;
      }
    }
    const found = cut[end] ?? from;
    fill(low, end - 1, from, found);
    fill(end + 1, high, found, to);
  };
  fill(made, n, made - 1, n - 1);
  return { row, cut };
}

/** Sum of squared distances to their mean of the distinct values `from` (included) to `to` (excluded). */
function costs(sorted: readonly number[], first: readonly number[]): (from: number, to: number) => number {
  // Values are taken from their mean, without which squares of large numbers would swallow the differences.
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const sums = [0];
  const squares = [0];
  for (const value of sorted) {
    sums.push((sums.at(-1) ?? 0) + value - mean);
    squares.push((squares.at(-1) ?? 0) + (value - mean) ** 2);
  }
  const position = (at: number) => first[at] ?? sorted.length;
  return (from, to) => {
    const [low, high] = [position(from), position(to)];
    const sum = (sums[high] ?? 0) - (sums[low] ?? 0);
    return Math.max(0, (squares[high] ?? 0) - (squares[low] ?? 0) - (sum * sum) / (high - low));
  };
}

/** A limit above `low` and not above `high`, as round as the legend writes it when one exists. */
function between(low: number, high: number, decimals: number): number {
  for (let digits = 0; digits <= Math.max(decimals, 1); digits += 1) {
    const scale = 10 ** digits;
    const round = Math.floor(high * scale) / scale;
    if (round > low) return round;
  }
  return high;
}
