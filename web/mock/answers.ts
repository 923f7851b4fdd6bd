// Answers of the contract for the fictional territory.

import type {
  Doubt,
  DoubtPage,
  Figures,
  Found,
  Level,
  Portrait,
  Provenance,
  Series,
  Source,
  Territory,
  TerritoryPage,
  Value,
} from '../src/api/types.ts';
import { indicators, kinds, observatory, YEAR, YEARS } from './catalogue.ts';
import { bbox, type Commune, chance, communes, departement, epcis } from './territory.ts';

const known = (value: number): Value => ({ status: 'known', value });
const MISSING: Value = { status: 'missing', value: null };
const SECRET: Value = { status: 'suppressed', value: null };
interface Cell {
  value: Value;
  numerator: number | null;
  denominator: number | null;
}

function members(level: Level, code: string): Commune[] {
  if (level === 'commune') return communes.filter((one) => one.code === code);
  if (level === 'departement') return communes;
  return communes.filter((one) => epcis[one.epci]?.code === code);
}

function cell(list: readonly Commune[], indicator: string, facet: string): Cell {
  const alone = (value: Value): Cell => ({ value, numerator: null, denominator: null });
  const seed = facet.length + list.length;
  const first = list[0]?.fid ?? 0;
  if (list.length === 1 && chance(first, seed, 60) < 0.05 && indicator !== 'population')
    return alone(MISSING);
  const sum = (pick: (one: Commune) => number | null) =>
    list.reduce((total, one) => total + (pick(one) ?? 0), 0);
  const children = sum((one) => (one.births === null ? null : one.births * 3));
  switch (indicator) {
    case 'population':
      return alone(known(sum((one) => one.population)));
    case 'children_under_3':
      return list.every((one) => one.births === null) ? alone(MISSING) : alone(known(children));
    case 'coverage_rate': {
      if (children === 0 || list.every((one) => one.places === null)) return alone(MISSING);
      if (facet === 'assistant_maternel' && sum((one) => one.minders) < 5) return alone(SECRET);
      const places =
        facet === 'assistant_maternel' ? sum((one) => one.minders) * 3 : sum((one) => one.places);
      return { value: known((100 * places) / children), numerator: places, denominator: children };
    }
    case 'service_count': {
      if (facet === 'assistant_maternel') {
        const count = sum((one) => one.minders);
        return alone(count > 0 && count < 5 ? SECRET : known(count));
      }
      return alone(known(list.filter((one) => (one.places ?? 0) > 20).length));
    }
    case 'nearest_minutes':
      return alone(known(2 + 24 * chance(first, seed, 61) ** 1.4));
    case 'share_beyond': {
      const share = Math.max(0, chance(first, seed, 61) * 1.5 - 0.5);
      return { value: known(100 * share), numerator: share * children, denominator: children };
    }
    default:
      return alone(known(Math.round(Math.max(0, chance(first, seed, 61) - 0.3) * children)));
  }
}

/** A value as it was: a little less each year. */
function past({ status, value }: Value, year: number): Value {
  return { status, value: value === null ? null : value * 0.96 ** (YEAR - year) };
}

/** Years of a measure of a territory. */
export function series(level: Level, code: string, query: URLSearchParams): Series {
  const indicator = indicators.find((one) => one.id === query.get('indicator'));
  const facet = query.get('facet') ?? 'total';
  const own = cell(members(level, code), indicator?.id ?? '', facet);
  return {
    indicator: indicator?.id ?? '',
    facet,
    travel: null,
    unit: indicator?.unit ?? '',
    decimals: indicator?.decimals ?? 0,
    level,
    code,
    points: (indicator?.years ?? []).map((year) => ({
      year,
      value: past(own.value, year),
      numerator: null,
      denominator: null,
      carried: year === YEARS[0],
      partial: false,
      provenance: `${indicator?.id}.${facet}`,
    })),
  };
}

export function figures(query: URLSearchParams): Figures {
  const indicator = indicators.find((one) => one.id === query.get('indicator')) ?? indicators[0];
  if (indicator === undefined) throw new Error('no indicator');
  const facet = query.get('facet') ?? 'total';
  const level = (query.get('level') ?? 'commune') as Level;
  const [parentLevel, parentCode] = (query.get('parent') ?? 'departement:99').split(':') as [Level, string];
  const inside = members(parentLevel, parentCode);
  const list: { fid: number; code: string; name: string }[] = level === 'commune' ? inside : epcis;
  const cells = list.map((one) => cell(members(level, one.code), indicator.id, facet));
  const year = Number(query.get('year') ?? YEAR);
  for (const one of cells) one.value = past(one.value, year);
  const values = cells.map((one) => one.value.value);
  const numbers = values.filter((value) => value !== null).sort((a, b) => a - b);
  const quantile = (part: number) => Math.round(numbers[Math.floor(part * (numbers.length - 1))] ?? 0);
  const ratio = cells.some((one) => one.numerator !== null);
  const count = (status: string) => cells.filter((one) => one.value.status === status).length;
  return {
    indicator: indicator.id,
    facet,
    travel: indicator.travels[0] ?? null,
    level,
    unit: indicator.unit,
    decimals: indicator.decimals,
    better: indicator.better,
    breaks: indicator.breaks.length > 0 ? indicator.breaks : [...new Set([0.2, 0.4, 0.6, 0.8].map(quantile))],
    breaks_method: indicator.breaks.length > 0 ? 'fixed' : 'quantiles',
    fids: list.map((one) => one.fid),
    codes: list.map((one) => one.code),
    names: list.map((one) => one.name),
    values,
    status: cells.map((one) => one.value.status[0]).join(''),
    numerators: ratio ? cells.map((one) => one.numerator) : null,
    denominators: ratio ? cells.map((one) => one.denominator) : null,
    partial: level === 'epci' ? [1] : [],
    carried: year < YEAR ? [2] : [],
    year,
    provenance: `${indicator.id}.${facet}.${level}`,
    summary: {
      known: numbers.length,
      suppressed: count('suppressed'),
      missing: count('missing'),
      min: numbers[0] ?? null,
      max: numbers.at(-1) ?? null,
    },
  };
}

