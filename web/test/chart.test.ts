import { describe, expect, it } from 'vitest';
import { axis, lines, type Point, place } from '../src/chart/scale.ts';

const BOX = { left: 0, right: 100, top: 0, bottom: 50 };
const point = (
  year: number,
  value: number | null,
  status: 'known' | 'suppressed' | 'missing' = 'known',
): Point => ({
  year,
  value: { status, value },
  carried: false,
});

describe('a series in a drawing', () => {
  it('is placed in proportion of its years and values', () => {
    const placed = place([point(2019, 0), point(2020, 10), point(2024, 5)], BOX, [0, 10]);
    expect(placed.map(({ x, y }) => [x, y])).toEqual([
      [0, 50],
      [20, 0],
      [100, 25],
    ]);
  });

  it('never draws a year that is secret or unknown, nor a line over it', () => {
    const points = [
      point(2019, 1),
      point(2020, 2),
      point(2021, 9, 'suppressed'),
      point(2022, 3),
      point(2023, null, 'missing'),
      point(2024, 4),
      point(2025, 4),
    ];
    const placed = place(points, BOX, [0, 10]);
    expect(placed.map((one) => one.year)).toEqual([2019, 2020, 2022, 2024, 2025]);
    const drawn = lines(placed, points);
    expect(drawn).toHaveLength(2);
    for (const line of drawn) expect(line.match(/[ML]/g)).toHaveLength(2);
  });

  it('with one point, or equal values, stays in its box', () => {
    for (const points of [[point(2024, 7)], [point(2023, 7), point(2024, 7)]]) {
      const { bounds } = axis([7]);
      for (const { x, y } of place(points, BOX, bounds)) {
        expect(x).toBeGreaterThanOrEqual(BOX.left);
        expect(x).toBeLessThanOrEqual(BOX.right);
        expect(y).toBeGreaterThanOrEqual(BOX.top);
        expect(y).toBeLessThanOrEqual(BOX.bottom);
      }
    }
  });
});

describe('an axis', () => {
  it('holds every value between its first and its last mark, with few round marks', () => {
    for (const values of [
      [0, 0],
      [3],
      [41.2, 50.1],
      [0.001, 0.9],
      [12_000, 250],
      [1, 99.9],
      [97, 98],
      [-3, 5],
      [],
    ]) {
      const { bounds, marks } = axis(values);
      for (const value of values) {
        expect(value).toBeGreaterThanOrEqual(bounds[0]);
        expect(value).toBeLessThanOrEqual(bounds[1]);
      }
      expect(marks.length).toBeGreaterThanOrEqual(3);
      expect(marks.length).toBeLessThanOrEqual(7);
      expect(new Set(marks).size).toBe(marks.length);
    }
  });

  it('starts from zero unless that would flatten the values', () => {
    expect(axis([10, 40]).bounds[0]).toBe(0);
    expect(axis([90, 97]).bounds[0]).toBeGreaterThan(80);
  });
});
