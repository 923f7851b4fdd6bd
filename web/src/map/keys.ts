// The map with the keyboard: arrows lead from a territory to its neighbour, Enter opens its portrait.

import * as maplibre from 'maplibre-gl';
import type { Hit } from './events.ts';

/** Pixels between two looks along a line. */
const STEP = 2;
/** Pixels between the points looked at for a territory that may lie anywhere. */
const GRID = 16;
/** Pixels that stay free around the territory reached. */
const MARGIN = 48;
/** Pixels by which Shift and an arrow move the map. */
const PAN = 120;
/** How often the map is moved on to find a neighbour beyond water or out of sight. */
const FARTHEST = 3;

/** Directions of the arrows, in pixels of the map. */
const ARROWS: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What the keyboard has reached; `none` when there is nothing on that side. */
export type Reached = Hit | 'none';

export interface KeyEvents {
  /** The territory that lies under a point of the map. */
  hit: (at: maplibre.Point) => Hit | null;
  /** Pixels that the legend covers on the left. */
  covered: () => number;
  /** Code of the selected territory, where the walk starts when it is in sight. */
  selected: () => string | null;
  /** `null` once the keyboard has left the map. */
  onReach: (reached: Reached | null) => void;
  /** Enter on a territory, and a place inside it. */
  onOpen: (hit: Hit, at: maplibre.LngLat) => void;
}

/** A territory with a point inside it. */
interface Place {
  hit: Hit;
  at: maplibre.LngLat;
}

export class MapKeys {
  private readonly map: maplibre.Map;
  private readonly events: KeyEvents;
  private now: Place | null = null;
  private walking = false;

  constructor(map: maplibre.Map, events: KeyEvents) {
    this.map = map;
    this.events = events;
    const canvas = map.getCanvas();
    // A screen reader hands the arrows on to an application only.
    canvas.setAttribute('role', 'application');
    canvas.addEventListener('focus', () => this.enter());
    canvas.addEventListener('blur', () => this.leave());
    canvas.addEventListener('keydown', (event) => this.press(event));
    // Tiles may come after the focus.
    map.on('idle', () => {
      if (this.now === null) this.enter();
    });
  }

  private enter(): void {
    if (this.walking || !this.map.getCanvas().matches(':focus-visible')) return;
    this.now = this.start();
    if (this.now !== null) this.events.onReach(this.now.hit);
  }

  private leave(): void {
    this.now = null;
    this.events.onReach(null);
  }

  private press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    const opens = event.key === 'Enter' || event.key === ' ';
    if (arrow === undefined && !opens) return;
    event.preventDefault();
    // MapLibre would move the map by itself.
    event.stopPropagation();
    if (opens) {
      if (this.now !== null) this.events.onOpen(this.now.hit, this.now.at);
    } else if (arrow !== undefined && event.shiftKey) {
      this.map.panBy([arrow[0] * PAN, arrow[1] * PAN], { duration: 0 });
    } else if (arrow !== undefined && !this.walking) {
      this.walking = true;
      this.walk(arrow).finally(() => {
        this.walking = false;
      });
    }
  }

  private async walk(arrow: readonly [number, number]): Promise<void> {
    const here = this.now;
    if (here === null || !this.isSeen(this.map.project(here.at), 0)) {
      this.now = this.start();
      this.events.onReach(this.now?.hit ?? 'none');
      return;
    }
    const before = this.map.getCenter();
    for (let moves = 0; ; moves += 1) {
      const found = this.along(arrow, here);
      if (found !== null) return this.reach(found);
      if (moves === FARTHEST) break;
      const { clientWidth, clientHeight } = this.map.getCanvas();
      this.map.panBy([(arrow[0] * clientWidth) / 2, (arrow[1] * clientHeight) / 2], { duration: 0 });
      await this.map.once('idle');
    }
    this.map.jumpTo({ center: before });
    this.events.onReach('none');
  }

  /** The first other territory on a line, with the middle of the part of the line that is inside it. */
  private along([x, y]: readonly [number, number], from: Place): Place | null {
    const start = this.map.project(from.at);
    let hit: Hit | null = null;
    const inside: maplibre.Point[] = [];
    for (let far = STEP; ; far += STEP) {
      const point = new maplibre.Point(start.x + x * far, start.y + y * far);
      if (beyond(point, this.map.getCanvas(), x, y)) break;
      const under = this.isSeen(point, 0) ? this.events.hit(point) : null;
      if (hit === null && (under === null || under.code === from.hit.code)) continue;
      if (hit !== null && under?.code !== hit.code) break;
      hit = under;
      inside.push(point);
    }
    const middle = inside[inside.length >> 1];
    return hit === null || middle === undefined ? null : { hit, at: this.map.unproject(middle) };
  }

  private reach(found: Place): void {
    this.now = found;
    this.events.onReach(found.hit);
    if (!this.isSeen(this.map.project(found.at), MARGIN))
      this.map.easeTo({ center: found.at, offset: [this.events.covered() / 2, 0], duration: 200 });
  }

  /** The selected territory when it is in sight, else the one nearest to the middle of what is free. */
  private start(): Place | null {
    const { clientWidth, clientHeight } = this.map.getCanvas();
    const middle = new maplibre.Point((clientWidth + this.events.covered()) / 2, clientHeight / 2);
    const points: maplibre.Point[] = [middle];
    for (let x = middle.x % GRID; x < clientWidth; x += GRID)
      for (let y = middle.y % GRID; y < clientHeight; y += GRID) points.push(new maplibre.Point(x, y));
    const selected = this.events.selected();
    const near = points
      .filter((point) => this.isSeen(point, MARGIN))
      .sort((a, b) => a.distSqr(middle) - b.distSqr(middle));
    let first: Place | null = null;
    for (const point of near) {
      if (first !== null && selected === null) break;
      const hit = this.events.hit(point);
      if (hit === null) continue;
      const place = { hit, at: this.map.unproject(point) };
      if (hit.code === selected) return place;
      first ??= place;
    }
    return first;
  }

  /** Whether a point is on the map, `margin` pixels inside what the legend leaves free. */
  private isSeen({ x, y }: maplibre.Point, margin: number): boolean {
    const { clientWidth, clientHeight } = this.map.getCanvas();
    const left = margin === 0 ? 0 : this.events.covered() + margin;
    return left <= x && x <= clientWidth - margin && margin <= y && y <= clientHeight - margin;
  }
}

/** Whether a point has left the canvas for good, going in a direction. */
function beyond(
  { x, y }: maplibre.Point,
  { clientWidth, clientHeight }: HTMLCanvasElement,
  dx: number,
  dy: number,
) {
  return (
    (dx > 0 && x > clientWidth) || (dx < 0 && x < 0) || (dy > 0 && y > clientHeight) || (dy < 0 && y < 0)
  );
}
