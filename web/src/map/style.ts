// The map's style: our own tiles, our own colours, no glyph, no sprite, nothing from another site.
// Fill colours follow the state of features (class `c`, status `s`, in focus `f`), so that a change
// of measure repaints without parsing a tile again. `fill-pattern` cannot follow that state but
// `fill-opacity` can: each pattern is one layer over everything, opaque only where it applies.

import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Level } from '../api/types.ts';
import { type Class, MISSING } from './classes.ts';

export const SOURCE = 'observatory';
/** Family declared in fonts.css; MapLibre reads the weight in the name. */
const FONT = ['Maillage Semibold'];

export const COMMUNE_BORDERS = 'border-commune';
export const PAPER = '#dfe4e4';
const INK = '#1f2a2b';

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

/** Colour of the class that a feature's state names. */
export function fillColor(list: readonly Class[]): ExpressionSpecification {
  const [first, ...others] = list;
  if (first === undefined) return ['to-color', MISSING.ground];
  const rest = others.flatMap((one) => [one.index, one.color]);
  const state: ExpressionSpecification = ['coalesce', ['feature-state', 'c'], -1];
  // The tuple type of `match` cannot follow a list whose length is not known.
  return ['match', state, first.index, first.color, ...rest, MISSING.ground] as ExpressionSpecification;
}

const inFocus: ExpressionSpecification = ['boolean', ['feature-state', 'f'], true];

function patternOpacity(status: string): ExpressionSpecification {
  return ['case', ['==', ['coalesce', ['feature-state', 's'], ''], status], ['case', inFocus, 1, 0.4], 0];
}

/** A filter that lets nothing through: an outline with nothing to outline. */
export const NOTHING: ExpressionSpecification = ['==', ['literal', 1], 0];

export function byCode(code: string): ExpressionSpecification {
  return ['==', ['get', 'code'], code];
}

export function style(tiles: string): StyleSpecification {
  return {
    version: 8,
    sources: { [SOURCE]: { type: 'vector', url: tiles } },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': PAPER } },
      ...MAPPED.flatMap(polygons),
      ...borders(),
      ...OUTLINES.map((id) => outlineLayer(id, TILE_LAYER.commune)),
      points(),
      labels(),
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

function polygons(level: Level): LayerSpecification[] {
  const common = {
    source: SOURCE,
    'source-layer': TILE_LAYER[level],
    layout: { visibility: 'none' as const },
  };
  return [
    {
      id: fillId(level),
      type: 'fill',
      ...common,
      paint: { 'fill-color': fillColor([]), 'fill-opacity': ['case', inFocus, 1, 0.4] },
    },
    {
      id: hatchId(level),
      type: 'fill',
      ...common,
      paint: { 'fill-pattern': 'hatch', 'fill-opacity': patternOpacity('m') },
    },
    {
      id: dotsId(level),
      type: 'fill',
      ...common,
      paint: { 'fill-pattern': 'dots', 'fill-opacity': patternOpacity('s') },
    },
  ];
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
    line(COMMUNE_BORDERS, 1, 'rgba(255,255,255,0.85)', [0.3, 1.4], 6),
    line('border-epci', 2, '#5c6b6b', [0.6, 1.8], 0),
    line('border-departement', 3, '#2b3838', [1, 2.6], 0),
  ];
}

function points(): LayerSpecification {
  return {
    id: 'points',
    type: 'circle',
    source: SOURCE,
    'source-layer': 'services',
    filter: NOTHING,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 2.5, 10, 4.5, 13, 7],
      'circle-color': '#333333',
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 7, 1, 11, 2],
    },
  };
}

function labels(): LayerSpecification {
  return {
    id: 'labels',
    type: 'symbol',
    source: SOURCE,
    'source-layer': 'seats',
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': ['interpolate', ['linear'], ['zoom'], 7, 12, 12, 15],
      'text-max-width': 8,
      'text-padding': 6,
      'symbol-sort-key': ['get', 'rank'],
      'text-variable-anchor': ['center', 'top', 'bottom'],
      'text-radial-offset': 0.5,
    },
    paint: { 'text-color': INK, 'text-halo-color': '#ffffff', 'text-halo-width': 1.8 },
  };
}
