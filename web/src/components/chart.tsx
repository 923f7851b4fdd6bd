// A series as a drawing. What it shows is said by its name and stands in a table beside it.

import type { ShortPoint } from '../api/types.ts';
import { axis, type Box, lines, type Placed, place } from '../chart/scale.ts';
import { text, words } from '../i18n/index.ts';
import { formatBound, formatValue } from '../text/format.ts';

interface SeriesProps {
  points: readonly ShortPoint[];
  unit: string;
  decimals: number;
}

const SMALL: Box = { left: 3, right: 69, top: 4, bottom: 18 };
const LARGE: Box = { left: 44, right: 508, top: 12, bottom: 150 };

/** "De 2019 à 2024 : 41,2 puis 50,1". */
export function trend({ points, unit, decimals }: SeriesProps): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return '';
  const said = (one: ShortPoint) => formatValue(words.value, one.value, unit, decimals);
  return text.value.series.trend(String(first.year), said(first), String(last.year), said(last));
}

/** A line the size of a word; hidden from screen readers, as its button says the trend. */
export function Sparkline({ points }: { points: readonly ShortPoint[] }) {
  const values = known(points);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const placed = place(points, SMALL, low === high ? [low - 1, high + 1] : [low, high]);
  const last = placed.at(-1);
  return (
    <svg class="spark" viewBox="0 0 72 22" width="72" height="22" aria-hidden="true">
      {lines(placed, points).map((line) => (
        <path key={line} d={line} />
      ))}
      {placed.map((one) =>
        one.carried || one === last ? <Dot key={one.year} one={one} radius={2.4} /> : null,
      )}
    </svg>
  );
}

export function SeriesChart(props: SeriesProps) {
  const { points, decimals } = props;
  const { bounds, marks } = axis(known(points));
  const placed = place(points, LARGE, bounds);
  const y = (value: number) =>
    LARGE.bottom - ((value - bounds[0]) * (LARGE.bottom - LARGE.top)) / (bounds[1] - bounds[0]);
  const across =
    (LARGE.right - LARGE.left) / Math.max(1, (points.at(-1)?.year ?? 0) - (points[0]?.year ?? 0));
  const first = points[0]?.year ?? 0;
  return (
    <svg class="chart" viewBox="0 0 520 176" role="img" aria-label={trend(props)}>
      {marks.map((mark) => (
        <g key={mark}>
          <line class="chart-mark" x1={LARGE.left} x2={LARGE.right} y1={y(mark)} y2={y(mark)} />
          <text x={LARGE.left - 8} y={y(mark) + 4} text-anchor="end">
            {formatBound(words.value, mark, Math.max(decimals, 2))}
          </text>
        </g>
      ))}
      {points.map(({ year }) => (
        <text key={year} x={LARGE.left + (year - first) * across} y={LARGE.bottom + 20} text-anchor="middle">
          {year}
        </text>
      ))}
      {lines(placed, points).map((line) => (
        <path key={line} d={line} />
      ))}
      {placed.map((one) => (
        <Dot key={one.year} one={one} radius={4.5} />
      ))}
    </svg>
  );
}

/** Hollow where the data are those of former communes. */
function Dot({ one, radius }: { one: Placed; radius: number }) {
  return <circle class={one.carried ? 'carried' : undefined} cx={one.x} cy={one.y} r={radius} />;
}

function known(points: readonly ShortPoint[]): number[] {
  return points.flatMap((one) =>
    one.value.status === 'known' && one.value.value !== null ? [one.value.value] : [],
  );
}