export function territory(level: Level, code: string): Territory | null {
  const list = members(level, code);
  const one = list[0];
  const epci = one === undefined ? undefined : epcis[one.epci];
  if (one === undefined || epci === undefined) return null;
  const alone = level === 'commune';
  return {
    fid: alone ? one.fid : epci.fid,
    level,
    code,
    name: alone ? one.name : level === 'epci' ? epci.name : departement.name,
    parent_epci: alone ? epci.code : null,
    parent_departement: level === 'departement' ? null : departement.code,
    population: cell(list, 'population', 'total').value,
    children_under_3: cell(list, 'children_under_3', 'total').value,
    bbox: bbox(list),
    seat: alone ? one.seat : null,
    members: list.length,
    declared_members: level === 'epci' ? list.length + 1 : null,
    postcodes: alone ? ['99100'] : [],
    epci: alone ? { code: epci.code, name: epci.name } : null,
    departement,
  };
}

export function territories(level: Level): TerritoryPage {
  const codes = level === 'commune' ? communes : level === 'epci' ? epcis : [departement];
  const items = codes.flatMap((one) => territory(level, one.code) ?? []);
  return { items, total: items.length, next: null };
}

export function portrait(level: Level, code: string): Portrait | null {
  const at = territory(level, code);
  if (at === null) return null;
  const epciCode = at.epci?.code ?? null;
  const list = members(level, code);
  return {
    territory: at,
    sentence_fr: `À ${at.name}, 37 enfants de moins de 3 ans vivent à plus de 15 min d’une crèche (estimation).`,
    sentence_en: `In ${at.name}, 37 children under three live more than 15 min from a day nursery (estimate).`,
    figures: indicators.flatMap((indicator) =>
      indicator.facets.map((facet) => {
        const own = cell(list, indicator.id, facet);
        const quantity = (value: number | null) => (value === null ? null : known(value));
        const compare = [
          ...(epciCode === null
            ? []
            : [
                {
                  level: 'epci' as const,
                  code: epciCode,
                  name: at.epci?.name ?? '',
                  value: cell(members('epci', epciCode), indicator.id, facet).value,
                  year: null,
                  source: null,
                },
              ]),
          ...(level === 'departement'
            ? []
            : [
                {
                  level: 'departement' as const,
                  ...departement,
                  value: cell(communes, indicator.id, facet).value,
                  year: null,
                  source: null,
                },
              ]),
          ...(indicator.id !== 'coverage_rate'
            ? []
            : [
                {
                  level: 'pays' as const,
                  code: 'FR',
                  name: 'France',
                  value: known(60.9),
                  year: 2023,
                  source: 'Caisse fictive',
                },
              ]),
        ];
        return {
          indicator: indicator.id,
          facet,
          travel: indicator.travels[0] ?? null,
          value: own.value,
          compare,
          series:
            indicator.years.length < 2
              ? []
              : indicator.years.map((year) => ({
                  year,
                  value: past(own.value, year),
                  carried: year === YEARS[0],
                })),
          partial: level === 'epci',
          rank:
            own.value.status === 'known' && level === 'commune'
              ? { position: 1 + (at.fid % 14), of: 15 }
              : null,
          numerator: quantity(own.numerator),
          denominator: quantity(own.denominator),
          provenance: `${indicator.id}.${facet}.${level}`,
        };
      }),
    ),
    nearest: kinds
      .filter((one) => !one.nominative)
      .map((one, rank) => ({
        kind: one.id,
        travel: 'car' as const,
        rank: 1,
        estimated: true,
        minutes: 0.6 + rank * 7.4,
        distance_m: 400 + rank * 3900,
        service:
          rank === 3
            ? null
            : {
                id: `s${rank}`,
                name: `${one.label_fr} des Trois Chênes`,
                commune_code: '99005',
                commune_name: communes[4]?.name ?? '',
              },
        hours: ['Mo-Fr 07:30-18:30', 'We 09:00-12:00; Sa[1] 10:00-12:00', null][rank] ?? null,
      })),
    minutes: kinds
      .filter((one) => !one.nominative)
      .map((one) => ({
        kind: one.id,
        modes: [
          {
            travel: 'car' as const,
            value: known(8.2),
            estimated: true,
            partial: false,
            provenance: `nearest_minutes.${one.id}`,
          },
        ],
      })),
    year: YEAR,
    children_method: 'last_three_births',
    notes_fr: ['Trois communes voisines n’ont pas de source pour les naissances.'],
    notes_en: ['Three neighbouring communes have no source for births.'],
  };
}

