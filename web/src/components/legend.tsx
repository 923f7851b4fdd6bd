// The legend, from the very classes and colours that paint the map.

import type { Figures, Kind } from '../api/types.ts';
import { localised, text, words } from '../i18n/index.ts';
import { MISSING, SUPPRESSED } from '../map/classes.ts';
import { kindOf } from '../state/choices.ts';
import { observatory } from '../state/data.ts';
import type { Sheet } from '../state/sheet.ts';
import { classing, lang, wide } from '../state/store.ts';
import { formatNumber } from '../text/format.ts';
import { type LegendRow, legendNote, legendRows } from '../text/legend-rows.ts';
import { sourceText } from '../text/titles.ts';
import { MapLayers } from './map-layers.tsx';
import { asked } from './provenance-state.ts';

export function Legend({ sheet }: { sheet: Sheet }) {
  const value = sheet.figures.current.value.value;
  const now = sheet.choice.value;
  if (value === null || now === null) return null;
  const all = observatory.current.value.value;
  const kind = all === null || now.subject.type !== 'kind' ? null : kindOf(all, now.subject.facet);
  return (
    <details class="legend" open={wide.value}>
      <summary>{text.value.legend.title}</summary>
      <Classes sheet={sheet} value={value} />
      {kind !== null && !kind.nominative && <Points kind={kind} />}
      <MapLayers />
      <p class="legend-note">
        {legendNote(text.value, value, classing.value.method)}
        {now.parent !== null && ` ${text.value.legend.faded}`}
      </p>
    </details>
  );
}

function Classes({ sheet, value }: { sheet: Sheet; value: Figures }) {
  const { legend, units } = text.value;
  return (
    <table class="classes">
      <caption>
        <span class="legend-unit">{units.names[value.unit] ?? ''}</span>
        <span class="visually-hidden">{legend.counts(sheet.where.value)}</span>
      </caption>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{legend.title}</th>
          <th scope="col">{legend.territories[1]}</th>
        </tr>
      </thead>
      <tbody>
        {legendRows(words.value, sheet.classes.value, sheet.rows.value, value).map((row) => (
          <tr key={row.key}>
            <th scope="row">
              <span class="swatch" style={swatch(row)} aria-hidden="true" />
              <span title={helpOf(row)}>{row.label}</span>
            </th>
            <td>{formatNumber(words.value, row.count, 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function helpOf({ look }: LegendRow): string | undefined {
  const { status } = text.value;
  if (look === 'missing') return status.missingHelp;
  return look === 'suppressed' ? status.suppressedHelp : undefined;
}

function swatch({ look }: LegendRow): { background: string } {
  if (look === 'missing') return HATCHED;
  return look === 'suppressed' ? DOTTED : { background: look.color };
}

function Points({ kind }: { kind: Kind }) {
  return (
    <p class="legend-points">
      <span class="dot" style={{ background: kind.color }} aria-hidden="true" />
      {text.value.legend.points(lang.value === 'en' ? kind.plural_en : kind.plural_fr)}
    </p>
  );
}

/** Under the map: whether it is an estimate, and its sources with their vintage. */
export function SourceLine({ sheet }: { sheet: Sheet }) {
  const provenance = sheet.provenance.current.value.value;
  if (provenance === null) return null;
  return (
    <p class="legend-source">
      {provenance.estimate && <strong class="estimate">{text.value.legend.estimate}</strong>}
      {sourceText(provenance, text.value)}
      <span class="visually-hidden">{localised(provenance.method_fr, provenance.method_en)}</span>{' '}
      <button type="button" class="link" aria-haspopup="dialog" onClick={() => ask(sheet)}>
        {text.value.legend.where}
      </button>
    </p>
  );
}

/** Asks where the numbers of a map come from, all together. */
function ask(sheet: Sheet): void {
  const value = sheet.figures.current.value.value;
  if (value === null) return;
  const { indicator, facet, travel, unit, decimals, provenance } = value;
  asked.value = {
    ...{ indicator, facet, travel, unit, decimals, provenance },
    title: `${sheet.title.value}, ${sheet.where.value}`,
    ...{ territory: '', at: null, year: null, value: null, numerator: null, denominator: null },
    ...{ rank: null, partial: false, carried: false },
  };
}

const HATCHED = {
  background: `repeating-linear-gradient(135deg, ${MISSING.ground} 0 3px, ${MISSING.ink} 3px 4.2px)`,
};
const DOTTED = {
  background: `radial-gradient(${SUPPRESSED.ink} 1.2px, transparent 1.4px) 0 0 / 5px 5px, ${SUPPRESSED.ground}`,
};
