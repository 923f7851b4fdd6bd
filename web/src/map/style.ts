// The map's style: our own tiles, our own colours, no glyph, no sprite, nothing from another site.
// Fill colours follow the state of features (colour `c`, in focus `f`), and no expression depends on
// the measure: another one repaints without parsing a tile again. `fill-pattern` cannot follow that
// state but `fill-opacity` can: each pattern is one layer over everything, opaque only where it
// applies. These layers have a source of their own, the same tiles again, which is read only once a
// value is missing or secret: each layer of a source costs one more evaluation for every feature
// whose state changes, and those of the patterns seldom change (status `s`, in focus `f`).

import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Level } from '../api/types.ts';
import { COLORS, faded, MISSING, PAPER } from './classes.ts';
import { EMPTY, INK, NOTHING, overlays, PATTERNS, SOURCE, WARNINGS } from './overlays.ts';
import { TRAVEL_SOURCES, travelLayers } from './travel-layers.ts';

export const COMMUNE_BORDERS = 'border-commune';

/** Layer of the tiles that holds the polygons of a level. */
export const TILE_LAYER: Record<Level, string> = {
  commune: 'communes',
  epci: 'epcis',
  departement: 'departements',
};

export const MAPPED: readonly Level[] = ['commune', 'epci'];
export const fillId = (level: Level) => `fill-${level}`;
export const hatchId = (level: Level) => `hatch-${level}`;
export const dotsId = (level: Level) => `dots-${level}`;

const OUTLINE_PAINT = {
  'hover-casing': { color: '#ffffff', width: 5 },
  hover: { color: INK, width: 2 },
  'focus-casing': { color: '#ffffff', width: 5 },
  focus: { color: '#17403d', width: 2.4 },
  'selected-casing': { color: '#ffffff', width: 6 },
  selected: { color: '#10130f', width: 3 },
} as const;
export type Outline = keyof typeof OUTLINE_PAINT;
const OUTLINES: readonly Outline[] = [
  'focus-casing',
  'focus',
  'hover-casing',
  'hover',
  'selected-casing',
  'selected',
];

const inFocus: ExpressionSpecification = ['boolean', ['feature-state', 'f'], true];

/** Colour that a feature's state names by its place in `COLORS`, faded outside the focus. */
export const FILL_COLOR = [
  'case',
  inFocus,
  painted((color) => color),
  painted(faded),
] as ExpressionSpecification;

function painted(as: (color: string) => string): ExpressionSpecification {
  const pairs = COLORS.flatMap((color, at) => [at, as(color)]);
  const place: ExpressionSpecification = ['coalesce', ['feature-state', 'c'], -1];
  // The tuple type of `match` cannot follow a list whose length is not known.
  return ['match', place, ...pairs, as(MISSING.ground)] as unknown as ExpressionSpecification;
}

function patternOpacity(status: string): ExpressionSpecification {
  return ['case', ['==', ['coalesce', ['feature-state', 's'], ''], status], ['case', inFocus, 1, 0.5], 0];
}

export function byCode(code: string): ExpressionSpecification {
  return ['==', ['get', 'code'], code];
}

export function style(tiles: string): StyleSpecification {
  return {
    version: 8,
    sources: {
      [SOURCE]: { type: 'vector', url: tiles },
      [PATTERNS]: { type: 'vector', url: tiles },
      [WARNINGS]: EMPTY,
      ...Object.fromEntries(TRAVEL_SOURCES.map((id) => [id, EMPTY])),
    },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': PAPER } },
      ...MAPPED.map(fill),
      ...MAPPED.flatMap(patterns),
      ...borders(),
      ...OUTLINES.map((id) => outlineLayer(id, TILE_LAYER.commune)),
      ...overlays(travelLayers()),
    ],
  };
}

/** Outline of one territory of a layer of the tiles; nothing is outlined until its filter is set. */
export function outlineLayer(id: Outline, sourceLayer: string): LayerSpecification {
  return {
    id,
    type: 'line',
    source: SOURCE,
    'source-layer': sourceLayer,
    filter: NOTHING,
    layout: { 'line-join': 'round' },
    paint: { 'line-color': OUTLINE_PAINT[id].color, 'line-width': OUTLINE_PAINT[id].width },
  };
}

function fill(level: Level): LayerSpecification {
  return {
    id: fillId(level),
    type: 'fill',
    source: SOURCE,
    'source-layer': TILE_LAYER[level],
    layout: { visibility: 'none' },
    paint: {
      'fill-color': FILL_COLOR,
      // An outline in the fill's colour would be evaluated and drawn once more for each feature.
      'fill-antialias': false,
      'fill-outline-color': 'transparent',
    },
  };
}

function patterns(level: Level): LayerSpecification[] {
  const layer = (id: string, pattern: string, status: string) =>
    ({
      id,
      type: 'fill',
      source: PATTERNS,
      'source-layer': TILE_LAYER[level],
      layout: { visibility: 'none' },
      // A pattern has no outline of its own to smooth.
      paint: { 'fill-pattern': pattern, 'fill-antialias': false, 'fill-opacity': patternOpacity(status) },
    }) satisfies LayerSpecification;
  return [layer(hatchId(level), 'hatch', 'm'), layer(dotsId(level), 'dots', 's')];
}

function borders(): LayerSpecification[] {
  const line = (id: string, rank: number, color: string, widths: [number, number], minzoom: number) =>
    ({
      id,
      type: 'line',
      source: SOURCE,
      'source-layer': 'borders',
      minzoom,
      filter: ['==', ['get', 'rank'], rank],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': color,
        'line-width': ['interpolate', ['linear'], ['zoom'], 4, widths[0] / 4, 7, widths[0], 12, widths[1]],
      },
    }) satisfies LayerSpecification;
  return [
    line(COMMUNE_BORDERS, 1, 'rgba(122,128,128,0.55)', [0.35, 1.4], 6),
    line('border-epci', 2, '#5c6b6b', [0.6, 1.8], 0),
    line('border-departement', 3, '#2b3838', [1, 2.6], 0),
  ];
}
