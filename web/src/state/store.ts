// The state of the page as signals, kept in the URL.

import { computed, signal } from '@preact/signals';
import {
  formatState,
  MAP_LAYERS,
  type MapLayer,
  type MapPosition,
  parseState,
  type ViewState,
} from './url.ts';

type Said = Omit<ViewState, 'position'>;

const first = parseState(location.search);

/** All of the state but the map's position, which changes too often to redraw the page each time. */
export const state = signal<Said>(first);
export const position = signal<MapPosition | null>(first.position);
/** Counts the returns to an earlier address: the map then goes where that address says. */
export const restored = signal(0);

export const lang = computed(() => state.value.lang);
export const selected = computed(() => state.value.selected);
/** How values are put into classes; compared part by part, so that another change computes nothing again. */
const method = computed(() => state.value.classing.method);
const count = computed(() => state.value.classing.count);
export const classing = computed(() => ({ method: method.value, count: count.value }));
export const view = computed(() => state.value.view);
/** What is laid on the map; the same list as long as its words are the same. */
const layerWords = computed(() => state.value.layers.join('.'));
export const layers = computed(() => MAP_LAYERS.filter((one) => layerWords.value.split('.').includes(one)));

/** Whether a menu lies open over the view. */
export const menuOpen = signal(false);

/** Whether the page is wide enough for the map and the list side by side (same width as layout.css). */
const wideQuery = matchMedia('(min-width: 62rem)');
export const wide = signal(wideQuery.matches);
/** A sheet of paper is narrow: what is printed stays laid out as it was on the screen. */
let printing = false;
/** Whether a narrow page lays out all of the sheet, because it is about to be printed. */
export const sheetWhole = signal(false);
addEventListener('beforeprint', () => {
  printing = true;
  sheetWhole.value = true;
});
addEventListener('afterprint', () => {
  printing = false;
  sheetWhole.value = false;
  wide.value = wideQuery.matches;
});
wideQuery.addEventListener('change', (event) => {
  if (!printing && !matchMedia('print').matches) wide.value = event.matches;
});

/** Whether the map is on the screen: on a wide page, whenever the table does not take its place. */
export const mapShown = computed(() => (wide.value ? view.value !== 'tableau' : view.value === 'carte'));
/** Whether two measures are shown together, on two maps or in one table. */
export const comparing = computed(
  () => state.value.second !== null && (mapShown.value || view.value === 'tableau'),
);

addEventListener('popstate', () => {
  const now = parseState(location.search);
  position.value = now.position;
  state.value = now;
  restored.value += 1;
});

/** A choice of the reader: a new entry in the history, so that *back* undoes it. */
export function go(change: Partial<Said>): void {
  const next = { ...state.value, ...change };
  const to = address(next);
  if (to !== `${location.pathname}${location.search}`) history.pushState(null, '', to);
  state.value = next;
}

/** A change that *back* should not stop at: sorting, the language, the presentation. */
export function adjust(change: Partial<Said>): void {
  state.value = { ...state.value, ...change };
  history.replaceState(null, '', address(state.value));
}

/** The map has moved. */
export function moved(to: MapPosition): void {
  position.value = to;
  history.replaceState(null, '', address(state.value));
}

/** Lays something on the map, or takes it away. */
export function toggleLayer(layer: MapLayer): void {
  const now = state.value.layers;
  adjust({ layers: MAP_LAYERS.filter((one) => (one === layer) !== now.includes(one)) });
}

/** Address of the page with a change made, for links. */
export function href(change: Partial<Said>): string {
  return address({ ...state.value, ...change });
}

function address(said: Said): string {
  return `${location.pathname}${formatState({ ...said, position: position.peek() })}`;
}
