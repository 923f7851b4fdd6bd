// Rows that were taken and look wrong: the list of the page of sources, and their points on the map.

import { computed, effect, signal } from '@preact/signals';
import { paths, read } from '../api/client.ts';
import type { Doubt, DoubtPage } from '../api/types.ts';
import { pages } from './pages.ts';
import { adjust, go, layers, moved, restored, state } from './store.ts';

/** Zoom at which a single point is shown. */
const CLOSE = 13;
/** Rows of a page, the most that the contract allows: the map shows them all, one page after the other. */
const ROWS = 1000;

const shown = computed(() => state.value.page === null && layers.value.includes('alertes'));
const check = computed(() => state.value.check);
const path = computed(() => {
  const only = check.value;
  return shown.value ? (after: string | null) => paths.warnings(only, ROWS, after) : null;
});
export const doubts = pages<Doubt, DoubtPage>(path, read.warnings);
effect(() => {
  if (doubts.current.value.status === 'ready') doubts.more();
});

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
