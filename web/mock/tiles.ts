// Vector tiles of the fictional territory, with the layers of the contract.

import GeoJSONVT from 'geojson-vt';
import vtpbf from 'vt-pbf';
import { bbox, type Commune, chance, communes, departement, epcis } from './territory.ts';

type Point = [number, number];
interface Shape {
  type: 'Feature';
  id?: number;
  properties: Record<string, string | number>;
  geometry:
    | { type: 'MultiPolygon'; coordinates: Point[][][] }
    | { type: 'LineString'; coordinates: Point[] }
    | { type: 'Point'; coordinates: Point };
}

const spell = (point: Point) => `${point[0].toFixed(7)} ${point[1].toFixed(7)}`;

/** Every border once, with the owners of its two sides. */
function edges(): { line: Point[]; owners: Commune[] }[] {
  const found = new Map<string, { line: Point[]; owners: Commune[] }>();
  for (const commune of communes) {
    commune.ring.slice(0, -1).forEach((from, at) => {
      const to = commune.ring[at + 1] ?? from;
      const key = [spell(from), spell(to)].sort().join('|');
      const edge = found.get(key) ?? { line: [from, to], owners: [] };
      edge.owners.push(commune);
      found.set(key, edge);
    });
  }
  return [...found.values()];
}

/** Outline of a set of communes: the borders that only one of them has, joined end to end. */
function outline(members: Set<Commune>): Point[][] {
  const next = new Map<string, Point[]>();
  const border = edges().filter((edge) => edge.owners.filter((owner) => members.has(owner)).length === 1);
  const keys = new Set(border.map((edge) => edge.line.map(spell).sort().join('|')));
  for (const commune of members) {
    commune.ring.slice(0, -1).forEach((from, at) => {
      const to = commune.ring[at + 1] ?? from;
      if (keys.has([spell(from), spell(to)].sort().join('|'))) next.set(spell(from), [from, to]);
    });
  }
  const rings: Point[][] = [];
  while (next.size > 0) {
    const ring: Point[] = [];
    let step = next.values().next().value;
    while (step !== undefined) {
      const [from, to] = step as [Point, Point];
      ring.push(from);
      next.delete(spell(from));
      step = next.get(spell(to));
    }
    ring.push(ring[0] ?? [0, 0]);
    rings.push(ring);
  }
  return rings;
}

function layers(): Record<string, Shape[]> {
  const polygon = (id: number, properties: Shape['properties'], rings: Point[][]): Shape => ({
    type: 'Feature',
    id,
    properties,
    geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) },
  });
  const byPopulation = [...communes].sort((a, b) => b.population - a.population);
  return {
    communes: communes.map((one) => polygon(one.fid, { code: one.code, name: one.name }, [one.ring])),
    epcis: epcis.map((one, at) =>
      polygon(
        one.fid,
        { code: one.code, name: one.name },
        outline(new Set(communes.filter((c) => c.epci === at))),
      ),
    ),
    departements: [polygon(1, departement, outline(new Set(communes)))],
    borders: edges().map(({ line, owners }) => ({
      type: 'Feature',
      properties: { rank: owners.length === 1 ? 3 : owners[0]?.epci === owners[1]?.epci ? 1 : 2 },
      geometry: { type: 'LineString', coordinates: line },
    })),
    seats: byPopulation.map((one, rank) => ({
      type: 'Feature',
      id: one.fid,
      properties: { code: one.code, name: one.name, rank },
      geometry: { type: 'Point', coordinates: one.seat },
    })),
    services: communes.flatMap((one) =>
      ['creche', 'laep', 'france_services'].flatMap((kind, at): Shape[] =>
        (one.places ?? 0) > 20 && chance(one.fid, at, 30) < 0.7
          ? [
              {
                type: 'Feature',
                id: one.fid * 10 + at,
                properties: { kind, name: `${kind} de ${one.name}` },
                geometry: { type: 'Point', coordinates: [one.seat[0] + 0.004 * at, one.seat[1] + 0.003] },
              },
            ]
          : [],
      ),
    ),
  };
}

const indexes = Object.entries(layers()).map(([name, features]) => {
  const options = { maxZoom: 12, extent: 4096, buffer: 64, tolerance: 2 };
  return [name, new GeoJSONVT({ type: 'FeatureCollection', features } as never, options)] as const;
});

export function tile(z: number, x: number, y: number): Uint8Array | null {
  const found: Record<string, object> = {};
  for (const [name, index] of indexes) {
    const one = index.getTile(z, x, y);
    if (one !== null) found[name] = one;
  }
  return Object.keys(found).length === 0 ? null : vtpbf.fromGeojsonVt(found, { version: 2, extent: 4096 });
}

export const tileJson = (origin: string) => ({
  tilejson: '3.0.0',
  tiles: [`${origin}/tiles/observatory/{z}/{x}/{y}`],
  vector_layers: indexes.map(([id]) => ({ id, fields: {} })),
  bounds: bbox(communes),
  minzoom: 0,
  maxzoom: 12,
});
