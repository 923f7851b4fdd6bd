// Rows that were taken and look wrong: the list of the page of sources, and their points on the map.

import { computed, signal } from '@preact/signals';
import { paths, read } from '../api/client.ts';
import type { Doubt } from '../api/types.ts';
import { resource } from './resource.ts';
import { adjust, go, layers, moved, restored, state } from './store.ts';

/** Zoom at which a single point is shown. */
const CLOSE = 13;
/** Points that the map shows at most; the list has them all, page by page. */
const MOST = 1000;

const shown = computed(() => state.value.page === null && layers.value.includes('alertes'));
const path = computed(() => (shown.value ? paths.warnings(state.value.check, MOST, null) : null));
export const doubts = resource(path, read.warnings);

/** The doubt whose words are on the map. */
export const pointed = signal<string | null>(null);

/** The points of a list, with the list's own order for numbers. */
export function marksOf(items: readonly Doubt[]): { id: number; lon: number; lat: number }[] {
  return items.flatMap(({ lon, lat }, id) => (lon === null || lat === null ? [] : [{ id, lon, lat }]));
}

/** Leaves the page of sources for the map with the doubts on it, close to one of them when it is named. */
export function showOnMap(one: Doubt | null): void {
  const now = state.peek().layers.filter((layer) => layer !== 'alertes');
  go({ page: null, view: 'carte', second: null, layers: [...now, 'alertes'] });
  pointed.value = one?.id ?? null;
  if (one === null || one.lon === null || one.lat === null) return;
  moved({ zoom: CLOSE, lat: one.lat, lon: one.lon });
  restored.value += 1;
}

/** Keeps only the findings of one check, or all of them. */
export function filterBy(check: string | null): void {
  pointed.value = null;
  adjust({ check });
}
