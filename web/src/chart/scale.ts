// Where the points of a series lie in a drawing. Pure functions.

import type { Value } from '../api/types.ts';

export interface Point {
  year: number;
  value: Value;
  carried: boolean;
}

export interface Placed {
  year: number;
  value: number;
  carried: boolean;
  x: number;
  y: number;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Points with a value, placed in a box whose bottom stands for `low` and whose top for `high`. */
export function place(points: readonly Point[], box: Box, [low, high]: readonly [number, number]): Placed[] {
  const years = points.map((one) => one.year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const across = last === first ? 0 : (box.right - box.left) / (last - first);
  const up = high === low ? 0 : (box.bottom - box.top) / (high - low);
  return points.flatMap(({ year, value: { status, value }, carried }) =>
    status !== 'known' || value === null
      ? []
      : [{ year, value, carried, x: box.left + (year - first) * across, y: box.bottom - (value - low) * up }],
  );
}

/** Lines through the points: one a run of years that follow each other, so that no gap is bridged. */
export function lines(placed: readonly Placed[], points: readonly Point[]): string[] {
  const at = new Map(placed.map((one) => [one.year, one]));
  const runs: Placed[][] = [[]];
  for (const { year } of points) {
    const one = at.get(year);
    if (one === undefined) runs.push([]);
    else runs.at(-1)?.push(one);
  }
  return runs
    .filter((run) => run.length > 1)
    .map((run) =>
      run.map((one, index) => `${index === 0 ? 'M' : 'L'}${round(one.x)} ${round(one.y)}`).join(''),
    );
}

/**
 * Bounds for an axis and its marks: from zero when the values go down to less than half of the highest,
 * else close around them. Always round numbers, 3 to 6 of them.
 */
export function axis(values: readonly number[]): { bounds: [number, number]; marks: number[] } {
  const high = Math.max(0, ...values);
  const least = values.length === 0 ? 0 : Math.min(...values);
  const low = least > high / 2 ? least : Math.min(0, least);
  const step = roundStep((high - low) / 4 || Math.abs(high) / 4 || 1);
  const from = Math.floor(low / step + 1e-9);
  const to = Math.max(Math.ceil(high / step - 1e-9), from + 2);
  const marks = Array.from({ length: to - from + 1 }, (_, at) =>
    Number(((from + at) * step).toPrecision(12)),
  );
  return { bounds: [marks[0] ?? 0, marks.at(-1) ?? 1], marks };
}

/** The least 1, 2 or 5 × 10ⁿ that is not under a number. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((digit) => digit * power >= least * (1 - 1e-9)) ?? 10) * power;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
