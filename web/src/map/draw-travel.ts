// Draws what the reader asks of travel on a map: areas, a way with its ends, lines and stops.

import { effect } from '@preact/signals';
import type { Place } from '../api/client.ts';
import type { Isochrones, Route } from '../api/types.ts';
import { choosing, from, isochrones, lines, route, stops, to, zone } from '../state/journey.ts';
import type { MapController } from './controller.ts';

type Collection = GeoJSON.FeatureCollection;

/** Ties a map to what is drawn of travel; the functions returned untie it. */
export function drawTravel(map: MapController): (() => void)[] {
  return [
    effect(() => {
      map.setTravel('zones', zone.value === null ? null : areas(isochrones.current.value.value));
    }),
    effect(() => {
      map.setTravel('way', to.value === null ? null : way(route.current.value.value));
    }),
    effect(() => {
      const origin = isochrones.current.value.value?.origin ?? null;
      const target = zone.value === null ? end(to.value, route.current.value.value) : origin;
      map.setTravel('ends', points([home(), target === null ? null : { ...target, role: 'service' }]));
    }),
    effect(() => {
      map.setTravel('lines', lines.current.value.value as Collection | null);
    }),
    effect(() => {
      map.setTravel('stops', stops.current.value.value as Collection | null);
    }),
    effect(() => {
      map.choose(choosing.value !== null);
    }),
  ];
}

function areas(value: Isochrones | null): Collection | null {
  return value as Collection | null;
}

function way(value: Route | null): Collection | null {
  if (value === null) return null;
  return value.type === 'Feature'
    ? ({ type: 'FeatureCollection', features: [value] } as Collection)
    : (value as unknown as Collection);
}

/** Where a way ends: the place itself, or the last position of the line to a service. */
function end(place: Place | null, value: Route | null): { lon: number; lat: number } | null {
  if (place === null) return null;
  if (!('service' in place)) return place;
  const last = value === null ? undefined : value.type === 'Feature' ? value : value.features.at(-1);
  const [lon, lat] = last?.geometry.coordinates.at(-1) ?? [];
  return lon === undefined || lat === undefined ? null : { lon, lat };
}

function home(): { lon: number; lat: number; role: string } | null {
  return from.value === null ? null : { ...from.value, role: 'home' };
}

function points(list: ({ lon: number; lat: number; role: string } | null)[]): Collection {
  return {
    type: 'FeatureCollection',
    features: list
      .filter((one) => one !== null)
      .map(({ lon, lat, role }) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [lon, lat] },
        properties: { role },
      })),
  };
}
