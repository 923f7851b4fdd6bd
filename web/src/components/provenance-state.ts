// The number whose provenance is asked for.

import { computed, signal } from '@preact/signals';
import { paths, read } from '../api/client.ts';
import type { PortraitFigure, TerritoryRef, Value } from '../api/types.ts';
import { observatory } from '../state/data.ts';
import { resource } from '../state/resource.ts';

export interface Asked {
  /** "Taux de couverture — Tous modes d’accueil". */
  title: string;
  territory: string;
  /** `null` for a measure as a whole: there is then no value either. */
  at: TerritoryRef | null;
  indicator: string;
  facet: string;
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

const path = computed(() => (asked.value === null ? null : paths.provenance(asked.value.provenance)));
export const provenance = resource(path, read.provenance);

/** The same measure year by year, where there are several. */
const seriesPath = computed(() => {
  const now = asked.value;
  const many = (observatory.current.value.value?.years.length ?? 0) > 1;
  return now?.at == null || !many ? null : paths.series(now.at, now.indicator, now.facet);
});
export const series = resource(seriesPath, read.series);
