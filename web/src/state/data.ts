// What the page reads from the server, each part following the state.

import { computed } from '@preact/signals';
import { paths, read } from '../api/client.ts';
import { resolve } from './choices.ts';
import { resource } from './resource.ts';
import { sheet } from './sheet.ts';
import { state } from './store.ts';

const always = computed(() => paths.observatory());
export const observatory = resource(always, read.observatory);

/** The view that exists and is the closest to what the URL asks for. */
export const choice = computed(() => {
  const value = observatory.current.value.value;
  return value === null ? null : resolve(value, state.value);
});

/** The same for the second map; `null` when there is none. */
const secondChoice = computed(() => {
  const value = observatory.current.value.value;
  const { second, parent, year } = state.value;
  return value === null || second === null ? null : resolve(value, { ...second, parent, year });
});

/** The territory in focus, with its name and bounds. */
const parentPath = computed(() => {
  const parent = choice.value?.parent ?? secondChoice.value?.parent ?? null;
  return parent === null ? null : paths.territory(parent);
});
export const focus = resource(parentPath, read.territory);

/** What the first map, the list and the table show. */
export const main = sheet(choice, observatory.current, focus.current);
/** What the second map shows. */
export const second = sheet(secondChoice, observatory.current, focus.current);

export const figures = main.figures;
export const rows = main.rows;
export const shownClasses = main.classes;
export const shownTitle = main.title;
export const shownWhere = main.where;

const portraitPath = computed(() => {
  const selected = state.value.selected;
  return selected === null ? null : paths.portrait(selected, choice.value?.year ?? null);
});
export const portrait = resource(portraitPath, read.portrait);
