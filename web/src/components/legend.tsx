// The legend, from the very classes and colours that paint the map.

import type { Figures, Kind } from '../api/types.ts';
import { localised, text, words } from '../i18n/index.ts';
import { type Class, classOf, MISSING, SUPPRESSED } from '../map/classes.ts';
import { kindOf } from '../state/choices.ts';
import { observatory } from '../state/data.ts';
import type { Sheet } from '../state/sheet.ts';
import { classing, lang, wide } from '../state/store.ts';
import { formatBound, formatNumber } from '../text/format.ts';

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
      <p class="legend-note">
        {value.better === 'neutral' ? text.value.legend.mostDark : text.value.legend.worstDark}
        {` ${classesSentence(value)}`}
        {now.parent !== null && ` ${text.value.legend.faded}`}
      </p>
    </details>
  );
}

/** Which classes these are, and why. */
function classesSentence(value: Figures): string {
  const { classing: said } = text.value;
  const { method } = classing.value;
  if (method !== 'fixes') return said.sentences[method];
  return value.breaks_method === 'quantiles' ? said.noFixed : said.sentences.fixes;
}

function Classes({ sheet, value }: { sheet: Sheet; value: Figures }) {
  const { legend, status, units } = text.value;
  const list = sheet.classes.value;
  const counts = new Map<string, number>();
  for (const row of sheet.rows.value) {
    const key = row.value === null ? row.status : String(classOf(list, row.value)?.index);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const count = (key: string) => formatNumber(words.value, counts.get(key) ?? 0, 0);
  // The worst class comes first, as in the list.
  const shown = value.better === 'higher' ? list : [...list].reverse();
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
        {shown.map((one) => (
          <tr key={one.index}>
            <th scope="row">
              <span class="swatch" style={{ background: one.color }} aria-hidden="true" />
              {classLabel(one, value)}
            </th>
            <td>{count(String(one.index))}</td>
          </tr>
        ))}
        {(['missing', 'suppressed'] as const).map(
          (key) =>
            (counts.get(key) ?? 0) > 0 && (
              <tr key={key}>
                <th scope="row">
                  <span class="swatch" style={key === 'missing' ? HATCHED : DOTTED} aria-hidden="true" />
                  <span title={key === 'missing' ? status.missingHelp : status.suppressedHelp}>
                    {status[key]}
                  </span>
                </th>
                <td>{count(key)}</td>
              </tr>
            ),
        )}
      </tbody>
    </table>
  );
}

/** "20 à moins de 40", "80 et plus". */
export function classLabel(one: Class, value: Pick<Figures, 'decimals'>): string {
  const { legend } = text.value;
  const bound = (number: number) => formatBound(words.value, number, Math.max(value.decimals, 1));
  if (one.lower === null && one.upper === null) return legend.single;
  if (one.lower === null) return legend.below(bound(one.upper ?? 0));
  if (one.upper === null) return legend.above(bound(one.lower));
  return legend.between(bound(one.lower), bound(one.upper));
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
  const { legend } = text.value;
  const sources = provenance.sources.map(
    (source) => `${source.title} (${source.producer}, ${source.vintage})`,
  );
  return (
    <p class="legend-source">
      {provenance.estimate && <strong class="estimate">{legend.estimate}</strong>}
      {sources.length > 0 && (
        <>
          {legend.source} {sources.join(' ; ')}
        </>
      )}
      <span class="visually-hidden">{localised(provenance.method_fr, provenance.method_en)}</span>
    </p>
  );
}

const HATCHED = {
  background: `repeating-linear-gradient(135deg, ${MISSING.ground} 0 3px, ${MISSING.ink} 3px 4.2px)`,
};
const DOTTED = {
  background: `radial-gradient(${SUPPRESSED.ink} 1.2px, transparent 1.4px) 0 0 / 5px 5px, ${SUPPRESSED.ground}`,
};
