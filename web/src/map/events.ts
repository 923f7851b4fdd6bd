// What the map is given and what it gives back, in plain data.

import type { Figures, Level, TerritoryRef } from '../api/types.ts';
import type { MapPosition } from '../state/url.ts';
import type { Class } from './classes.ts';
import type { Reached } from './keys.ts';

export interface Hit {
  level: Level;
  fid: number;
  code: string;
  name: string;
  /** Pixels from the top left of the map. */
  x: number;
  y: number;
}

export interface MapEvents {
  onPick: (at: TerritoryRef) => void;
  onHover: (hit: Hit | null) => void;
  /** The territory that the keyboard has reached, `none` for none on that side; `null` once it has left. */
  onReach: (reached: Reached | null) => void;
  /** Enter on the territory that the keyboard has reached. */
  onOpen: (at: TerritoryRef) => void;
  /** One of the page's own marks was clicked, or something else was. */
  onMark: (id: number | null) => void;
  /** A service was clicked; false when that means nothing, and the territory under it is chosen. */
  onService: (service: { lon: number; lat: number; name: string }) => boolean;
  /** A place was chosen, by a click or with the keyboard, after `choose(true)`. */
  onPoint: (at: { lon: number; lat: number; name: string | null }) => void;
  onMove: (position: MapPosition) => void;
  /** The map is moving, by itself or by the reader, but not because it follows another one. */
  onDrift: (position: MapPosition) => void;
  onError: (message: string) => void;
}

/** The map as it is drawn now, without its buttons. */
export interface MapPicture {
  canvas: HTMLCanvasElement;
  /** Pixels of the canvas for one of the page. */
  ratio: number;
  /** Metres on the ground for one pixel of the page, in the middle of the map. */
  metresPerPixel: number;
}

export interface Painting {
  figures: Figures;
  classes: readonly Class[];
  /** Identifiers of the features in focus; `null` when all are. */
  focus: ReadonlySet<number> | null;
}

/** A point of the page's own, with the number that a click on it gives back. */
export interface Mark {
  id: number;
  lon: number;
  lat: number;
}

/** Tiles of a map of another publisher, under the colours. */
export interface Background {
  id: string;
  tiles: string[];
  max_zoom: number;
}
