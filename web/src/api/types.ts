// Shapes of the HTTP contract, under the names the application uses.

export type Level = 'commune' | 'epci' | 'departement';
export type Status = 'known' | 'suppressed' | 'missing';
export type Better = 'higher' | 'lower' | 'neutral';
/** West, south, east, north, in degrees (WGS84). */
export type Bbox = [number, number, number, number];

export interface Value {
  status: Status;
  value: number | null;
}

export interface Kind {
  id: string;
  theme: string;
  label_fr: string;
  plural_fr: string;
  one_fr: string;
  label_en: string;
  plural_en: string;
  threshold_min: number;
  nominative: boolean;
  color: string;
  count: number;
}

export interface Indicator {
  id: string;
  label_fr: string;
  label_en: string;
  help_fr: string;
  help_en: string;
  unit: string;
  decimals: number;
  better: Better;
  facet: 'none' | 'mode' | 'kind';
  facets: string[];
  levels: Level[];
  breaks: number[];
}

export interface TerritoryRef {
  level: Level;
  code: string;
}

export interface Observatory {
  name: string;
  notice_fr: string | null;
  notice_en: string | null;
  geography_year: number;
  snapshot: { id: string; built_at: string; format_version: number; program_version: string };
  bounds: Bbox;
  counts: { commune: number; epci: number; departement: number; services: number; demand_points: number };
  levels: Level[];
  themes: { id: string }[];
  kinds: Kind[];
  modes: string[];
  indicators: Indicator[];
  default_view: { indicator: string; facet: string; level: Level; parent: TerritoryRef | null };
  estimation: { circuity: number; speed_kmh: number };
}

export interface Territory {
  fid: number;
  level: Level;
  code: string;
  name: string;
  parent_epci: string | null;
  parent_departement: string | null;
  population: Value;
  children_under_3: Value;
  bbox: Bbox;
  seat: [number, number] | null;
  members: number;
  declared_members: number | null;
  postcodes: string[];
  epci: { code: string; name: string } | null;
  departement: { code: string; name: string } | null;
}

export interface PortraitFigure {
  indicator: string;
  facet: string;
  value: Value;
  rank: { position: number; of: number } | null;
  compare: { level: Level; code: string; name: string; value: Value }[];
  numerator: Value | null;
  denominator: Value | null;
  partial: boolean;
  provenance: string;
}

export interface Nearest {
  kind: string;
  service: { id: string; name: string; commune_code: string; commune_name: string } | null;
  minutes: number;
  distance_m: number;
  hours: string | null;
}

export interface Portrait {
  territory: Territory;
  sentence_fr: string;
  sentence_en: string;
  figures: PortraitFigure[];
  nearest: Nearest[];
  children_method: string;
  notes_fr: string[];
  notes_en: string[];
}

export interface Figures {
  indicator: string;
  facet: string;
  level: Level;
  unit: string;
  decimals: number;
  better: Better;
  breaks: number[];
  breaks_method: string;
  fids: number[];
  codes: string[];
  names: string[];
  values: (number | null)[];
  /** One character a row: k known, s suppressed, m missing. */
  status: string;
  numerators: (number | null)[] | null;
  denominators: (number | null)[] | null;
  partial: number[];
  provenance: string;
  summary: { known: number; suppressed: number; missing: number; min: number | null; max: number | null };
}

export interface Source {
  id: string;
  title: string;
  producer: string;
  licence: string;
  vintage: string;
  url: string | null;
  files: { file: string; sha256: string; bytes: number }[];
  accepted: number;
  rejected: number;
  repaired: number;
}

export interface Provenance {
  id: string;
  method_fr: string;
  method_en: string;
  method_version: string | number;
  estimate: boolean;
  parameters: { name: string; value: string }[];
  sources: Source[];
  program_version: string;
  snapshot_id: string;
}

export interface Found {
  fid: number;
  level: Level;
  code: string;
  name: string;
  context: string | null;
  postcodes: string[];
  bbox: Bbox;
  matched: string;
}

export interface Rejection {
  file: string;
  line: number | null;
  field: string | null;
  value: string | null;
  reason: string;
  severity: 'rejected' | 'repaired' | 'warning';
}

export interface Page<T> {
  items: T[];
  total: number;
  next: string | null;
}
