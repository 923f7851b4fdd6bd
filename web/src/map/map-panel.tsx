// The map in the page: follows the state, and gives back what the reader picks.

import { effect, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Bbox, toBbox } from '../api/types.ts';
import { Legend, SourceLine } from '../components/legend.tsx';
import { text, words } from '../i18n/index.ts';
import { kindOf } from '../state/choices.ts';
import { choice, figures, focus, mapFigures, observatory, portrait, shownClasses } from '../state/data.ts';
import { statusOf } from '../state/ranking.ts';
import { adjust, go, moved, position, restored, selected, view, wide } from '../state/store.ts';
import { sameTerritory } from '../state/url.ts';
import { formatValue } from '../text/format.ts';
import type { Hit, MapController } from './controller.ts';

const TILES = '/tiles/observatory.json';

export function MapPanel() {
  const box = useRef<HTMLDivElement>(null);
  const controller = useSignal<MapController | null>(null);
  const hover = useSignal<Hit | null>(null);
  const failure = useSignal<'noWebgl' | 'failed' | null>(null);

  useEffect(() => {
    if (!hasWebgl()) {
      failure.value = 'noWebgl';
      return undefined;
    }
    let gone = false;
    import('./controller.ts')
      .then(async (module) => {
        await focusSettled();
        if (gone || box.current === null) return;
        const bounds = focusBounds();
        if (bounds === null) return;
        const map = new module.MapController(
          box.current,
          {
            position: position.peek(),
            bounds,
            covered: covered(),
            tiles: TILES,
            label: text.peek().map.help,
          },
          {
            onPick: (at) => pick(at),
            onHover: (hit) => {
              hover.value = hit;
            },
            onMove: moved,
            onError: (message) => console.error(message),
          },
        );
        controller.value = map;
      })
      .catch(() => {
        failure.value = 'failed';
      });
    return () => {
      gone = true;
      controller.peek()?.destroy();
    };
  }, []);

  useEffect(() => {
    const map = controller.value;
    return map === null ? undefined : follow(map);
  }, [controller.value]);

  const { map: said } = text.value;
  if (failure.value !== null) {
    return (
      <div class="message">
        <p>{said[failure.value]}</p>
        <button type="button" class="button" onClick={() => adjust({ view: 'tableau' })}>
          {said.showTable}
        </button>
      </div>
    );
  }
  return (
    <div class="map-panel">
      <div class="map-area">
        <div class="map-frame">
          <div class="map" ref={box} />
          <fieldset class="map-buttons" aria-label={said.label}>
            <MapButton label={said.zoomIn} sign="+" onClick={() => controller.value?.zoom(1)} />
            <MapButton label={said.zoomOut} sign="−" onClick={() => controller.value?.zoom(-1)} />
            <MapButton label={said.fit} sign="⤢" onClick={() => fitFocus(controller.value)} />
          </fieldset>
          {wide.value && hover.value !== null && <Tooltip hit={hover.value} />}
          {!wide.value && selected.value !== null && <Picked />}
        </div>
        <Legend />
      </div>
      <SourceLine />
    </div>
  );
}

function MapButton({ label, sign, onClick }: { label: string; sign: string; onClick: () => void }) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

/** Name and value under the pointer; a repetition of the list, hence hidden from screen readers. */
function Tooltip({ hit }: { hit: Hit }) {
  return (
    <div
      class={hit.y < 90 ? 'tooltip below' : 'tooltip'}
      aria-hidden="true"
      style={{ left: `${hit.x}px`, top: `${hit.y}px` }}
    >
      <strong>{hit.name}</strong>
      <span>{valueAt(hit.fid)}</span>
    </div>
  );
}

/** On a phone, what was touched and the way to its portrait. */
function Picked() {
  const territory = portrait.current.value.value?.territory;
  if (territory === undefined) return null;
  return (
    <div class="picked">
      <p>
        <strong>{territory.name}</strong>
        {territory.level === choice.value?.level && <span>{valueAt(territory.fid)}</span>}
      </p>
      <button type="button" class="button" onClick={() => adjust({ view: 'portrait' })}>
        {text.value.map.openPortrait}
      </button>
    </div>
  );
}

function valueAt(fid: number): string {
  const value = mapFigures.value.value;
  if (value === null) return '';
  // Feature ids are positions in the list, so the row is nearly always at fid - 1.
  const at = value.fids[fid - 1] === fid ? fid - 1 : value.fids.indexOf(fid);
  const cell = { status: statusOf(value.status[at]), value: value.values[at] ?? null };
  return formatValue(words.value, cell, value.unit, value.decimals);
}

let pickedOnMap = false;

function pick(at: { level: 'commune' | 'epci' | 'departement'; code: string }): void {
  pickedOnMap = true;
  go({ selected: sameTerritory(at, selected.peek()) ? null : at });
}

/** Ties the map to the signals; the function returned unties it. */
function follow(map: MapController): () => void {
  let framed = choice.peek()?.parent ?? null;
  let returned = restored.peek();
  const stops = [
    effect(() => {
      const whole = mapFigures.value.value;
      const inFocus = figures.current.value.value;
      const list = shownClasses.value;
      if (whole === null || inFocus === null) return;
      const same = (['indicator', 'facet', 'level'] as const).every((key) => whole[key] === inFocus[key]);
      // While one of the two is still of the former measure, the map keeps its colours.
      if (same)
        map.paint({ figures: whole, classes: list, focus: whole === inFocus ? null : new Set(inFocus.fids) });
    }),
    effect(() => {
      const now = choice.value;
      const all = observatory.current.value.value;
      const kind = all !== null && now?.subject.type === 'kind' ? kindOf(all, now.subject.facet) : null;
      map.showPoints(kind);
      map.outline('focus', now?.parent ?? null);
    }),
    effect(() => {
      map.outline('selected', selected.value);
    }),
    effect(() => {
      map.setLabel(text.value.map.help);
    }),
    effect(() => {
      const parent = choice.value?.parent ?? null;
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
    effect(() => {
      view.value;
      map.resize();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Pixels of the map that the legend covers on the left (`.legend` in parts.css); none on a phone. */
function covered(): number {
  return wide.peek() ? 250 : 0;
}

function fitFocus(map: MapController | null): void {
  const bounds = focusBounds();
  if (bounds !== null) map?.fit(bounds, 'always', covered());
}

function focusBounds(): Bbox | null {
  const parent = choice.peek()?.parent ?? null;
  const territory = focus.current.peek().value;
  const bounds =
    parent !== null && territory !== null ? territory.bbox : observatory.current.peek().value?.bounds;
  return toBbox(bounds ?? []);
}

/** Waits until the territory in focus is known, or will not be. */
function focusSettled(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (focus.current.value.status === 'loading') return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

function hasWebgl(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
}
