// Which combinations of theme, subject, measure and level exist. Pure functions of the observatory.

import type { Indicator, Kind, Level, Observatory, TerritoryRef, TravelMode } from '../api/types.ts';
import type { ViewState } from './url.ts';

/** What the map is about: a kind of service, a mode of care, or the inhabitants themselves. */
export interface Subject {
  type: 'kind' | 'mode' | 'none';
  facet: string;
}

/** A view all of whose parts exist together. */
export interface Choice {
  theme: string;
  subject: Subject;
  indicator: Indicator;
  level: Level;
  parent: TerritoryRef | null;
  /** How one travels; `null` when the measure is not of travel. */
  travel: TravelMode | null;
  /** A year other than the present one; `null` for that one. */
  year: number | null;
}

/** Theme of the measures that are about the inhabitants and not about a service. */
export const INHABITANTS = 'habitants';
/** Theme of the modes of care. */
const CHILDCARE = 'petite-enfance';
/** Levels that the map can colour. */
const MAPPED: readonly Level[] = ['commune', 'epci'];

export function kindOf(observatory: Observatory, id: string): Kind | null {
  return observatory.kinds.find((kind) => kind.id === id) ?? null;
}

/** Every subject that at least one measure has, in the order of the menus. */
export function subjects(observatory: Observatory): Subject[] {
  const list: Subject[] = [];
  const has = (type: Subject['type'], facet: string) =>
    observatory.indicators.some((indicator) => indicator.facet === type && indicator.facets.includes(facet));
  for (const facet of ['total', ...observatory.modes]) {
    if (has('mode', facet)) list.push({ type: 'mode', facet });
  }
  for (const kind of observatory.kinds) {
    if (has('kind', kind.id)) list.push({ type: 'kind', facet: kind.id });
  }
  if (has('none', 'total')) list.push({ type: 'none', facet: 'total' });
  return list;
}

export function themeOf(observatory: Observatory, subject: Subject): string {
  if (subject.type === 'none') return INHABITANTS;
  if (subject.type === 'mode') return CHILDCARE;
  return kindOf(observatory, subject.facet)?.theme ?? CHILDCARE;
}

/** Themes that have at least one subject, in the observatory's order, the inhabitants last. */
export function themes(observatory: Observatory): string[] {
  const present = new Set(subjects(observatory).map((subject) => themeOf(observatory, subject)));
  return [...observatory.themes.map((theme) => theme.id), INHABITANTS].filter((theme) => present.has(theme));
}

export function subjectsOfTheme(observatory: Observatory, theme: string): Subject[] {
  return subjects(observatory).filter((subject) => themeOf(observatory, subject) === theme);
}

/** Measures that exist for a subject. */
export function measures(observatory: Observatory, subject: Subject): Indicator[] {
  return observatory.indicators.filter(
    (indicator) => indicator.facet === subject.type && indicator.facets.includes(subject.facet),
  );
}

/** Levels that the map can colour for a measure. */
export function mapLevels(indicator: Indicator): Level[] {
  return MAPPED.filter((level) => indicator.levels.includes(level));
}

/**
 * The choice that a state asks for, each part that is unsaid or does not exist being replaced by the
 * default view's, then by the first that exists. `null` when the observatory has no measure at all.
 */
export function resolve(
  observatory: Observatory,
  state: Pick<ViewState, 'indicator' | 'facet' | 'level' | 'parent' | 'year' | 'travel'>,
): Choice | null {
  const fallback = observatory.default_view;
  const indicator =
    find(observatory, state.indicator) ?? find(observatory, fallback.indicator) ?? first(observatory);
  if (indicator === null) return null;
  const wanted = [state.facet, fallback.facet, 'total'].find(
    (facet) => facet !== null && facet !== undefined && indicator.facets.includes(facet),
  );
  const facet = wanted ?? indicator.facets[0];
  if (facet === undefined) return null;
  const subject: Subject = { type: indicator.facet, facet };
  const levels = mapLevels(indicator);
  const level =
    levels.find((candidate) => candidate === (state.level ?? fallback.level)) ?? levels[0] ?? 'commune';
  const parent = state.parent === 'whole' ? null : (state.parent ?? fallback.parent);
  const year =
    state.year !== observatory.year && indicator.years.includes(state.year ?? 0) ? state.year : null;
  const travels = indicator.travels;
  const travel =
    travels.find((one) => one === state.travel) ??
    travels.find((one) => one === observatory.travel.default) ??
    travels[0] ??
    null;
  return {
    theme: themeOf(observatory, subject),
    subject,
    indicator,
    level,
    parent: fitting(parent, level),
    travel,
    year,
  };
}

/** A measure with what it is about. */
export type Measured = Pick<Choice, 'indicator' | 'subject'>;

/** The measure before or after a choice among all those of its theme, which follow each other in a ring. */
export function neighbour(observatory: Observatory, now: Choice, step: 1 | -1): Measured {
  const ring = subjectsOfTheme(observatory, now.theme).flatMap((subject) =>
    measures(observatory, subject).map((indicator) => ({ indicator, subject })),
  );
  const at = ring.findIndex(
    (one) => one.indicator.id === now.indicator.id && one.subject.facet === now.subject.facet,
  );
  return ring[(at + step + ring.length) % ring.length] ?? now;
}

/** A territory cannot be split into territories as large as itself. */
function fitting(parent: TerritoryRef | null, level: Level): TerritoryRef | null {
  if (parent === null || parent.level === 'commune') return null;
  return level === 'epci' && parent.level === 'epci' ? null : parent;
}

function find(observatory: Observatory, id: string | null): Indicator | null {
  const indicator = observatory.indicators.find((candidate) => candidate.id === id);
  return indicator !== undefined && usable(indicator) ? indicator : null;
}

function first(observatory: Observatory): Indicator | null {
  return observatory.indicators.find(usable) ?? null;
}

function usable(indicator: Indicator): boolean {
  return indicator.facets.length > 0 && mapLevels(indicator).length > 0;
}
