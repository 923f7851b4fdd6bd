// Reads the HTTP contract. Every failure is a `ReadError` with words fit to be shown.

import type {
  DoubtPage,
  FeedReportList,
  Figures,
  Isochrones,
  Level,
  LineCollection,
  NearestList,
  Observatory,
  Portrait,
  Provenance,
  RejectionPage,
  Route,
  SearchResults,
  Series,
  SourceList,
  StopCollection,
  Territory,
  TerritoryRef,
  TravelMode,
} from './types.ts';

/** A request that did not give what was asked: `status` is 0 when nothing answered. */
export class ReadError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'ReadError';
    this.status = status;
  }
}

/** Query string of the defined parameters, in the order given. */
export function query(parameters: Record<string, string | number | null>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

export function parentText(parent: TerritoryRef | null): string | null {
  return parent === null ? null : `${parent.level}:${parent.code}`;
}

/** A table of figures; `year` is `null` for the present one. */
export interface FiguresAsked {
  indicator: string;
  facet: string;
  level: Level;
  parent: TerritoryRef | null;
  /** `null` for a measure that is not of travel. */
  travel: TravelMode | null;
  year: number | null;
}

/** A place: a service by its identifier, or a position. */
export type Place = { service: string } | { lon: number; lat: number };

function spelled({ lon, lat }: { lon: number; lat: number }): string {
  return `${lon.toFixed(6)},${lat.toFixed(6)}`;
}

function named(place: Place, position: 'at' | 'to'): Record<string, string> {
  return 'service' in place ? { service: place.service } : { [position]: spelled(place) };
}

function figuresQuery({ parent, ...rest }: FiguresAsked): Record<string, string | number | null> {
  return { ...rest, parent: parentText(parent) };
}

export const paths = {
  observatory: () => '/api/v1/observatory',
  territory: (at: TerritoryRef) => `/api/v1/territories/${at.level}/${encodeURIComponent(at.code)}`,
  portrait: (at: TerritoryRef, year: number | null) => `${paths.territory(at)}/portrait${query({ year })}`,
  figures: (what: FiguresAsked) => `/api/v1/figures${query(figuresQuery(what))}`,
  workbook: (what: FiguresAsked, lang: string) =>
    `/api/v1/figures.xlsx${query({ ...figuresQuery(what), lang })}`,
  series: (at: TerritoryRef, indicator: string, facet: string, travel: TravelMode | null) =>
    `${paths.territory(at)}/series${query({ indicator, facet, travel })}`,
  provenance: (id: string) => `/api/v1/figures/${encodeURIComponent(id)}/provenance`,
  search: (words: string, limit: number) => `/api/v1/search${query({ q: words, limit })}`,
  isochrones: (to: Place, travel: TravelMode, minutes: readonly number[]) =>
    `/api/v1/isochrones${query({ ...named(to, 'at'), travel, minutes: minutes.join(',') })}`,
  route: (from: { lon: number; lat: number }, to: Place, travel: TravelMode, day: string | null) =>
    `/api/v1/routes${query({ from: spelled(from), ...named(to, 'to'), travel, day })}`,
  nearest: (at: { lon: number; lat: number }, kind: string, travel: TravelMode) =>
    `/api/v1/services/nearest${query({ at: spelled(at), kind, travel, count: 3 })}`,
  diagnosis: () => '/api/v1/timetables/diagnosis',
  stops: () => '/api/v1/timetables/stops',
  lines: () => '/api/v1/timetables/lines',
  sources: () => '/api/v1/sources',
  warnings: (check: string | null, limit: number, after: string | null) =>
    `/api/v1/warnings${query({ check, limit, after })}`,
  rejections: (id: string, limit: number, after: string | null) =>
    `/api/v1/sources/${encodeURIComponent(id)}/rejections${query({ limit, after })}`,
};

export const read = {
  observatory: (path: string, signal: AbortSignal) => json<Observatory>(path, signal),
  territory: (path: string, signal: AbortSignal) => json<Territory>(path, signal),
  portrait: (path: string, signal: AbortSignal) => json<Portrait>(path, signal),
  figures: (path: string, signal: AbortSignal) => json<Figures>(path, signal),
  series: (path: string, signal: AbortSignal) => json<Series>(path, signal),
  provenance: (path: string, signal: AbortSignal) => json<Provenance>(path, signal),
  search: (path: string, signal: AbortSignal) => json<SearchResults>(path, signal),
  sources: (path: string, signal: AbortSignal) => json<SourceList>(path, signal),
  warnings: (path: string, signal: AbortSignal) => json<DoubtPage>(path, signal),
  rejections: (path: string, signal: AbortSignal) => json<RejectionPage>(path, signal),
  isochrones: (path: string, signal: AbortSignal) => json<Isochrones>(path, signal),
  route: (path: string, signal: AbortSignal) => json<Route>(path, signal),
  nearest: (path: string, signal: AbortSignal) => json<NearestList>(path, signal),
  diagnosis: (path: string, signal: AbortSignal) => json<FeedReportList>(path, signal),
  stops: (path: string, signal: AbortSignal) => json<StopCollection>(path, signal),
  lines: (path: string, signal: AbortSignal) => json<LineCollection>(path, signal),
};

async function json<T>(path: string, signal: AbortSignal): Promise<T> {
  let answer: Response;
  try {
    // What went wrong is said in the page's language, not in the browser's.
    const headers = {
      accept: 'application/json, application/geo+json',
      'accept-language': document.documentElement.lang,
    };
    answer = await fetch(path, { signal, headers });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ReadError(0, cause instanceof Error ? cause.message : String(cause));
  }
  if (!answer.ok) throw new ReadError(answer.status, await problem(answer));
  return (await answer.json()) as T;
}

async function problem(answer: Response): Promise<string> {
  try {
    const body: unknown = await answer.json();
    if (typeof body === 'object' && body !== null) {
      const { detail, title } = body as { detail?: unknown; title?: unknown };
      if (typeof detail === 'string' && detail !== '') return detail;
      if (typeof title === 'string' && title !== '') return title;
    }
  } catch {
    // The body is not a problem document: the status line says what is left to say.
  }
  return `${answer.status} ${answer.statusText}`.trim();
}
