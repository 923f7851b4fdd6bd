import { describe, expect, it } from 'vitest';
import { breaksFor, COUNTS, jenks, METHODS, quantiles } from '../src/map/breaks.ts';
import { classes, classOf, luminance } from '../src/map/classes.ts';

/** A small generator with a fixed seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

function total(sorted: readonly number[], starts: readonly number[]): number {
  const edges = [0, ...starts, sorted.length];
  return edges.slice(1).reduce((sum, end, at) => sum + spread(sorted.slice(edges[at], end)), 0);
}

/** Least total of all ways to cut, tried one by one; equal values may be parted, which never helps. */
function least(sorted: readonly number[], count: number, from = 0): number {
  if (count === 1) return spread(sorted.slice(from));
  let best = Number.POSITIVE_INFINITY;
  for (let end = from + 1; end <= sorted.length - count + 1; end += 1) {
    best = Math.min(best, spread(sorted.slice(from, end)) + least(sorted, count - 1, end));
  }
  return best;
}

const ascending = (values: number[]) => values.sort((a, b) => a - b);

describe('natural classes', () => {
  it('are as good as the best of all partitions, tried one by one', () => {
    const next = random(7);
    for (let round = 0; round < 60; round += 1) {
      const size = 3 + Math.floor(next() * 10);
      const whole = round % 2 === 0;
      const sorted = ascending(
        Array.from({ length: size }, () => (whole ? Math.floor(next() * 9) : next() ** 3 * 1000)),
      );
      const distinct = new Set(sorted).size;
      for (const count of COUNTS) {
        const starts = jenks(sorted, count);
        expect(starts).toHaveLength(Math.min(count, distinct) - 1);
        const wanted = least(sorted, Math.min(count, distinct));
        expect(total(sorted, starts)).toBeCloseTo(wanted, 6);
      }
    }
  });

  it('find groups that are plain to see', () => {
    expect(jenks([1, 2, 2, 3, 20, 21, 22, 90, 91], 3)).toEqual([4, 7]);
  });

  it('keep their precision far from zero', () => {
    const shifted = [1, 2, 3, 20, 21, 22, 90, 91].map((value) => value + 1e9);
    expect(jenks(shifted, 3)).toEqual([3, 6]);
  });

  it('are none with one value or no value', () => {
    expect(jenks([], 4)).toEqual([]);
    expect(jenks([5, 5, 5], 4)).toEqual([]);
  });
});

describe('quantiles', () => {
  it('give classes whose counts differ by at most one when values differ', () => {
    for (const size of [7, 20, 23, 100]) {
      const sorted = Array.from({ length: size }, (_, at) => at * 1.5);
      for (const count of COUNTS) {
        const edges = [0, ...quantiles(sorted, count), size];
        const counts = edges.slice(1).map((end, at) => end - (edges[at] ?? 0));
        expect(counts).toHaveLength(count);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }
    }
  });

  it('never part equal values, nor leave a class empty', () => {
    const sorted = [0, 0, 0, 0, 0, 0, 1, 1, 2, 9];
    for (const count of COUNTS) {
      for (const at of quantiles(sorted, count)) expect(sorted[at]).not.toBe(sorted[at - 1]);
    }
  });
});

describe('limits of classes', () => {
  const figures = {
    unit: 'minutes',
    decimals: 1,
    breaks: [10, 20],
    values: [3.14, null, 2.72, 9.99, 10.02, 50.5, 51, 1.41],
  };

  it('are the fixed ones as they are', () => {
    expect(breaksFor(figures, { method: 'fixes', count: 7 })).toEqual([10, 20]);
  });

  it('are one threshold for minutes, and the fixed ones for what is not measured in minutes', () => {
    expect(breaksFor(figures, { method: 'seuil', count: 15 })).toEqual([15]);
    expect(breaksFor({ ...figures, unit: 'percent' }, { method: 'seuil', count: 15 })).toEqual([10, 20]);
  });

  it('put known values in the very classes that were computed, none of which is empty', () => {
    const next = random(11);
    for (let round = 0; round < 40; round += 1) {
      const values = Array.from({ length: 40 }, () => (next() < 0.1 ? null : next() ** 4 * 300));
      const known = ascending(values.filter((value) => value !== null));
      for (const method of METHODS.filter((one) => one !== 'fixes' && one !== 'seuil')) {
        for (const count of COUNTS) {
          const list = classes(
            'higher',
            breaksFor({ values, breaks: [], decimals: 1, unit: '' }, { method, count }),
          );
          expect(list).toHaveLength(count);
          const starts = method === 'jenks' ? jenks(known, count) : quantiles(known, count);
          known.forEach((value, at) => {
            expect(classOf(list, value)?.index).toBe(starts.filter((start) => start <= at).length);
          });
        }
      }
    }
  });

  it('are as round as they can be', () => {
    const limits = breaksFor(figures, { method: 'jenks', count: 3 });
    expect(limits).toEqual([9, 50]);
  });

  it('have palettes of up to seven colours, each a clear step darker, with a readable ink', () => {
    for (const better of ['lower', 'neutral'] as const) {
      for (const count of COUNTS) {
        const list = classes(
          better,
          Array.from({ length: count - 1 }, (_, at) => at + 1),
        );
        expect(new Set(list.map((one) => one.color)).size).toBe(count);
        for (const [at, one] of list.entries()) {
          const [back, front] = [luminance(one.color), luminance(one.ink)];
          expect((Math.max(back, front) + 0.05) / (Math.min(back, front) + 0.05)).toBeGreaterThan(4.5);
          const before = list[at - 1];
          if (before !== undefined) {
            expect((luminance(before.color) + 0.05) / (back + 0.05)).toBeGreaterThan(1.3);
          }
        }
      }
    }
  });
});
