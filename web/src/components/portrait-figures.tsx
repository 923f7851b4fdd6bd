// The figures of a portrait beside those of its EPCI and département, one table a theme.

import type { Compared, Level, Observatory, Portrait, PortraitFigure, Territory } from '../api/types.ts';
import { text, words } from '../i18n/index.ts';
import { type Subject, themeOf, themes } from '../state/choices.ts';
import { choice, observatory } from '../state/data.ts';
import { lang } from '../state/store.ts';
import { formatNumber, formatValue, shortValue } from '../text/format.ts';
import { indicatorLabel, measureTitle, subjectLabel, themeLabel } from '../text/titles.ts';
import { Sparkline, trend } from './chart.tsx';
import { asked, askFigure } from './provenance-state.ts';
import { Remarks } from './remarks.tsx';

interface Group {
  subject: Subject;
  figures: PortraitFigure[];
}

export function PortraitFigures({ value }: { value: Portrait }) {
  const all = observatory.current.value.value;
  if (all === null) return null;
  const levels = comparedLevels(value);
  return (
    <>
      {themes(all).map((theme) => {
        const groups = groupsOf(all, value.figures, theme);
        if (groups.length === 0) return null;
        return (
          <details key={theme} class="theme" open={theme === choice.value?.theme}>
            <summary>{themeLabel(theme, text.value)}</summary>
            <ThemeTable all={all} value={value} groups={groups} levels={levels} theme={theme} />
            {groups.some(hasBothRates) && <p class="soft figure-note">{text.value.portrait.official}</p>}
          </details>
        );
      })}
    </>
  );
}

function comparedLevels(value: Portrait): Level[] {
  const present = new Set(value.figures.flatMap((figure) => figure.compare.map((one) => one.level)));
  return (['epci', 'departement'] as const).filter((level) => present.has(level));
}

function groupsOf(all: Observatory, figures: readonly PortraitFigure[], theme: string): Group[] {
  const groups = new Map<string, Group>();
  for (const figure of figures) {
    const indicator = all.indicators.find((one) => one.id === figure.indicator);
    if (indicator === undefined) continue;
    const subject: Subject = { type: indicator.facet, facet: figure.facet };
    if (themeOf(all, subject) !== theme) continue;
    const key = `${subject.type}:${subject.facet}`;
    const group = groups.get(key) ?? { subject, figures: [] };
    group.figures.push(figure);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Whether the official rate stands beside the one that is computed here: the two differ, for a reason. */
function hasBothRates({ figures }: Group): boolean {
  const ids = figures.map((one) => one.indicator);
  return ids.includes('coverage_rate') && ids.includes('official_coverage_rate');
}

interface TableProps {
  all: Observatory;
  value: Portrait;
  groups: Group[];
  levels: Level[];
  theme: string;
}

function ThemeTable({ all, value, groups, levels, theme }: TableProps) {
  const { territory } = value;
  const name = (level: Level) =>
    level === 'epci'
      ? (territory.epci?.name ?? 'EPCI')
      : (territory.departement?.name ?? text.value.levels[level][0]);
  return (
    <table class="compare">
      <caption class="visually-hidden">
        {themeLabel(theme, text.value)}, {territory.name}
      </caption>
      <thead>
        <tr>
          <th scope="col">{text.value.portrait.measure}</th>
          <th scope="col" class="number">
            {territory.name}
          </th>
          {levels.map((level) => (
            <th key={level} scope="col" class="number">
              {name(level)}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={`${group.subject.type}:${group.subject.facet}`}>
          {group.subject.type !== 'none' && (
            <tr>
              <th colSpan={2 + levels.length} scope="rowgroup" class="group">
                {subjectLabel(all, group.subject, lang.value, text.value)}
              </th>
            </tr>
          )}
          {group.figures.map((figure) => (
            <FigureRow
              key={figure.indicator}
              all={all}
              figure={figure}
              levels={levels}
              territory={territory}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface RowProps {
  all: Observatory;
  figure: PortraitFigure;
  levels: Level[];
  territory: Territory;
}

/** A value that others published, which is never mixed with what is computed here. */
function isPublished(one: Compared): one is Compared & { source: string } {
  return one.source !== null;
}

function FigureRow({ all, figure, levels, territory }: RowProps) {
  const indicator = all.indicators.find((one) => one.id === figure.indicator);
  if (indicator === undefined) return null;
  const { unit, decimals } = indicator;
  const { portrait, series } = text.value;
  const label = indicatorLabel(indicator, lang.value);
  const shown = choice.value;
  const current = shown?.indicator.id === figure.indicator && shown.subject.facet === figure.facet;
  const title = measureTitle(all, indicator, figure.facet, lang.value, text.value);
  const ask = () => askFigure(all, indicator, figure, territory);
  const askBeside = ({ value, name, code }: Compared, level: Level) => {
    ask();
    if (asked.value === null) return;
    const unknown = { numerator: null, denominator: null, rank: null, partial: false };
    asked.value = { ...asked.value, ...unknown, value, territory: name, at: { level, code } };
  };
  const line = { points: figure.series, unit, decimals };
  return (
    <tr class={current ? 'current' : undefined}>
      <th scope="row">
        {label}
        {unit === 'places_per_100' && <span class="soft"> {text.value.units.for100}</span>}
        {figure.series.some((one) => one.value.status === 'known') && (
          <button
            type="button"
            class="spark-button"
            aria-haspopup="dialog"
            aria-label={series.open(title, trend(line))}
            title={trend(line)}
            onClick={ask}
          >
            <Sparkline points={figure.series} />
          </button>
        )}
        {figure.compare.filter(isPublished).map((one) => (
          <span key={one.code} class="published">
            {portrait.published(
              one.name,
              formatValue(words.value, one.value, unit, decimals),
              String(one.year),
              one.source,
            )}
          </span>
        ))}
      </th>
      <td class="number">
        <button
          type="button"
          class={`figure ${figure.value.status}`}
          aria-label={portrait.where(formatValue(words.value, figure.value, unit, decimals), title)}
          aria-haspopup="dialog"
          onClick={ask}
        >
          {shortValue(words.value, figure.value, unit, decimals)}
        </button>
        {figure.rank !== null && (
          <span class="rank-note" title={portrait.rankHelp}>
            {portrait.rank(
              formatNumber(words.value, figure.rank.position, 0),
              formatNumber(words.value, figure.rank.of, 0),
            )}
          </span>
        )}
        <Remarks of={{ partial: figure.partial, carried: false }} />
      </td>
      {levels.map((level) => {
        const other = figure.compare.find((one) => one.level === level && !isPublished(one));
        return (
          <td key={level} class={`number ${other?.value.status ?? 'missing'}`}>
            {other === undefined ? (
              '–'
            ) : (
              <button
                type="button"
                class="figure-beside"
                aria-label={portrait.where(
                  formatValue(words.value, other.value, unit, decimals),
                  `${title}, ${other.name}`,
                )}
                aria-haspopup="dialog"
                onClick={() => askBeside(other, level)}
              >
                {shortValue(words.value, other.value, unit, decimals)}
              </button>
            )}
          </td>
        );
      })}
    </tr>
  );
}
