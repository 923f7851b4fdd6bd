// What the page reads from the server, each part following the state.

import { computed } from '@preact/signals';
import { paths, read } from '../api/client.ts';
import { text } from '../i18n/index.ts';
import { classes } from '../map/classes.ts';
import { measureTitle } from '../text/titles.ts';
import { resolve } from './choices.ts';
import { ranking } from './ranking.ts';
import { resource } from './resource.ts';
import { lang, state } from './store.ts';

const always = computed(() => paths.observatory());
export const observatory = resource(always, read.observatory);

/** The view that exists and is the closest to what the URL asks for. */
export const choice = computed(() => {
  const value = observatory.current.value.value;
  return value === null ? null : resolve(value, state.value);
});

/** Figures of the territory in focus: the list, the table, the limits of classes. */
const focusPath = computed(() => {
  const now = choice.value;
  return now === null ? null : paths.figures(now.indicator.id, now.subject.facet, now.level, now.parent);
});
export const figures = resource(focusPath, read.figures);

/** Figures of the whole observatory, for the map around the focus. */
const wholePath = computed(() => {
  const now = choice.value;
  if (now === null || now.parent === null) return null;
  return paths.figures(now.indicator.id, now.subject.facet, now.level, null);
});
const whole = resource(wholePath, read.figures);
export const mapFigures = computed(() =>
  wholePath.value === null ? figures.current.value : whole.current.value,
);

/** The territory in focus, with its name and bounds. */
const parentPath = computed(() => {
  const parent = choice.value?.parent ?? null;
  return parent === null ? null : paths.territory(parent);
});
export const focus = resource(parentPath, read.territory);

const portraitPath = computed(() => {
  const selected = state.value.selected;
  return selected === null ? null : paths.portrait(selected);
});
export const portrait = resource(portraitPath, read.portrait);

const provenancePath = computed(() => {
  const id = figures.current.value.value?.provenance ?? null;
  return id === null ? null : paths.provenance(id);
});
/** Provenance of what the map shows: the legend names its sources. */
export const shownProvenance = resource(provenancePath, read.provenance);

/** Classes of what is shown, the same for map, legend, list and table. */
export const shownClasses = computed(() => {
  const value = figures.current.value.value;
  return value === null ? [] : classes(value.better, value.breaks);
});

/** Rows of the focus, the most under-served first. */
export const rows = computed(() => {
  const value = figures.current.value.value;
  return value === null ? [] : ranking(value, lang.value);
});

/** "Minutes jusqu’au plus proche : Crèche". */
export const shownTitle = computed(() => {
  const value = observatory.current.value.value;
  const now = choice.value;
  if (value === null || now === null) return '';
  return measureTitle(value, now.indicator, now.subject.facet, lang.value, text.value);
});

/** "communes, CC du Marais". */
export const shownWhere = computed(() => {
  const now = choice.value;
  if (now === null) return '';
  const name = now.parent === null ? observatory.current.value.value?.name : focus.current.value.value?.name;
  return [text.value.levels[now.level][1], name].filter(Boolean).join(', ');
});
