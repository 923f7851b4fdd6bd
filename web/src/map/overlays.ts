// What lies over the coloured territories: cells of 200 m, places of services, doubts, names.

import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';

export const SOURCE = 'observatory';
/** The same tiles for the patterns of what is missing or secret. */
export const PATTERNS = 'patterns';
/** A source that the page fills itself: doubts about rows. */
export const WARNINGS = 'warnings';
export const EMPTY: GeoJSONSourceSpecification = {
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
};

export const GRID_LAYER = 'grid';
/** First zoom whose tiles hold the cells. */
export const GRID_ZOOM = 10;
export const POINTS_LAYER = 'points';
export const WARNINGS_LAYER = 'warnings';
export const SEATS_LAYER = 'labels';
export const NAMES_LAYER = 'labels-epci';

export const INK = '#1f2a2b';
/** Family declared in fonts.css; MapLibre reads the weight in the name. */
const FONT = ['Maillage Semibold'];
/** Zoom from which communes are named even where EPCI are coloured. */
const SEATS_AMONG_EPCIS = 10;

/** A filter that lets nothing through: an outline with nothing to outline. */
export const NOTHING: ExpressionSpecification = ['==', ['literal', 1], 0];

/** Colour of the cells, and how opaque they are: from a number of children to the next one. */
export const CELL_COLOR = '#16324f';
export const CELLS: readonly { from: number; opacity: number }[] = [
  { from: 0, opacity: 0.2 },
  { from: 2, opacity: 0.4 },
  { from: 5, opacity: 0.6 },
  { from: 10, opacity: 0.8 },
];
export const WARNING_COLOR = '#d3005e';

/** All of them, the lowest first; `travel` lies between the cells and the services. */
export function overlays(travel: readonly LayerSpecification[]): LayerSpecification[] {
  return [grid(), ...travel, points(), ...labels(), warnings()];
}

/** From which zoom the seats of communes are named when a level is coloured. */
export function seatsFrom(level: string): number {
  return level === 'epci' ? SEATS_AMONG_EPCIS : 0;
}

function grid(): LayerSpecification {
  const [first, ...others] = CELLS;
  const steps = others.flatMap((one) => [one.from, one.opacity]);
  return {
    id: GRID_LAYER,
    type: 'fill',
    source: SOURCE,
    'source-layer': 'grid',
    minzoom: GRID_ZOOM,
    layout: { visibility: 'none' },
    paint: {
      'fill-color': CELL_COLOR,
      'fill-outline-color': 'rgba(255,255,255,0.7)',
      'fill-opacity': ['step', ['get', 'children'], first?.opacity ?? 0, ...steps] as ExpressionSpecification,
    },
  };
}

function points(): LayerSpecification {
  return {
    id: POINTS_LAYER,
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

function warnings(): LayerSpecification {
  return {
    id: WARNINGS_LAYER,
    type: 'circle',
    source: WARNINGS,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 4, 12, 8],
      'circle-color': '#ffffff',
      'circle-stroke-color': WARNING_COLOR,
      'circle-stroke-width': 3,
    },
  };
}

const LABEL_PAINT = { 'text-color': INK, 'text-halo-color': '#ffffff', 'text-halo-width': 1.8 } as const;

function labels(): LayerSpecification[] {
  return [
    {
      id: NAMES_LAYER,
      type: 'symbol',
      source: SOURCE,
      'source-layer': 'names',
      layout: {
        visibility: 'none',
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': ['interpolate', ['linear'], ['zoom'], 6, 12, 11, 17],
        'text-max-width': 9,
        'text-padding': 4,
        'text-variable-anchor': ['center', 'top', 'bottom'],
        'text-radial-offset': 0.6,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: LABEL_PAINT,
    },
    {
      id: SEATS_LAYER,
      type: 'symbol',
      source: SOURCE,
      'source-layer': 'seats',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        // The towns that stand out are written larger at every zoom.
        'text-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          5,
          ['step', ['get', 'rank'], 14, 16, 12],
          9,
          ['step', ['get', 'rank'], 16, 16, 14, 64, 12],
          12,
          ['step', ['get', 'rank'], 19, 16, 17, 64, 15],
        ],
        'text-max-width': 8,
        'text-padding': 6,
        'symbol-sort-key': ['get', 'rank'],
        'text-variable-anchor': ['center', 'top', 'bottom'],
        'text-radial-offset': 0.5,
      },
      paint: LABEL_PAINT,
    },
  ];
}
