// Shapes of the HTTP contract, under the names the application uses. All come from the generated
// `schema.d.ts`: nothing is written by hand twice.

import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

export type Level = Schemas['Level'];
export type Status = Schemas['Status'];
export type Better = Schemas['Better'];
export type Value = Schemas['Quantity'];
export type Kind = Schemas['KindCard'];
export type Indicator = Schemas['IndicatorCard'];
export type TerritoryRef = Schemas['LevelCode'];
export type Observatory = Schemas['Observatory'];
export type TerritoryItem = Schemas['TerritoryItem'];
export type TerritoryPage = Schemas['TerritoryPage'];
export type Background = Schemas['Background'];
export type Series = Schemas['Series'];
export type SeriesPoint = Schemas['SeriesPoint'];
export type ShortPoint = Schemas['ShortPoint'];
export type Compared = Schemas['Comparison'];
export type Territory = Schemas['TerritoryDetail'];
export type PortraitFigure = Schemas['PortraitFigure'];
export type Nearest = Schemas['NearestService'];
export type Portrait = Schemas['Portrait'];
export type Figures = Schemas['FigureTable'];
export type Source = Schemas['SourceCard'];
export type SourceList = Schemas['SourceList'];
export type Provenance = Schemas['ProvenanceCard'];
export type Found = Schemas['SearchHit'];
export type SearchResults = Schemas['SearchResults'];
export type Doubt = Schemas['WarningCard'];
export type DoubtPage = Schemas['WarningPage'];
export type Rejection = Schemas['Rejection'];
export type RejectionPage = Schemas['RejectionPage'];
export type TravelMode = Schemas['TravelMode'];
export type TravelModeCard = Schemas['TravelModeCard'];
export type KindMinutes = Schemas['KindMinutes'];
export type ModeMinutes = Schemas['ModeMinutes'];
export type Isochrones = Schemas['IsochroneCollection'];
export type Route = Schemas['Route'];
export type RoadRoute = Schemas['RoadRoute'];
export type Journey = Schemas['Journey'];
export type Leg = Schemas['Leg'];
export type NearestList = Schemas['NearestList'];
export type FeedReport = Schemas['FeedReport'];
export type FeedReportList = Schemas['FeedReportList'];
export type StopCollection = Schemas['StopCollection'];
export type LineCollection = Schemas['LineCollection'];

/** West, south, east, north, in degrees (WGS84). */
export type Bbox = [number, number, number, number];

/** Four numbers as bounds; `null` when they are not four. */
export function toBbox(numbers: readonly number[]): Bbox | null {
  const [west, south, east, north] = numbers;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  return [west, south, east, north];
}
