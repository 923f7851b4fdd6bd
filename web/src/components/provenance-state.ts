// The number whose provenance is asked for.

import { computed, signal } from '@preact/signals';
import { paths, read } from '../api/client.ts';
import type {
  Figures,
  Indicator,
  Observatory,
  PortraitFigure,
  Territory,
  TerritoryRef,
  TravelMode,
  Value,
} from '../api/types.ts';
import { text } from '../i18n/index.ts';
import { observatory, portrait } from '../state/data.ts';
import type { Row } from '../state/ranking.ts';
import { resource } from '../state/resource.ts';
import type { Sheet } from '../state/sheet.ts';
import { lang } from '../state/store.ts';
import { measureTitle } from '../text/titles.ts';

export interface Asked {
  /** "Taux de couverture — Tous modes d’accueil". */
  title: string;
  territory: string;
  /** `null` for a measure as a whole: there is then no value either. */
  at: TerritoryRef | null;
  indicator: string;
  facet: string;
  /** How one travels; `null` for a measure that is not of travel. */
  travel: TravelMode | null;
  unit: string;
  decimals: number;
  year: number | null;
  value: Value | null;
  numerator: Value | null;
  denominator: Value | null;
  rank: PortraitFigure['rank'];
  partial: boolean;
  carried: boolean;
  provenance: string;
}

export const asked = signal<Asked | null>(null);

/** Asks where a figure of a portrait comes from. */
export function askFigure(
  all: Observatory,
  indicator: Indicator,
  figure: PortraitFigure,
  territory: Territory,
): void {
  const { value, numerator, denominator, rank, partial, provenance, facet, travel } = figure;
  const title = measureTitle(all, indicator, facet, lang.value, text.value);
  const { id, unit, decimals } = indicator;
  asked.value = {
    ...{ title, territory: territory.name, at: territory, indicator: id, facet, travel, unit, decimals },
    ...{ value, numerator, denominator, rank, partial, provenance },
    year: all.years.length > 1 ? (portrait.current.value.value?.year ?? all.year) : null,
    carried: false,
  };
}

/** Asks where the number of a row of a list or a table comes from. */
export function askRow(row: Row, sheet: Sheet, figures: Figures): void {
  const { indicator, facet, travel, level, unit, decimals, provenance, year } = figures;
  const { code, name, status, value, numerator, denominator, partial, carried } = row;
  const part = (number: number | null): Value | null =>
    number === null ? null : { status: 'known', value: number };
  asked.value = {
    ...{ title: sheet.title.value, territory: name, at: { level, code } },
    ...{ indicator, facet, travel, unit, decimals },
    ...{ value: { status, value }, numerator: part(numerator), denominator: part(denominator) },
    ...{ rank: null, partial, carried, provenance },
    year: (observatory.current.value.value?.years.length ?? 0) > 1 ? year : null,
  };
}

const path = computed(() => (asked.value === null ? null : paths.provenance(asked.value.provenance)));
export const provenance = resource(path, read.provenance);

/** The same measure year by year, where there are several. */
const seriesPath = computed(() => {
  const now = asked.value;
  const many = (observatory.current.value.value?.years.length ?? 0) > 1;
  return now?.at == null || !many ? null : paths.series(now.at, now.indicator, now.facet, now.travel);
});
export const series = resource(seriesPath, read.series);
