// The figures of a portrait beside those of its EPCI and département, one table a theme.

import type { Level, Observatory, Portrait, PortraitFigure } from '../api/types.ts';
import { text, words } from '../i18n/index.ts';
import { type Subject, themeOf, themes } from '../state/choices.ts';
import { choice, observatory } from '../state/data.ts';
import { lang } from '../state/store.ts';
import { formatNumber, formatValue, shortValue } from '../text/format.ts';
import { indicatorLabel, measureTitle, subjectLabel, themeLabel } from '../text/titles.ts';
import { asked } from './provenance-state.ts';

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
              territory={territory.name}
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
  territory: string;
}

function FigureRow({ all, figure, levels, territory }: RowProps) {
  const indicator = all.indicators.find((one) => one.id === figure.indicator);
  if (indicator === undefined) return null;
  const { unit, decimals } = indicator;
  const { portrait, status } = text.value;
  const label = indicatorLabel(indicator, lang.value);
  const shown = choice.value;
  const current = shown?.indicator.id === figure.indicator && shown.subject.facet === figure.facet;
  const title = measureTitle(all, indicator, figure.facet, lang.value, text.value);
  return (
    <tr class={current ? 'current' : undefined}>
      <th scope="row">
        {label}
        {unit === 'places_per_100' && <span class="soft"> {text.value.units.for100}</span>}
      </th>
      <td class="number">
        <button
          type="button"
          class={`figure ${figure.value.status}`}
          aria-label={portrait.where(formatValue(words.value, figure.value, unit, decimals), title)}
          aria-haspopup="dialog"
          onClick={() => {
            asked.value = { figure, title, territory, unit, decimals };
          }}
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
        {figure.partial && (
          <abbr class="partial" title={status.partialHelp}>
            {status.partial}
          </abbr>
        )}
      </td>
      {levels.map((level) => {
        const other = figure.compare.find((one) => one.level === level);
        return (
          <td key={level} class={`number ${other?.value.status ?? 'missing'}`}>
            {other === undefined ? '–' : shortValue(words.value, other.value, unit, decimals)}
          </td>
        );
      })}
    </tr>
  );
}
