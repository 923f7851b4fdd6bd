// The only file that talks to MapLibre: takes plain data, gives back plain events.

import * as maplibre from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
// Vite does not emit the worker by itself, and without it the map stays blank.
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Bbox, Kind, Level, TerritoryRef } from '../api/types.ts';
import type { MapPosition } from '../state/url.ts';
import { classOf, placeOf } from './classes.ts';
import type { Background, Hit, MapEvents, MapPicture, Mark, Painting } from './events.ts';
import { MapKeys } from './keys.ts';
import * as over from './overlays.ts';
import { dots, hatch } from './patterns.ts';
import * as st from './style.ts';
import type { TravelSource } from './travel-layers.ts';

maplibre.setWorkerUrl(workerUrl);

/** Zoom beyond which fitting a small territory would lose its surroundings. */
const CLOSEST = 12;
/** Pixels around a click where a mark is taken. */
const REACH = 6;
/** Length of the equator in metres (WGS84). */
const EQUATOR = 40_075_016.686;
/** Zoom from which a commune can be told from its neighbours. */
const LEGIBLE = 10;

/** Letters of a status in the figures, by the number that a state gives it: known, secret, missing. */
const STATUSES = 'ksm';
/** Opacity of the colours over a background. */
const OVER_BACKGROUND = 0.62;
const BACKGROUND = 'background';

export class MapController {
  private readonly map: maplibre.Map;
  private readonly events: MapEvents;
  private readonly loaded: Promise<void>;
  private level: Level = 'commune';
  private hovered: string | null = null;
  private selected: string | null = null;
  private choosing = false;
  /** State of each feature of a level as it was last set, in one number: what did not change is not set again. */
  private readonly states: Record<Level, Map<number, number>> = {
    commune: new Map(),
    epci: new Map(),
    departement: new Map(),
  };
  /** Whether the move under way is another map's. */
  private following = false;
  /** Pixels that the legend covers on the left. */
  private covered: number;
  private removed = false;
  private frozen: HTMLCanvasElement | null = null;
  /** What the map was last fitted to, until the reader moves it: a new size fits it again. */
  private framed: { bounds: Bbox; covered: number } | null = null;

