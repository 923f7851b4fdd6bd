// The observatory's description for the fictional territory: a few kinds and measures.

import type { Indicator, Kind, Observatory } from '../src/api/types.ts';
import { bbox, communes, epcis } from './territory.ts';

const kind = (id: string, theme: string, label: string, plural: string, one: string, en: string, color: string, threshold = 20, nominative = false): Kind => ({
  id, theme, label_fr: label, plural_fr: plural, one_fr: one, label_en: en, plural_en: `${en}s`, threshold_min: threshold, nominative, color, count: 12,
});

export const kinds: Kind[] = [
  kind('creche', 'petite-enfance', 'Crèche', 'Crèches', 'une crèche', 'Day nursery', '#b5179e', 15),
  kind('assistant_maternel', 'petite-enfance', 'Assistant maternel', 'Assistants maternels', 'un assistant maternel', 'Childminder', '#8a6100', 15, true),
  kind('laep', 'parentalite', 'Lieu d’accueil enfants-parents (LAEP)', 'Lieux d’accueil enfants-parents (LAEP)', 'un lieu d’accueil enfants-parents', 'Parent-child drop-in', '#00796b'),
  kind('france_services', 'acces-aux-droits', 'France services', 'France services', 'un espace France services', 'France services', '#1d3f72', 30),
];

const indicator = (id: string, label: string, en: string, unit: string, decimals: number, better: Indicator['better'], facet: Indicator['facet'], facets: string[], breaks: number[], help = '', helpEn = ''): Indicator => ({
  id, label_fr: label, label_en: en, help_fr: help, help_en: helpEn, unit, decimals, better, facet, facets, levels: ['commune', 'epci', 'departement'], breaks,
});
const near = ['creche', 'laep', 'france_services'];

export const indicators: Indicator[] = [
  indicator('coverage_rate', 'Taux de couverture', 'Coverage rate', 'places_per_100', 1, 'higher', 'mode', ['total', 'eaje', 'assistant_maternel'], [20, 40, 60, 80],
    'Places d’accueil formel pour 100 enfants de moins de 3 ans qui habitent le territoire. Un taux peut dépasser 100 ; il compte des places agréées, pas des enfants accueillis, et ignore les communes voisines.',
    'Formal childcare places for 100 resident children under three.'),
  indicator('nearest_minutes', 'Minutes jusqu’au plus proche', 'Minutes to the nearest', 'minutes', 1, 'lower', 'kind', near, [5, 10, 15, 20],
    'Temps moyen en voiture des enfants de moins de 3 ans jusqu’au service le plus proche. Estimation : distance à vol d’oiseau × 1,3, à vitesse constante.'),
  indicator('share_beyond', 'Part des enfants au-delà du seuil', 'Share of children beyond the threshold', 'percent', 0, 'lower', 'kind', near, [1, 25, 50, 75]),
  indicator('children_beyond', 'Enfants au-delà du seuil', 'Children beyond the threshold', 'children', 0, 'lower', 'kind', near, []),
  indicator('service_count', 'Nombre de services', 'Number of services', 'count', 0, 'higher', 'kind', [...near, 'assistant_maternel'], []),
  indicator('children_under_3', 'Enfants de moins de 3 ans', 'Children under three', 'children', 0, 'neutral', 'none', ['total'], []),
  indicator('population', 'Population', 'Population', 'inhabitants', 0, 'neutral', 'none', ['total'], []),
];

export const observatory: Observatory = {
  name: 'Observatoire de Marais-et-Bocage',
  notice_fr: 'Territoire fictif de démonstration : aucun lieu, aucun nombre n’est réel.',
  notice_en: 'Fictional territory for demonstration: no place, no number is real.',
  geography_year: 2026,
  snapshot: { id: 'demo-0001', built_at: '2026-03-02T10:00:00Z', format_version: 1, program_version: '0.1.0' },
  bounds: bbox(communes),
  counts: { commune: communes.length, epci: epcis.length, departement: 1, services: 60, demand_points: 4000 },
  levels: ['commune', 'epci', 'departement'],
  themes: ['petite-enfance', 'parentalite', 'enfance-jeunesse', 'acces-aux-droits', 'mobilite'].map((id) => ({ id })),
  kinds,
  modes: ['eaje', 'assistant_maternel', 'prescolarisation', 'garde_a_domicile'],
  indicators,
  default_view: { indicator: 'coverage_rate', facet: 'total', level: 'commune', parent: { level: 'epci', code: '200000002' } },
  estimation: { circuity: 1.3, speed_kmh: 50 },
};
