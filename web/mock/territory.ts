// A fictional territory for looking at the page without the server: hexagons with shaken corners.

export interface Commune {
  fid: number;
  code: string;
  name: string;
  epci: number;
  ring: [number, number][];
  seat: [number, number];
  population: number;
  births: number | null;
  places: number | null;
  minders: number;
}

export interface Epci {
  fid: number;
  code: string;
  name: string;
}

export const COLUMNS = 13;
export const ROWS = 9;
const WIDTH = 0.062;
const HEIGHT = 0.05;
const WEST = -1.95;
const SOUTH = 46.6;

const STARTS = ['Saint-', 'La ', 'Le ', 'Val-', 'Notre-Dame-', 'Bois-', 'Pont-', 'Les ', 'Grand-', 'Mont'];
const STEMS = [
  'Aubrac',
  'Brenne',
  'Clairis',
  'Dorne',
  'Esterel',
  'Fougere',
  'Garance',
  'Hauterive',
  'Isclan',
  'Jolivet',
  'Landelle',
  'Marigny',
  'Norval',
];
const ENDS = ['', '-sur-Aune', '-les-Prés', '-le-Vieux', '-en-Marais', '', '-du-Lac'];

export const epcis: Epci[] = [
  'CC du Pays d’Aune',
  'CC Marais et Bocage',
  'CA de Hauterive',
  'CC des Trois Rivières',
  'CC Lande et Littoral',
  'CC du Haut-Bocage',
].map((name, at) => ({ fid: at + 1, code: `20000000${at + 1}`, name }));
export const departement = { code: '99', name: 'Marais-et-Bocage' };
export const communes: Commune[] = [];

/** A number from 0 to 1 that depends only on its arguments. */
export function chance(...seeds: number[]): number {
  let hash = 2166136261;
  for (const seed of seeds) {
    hash = Math.imul(hash ^ (Math.round(seed * 1e4) | 0), 16777619);
    hash = Math.imul(hash ^ (hash >>> 15), 2246822519);
  }
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

for (let row = 0; row < ROWS; row += 1) {
  for (let column = 0; column < COLUMNS; column += 1) {
    const east = (column - COLUMNS / 2 + 0.5) / (COLUMNS / 2);
    const north = (row - ROWS / 2 + 0.5) / (ROWS / 2);
    if (east * east + north * north > 1 + 0.35 * (chance(row, column, 9) - 0.5)) continue;
    addCommune(row, column);
  }
}

function addCommune(row: number, column: number): void {
  const x = column + (row % 2) / 2;
  const corners: [number, number][] = [
    [0, 2 / 3],
    [0.5, 1 / 3],
    [0.5, -1 / 3],
    [0, -2 / 3],
    [-0.5, -1 / 3],
    [-0.5, 1 / 3],
  ];
  const ring: [number, number][] = [];
  corners.forEach(([dx, dy], at) => {
    const [nx, ny] = corners[(at + 1) % 6] ?? [0, 0];
    const from = shake(x + dx, row + dy);
    const to = shake(x + nx, row + ny);
    ring.push(from);
    const middle: [number, number] = [x + (dx + nx) / 2, row + (dy + ny) / 2];
    ring.push(shake(middle[0], middle[1], 0.13, (from[0] + to[0]) / 2, (from[1] + to[1]) / 2));
  });
  ring.push(ring[0] ?? [0, 0]);
  const fid = communes.length + 1;
  const pick = (list: string[], seed: number) => list[Math.floor(chance(fid, seed) * list.length)] ?? '';
  const town = fid % 13 === 5;
  const population = Math.round(town ? 8000 + 22000 * chance(fid, 1) : 180 + 3800 * chance(fid, 1) ** 2);
  const births = chance(fid, 2) < 0.05 ? null : Math.round(population * (0.008 + 0.006 * chance(fid, 3)));
  communes.push({
    fid,
    code: String(99000 + fid),
    name: `${pick(STARTS, 4)}${pick(STEMS, 5)}${pick(ENDS, 6)}`,
    epci: Math.min(2, Math.floor((column / COLUMNS) * 3)) + (row < ROWS / 2 ? 0 : 3),
    ring,
    seat: [WEST + x * WIDTH, SOUTH + row * HEIGHT],
    population,
    births,
    places: births === null ? null : chance(fid, 7) < 0.3 ? 0 : Math.round(births * 3 * chance(fid, 8) * 1.1),
    minders: Math.floor(population / 300),
  });
}

function shake(x: number, y: number, by = 0.2, lon?: number, lat?: number): [number, number] {
  const shiftX = (chance(Math.round(x * 12), Math.round(y * 12), 1) - 0.5) * by;
  const shiftY = (chance(Math.round(x * 12), Math.round(y * 12), 2) - 0.5) * by;
  return [(lon ?? WEST + x * WIDTH) + shiftX * WIDTH, (lat ?? SOUTH + y * HEIGHT) + shiftY * HEIGHT];
}

export function bbox(list: readonly Commune[]): [number, number, number, number] {
  const points = list.flatMap((commune) => commune.ring);
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