  constructor(
    container: HTMLElement,
    start: { position: MapPosition | null; bounds: Bbox; covered: number; tiles: string; label: string },
    events: MapEvents,
  ) {
    this.events = events;
    const { position, bounds, covered } = start;
    this.covered = covered;
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
      this.map.once('idle', () => performance.mark('map-idle'));
    });
    this.listen();
    new MapKeys(this.map, {
      hit: (at) => this.hit(at),
      covered: () => this.covered,
      selected: () => this.selected,
      onReach: (reached) => {
        const at = reached === null || reached === 'none' ? null : reached;
        if (reached !== 'none') this.setOutlines('hover', at);
        events.onReach(reached);
      },
      onOpen: ({ level, code, name }, { lng: lon, lat }) => {
        if (this.choosing) events.onPoint({ lon, lat, name });
        else events.onOpen({ level, code });
      },
    });
  }

  /** Colours the polygons of the figures' level. */
  async paint(painting: Painting): Promise<void> {
    if (!(await this.ready())) return;
    const start = performance.now();
    const { figures } = painting;
    this.level = figures.level;
    const patterned = /[^k]/.test(figures.status);
    for (const level of st.MAPPED) {
      const shown = level === figures.level;
      this.show(st.fillId(level), shown);
      for (const id of [st.hatchId(level), st.dotsId(level)]) this.show(id, shown && patterned);
    }
    // Among EPCIs, the borders of communes would only be noise.
    this.show(st.COMMUNE_BORDERS, figures.level === 'commune');
    this.show(over.NAMES_LAYER, figures.level === 'epci');
    this.map.setLayerZoomRange(over.SEATS_LAYER, over.seatsFrom(figures.level), 24);
    this.setStates(painting);
    // Read by the benchmark: from values in hand to the frame that shows them.
    this.map.once('render', () => performance.measure('map-repaint', { start }));
  }

  private setStates({ figures, classes, focus }: Painting): void {
    const { map } = this;
    const sourceLayer = st.TILE_LAYER[figures.level];
    const places = classes.map((one) => placeOf(one.color));
    const before = this.states[figures.level];
    figures.fids.forEach((id, at) => {
      const value = figures.values[at] ?? null;
      const s = figures.status[at] ?? 'm';
      const c = s !== 'k' || value === null ? -1 : (places[classOf(classes, value)?.index ?? -1] ?? -1);
      const f = focus === null || focus.has(id);
      const now = ((c + 1) * 4 + (STATUSES.indexOf(s) & 3)) * 2 + Number(f);
      const was = before.get(id);
      if (was === now) return;
      before.set(id, now);
      map.setFeatureState({ source: over.SOURCE, sourceLayer, id }, { c, f });
      const hadPattern = was !== undefined && (was >> 1) % 4 !== 0;
      if (hadPattern || s !== 'k') map.setFeatureState({ source: over.PATTERNS, sourceLayer, id }, { s, f });
    });
  }

  private show(layer: string, shown: boolean): void {
    this.map.setLayoutProperty(layer, 'visibility', shown ? 'visible' : 'none');
  }

  /** Shows the places of one kind of service, or none. */
  async showPoints(kind: Kind | null): Promise<void> {
    if (!(await this.ready())) return;
    const shown = kind !== null && !kind.nominative;
    this.map.setFilter(over.POINTS_LAYER, shown ? ['==', ['get', 'kind'], kind.id] : over.NOTHING);
    if (shown) this.map.setPaintProperty(over.POINTS_LAYER, 'circle-color', kind.color);
  }

  /** Shows the cells of 200 m, or not. */
  async showGrid(shown: boolean): Promise<void> {
    if (!(await this.ready())) return;
    this.show(over.GRID_LAYER, shown);
  }

  /** Marks of the page's own, or none. */
  async setMarks(marks: readonly Mark[]): Promise<void> {
    if (!(await this.ready())) return;
    this.setPoints(
      over.WARNINGS,
      marks.map(({ lon, lat, id }) => ({ at: [lon, lat], properties: { id } })),
    );
  }

  /** Fills one of the sources of travel; `null` empties it. */
  async setTravel(source: TravelSource, data: GeoJSON.FeatureCollection | null): Promise<void> {
    if (!(await this.ready())) return;
    const to = this.map.getSource<maplibre.GeoJSONSource>(source);
    to?.setData(data ?? { type: 'FeatureCollection', features: [] });
  }

  /** Whether the next click chooses a place, and no territory. */
  choose(on: boolean): void {
    this.choosing = on;
    this.map.getCanvas().style.cursor = on ? 'crosshair' : '';
  }

  /** Puts a map of another publisher under the colours, which then let it through; `null` takes it away. */
  async setBackground(background: Background | null): Promise<void> {
    if (!(await this.ready())) return;
    const there = this.map.getSource(BACKGROUND) !== undefined;
    if (background === null && there) {
      this.map.removeLayer(BACKGROUND);
      this.map.removeSource(BACKGROUND);
    }
    if (background !== null && !there) {
      const { tiles, max_zoom: maxzoom } = background;
      this.map.addSource(BACKGROUND, { type: 'raster', tiles, tileSize: 256, maxzoom });
      this.map.addLayer({ id: BACKGROUND, type: 'raster', source: BACKGROUND }, st.fillId('commune'));
    }
    for (const level of st.MAPPED) {
      this.map.setPaintProperty(st.fillId(level), 'fill-opacity', background === null ? 1 : OVER_BACKGROUND);
    }
  }

  /** Draws the outline of the territory in focus and of the one selected. */
  async outline(which: 'focus' | 'selected', at: TerritoryRef | null): Promise<void> {
    if (which === 'selected') this.selected = at?.code ?? null;
    if (!(await this.ready())) return;
    this.setOutlines(which, at);
  }

  /** Moves to bounds, leaving free the `covered` pixels on the left, under the legend. */
  fit(bounds: Bbox, when: 'always' | 'ifHidden', covered: number): void {
    this.covered = covered;
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

  /** Waits until all that the map shows is drawn. */
  async drawn(): Promise<void> {
    if (!(await this.ready())) return;
    this.map.triggerRepaint();
    await this.map.once('idle');
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

  /** Lays a copy of the drawing over the map, for a printer: it does not get WebGL's own. */
  freeze(): void {
    this.thaw();
    const { canvas } = this.picture();
    canvas.className = 'print-map';
    this.frozen = canvas;
    this.map.getContainer().after(canvas);
  }

  thaw(): void {
    this.frozen?.remove();
    this.frozen = null;
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

  private setPoints(source: string, points: { at: number[]; properties: Record<string, unknown> }[]): void {
    const to = this.map.getSource<maplibre.GeoJSONSource>(source);
    to?.setData({
      type: 'FeatureCollection',
      features: points.map(({ at, properties }) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: at },
        properties,
      })),
    });
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
    this.map.setFilter(id, at === null ? over.NOTHING : st.byCode(at.code));
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
      const { lng: lon, lat } = event.lngLat;
      if (this.choosing) {
        events.onPoint({ lon, lat, name: null });
        return;
      }
      const mark = this.mark(event.point);
      events.onMark(mark);
      if (mark !== null) return;
      const service = this.service(event.point);
      if (service !== null && events.onService(service)) return;
      const hit = this.hit(event.point);
      if (hit !== null) events.onPick({ level: this.level, code: hit.code });
    });
    map.on('error', (event) => events.onError(event.error.message));
  }

  private under(point: maplibre.Point, layer: string): maplibre.MapGeoJSONFeature | undefined {
    const around: [maplibre.PointLike, maplibre.PointLike] = [
      [point.x - REACH, point.y - REACH],
      [point.x + REACH, point.y + REACH],
    ];
    if (this.map.getLayer(layer) === undefined) return undefined;
    return this.map.queryRenderedFeatures(around, { layers: [layer] })[0];
  }

  private service(point: maplibre.Point): { lon: number; lat: number; name: string } | null {
    const feature = this.under(point, over.POINTS_LAYER);
    if (feature?.geometry.type !== 'Point') return null;
    const [lon, lat] = feature.geometry.coordinates;
    if (lon === undefined || lat === undefined) return null;
    return { lon, lat, name: String(feature.properties.name ?? '') };
  }

  private mark(point: maplibre.Point): number | null {
    const id: unknown = this.under(point, over.WARNINGS_LAYER)?.properties.id;
    return typeof id === 'number' ? id : null;
  }

  private hover(hit: Hit | null): void {
    const code = hit?.code ?? null;
    if (code !== this.hovered) {
      this.hovered = code;
      if (!this.choosing) this.map.getCanvas().style.cursor = code === null ? '' : 'pointer';
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
