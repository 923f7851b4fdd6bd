// The only file that talks to MapLibre: takes plain data, gives back plain events.

import * as maplibre from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
// Vite does not emit the worker by itself, and without it the map stays blank.
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Bbox, Figures, Kind, Level, TerritoryRef } from '../api/types.ts';
import type { MapPosition } from '../state/url.ts';
import { type Class, classOf } from './classes.ts';
import { dots, hatch } from './patterns.ts';
import * as st from './style.ts';

maplibre.setWorkerUrl(workerUrl);

/** Zoom beyond which fitting a small territory would lose its surroundings. */
const CLOSEST = 12;
/** Length of the equator in metres (WGS84). */
const EQUATOR = 40_075_016.686;
/** Zoom from which a commune can be told from its neighbours. */
const LEGIBLE = 10;

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

export class MapController {
  private readonly map: maplibre.Map;
  private readonly events: MapEvents;
  private readonly loaded: Promise<void>;
  private level: Level = 'commune';
  private hovered: string | null = null;
  /** Whether the move under way is another map's. */
  private following = false;
  private removed = false;
  /** What the map was last fitted to, until the reader moves it: a new size fits it again. */
  private framed: { bounds: Bbox; covered: number } | null = null;

  constructor(
    container: HTMLElement,
    start: { position: MapPosition | null; bounds: Bbox; covered: number; tiles: string; label: string },
    events: MapEvents,
  ) {
    this.events = events;
    const { position, bounds, covered } = start;
    if (position === null) this.framed = { bounds, covered };
    this.map = new maplibre.Map({
      container,
      style: st.style(start.tiles),
      ...(position === null
        ? { bounds, fitBoundsOptions: { padding: padding(covered), maxZoom: CLOSEST } }
        : { center: [position.lon, position.lat], zoom: position.zoom }),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 15,
      locale: { 'Map.Title': start.label },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibre.ScaleControl({ unit: 'metric', maxWidth: 120 }), 'bottom-right');
    this.loaded = new Promise((resolve) => {
      this.map.once('load', () => {
        const ratio = 2;
        this.map.addImage('hatch', hatch(ratio), { pixelRatio: ratio });
        this.map.addImage('dots', dots(ratio), { pixelRatio: ratio });
        resolve();
      });
    });
    this.listen();
  }

  /** Colours the polygons of the figures' level. */
  async paint(painting: Painting): Promise<void> {
    if (!(await this.ready())) return;
    const { figures, classes, focus } = painting;
    this.level = figures.level;
    for (const level of st.MAPPED) {
      for (const id of [st.fillId(level), st.hatchId(level), st.dotsId(level)]) {
        this.map.setLayoutProperty(id, 'visibility', level === figures.level ? 'visible' : 'none');
      }
    }
    // Among EPCIs, the borders of communes would only be noise.
    this.map.setLayoutProperty(
      st.COMMUNE_BORDERS,
      'visibility',
      figures.level === 'commune' ? 'visible' : 'none',
    );
    this.map.setPaintProperty(st.fillId(figures.level), 'fill-color', st.fillColor(classes));
    const sourceLayer = st.TILE_LAYER[figures.level];
    figures.fids.forEach((id, at) => {
      const value = figures.values[at] ?? null;
      const s = figures.status[at] ?? 'm';
      const c = s !== 'k' || value === null ? -1 : (classOf(classes, value)?.index ?? -1);
      this.map.setFeatureState(
        { source: st.SOURCE, sourceLayer, id },
        { c, s, f: focus === null || focus.has(id) },
      );
    });
  }

  /** Shows the places of one kind of service, or none. */
  async showPoints(kind: Kind | null): Promise<void> {
    if (!(await this.ready())) return;
    const shown = kind !== null && !kind.nominative;
    this.map.setFilter('points', shown ? ['==', ['get', 'kind'], kind.id] : st.NOTHING);
    if (shown) this.map.setPaintProperty('points', 'circle-color', kind.color);
  }

  /** Draws the outline of the territory in focus and of the one selected. */
  async outline(which: 'focus' | 'selected', at: TerritoryRef | null): Promise<void> {
    if (!(await this.ready())) return;
    this.setOutlines(which, at);
  }

  /** Moves to bounds, leaving free the `covered` pixels on the left, under the legend. */
  fit(bounds: Bbox, when: 'always' | 'ifHidden', covered: number): void {
    const [west, south, east, north] = bounds;
    if (when === 'ifHidden') {
      const view = this.map.getBounds();
      if (view.contains([west, south]) && view.contains([east, north])) return;
    }
    this.framed = when === 'always' ? { bounds, covered } : null;
    // A territory that is only out of sight is brought in, without coming closer than the map already is.
    const maxZoom = when === 'always' ? CLOSEST : Math.max(this.map.getZoom(), LEGIBLE);
    this.map.fitBounds(bounds, { padding: padding(covered), maxZoom, duration: 500 });
  }

  get position(): MapPosition {
    const centre = this.map.getCenter();
    return { zoom: this.map.getZoom(), lat: centre.lat, lon: centre.lng };
  }

  /** Goes where another map is, without telling it back. */
  follow(position: MapPosition): void {
    this.framed = null;
    this.following = true;
    this.map.jumpTo({ center: [position.lon, position.lat], zoom: position.zoom });
    this.following = false;
  }

  /** Moves to a position that the address bar gives. */
  jump(position: MapPosition): void {
    const now = this.position;
    const moved =
      Math.abs(now.zoom - position.zoom) > 0.01 ||
      Math.abs(now.lat - position.lat) > 1e-4 ||
      Math.abs(now.lon - position.lon) > 1e-4;
    if (moved) this.map.jumpTo({ center: [position.lon, position.lat], zoom: position.zoom });
  }

  picture(): MapPicture {
    // The drawing is lost once shown: it is drawn again and copied at once.
    this.map.redraw();
    const drawn = this.map.getCanvas();
    const canvas = document.createElement('canvas');
    canvas.width = drawn.width;
    canvas.height = drawn.height;
    canvas.getContext('2d')?.drawImage(drawn, 0, 0);
    const { lat } = this.map.getCenter();
    const metresPerPixel = (EQUATOR * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** this.map.getZoom());
    return { canvas, ratio: drawn.width / drawn.clientWidth, metresPerPixel };
  }

  zoom(step: 1 | -1): void {
    this.framed = null;
    if (step === 1) this.map.zoomIn();
    else this.map.zoomOut();
  }

  setLabel(label: string): void {
    this.map.getCanvas().setAttribute('aria-label', label);
  }

  resize(): void {
    this.map.resize();
  }

  destroy(): void {
    this.removed = true;
    this.map.remove();
  }

  /** Outlines the territory that the pointer is over on the other map. */
  async point(at: TerritoryRef | null): Promise<void> {
    if (!(await this.ready())) return;
    this.setOutlines('hover', at);
  }

  /** Waits for the style; false when the map has left the page meanwhile. */
  private async ready(): Promise<boolean> {
    await this.loaded;
    return !this.removed;
  }

  private setOutlines(which: 'focus' | 'hover' | 'selected', at: TerritoryRef | null): void {
    this.setOutline(`${which}-casing`, at);
    this.setOutline(which, at);
  }

  private setOutline(id: st.Outline, at: TerritoryRef | null): void {
    // A layer cannot change its source layer: the one for this level is made anew in the same place.
    const wanted = st.TILE_LAYER[at?.level ?? this.level];
    const layer = this.map.getLayer(id);
    if (layer === undefined) return;
    if (at !== null && layer.sourceLayer !== wanted) {
      const order = this.map.getLayersOrder();
      const next = order[order.indexOf(id) + 1];
      const made = st.outlineLayer(id, wanted);
      this.map.removeLayer(id);
      this.map.addLayer(made, next);
    }
    this.map.setFilter(id, at === null ? st.NOTHING : st.byCode(at.code));
  }

  private listen(): void {
    const { map, events } = this;
    map.on('move', () => {
      if (!this.following) events.onDrift(this.position);
    });
    map.on('moveend', () => {
      if (!this.following) events.onMove(this.position);
    });
    map.on('movestart', (event) => {
      if ('originalEvent' in event && event.originalEvent !== undefined) this.framed = null;
    });
    map.on('resize', () => {
      if (this.framed === null) return;
      const { bounds, covered } = this.framed;
      map.fitBounds(bounds, { padding: padding(covered), maxZoom: CLOSEST, duration: 0 });
    });
    map.on('mousemove', (event) => this.hover(this.hit(event.point)));
    map.on('mouseout', () => this.hover(null));
    map.on('click', (event) => {
      const hit = this.hit(event.point);
      if (hit !== null) events.onPick({ level: this.level, code: hit.code });
    });
    map.on('error', (event) => events.onError(event.error.message));
  }

  private hover(hit: Hit | null): void {
    const code = hit?.code ?? null;
    if (code !== this.hovered) {
      this.hovered = code;
      this.map.getCanvas().style.cursor = code === null ? '' : 'pointer';
      this.setOutlines('hover', code === null ? null : { level: this.level, code });
    }
    this.events.onHover(hit);
  }

  private hit(point: maplibre.Point): Hit | null {
    const layer = st.fillId(this.level);
    if (this.map.getLayer(layer) === undefined) return null;
    const feature = this.map.queryRenderedFeatures(point, { layers: [layer] })[0];
    const code: unknown = feature?.properties.code;
    const name: unknown = feature?.properties.name;
    if (feature === undefined || typeof code !== 'string' || typeof name !== 'string') return null;
    return { level: this.level, fid: Number(feature.id), code, name, x: point.x, y: point.y };
  }
}

function padding(covered: number): maplibre.PaddingOptions {
  return { top: 28, bottom: 28, left: 28 + covered, right: 28 };
}
