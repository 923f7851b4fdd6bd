// Ties maps to the signals and to each other: what is chosen is drawn, and two maps move as one.

import { computed, effect, untracked } from '@preact/signals';
import { type Bbox, type TerritoryRef, toBbox } from '../api/types.ts';
import { text } from '../i18n/index.ts';
import { arriving } from '../state/arrival.ts';
import { kindOf } from '../state/choices.ts';
import { focus, main, observatory, portrait } from '../state/data.ts';
import { doubts, marksOf } from '../state/doubts.ts';
import { choosing, mode, showZone, startFrom } from '../state/journey.ts';
import type { Sheet } from '../state/sheet.ts';
import { comparing, go, layers, position, restored, selected, view, wide } from '../state/store.ts';
import { type MapPosition, sameTerritory } from '../state/url.ts';
import type { MapController } from './controller.ts';
import { drawTravel } from './draw-travel.ts';
import type { MapPicture } from './events.ts';

/** Maps on the page, each with what it shows. */
const maps = new Map<MapController, Sheet>();

/** Puts a map among those that move together: it goes at once where the others are. */
export function join(map: MapController, sheet: Sheet): () => void {
  const [other] = maps.keys();
  if (other !== undefined) map.follow(other.position);
  maps.set(map, sheet);
  return () => {
    maps.delete(map);
  };
}

/** The other maps go where this one is. */
export function drift(from: MapController | null, to: MapPosition): void {
  for (const map of maps.keys()) if (map !== from && from !== null) map.follow(to);
}

/** The maps as they are drawn now, the first one first. */
export function pictures(): { sheet: Sheet; map: MapPicture }[] {
  return [...maps]
    .sort(([, a], [, b]) => Number(b === main) - Number(a === main))
    .map(([map, sheet]) => ({ sheet, map: map.picture() }));
}

/** Waits until a map is on the page and every one is drawn. */
export async function settledMaps(): Promise<void> {
  while (maps.size === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await Promise.all([...maps.keys()].map((map) => map.drawn()));
}

addEventListener('beforeprint', () => {
  for (const map of maps.keys()) map.freeze();
});
addEventListener('afterprint', () => {
  for (const map of maps.keys()) map.thaw();
});

let pickedOnMap = false;

export function pick(at: TerritoryRef): void {
  pickedOnMap = true;
  go({ selected: sameTerritory(at, selected.peek()) ? null : at });
}

/** A place that was chosen on the map: the centre of an area, or a home. */
export function choosePoint({ lon, lat, name }: { lon: number; lat: number; name: string | null }): void {
  if (choosing.peek() === 'from') startFrom({ lon, lat }, name);
  else showZone({ lon, lat }, name);
}

/** A service that was clicked on the map: where ways are searched, from where one gets to it in time. */
export function pickService({ lon, lat, name }: { lon: number; lat: number; name: string }): boolean {
  if (mode.peek() === null) return false;
  showZone({ lon, lat }, name);
  return true;
}

/** Opens the portrait of the territory that the keyboard has reached on the map; it gets the focus. */
export function open(at: TerritoryRef): void {
  pickedOnMap = true;
  arriving.value = !comparing.peek();
  go({ selected: at, ...(wide.peek() ? {} : { view: 'portrait' as const }) });
}

/** Ties a map to what it shows; the function returned unties it. */
export function follow(map: MapController, sheet: Sheet): () => void {
  const stops: (() => void)[] = [
    effect(() => {
      const whole = sheet.mapFigures.value.value;
      const inFocus = sheet.figures.current.value.value;
      const list = sheet.classes.value;
      if (whole === null || inFocus === null) return;
      const same = (['indicator', 'facet', 'level'] as const).every((key) => whole[key] === inFocus[key]);
      // While one of the two is still of the former measure, the map keeps its colours.
      if (same)
        map.paint({ figures: whole, classes: list, focus: whole === inFocus ? null : new Set(inFocus.fids) });
    }),
    effect(() => {
      const now = sheet.choice.value;
      const all = observatory.current.value.value;
      const kind = all !== null && now?.subject.type === 'kind' ? kindOf(all, now.subject.facet) : null;
      map.showPoints(kind);
      map.outline('focus', now?.parent ?? null);
    }),
    effect(() => {
      map.outline('selected', selected.value);
    }),
    effect(() => {
      map.showGrid(layers.value.includes('carreaux'));
    }),
    effect(() => {
      map.setMarks(layers.value.includes('alertes') ? marksOf(doubts.current.value.items) : []);
    }),
    ...drawTravel(map),
    effect(() => {
      map.setBackground(shownBackground.value);
    }),
    effect(() => {
      map.setLabel(mapLabel(sheet));
    }),
    effect(() => {
      view.value;
      // What the map tells while it takes its new size must not tie this to all of the state.
      untracked(() => map.resize());
    }),
  ];
  // One map leads where the territory studied, the selection or the address say; the other follows it.
  if (sheet === main) stops.push(...lead(map));
  return () => {
    for (const stop of stops) stop();
  };
}

/** The map of another publisher, once the reader has asked for it: nothing is read from it before. */
export const shownBackground = computed(() =>
  layers.value.includes('ign') ? (observatory.current.value.value?.background ?? null) : null,
);

/** Name of a map; with two maps, it says which one it is. */
export function mapName(sheet: Sheet): string {
  const { compare, map } = text.value;
  return comparing.value ? `${compare.maps[sheet === main ? 0 : 1]} : ${sheet.title.value}` : map.label;
}

function mapLabel(sheet: Sheet): string {
  const { help } = text.value.map;
  return comparing.value ? `${mapName(sheet)}. ${help}` : help;
}

function lead(map: MapController): (() => void)[] {
  let framed = main.choice.peek()?.parent ?? null;
  let returned = restored.peek();
  return [
    effect(() => {
      const parent = main.choice.value?.parent ?? null;
      const known = parent === null || sameTerritory(focus.current.value.value, parent);
      if (sameTerritory(parent, framed) || !known) return;
      framed = parent;
      if (restored.peek() === returned || position.peek() === null) fitFocus(map);
    }),
    effect(() => {
      const territory = portrait.current.value.value?.territory ?? null;
      if (territory === null || !sameTerritory(territory, selected.value)) return;
      if (pickedOnMap) pickedOnMap = false;
      else {
        const bounds = toBbox(territory.bbox);
        if (bounds !== null) map.fit(bounds, 'ifHidden', covered());
      }
    }),
    effect(() => {
      if (restored.value === returned) return;
      returned = restored.value;
      const to = position.peek();
      if (to !== null) map.jump(to);
    }),
  ];
}

/** Pixels of the map that the legend covers on the left (`.legend` in map.css); none on a phone. */
export function covered(): number {
  return wide.peek() ? 250 : 0;
}

export function fitFocus(map: MapController | null): void {
  const bounds = focusBounds();
  if (bounds !== null) map?.fit(bounds, 'always', covered());
}

export function focusBounds(): Bbox | null {
  const parent = main.choice.peek()?.parent ?? null;
  const territory = focus.current.peek().value;
  const bounds =
    parent !== null && territory !== null ? territory.bbox : observatory.current.peek().value?.bounds;
  return toBbox(bounds ?? []);
}

/** Waits until the territory in focus is known, or will not be. */
export function focusSettled(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (focus.current.value.status === 'loading') return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}
