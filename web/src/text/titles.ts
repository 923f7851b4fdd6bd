// Names of what is shown, from the observatory's own labels.

import type { Indicator, Observatory, Provenance, TravelMode } from '../api/types.ts';
import type { Catalogue } from '../i18n/fr.ts';
import { kindOf, type Subject } from '../state/choices.ts';

export function subjectLabel(
  observatory: Observatory,
  subject: Subject,
  lang: string,
  text: Catalogue,
): string {
  if (subject.type === 'none') return text.inhabitants;
  if (subject.type === 'mode') return text.modes[subject.facet] ?? subject.facet;
  const kind = kindOf(observatory, subject.facet);
  if (kind === null) return subject.facet;
  return lang === 'en' ? kind.label_en : kind.label_fr;
}

/** "à vélo": a mode of travel inside a title. */
export function travelLabel(observatory: Observatory, travel: TravelMode, lang: string): string {
  const card = observatory.travel.modes.find((one) => one.id === travel);
  const label = card === undefined ? travel : lang === 'en' ? card.label_en : card.label_fr;
  return label.charAt(0).toLocaleLowerCase(lang) + label.slice(1);
}

export function indicatorLabel(indicator: Indicator, lang: string): string {
  return lang === 'en' ? indicator.label_en : indicator.label_fr;
}

/** The measure with what it is about: "Taux de couverture — Tous modes d’accueil". */
export function measureTitle(
  observatory: Observatory,
  indicator: Indicator,
  facet: string,
  lang: string,
  text: Catalogue,
): string {
  const label = indicatorLabel(indicator, lang);
  if (indicator.facet === 'none') return label;
  const about = subjectLabel(observatory, { type: indicator.facet, facet }, lang, text);
  return `${label} — ${about}`;
}

/** "Source : Naissances domiciliées (Insee, 2022) ; …", or nothing. */
export function sourceText(provenance: Provenance, text: Catalogue): string {
  const sources = provenance.sources.map(
    (source) => `${source.title} (${source.producer}, ${source.vintage})`,
  );
  return sources.length === 0 ? '' : `${text.legend.source} ${sources.join(' ; ')}`;
}

export function themeLabel(theme: string, text: Catalogue): string {
  return text.themes[theme] ?? theme;
}
