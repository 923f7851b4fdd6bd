// The state of the page and its spelling in the query string. Pure: no browser here.

import type { Place } from '../api/client.ts';
import type { Level, TerritoryRef, TravelMode } from '../api/types.ts';
import { type Classing, COUNTS, METHODS, PLAIN } from '../map/breaks.ts';

export type Lang = 'fr' | 'en';
export type View = 'carte' | 'liste' | 'tableau' | 'portrait';
export type PageName = 'donnees' | 'accessibilite';
export type SortKey = 'manque' | 'nom' | 'valeur' | 'numerateur' | 'denominateur' | 'autre';
/** What can be laid on the map: cells of 200 m, lines and stops, the map of the IGN, doubts about rows. */
export type MapLayer = 'carreaux' | 'lignes' | 'arrets' | 'ign' | 'alertes';

export interface Sort {
  key: SortKey;
  descending: boolean;
}

/** What the second map shows; the territories studied and selected are those of the first. */
export interface SecondView {
  indicator: string | null;
  facet: string | null;
  level: Level | null;
  travel: TravelMode | null;
}

export interface MapPosition {
  zoom: number;
  lat: number;
  lon: number;
}

/** Degrees, WGS84. */
export interface Point {
  lon: number;
  lat: number;
}

/** `null` means "not said": the observatory's default view then decides. */
export interface ViewState {
  lang: Lang;
  indicator: string | null;
  facet: string | null;
  level: Level | null;
  /** The territory in focus; `whole` is the whole observatory, said on purpose. */
  parent: TerritoryRef | 'whole' | null;
  selected: TerritoryRef | null;
  position: MapPosition | null;
  view: View;
  sort: Sort;
  page: PageName | null;
  /** `null` when there is one map only. */
  second: SecondView | null;
  classing: Classing;
  /** The map alone, on the whole screen. */
  presenting: boolean;
  /** `null` for the present one. */
  year: number | null;
  /** The only check whose doubts are shown; `null` for all. */
  check: string | null;
  /** How one travels, for the measures of travel, areas and routes. */
  travel: TravelMode | null;
  /** The place whose area of access is drawn. */
  zone: Place | null;
  /** Limits of that area, minutes, ascending. */
  limits: readonly number[];
  /** Where a route starts: a home. */
  from: Point | null;
  /** Where that route leads; `null` while it is chosen among the nearest services. */
  to: Place | null;
  /** What is laid on the map, in the order of `MAP_LAYERS`. */
  layers: readonly MapLayer[];
}

export const INITIAL: ViewState = {
  lang: 'fr',
  indicator: null,
  facet: null,
  level: null,
  parent: null,
  selected: null,
  position: null,
  view: 'carte',
  sort: { key: 'manque', descending: false },
  page: null,
  second: null,
  classing: PLAIN,
  presenting: false,
  year: null,
  check: null,
  travel: null,
  zone: null,
  limits: [5, 10, 15],
  from: null,
  to: null,
  layers: [],
};

const LEVELS: readonly Level[] = ['commune', 'epci', 'departement'];
const VIEWS: readonly View[] = ['carte', 'liste', 'tableau', 'portrait'];
const PAGES: readonly PageName[] = ['donnees', 'accessibilite'];
const SORTS: readonly SortKey[] = ['manque', 'nom', 'valeur', 'numerateur', 'denominateur', 'autre'];
export const MAP_LAYERS: readonly MapLayer[] = ['carreaux', 'lignes', 'arrets', 'ign', 'alertes'];
const TRAVELS: readonly TravelMode[] = ['car', 'bike', 'foot', 'transit', 'on_demand'];
/** Limits in minutes that an area may have. */
export const LIMITS: readonly number[] = [5, 10, 15, 20, 30];
const WHOLE = 'tout';

