// Colours are told apart by everybody: distances are taken as each form of colour vision sees them.

import { describe, expect, it } from 'vitest';
import {
  COLORS,
  classes,
  faded,
  MISSING,
  NEUTRAL,
  PAPER,
  placeOf,
  SUPPRESSED,
  UNDER_SERVED,
} from '../src/map/classes.ts';

type Triple = readonly [number, number, number];

/**
 * What dichromats see of a linear colour (Machado, Oliveira, Fernandes 2009, severity 1), and what
 * everybody else does.
 */
const VISIONS: Record<string, readonly [Triple, Triple, Triple]> = {
  common: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(color: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** OKLab coordinates of a colour as one form of vision sees it; black to white is a distance of 1. */
function seen(color: string, vision: readonly [Triple, Triple, Triple]): Triple {
  const rgb = linear(color);
  const own: Triple = [clamp(dot(vision[0], rgb)), clamp(dot(vision[1], rgb)), clamp(dot(vision[2], rgb))];
  const l = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], own));
  const m = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], own));
  const s = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], own));
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], [l, m, s]),
    dot([1.9779984951, -2.428592205, 0.4505937099], [l, m, s]),
    dot([0.0259040371, 0.7827717662, -0.808675766], [l, m, s]),
  ];
}

function distance(a: string, b: string, vision: readonly [Triple, Triple, Triple]): number {
  const [x, y] = [seen(a, vision), seen(b, vision)];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

/** Twice what is just noticeable side by side (about 0.02), and more where colours are few. */
const TOLD_APART: Record<number, number> = { 3: 0.15, 4: 0.09, 5: 0.09, 6: 0.07, 7: 0.06 };
const breaksFor = (count: number) => Array.from({ length: count - 1 }, (_, at) => at + 1);

describe('colours', () => {
  for (const [name, vision] of Object.entries(VISIONS)) {
    it(`of any two classes are told apart with ${name} vision`, () => {
      for (const better of ['higher', 'neutral'] as const) {
        for (const [count, least] of Object.entries(TOLD_APART)) {
          const list = classes(better, breaksFor(Number(count))).map((one) => one.color);
          for (const [at, one] of list.entries()) {
            for (const other of list.slice(at + 1)) {
              expect(distance(one, other, vision), `${one} and ${other} of ${count}`).toBeGreaterThan(least);
            }
          }
        }
      }
    });

    it(`of every class, faded or not, stand out from the ground with ${name} vision`, () => {
      for (const color of [...COLORS, MISSING.ground, SUPPRESSED.ground]) {
        expect(distance(color, PAPER, vision), color).toBeGreaterThan(0.028);
        expect(distance(faded(color), PAPER, vision), `${color}, faded`).toBeGreaterThan(0.028);
      }
    });
  }

  it('of the palest classes are the ones that stand out the most from the ground', () => {
    for (const pale of [UNDER_SERVED[0], NEUTRAL[0]]) {
      for (const color of [pale, faded(pale)]) {
        for (const vision of Object.values(VISIONS)) {
          expect(distance(color, PAPER, vision), color).toBeGreaterThan(0.07);
        }
      }
    }
  });

  it('all have a place, from which the map paints', () => {
    for (const better of ['higher', 'lower', 'neutral'] as const) {
      for (const count of [1, 2, 3, 4, 5, 6, 7]) {
        for (const one of classes(better, breaksFor(count))) {
          expect(COLORS[placeOf(one.color)]).toBe(one.color);
        }
      }
    }
  });
});
