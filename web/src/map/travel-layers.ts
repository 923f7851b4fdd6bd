// Travel on the map: areas of access, a way with its ends, lines and stops of public transport.

import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';

/** Sources that the page fills itself. */
export const TRAVEL_SOURCES = ['zones', 'way', 'ends', 'lines', 'stops'] as const;
export type TravelSource = (typeof TRAVEL_SOURCES)[number];

/** Colour of the edge of an area by its limit in minutes: the nearer the darker. */
export const ZONE_COLORS: readonly { minutes: number; color: string }[] = [
  { minutes: 5, color: '#0b1f5c' },
  { minutes: 10, color: '#1740a3' },
  { minutes: 15, color: '#2464d6' },
  { minutes: 20, color: '#2f86e8' },
  { minutes: 30, color: '#54a9f2' },
];
export const WAY_COLOR = '#0b1f5c';
/** Lines whose operator gives no colour. */
export const LINE_COLOR = '#4a2f8f';
const FONT = ['Maillage Semibold'];

export function zoneColor(minutes: number): string {
  return ZONE_COLORS.find((one) => minutes <= one.minutes)?.color ?? '#54a9f2';
}

const byLimit = [
  'step',
  ['get', 'minutes'],
  ...ZONE_COLORS.flatMap(({ minutes, color }, at) => (at === 0 ? [color] : [minutes, color])),
] as unknown as ExpressionSpecification;
const isWalk: ExpressionSpecification = ['==', ['get', 'means'], 'walk'];

/** All of them, the lowest first. */
export function travelLayers(): LayerSpecification[] {
  return [...network(), ...zones(), ...way()];
}

function network(): LayerSpecification[] {
  return [
    line('lines-casing', 'lines', '#ffffff', 4.5),
    line('lines', 'lines', ['coalesce', ['get', 'color'], LINE_COLOR], 2.5),
    {
      id: 'stops',
      type: 'circle',
      source: 'stops',
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 1.6, 11, 3.5, 14, 6],
        'circle-color': '#ffffff',
        'circle-stroke-color': '#1f2a2b',
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 7, 0.8, 12, 1.8],
      },
    },
    {
      id: 'stop-names',
      type: 'symbol',
      source: 'stops',
      minzoom: 13,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 12,
        'text-anchor': 'top',
        'text-offset': [0, 0.7],
      },
      paint: { 'text-color': '#1f2a2b', 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
    },
  ];
}

function zones(): LayerSpecification[] {
  return [
    // Areas lie on each other, so that the nearer is the darker.
    {
      id: 'zones-fill',
      type: 'fill',
      source: 'zones',
      paint: { 'fill-color': '#2464d6', 'fill-opacity': 0.16, 'fill-antialias': false },
    },
    line('zones-casing', 'zones', '#ffffff', growing(1.8, 5)),
    line('zones-edge', 'zones', byLimit, growing(1.2, 2.8)),
    {
      id: 'zones-names',
      type: 'symbol',
      source: 'zones',
      minzoom: 9.5,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 220,
        'text-field': ['concat', ['to-string', ['get', 'minutes']], ' min'],
        'text-font': FONT,
        'text-size': 13,
      },
      paint: { 'text-color': byLimit, 'text-halo-color': '#ffffff', 'text-halo-width': 2.2 },
    },
  ];
}

function way(): LayerSpecification[] {
  const ridden: ExpressionSpecification = ['!', isWalk];
  return [
    line('way-casing', 'way', '#ffffff', 8),
    { ...line('way', 'way', WAY_COLOR, 4.5), filter: ridden } as LayerSpecification,
    {
      ...line('way-walk', 'way', WAY_COLOR, 4),
      filter: isWalk,
      paint: { 'line-color': WAY_COLOR, 'line-width': 4, 'line-dasharray': [0.2, 1.6] },
    } as LayerSpecification,
    {
      id: 'ends',
      type: 'circle',
      source: 'ends',
      paint: {
        'circle-radius': 8,
        'circle-color': ['match', ['get', 'role'], 'home', '#ffffff', WAY_COLOR],
        'circle-stroke-color': ['match', ['get', 'role'], 'home', WAY_COLOR, '#ffffff'],
        'circle-stroke-width': 3,
      },
    },
  ];
}

/** A width from afar and from close: edges of areas are winding, and would cover the map. */
function growing(far: number, close: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 8, far, 12, close];
}

function line(
  id: string,
  source: TravelSource,
  color: string | ExpressionSpecification,
  width: number | ExpressionSpecification,
): LayerSpecification {
  return {
    id,
    type: 'line',
    source,
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': color, 'line-width': width },
  };
}