/** Reads a query string; what cannot be understood is left unsaid rather than guessed. */
export function parseState(search: string): ViewState {
  const query = new URLSearchParams(search);
  const parent = query.get('parent');
  return {
    lang: query.get('lang') === 'en' ? 'en' : 'fr',
    indicator: word(query.get('indicateur')),
    facet: word(query.get('facette')),
    level: oneOf(LEVELS, query.get('niveau')),
    parent: parent === WHOLE ? 'whole' : parseTerritory(parent),
    selected: parseTerritory(query.get('territoire')),
    position: parsePosition(query),
    view: oneOf(VIEWS, query.get('vue')) ?? 'carte',
    sort: parseSort(query.get('tri')),
    page: oneOf(PAGES, query.get('page')),
    second: parseSecond(query),
    presenting: query.get('mode') === 'presentation',
    classing: parseClassing(query.get('classes')),
    year: parseYear(query.get('annee')),
    check: word(query.get('controle')),
    travel: oneOf(TRAVELS, query.get('travel')),
    zone: parsePlace(query.get('zone')),
    limits: parseLimits(query.get('limites')),
    from: parsePoint(query.get('depuis')),
    to: parsePlace(query.get('vers')),
    layers: parseLayers(query.get('couches')),
  };
}

/** Writes the query string of a state, "" when all is default. */
export function formatState(state: ViewState): string {
  const pairs: [string, string][] = [];
  if (state.lang !== 'fr') pairs.push(['lang', state.lang]);
  if (state.page !== null) pairs.push(['page', state.page]);
  if (state.indicator !== null) pairs.push(['indicateur', state.indicator]);
  if (state.facet !== null) pairs.push(['facette', state.facet]);
  if (state.level !== null) pairs.push(['niveau', state.level]);
  if (state.parent !== null) pairs.push(['parent', state.parent === 'whole' ? WHOLE : spell(state.parent)]);
  if (state.selected !== null) pairs.push(['territoire', spell(state.selected)]);
  if (state.second !== null) {
    const { indicator, facet, level, travel } = state.second;
    pairs.push(['b_indicateur', indicator ?? '']);
    if (facet !== null) pairs.push(['b_facette', facet]);
    if (level !== null) pairs.push(['b_niveau', level]);
    if (travel !== null) pairs.push(['b_travel', travel]);
  }
  if (state.classing.method !== 'fixes') {
    pairs.push(['classes', `${state.classing.method}-${state.classing.count}`]);
  }
  if (state.year !== null) pairs.push(['annee', String(state.year)]);
  if (state.check !== null) pairs.push(['controle', state.check]);
  if (state.travel !== null) pairs.push(['travel', state.travel]);
  if (state.zone !== null) pairs.push(['zone', spellPlace(state.zone)]);
  if (state.limits.join('.') !== INITIAL.limits.join('.')) pairs.push(['limites', state.limits.join('.')]);
  if (state.from !== null) pairs.push(['depuis', spellPlace(state.from)]);
  if (state.to !== null) pairs.push(['vers', spellPlace(state.to)]);
  if (state.layers.length > 0) pairs.push(['couches', state.layers.join('.')]);
  if (state.presenting) pairs.push(['mode', 'presentation']);
  if (state.view !== 'carte') pairs.push(['vue', state.view]);
  if (state.sort.key !== 'manque' || state.sort.descending) {
    pairs.push(['tri', `${state.sort.descending ? '-' : ''}${state.sort.key}`]);
  }
  if (state.position !== null) {
    pairs.push(['z', state.position.zoom.toFixed(2)]);
    pairs.push(['lat', state.position.lat.toFixed(5)]);
    pairs.push(['lon', state.position.lon.toFixed(5)]);
  }
  const text = pairs.map(([name, value]) => `${name}=${encode(value)}`).join('&');
  return text === '' ? '' : `?${text}`;
}

/** "epci:248500340" → its level and code. */
export function parseTerritory(text: string | null): TerritoryRef | null {
  if (text === null) return null;
  const colon = text.indexOf(':');
  const level = oneOf(LEVELS, text.slice(0, Math.max(colon, 0)));
  const code = word(text.slice(colon + 1));
  return level === null || code === null ? null : { level, code };
}

