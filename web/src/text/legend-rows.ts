// Rows of the legend: for the page, for pictures and for prints.

import type { Figures } from '../api/types.ts';
import type { Catalogue } from '../i18n/fr.ts';
import type { Method } from '../map/breaks.ts';
import { type Class, classOf } from '../map/classes.ts';
import type { Row } from '../state/ranking.ts';
import { formatBound, type Words } from './format.ts';

export interface LegendRow {
  key: string;
  /** A colour, or the pattern of territories without a number. */
  look: { color: string } | 'missing' | 'suppressed';
  label: string;
  count: number;
}

/** The worst class first, as in the list; patterns last, when they are used. */
export function legendRows(
  words: Words,
  list: readonly Class[],
  rows: readonly Row[],
  value: Pick<Figures, 'better' | 'decimals'>,
): LegendRow[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = row.value === null ? row.status : String(classOf(list, row.value)?.index);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const count = (key: string) => counts.get(key) ?? 0;
  const shown = value.better === 'higher' ? list : [...list].reverse();
  return [
    ...shown.map((one) => ({
      key: String(one.index),
      look: { color: one.color },
      label: classLabel(words, one, value.decimals),
      count: count(String(one.index)),
    })),
    ...(['missing', 'suppressed'] as const)
      .filter((key) => count(key) > 0)
      .map((key) => ({ key, look: key, label: words.text.status[key], count: count(key) })),
  ];
}

/** "20 à moins de 40", "80 et plus". */
function classLabel(words: Words, one: Class, decimals: number): string {
  const { legend } = words.text;
  const bound = (number: number) => formatBound(words, number, Math.max(decimals, 1));
  if (one.lower === null && one.upper === null) return legend.single;
  if (one.lower === null) return legend.below(bound(one.upper ?? 0));
  if (one.upper === null) return legend.above(bound(one.lower));
  return legend.between(bound(one.lower), bound(one.upper));
}

/** What darkness means, which classes these are and why. */
export function legendNote(
  text: Catalogue,
  value: Pick<Figures, 'better' | 'breaks_method' | 'unit'>,
  method: Method,
): string {
  const { legend, classing } = text;
  const dark = value.better === 'neutral' ? legend.mostDark : legend.worstDark;
  // A threshold in minutes leaves the other measures their own limits.
  const used = method === 'seuil' && value.unit !== 'minutes' ? 'fixes' : method;
  const noFixed = used === 'fixes' && value.breaks_method === 'quantiles';
  return `${dark} ${noFixed ? classing.noFixed : classing.sentences[used]}`;
}
