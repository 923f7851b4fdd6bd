// What the reader lays on the map, under the classes of the legend.

import type { ComponentChildren } from 'preact';
import { localised, text, words } from '../i18n/index.ts';
import { CELL_COLOR, CELLS, GRID_ZOOM } from '../map/overlays.ts';
import { observatory } from '../state/data.ts';
import { doubts, marksOf } from '../state/doubts.ts';
import { lines, stops } from '../state/journey.ts';
import { layers, position, toggleLayer } from '../state/store.ts';
import type { MapLayer } from '../state/url.ts';
import { counted, formatNumber } from '../text/format.ts';

export function MapLayers() {
  const { legend, travel } = text.value;
  const timetable = observatory.current.value.value?.travel.timetable ?? null;
  const background = observatory.current.value.value?.background ?? null;
  return (
    <fieldset class="map-layers">
      <legend>{legend.layers}</legend>
      <LayerBox layer="carreaux" label={legend.grid}>
        <Cells />
      </LayerBox>
      {timetable !== null && (
        <>
          <LayerBox layer="lignes" label={travel.lines}>
            <Tally count={lines.current.value.value?.features} nouns={travel.lineCount} />
          </LayerBox>
          <LayerBox layer="arrets" label={travel.stops}>
            <Tally count={stops.current.value.value?.features} nouns={travel.stopCount} />
          </LayerBox>
        </>
      )}
      {background !== null && (
        <LayerBox layer="ign" label={legend.background(localised(background.label_fr, background.label_en))}>
          <p class="legend-note">{legend.outside}</p>
        </LayerBox>
      )}
      {/* Offered on the page of sources: readers of the map are not sent to look for faults. */}
      {layers.value.includes('alertes') && (
        <LayerBox layer="alertes" label={text.value.doubts.layer}>
          <DoubtCount />
        </LayerBox>
      )}
    </fieldset>
  );
}

function LayerBox({
  layer,
  label,
  children,
}: {
  layer: MapLayer;
  label: string;
  children?: ComponentChildren;
}) {
  const on = layers.value.includes(layer);
  return (
    <>
      <label class="map-layer">
        <input type="checkbox" checked={on} onChange={() => toggleLayer(layer)} />
        {label}
      </label>
      {on && children}
    </>
  );
}

/** How many lines or stops there are; a line of several paths counts once. */
function Tally({
  count,
  nouns,
}: {
  count: readonly { properties: { id: string } }[] | undefined;
  nouns: readonly [string, string];
}) {
  if (count === undefined) return null;
  const distinct = new Set(count.map((one) => one.properties.id)).size;
  return <p class="legend-note">{counted(words.value, distinct, nouns)}</p>;
}

/** How many doubts are on the map, and how many have no place there. */
function DoubtCount() {
  const { first, items } = doubts.current.value;
  if (first === null) return null;
  const count = (number: number) => formatNumber(words.value, number, 0);
  const placed = marksOf(items).length;
  const { layerCount, unplaced } = text.value.doubts;
  return (
    <p class="legend-note">
      {layerCount(count(placed), count(first.total))}
      {items.length > placed && ` ${unplaced(count(items.length - placed))}`}
    </p>
  );
}

/** Shades of the cells; from afar there is none, and it says so. */
function Cells() {
  const { legend } = text.value;
  const far = position.value !== null && position.value.zoom < GRID_ZOOM;
  if (far) return <p class="legend-note">{legend.gridFar}</p>;
  const bound = (number: number) => formatNumber(words.value, number, 0);
  return (
    <ul class="cells" aria-label={legend.gridUnit}>
      {CELLS.map((cell, at) => {
        const next = CELLS[at + 1];
        return (
          <li key={cell.from}>
            <span class="swatch cell" aria-hidden="true">
              <span style={{ background: CELL_COLOR, opacity: cell.opacity }} />
            </span>
            <span aria-hidden="true">{next === undefined ? `${bound(cell.from)} +` : bound(cell.from)}</span>
            <span class="visually-hidden">
              {next === undefined
                ? legend.childrenFrom(bound(cell.from))
                : legend.children(bound(cell.from), bound(next.from))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