export function sameTerritory(a: TerritoryRef | null, b: TerritoryRef | null): boolean {
  return a === b || (a !== null && b !== null && a.level === b.level && a.code === b.code);
}

function spell(at: TerritoryRef): string {
  return `${at.level}:${at.code}`;
}

function encode(value: string): string {
  // Colons and commas are legal in a query string, and "epci:248500340" reads better than "epci%3A248500340".
  return encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%40', '@');
}

function word(text: string | null): string | null {
  return text !== null && /^[\w-]{1,64}$/.test(text) ? text : null;
}

function oneOf<T extends string>(words: readonly T[], text: string | null): T | null {
  return words.find((candidate) => candidate === text) ?? null;
}

function parseSort(text: string | null): Sort {
  const descending = text?.startsWith('-') ?? false;
  const key = oneOf(SORTS, descending ? (text?.slice(1) ?? null) : text);
  return key === null ? INITIAL.sort : { key, descending };
}

function parseYear(text: string | null): number | null {
  return text !== null && /^(19|20)\d\d$/.test(text) ? Number(text) : null;
}

/** "@-1.5,46.7" is a position, any other text the identifier of a service. */
function parsePlace(text: string | null): Place | null {
  if (text === null || text === '' || text.length > 200) return null;
  return text.startsWith('@') ? parsePoint(text) : { service: text };
}

function parsePoint(text: string | null): Point | null {
  const [lon, lat, more] = (text ?? '').replace('@', '').split(',');
  const point = { lon: number(lon ?? null, -180, 180), lat: number(lat ?? null, -85, 85) };
  return point.lon === null || point.lat === null || more !== undefined
    ? null
    : { lon: point.lon, lat: point.lat };
}

function spellPlace(place: Place): string {
  return 'service' in place ? place.service : `@${place.lon.toFixed(6)},${place.lat.toFixed(6)}`;
}

/** "5.10" → its limits, ascending; the first ones when it names none that exists. */
function parseLimits(text: string | null): readonly number[] {
  const said = text?.split('.') ?? [];
  const limits = LIMITS.filter((limit) => said.includes(String(limit)));
  return limits.length === 0 ? INITIAL.limits : limits;
}

/** "carreaux.ign" → the layers it names, those that do not exist left aside. */
function parseLayers(text: string | null): MapLayer[] {
  const said = text?.split('.') ?? [];
  return MAP_LAYERS.filter((layer) => said.includes(layer));
}

/** "jenks-5" → its method and number of classes; "seuil-15" → a threshold in minutes. */
function parseClassing(text: string | null): Classing {
  const [name = null, said = ''] = text?.split('-') ?? [];
  const method = oneOf(METHODS, name);
  const counts: readonly number[] = method === 'seuil' ? LIMITS : COUNTS;
  const count = counts.find((one) => String(one) === said);
  return method === null || method === 'fixes' || count === undefined ? PLAIN : { method, count };
}

/** There is a second map as soon as the address names its measure, even one that does not exist. */
function parseSecond(query: URLSearchParams): SecondView | null {
  if (!query.has('b_indicateur')) return null;
  return {
    indicator: word(query.get('b_indicateur')),
    facet: word(query.get('b_facette')),
    level: oneOf(LEVELS, query.get('b_niveau')),
    travel: oneOf(TRAVELS, query.get('b_travel')),
  };
}

function parsePosition(query: URLSearchParams): MapPosition | null {
  const zoom = number(query.get('z'), 0, 22);
  const lat = number(query.get('lat'), -85, 85);
  const lon = number(query.get('lon'), -180, 180);
  return zoom === null || lat === null || lon === null ? null : { zoom, lat, lon };
}

function number(text: string | null, low: number, high: number): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && low <= value && value <= high ? value : null;
}
