// Classes of the choropleth: one function feeds the map, the legend, the bars and the table.

import type { Better } from '../api/types.ts';

/** One class: `lower ≤ x < upper`; the last one has no upper bound, the first no lower one. */
export interface Class {
  index: number;
  lower: number | null;
  upper: number | null;
  color: string;
  /** Colour of a text laid over `color`. */
  ink: string;
}

/**
 * From the best served (pale) to the least served (dark). Lightness falls steadily, so that the order
 * survives every form of colour blindness and a black-and-white print.
 */
export const UNDER_SERVED = ['#fbeed3', '#f3c88b', '#e2925a', '#b8503f', '#6d1f3b'] as const;
/** For measures where neither end is good news: from little to much. */
export const NEUTRAL = ['#e1efe9', '#a9d3c8', '#66aaa6', '#2c7a80', '#123f52'] as const;
/** Ground of the map: what belongs to no territory. Darker than the palest class, even faded. */
export const PAPER = '#cdd2ee';
/** Ground of a territory whose value is not known, under the hatching. */
export const MISSING = { ground: '#f1f0ee', ink: '#8d8a85' } as const;
/** Ground of a territory whose value is a statistical secret, under the dots. */
export const SUPPRESSED = { ground: '#eceaf3', ink: '#8a84a6' } as const;

/** The same paths through colours in six and seven steps of equal contrast. */
const LONGER: Record<'served' | 'neutral', Record<number, readonly string[]>> = {
  served: {
    6: ['#fbeed3', '#eeb67b', '#d98454', '#bd5842', '#963b3f', '#6d1f3b'],
    7: ['#fbeed3', '#f1bf83', '#e3935b', '#cc6e4b', '#b34d3f', '#90363f', '#6d1f3b'],
  },
  neutral: {
    6: ['#e1efe9', '#97c8be', '#5ea3a0', '#358085', '#205f6c', '#123f52'],
    7: ['#e1efe9', '#a2cec4', '#6eafaa', '#499192', '#2a757d', '#1d5a67', '#123f52'],
  },
};
/** Classes beyond this number can no longer be told apart. */
const MOST = 7;
/** How much of a colour is left outside the territory studied; the rest is white. */
const LEFT = 0.5;

/**
 * Every colour that a class can have. The map knows them all from the start and a territory names
 * its own by its place here, so that another measure changes the states of features and nothing else.
 */
export const COLORS: readonly string[] = [
  ...new Set(
    [UNDER_SERVED, NEUTRAL, ...Object.values(LONGER.served), ...Object.values(LONGER.neutral)].flat(),
  ),
];
const PLACES = new Map(COLORS.map((color, at) => [color, at]));

/** Place of a colour in `COLORS`, -1 for any other. */
export function placeOf(color: string): number {
  return PLACES.get(color) ?? -1;
}

/** A colour as it is outside the territory studied: mixed with white, so that it never nears the ground. */
export function faded(color: string): string {
  const channel = (at: number) =>
    Math.round(LEFT * Number.parseInt(color.slice(at, at + 2), 16) + (1 - LEFT) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** Classes of a measure: `breaks` are ascending lower bounds of the classes above the first. */
export function classes(better: Better, breaks: readonly number[]): Class[] {
  const bounds = [...new Set(breaks)].sort((a, b) => a - b).slice(0, MOST - 1);
  const count = bounds.length + 1;
  return Array.from({ length: count }, (_, index) => {
    const color = shade(better, index, count);
    return {
      index,
      lower: index === 0 ? null : (bounds[index - 1] ?? null),
      upper: bounds[index] ?? null,
      color,
      ink: luminance(color) > 0.2 ? '#1c1a17' : '#ffffff',
    };
  });
}

/** The class of a value: its lower bound belongs to it. */
export function classOf(list: readonly Class[], value: number): Class | null {
  return (
    list.find(
      (one) => (one.lower === null || one.lower <= value) && (one.upper === null || value < one.upper),
    ) ?? null
  );
}

/** Relative luminance of "#rrggbb" as WCAG 2 defines it, 0 to 1. */
export function luminance(color: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function shade(better: Better, index: number, count: number): string {
  const short: readonly string[] = better === 'neutral' ? NEUTRAL : UNDER_SERVED;
  const palette = LONGER[better === 'neutral' ? 'neutral' : 'served'][count] ?? short;
  const last = palette.length - 1;
  // Fewer classes still span the whole palette, so that the worst class stays the darkest.
  const step = count === 1 ? Math.ceil(last / 2) : Math.round((index * last) / (count - 1));
  return palette[better === 'higher' ? last - step : step] ?? palette[0] ?? '#888888';
}
