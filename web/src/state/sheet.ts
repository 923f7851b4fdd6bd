// One measure on the page: its figures, classes, rows and title. Each map has one.

import { computed, type ReadonlySignal } from '@preact/signals';
import { type FiguresAsked, paths, read } from '../api/client.ts';
import type { Figures, Observatory, Provenance, Territory } from '../api/types.ts';
import { text } from '../i18n/index.ts';
import { breaksFor } from '../map/breaks.ts';
import { type Class, classes } from '../map/classes.ts';
import { measureTitle, travelLabel } from '../text/titles.ts';
import type { Choice } from './choices.ts';
import { type Row, ranking } from './ranking.ts';
import { type Resource, resource, type Source } from './resource.ts';
import { classing, lang } from './store.ts';

export interface Sheet {
  choice: ReadonlySignal<Choice | null>;
  /** Figures of the territory in focus: the list, the table, the limits of classes. */
  figures: Source<Figures>;
  /** Figures of the whole observatory, for the map around the focus. */
  mapFigures: ReadonlySignal<Resource<Figures>>;
  /** Provenance of what the map shows: the legend names its sources. */
  provenance: Source<Provenance>;
  /** Classes of what is shown, the same for map, legend, list and table. */
  classes: ReadonlySignal<Class[]>;
  /** Rows of the focus, the most under-served first. */
  rows: ReadonlySignal<Row[]>;
  /** "Minutes jusqu’au plus proche — Crèche". */
  title: ReadonlySignal<string>;
  /** "communes, CC du Marais, 2021". */
  where: ReadonlySignal<string>;
}

/** The table of figures that a choice asks for. */
export function askedOf({ indicator, subject, level, parent, travel, year }: Choice): FiguresAsked {
  return { indicator: indicator.id, facet: subject.facet, level, parent, travel, year };
}

export function sheet(
  choice: ReadonlySignal<Choice | null>,
  observatory: ReadonlySignal<Resource<Observatory>>,
  focus: ReadonlySignal<Resource<Territory>>,
): Sheet {
  const focusPath = computed(() => {
    const now = choice.value;
    return now === null ? null : paths.figures(askedOf(now));
  });
  const figures = resource(focusPath, read.figures);
  const shown = computed(() => figures.current.value.value);

  const wholePath = computed(() => {
    const now = choice.value;
    if (now === null || now.parent === null) return null;
    return paths.figures({ ...askedOf(now), parent: null });
  });
  const whole = resource(wholePath, read.figures);

  const provenancePath = computed(() => {
    const id = shown.value?.provenance ?? null;
    return id === null ? null : paths.provenance(id);
  });

  return {
    choice,
    figures,
    mapFigures: computed(() => (wholePath.value === null ? figures.current.value : whole.current.value)),
    provenance: resource(provenancePath, read.provenance),
    classes: computed(() =>
      shown.value === null ? [] : classes(shown.value.better, breaksFor(shown.value, classing.value)),
    ),
    rows: computed(() => (shown.value === null ? [] : ranking(shown.value, lang.value))),
    title: computed(() => {
      const value = observatory.value.value;
      const now = choice.value;
      if (value === null || now === null) return '';
      const title = measureTitle(value, now.indicator, now.subject.facet, lang.value, text.value);
      return now.travel === null ? title : `${title}, ${travelLabel(value, now.travel, lang.value)}`;
    }),
    where: computed(() => {
      const now = choice.value;
      if (now === null) return '';
      const name = now.parent === null ? observatory.value.value?.name : focus.value.value?.name;
      const years = observatory.value.value?.years ?? [];
      const year = years.length > 1 ? String(now.year ?? observatory.value.value?.year) : '';
      return [text.value.levels[now.level][1], name, year].filter(Boolean).join(', ');
    }),
  };
}
