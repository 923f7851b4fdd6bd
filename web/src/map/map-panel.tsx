// A map in the page: its title when there are two, its buttons, its legend and its sources.

import { effect, signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { DoubtBox } from '../components/doubt-box.tsx';
import { Legend, SourceLine } from '../components/legend.tsx';
import { text, words } from '../i18n/index.ts';
import { portrait } from '../state/data.ts';
import { doubts, pointed } from '../state/doubts.ts';
import { statusOf } from '../state/ranking.ts';
import type { Sheet } from '../state/sheet.ts';
import { adjust, comparing, moved, position, selected, wide } from '../state/store.ts';
import { formatValue } from '../text/format.ts';
import type { MapController } from './controller.ts';
import type { Hit } from './events.ts';
import {
  choosePoint,
  covered,
  drift,
  fitFocus,
  focusBounds,
  focusSettled,
  follow,
  join,
  mapName,
  open,
  pick,
  pickService,
  shownBackground,
} from './follow.ts';
import { FullscreenButton } from './fullscreen-button.tsx';
import type { Reached } from './keys.ts';

const TILES = '/tiles/observatory.json';

/** The territory under the pointer, and the map it is over: the other one shows the same place. */
const hover = signal<{ hit: Hit; over: MapController | null } | null>(null);

export function MapPanel({ sheet }: { sheet: Sheet }) {
  const box = useRef<HTMLDivElement>(null);
  const controller = useSignal<MapController | null>(null);
  const failure = useSignal<'noWebgl' | 'failed' | null>(null);
  /** What the keyboard has reached on the map; `null` while it is elsewhere. */
  const reached = useSignal<Reached | null>(null);

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
        const start = {
          position: position.peek(),
          bounds,
          covered: covered(),
          tiles: TILES,
          label: text.peek().map.help,
        };
        controller.value = new module.MapController(box.current, start, {
          onPick: pick,
          onHover: (hit) => {
            hover.value = hit === null ? null : { hit, over: controller.peek() };
          },
          onReach: (now) => {
            reached.value = now;
          },
          onOpen: open,
          onService: pickService,
          onPoint: choosePoint,
          onMark: (id) => {
            pointed.value = id === null ? null : (doubts.current.peek().items[id]?.id ?? null);
          },
          onMove: moved,
          onDrift: (to) => drift(controller.peek(), to),
          onError: (message) => console.error(message),
        });
      })
      .catch(() => {
        failure.value = 'failed';
      });
    return () => {
      gone = true;
      hover.value = null;
      controller.peek()?.destroy();
    };
  }, []);

  useEffect(() => {
    const map = controller.value;
    if (map === null) return undefined;
    const ends = [join(map, sheet), follow(map, sheet), pointTogether(map, sheet)];
    return () => {
      for (const end of ends) end();
    };
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
  const under = hover.value;
  const sameLevel = under !== null && under.hit.level === sheet.choice.value?.level;
  return (
    <section class="map-panel" aria-label={comparing.value ? mapName(sheet) : undefined}>
      {comparing.value && <MapHead sheet={sheet} />}
      <div class="map-area">
        <div class="map-frame">
          <div class="map" ref={box} />
          {shownBackground.value !== null && <p class="attribution">{shownBackground.value.attribution}</p>}
          <ReachedName reached={reached.value} sheet={sheet} />
          <fieldset class="map-buttons" aria-label={mapName(sheet)}>
            <MapButton label={said.zoomIn} sign="+" onClick={() => controller.value?.zoom(1)} />
            <MapButton label={said.zoomOut} sign="−" onClick={() => controller.value?.zoom(-1)} />
            <FullscreenButton />
            <MapButton label={said.fit} sign="⤢" onClick={() => fitFocus(controller.value)} />
          </fieldset>
          {wide.value && under !== null && sameLevel && <Tooltip hit={under.hit} sheet={sheet} />}
          <DoubtBox />
          {!wide.value && !comparing.value && selected.value !== null && <Picked sheet={sheet} />}
        </div>
        <Legend sheet={sheet} />
      </div>
      <SourceLine sheet={sheet} />
    </section>
  );
}

/** Name and number of the territory that the keyboard has reached, for eyes and ears. */
function ReachedName({ reached, sheet }: { reached: Reached | null; sheet: Sheet }) {
  const said = text.value.map;
  return (
    <p role="status" class={reached === null ? 'visually-hidden' : 'reached'}>
      {reached === null
        ? ''
        : reached === 'none'
          ? said.nothingThere
          : said.reached(reached.name, valueAt(sheet, reached.fid))}
    </p>
  );
}

/** Outlines here what the pointer is over on the other map. */
function pointTogether(map: MapController, sheet: Sheet): () => void {
  return effect(() => {
    const now = hover.value;
    if (now !== null && now.over === map) return;
    const same = now !== null && now.hit.level === sheet.choice.value?.level;
    map.point(same ? { level: now.hit.level, code: now.hit.code } : null);
  });
}

/** Title of one of two maps, with its value for the territory that is selected. */
function MapHead({ sheet }: { sheet: Sheet }) {
  const territory = portrait.current.value.value?.territory;
  const same = territory !== undefined && territory.level === sheet.choice.value?.level;
  return (
    <header class="map-head">
      <h3>{sheet.title.value}</h3>
      <p class="where">{sheet.where.value}</p>
      {selected.value !== null && same && (
        <p class="map-selected">
          {territory.name} <strong>{valueAt(sheet, territory.fid)}</strong>
        </p>
      )}
    </header>
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
function Tooltip({ hit, sheet }: { hit: Hit; sheet: Sheet }) {
  return (
    <div
      class={hit.y < 90 ? 'tooltip below' : 'tooltip'}
      aria-hidden="true"
      style={{ left: `${hit.x}px`, top: `${hit.y}px` }}
    >
      <strong>{hit.name}</strong>
      <span>{valueAt(sheet, hit.fid)}</span>
    </div>
  );
}

/** On a phone, what was touched and the way to its portrait. */
function Picked({ sheet }: { sheet: Sheet }) {
  const territory = portrait.current.value.value?.territory;
  if (territory === undefined) return null;
  return (
    <div class="picked">
      <p>
        <strong>{territory.name}</strong>
        {territory.level === sheet.choice.value?.level && <span>{valueAt(sheet, territory.fid)}</span>}
      </p>
      <button type="button" class="button" onClick={() => adjust({ view: 'portrait' })}>
        {text.value.map.openPortrait}
      </button>
    </div>
  );
}

function valueAt(sheet: Sheet, fid: number): string {
  const value = sheet.mapFigures.value.value;
  if (value === null) return '';
  // Feature ids are positions in the list, so the row is nearly always at fid - 1.
  const at = value.fids[fid - 1] === fid ? fid - 1 : value.fids.indexOf(fid);
  const cell = { status: statusOf(value.status[at]), value: value.values[at] ?? null };
  return formatValue(words.value, cell, value.unit, value.decimals);
}

function hasWebgl(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
}
