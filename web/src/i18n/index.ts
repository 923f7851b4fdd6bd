// The catalogue of the page's language, as signals.

import { computed } from '@preact/signals';
import { state } from '../state/store.ts';
import type { Words } from '../text/format.ts';
import { french } from '../text/typography.ts';
import { en } from './en.ts';
import { type Catalogue, fr } from './fr.ts';

const CATALOGUES: Record<'fr' | 'en', Catalogue> = { fr, en };

/** Texts of the page's language. */
export const text = computed<Catalogue>(() => CATALOGUES[state.value.lang]);
/** The same with the language, for the functions that write numbers and dates. */
export const words = computed<Words>(() => ({ lang: state.value.lang, text: text.value }));

/** The French or the English one of a pair of fields of the contract. */
export function localised(fr: string, en: string | null | undefined): string {
  return state.value.lang === 'en' && en !== null && en !== undefined && en !== '' ? en : french(fr);
}