export function search(words: string): { items: Found[] } {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[-’' ]+/g, ' ');
  const all: [Level, { fid: number; code: string; name: string }][] = [
    ...epcis.map((one): [Level, typeof one] => ['epci', one]),
    ...communes.map((one): [Level, typeof one] => ['commune', one]),
  ];
  const items = all
    .filter(([, one]) => plain(one.name).includes(plain(words)) || one.code.startsWith(words))
    .slice(0, 8);
  return {
    items: items.map(([level, one]) => {
      const at = territory(level, one.code);
      return {
        fid: one.fid,
        level,
        code: one.code,
        name: one.name,
        context: at?.epci?.name ?? departement.name,
        postcodes: at?.postcodes ?? [],
        bbox: at?.bbox ?? observatory.bounds,
        matched: 'name',
      };
    }),
  };
}

const file = (name: string) => ({ file: name, sha256: '9f2c'.repeat(16), bytes: 184_320 });
export const sources: Source[] = [
  {
    id: 'births',
    title: 'Naissances domiciliées par commune',
    producer: 'Institut fictif',
    licence: 'Licence Ouverte 2.0',
    vintage: '2024',
    url: 'https://example.org/naissances',
    files: [file('naissances.csv')],
    accepted: 102,
    rejected: 2,
    repaired: 1,
    outside: 0,
  },
  {
    id: 'places',
    title: 'Établissements d’accueil du jeune enfant',
    producer: 'Caisse fictive',
    licence: 'Licence Ouverte 2.0',
    vintage: '2025-12',
    url: null,
    files: [file('places.csv'), file('lieux.csv')],
    accepted: 311,
    rejected: 0,
    repaired: 0,
    outside: 27_576,
  },
];

export const rejections = {
  items: [
    {
      file: 'naissances.csv',
      line: 14,
      field: 'NAIS',
      value: 'douze',
      reason: 'Un nombre entier est attendu.',
      reason_fr: 'Un nombre entier est attendu.',
      severity: 'rejected' as const,
      check: null,
    },
    {
      file: 'naissances.csv',
      line: 57,
      field: 'CODGEO',
      value: '9912',
      reason: 'Un code de commune a cinq caractères.',
      reason_fr: 'Un code de commune a cinq caractères.',
      severity: 'rejected' as const,
      check: null,
    },
    {
      file: 'naissances.csv',
      line: 80,
      field: 'NAIS',
      value: ' 12',
      reason: 'Espace retiré.',
      reason_fr: 'Espace retiré.',
      severity: 'repaired' as const,
      check: null,
    },
  ],
  total: 3,
  next: null,
};

const doubtful: Doubt[] = communes.slice(0, 3).map((one, at) => ({
  id: `places/${at}`,
  check: at === 2 ? 'swapped_coordinates' : 'outside_its_commune',
  source: 'places',
  file: 'lieux.csv',
  line: 12 + at,
  field: 'lat',
  value: `<b>${one.seat[1]}</b>`,
  reason_fr: 'Le point est hors de la commune que la ligne nomme.',
  reason: 'The point lies outside the commune that the row names.',
  lon: at === 1 ? null : one.seat[0],
  lat: at === 1 ? null : one.seat[1],
  commune: { code: one.code, name: one.name },
}));

export function warnings(query: URLSearchParams): DoubtPage {
  const check = query.get('check');
  const items = doubtful.filter((one) => check === null || one.check === check);
  const start = Number(query.get('after') ?? 0);
  const end = start + Number(query.get('limit') ?? 100);
  return {
    items: items.slice(start, end),
    total: items.length,
    next: end < items.length ? String(end) : null,
    checks: [
      {
        check: 'outside_its_commune',
        count: 2,
        label_fr: 'Hors de sa commune',
        label_en: 'Outside its commune',
      },
      {
        check: 'swapped_coordinates',
        count: 1,
        label_fr: 'Coordonnées échangées',
        label_en: 'Swapped coordinates',
      },
    ],
  };
}

export function provenance(id: string): Provenance {
  return {
    id,
    method_fr:
      'Places divisées par les enfants de moins de 3 ans qui habitent le territoire, pour 100 enfants.',
    method_en: 'Places divided by the children under three who live in the territory, for 100 children.',
    method_version: 1,
    estimate: !id.startsWith('coverage'),
    parameters: [
      { name: 'circuity', value: '1.3' },
      { name: 'speed_kmh', value: '50' },
    ],
    sources,
    program_version: '0.1.0',
    snapshot_id: 'demo-0001',
  };
}
