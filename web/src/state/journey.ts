// Travel on the map: the area from where one gets to a place, and the way from a home to a service.

import { computed, signal } from '@preact/signals';
import { type Place, paths, read } from '../api/client.ts';
import type { TravelMode, TravelModeCard } from '../api/types.ts';
import { choice, observatory } from './data.ts';
import { resource } from './resource.ts';
import { adjust, go, layers, state } from './store.ts';
import type { Point } from './url.ts';

/** Modes for which the server searches ways: those that rest on a network or a timetable. */
export const searched = computed<TravelModeCard[]>(
  () => observatory.current.value.value?.travel.modes.filter((one) => !one.estimated) ?? [],
);

/** How one travels to and from the places below: as on the map when that is searched. */
export const mode = computed<TravelMode | null>(() => {
  const wanted = state.value.travel ?? choice.value?.travel ?? null;
  return (searched.value.find((one) => one.id === wanted) ?? searched.value[0])?.id ?? null;
});

const zoneKey = computed(() => JSON.stringify(state.value.zone));
const fromKey = computed(() => JSON.stringify(state.value.from));
const toKey = computed(() => JSON.stringify(state.value.to));
const limitsKey = computed(() => state.value.limits.join('.'));
/** The same objects as long as they say the same. */
export const zone = computed(() => JSON.parse(zoneKey.value) as Place | null);
export const from = computed(() => JSON.parse(fromKey.value) as Point | null);
export const to = computed(() => JSON.parse(toKey.value) as Place | null);
export const limits = computed(() => limitsKey.value.split('.').map(Number));

/** Whether something is shown that the panel of travel explains. */
export const travelling = computed(
  () => state.value.page === null && (zone.value !== null || from.value !== null),
);

const zonePath = computed(() =>
  zone.value === null || mode.value === null ? null : paths.isochrones(zone.value, mode.value, limits.value),
);
export const isochrones = resource(zonePath, read.isochrones);

/** A day of the timetable other than that of the figures. */
export const day = signal<string | null>(null);
const byTimetable = computed(() => mode.value === 'transit' || mode.value === 'on_demand');
const routePath = computed(() =>
  from.value === null || to.value === null || mode.value === null
    ? null
    : paths.route(from.value, to.value, mode.value, byTimetable.value ? day.value : null),
);
export const route = resource(routePath, read.route);

/** Kind of service looked for from a home: that of the map, else the first one. */
export const kind = computed(() => {
  const all = observatory.current.value.value;
  const { facet, type } = choice.value?.subject ?? { facet: '', type: 'none' };
  return type === 'kind' ? facet : (all?.kinds.find((one) => !one.nominative && one.count > 0)?.id ?? null);
});
const nearestPath = computed(() =>
  from.value === null || kind.value === null || mode.value === null
    ? null
    : paths.nearest(from.value, kind.value, mode.value),
);
export const nearest = resource(nearestPath, read.nearest);

/** What the next click on the map chooses; `null` when it chooses a territory. */
export const choosing = signal<'zone' | 'from' | null>(null);

/** Names of places that the page has shown, for the panel: the address only has identifiers. */
const names = signal<Readonly<Record<string, string>>>({});
export function nameOf(place: Place): string | null {
  if (!('service' in place)) return names.value[`${place.lon},${place.lat}`] ?? null;
  const near = nearest.current.value.value?.items.find((one) => one.service === place.service);
  return near?.name ?? names.value[place.service] ?? null;
}
function remember(place: Place, name: string | null): void {
  if (name === null) return;
  const key = 'service' in place ? place.service : `${place.lon},${place.lat}`;
  names.value = { ...names.peek(), [key]: name };
}

/** Draws the area from where one gets to a place. */
export function showZone(place: Place, name: string | null): void {
  remember(place, name);
  choosing.value = null;
  go({ zone: place, from: null, to: null, view: 'carte' });
}

/** Starts from a home: the nearest services are listed, and each leads to its way. */
export function startFrom(home: Point, name: string | null): void {
  remember(home, name);
  choosing.value = null;
  go({ from: home, to: null, zone: null, view: 'carte' });
}

/** Draws the way from a home to a service. */
export function showRoute(home: Point, homeName: string | null, place: Place, name: string | null): void {
  remember(home, homeName);
  remember(place, name);
  choosing.value = null;
  go({ from: home, to: place, zone: null, view: 'carte' });
}

export function leave(): void {
  choosing.value = null;
  go({ zone: null, from: null, to: null });
}

/** Adds a limit to the area or takes it away; one is always left. */
export function toggleLimit(limit: number): void {
  const now = limits.peek();
  const next = now.includes(limit) ? now.filter((one) => one !== limit) : [...now, limit];
  if (next.length > 0) adjust({ limits: next.sort((a, b) => a - b) });
}

const hasTimetable = computed(() => observatory.current.value.value?.travel.timetable != null);
/** Lines and stops, read once they are asked for. */
export const lines = resource(
  computed(() => (hasTimetable.value && layers.value.includes('lignes') ? paths.lines() : null)),
  read.lines,
);
export const stops = resource(
  computed(() => (hasTimetable.value && layers.value.includes('arrets') ? paths.stops() : null)),
  read.stops,
);
