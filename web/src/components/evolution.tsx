// A measure of a territory year by year: a drawing, and the same numbers in a table, each of which
// says where it comes from.

import type { Series, SeriesPoint } from '../api/types.ts';
import { text, words } from '../i18n/index.ts';
import { formatNumber, formatValue } from '../text/format.ts';
import { SeriesChart } from './chart.tsx';
import { Failure } from './notices.tsx';
import { type Asked, asked, series } from './provenance-state.ts';
import { Remarks } from './remarks.tsx';

export function Evolution({ now }: { now: Asked }) {
  const { status, value, error } = series.current.value;
  if (status === 'failed') return <Failure error={error} retry={series.retry} />;
  if (value === null || value.indicator !== now.indicator || value.facet !== now.facet) return null;
  if (value.points.length < 2) return null;
  const said = text.value.series;
  return (
    <section aria-label={said.title}>
      <h3>{said.title}</h3>
      <SeriesChart points={value.points} unit={value.unit} decimals={value.decimals} />
      {value.points.some((one) => one.carried) && <p class="soft chart-note">{said.carried}</p>}
      <SeriesTable value={value} now={now} />
    </section>
  );
}

function SeriesTable({ value, now }: { value: Series; now: Asked }) {
  const { series: said, table } = text.value;
  const ratio = value.points.some((one) => one.numerator !== null || one.denominator !== null);
  return (
    <table class="compare series-table">
      <caption class="visually-hidden">
        {now.title}, {now.territory}
      </caption>
      <thead>
        <tr>
          <th scope="col">{said.year}</th>
          <th scope="col" class="number">
            {said.value}
          </th>
          {ratio && (
            <>
              <th scope="col" class="number">
                {table.numerator[value.indicator] ?? table.otherNumerator}
              </th>
              <th scope="col" class="number">
                {table.denominator}
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {value.points.map((point) => (
          <PointRow key={point.year} point={point} value={value} now={now} ratio={ratio} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  point: SeriesPoint;
  value: Series;
  now: Asked;
  ratio: boolean;
}

function PointRow({ point, value, now, ratio }: RowProps) {
  const number = formatValue(words.value, point.value, value.unit, value.decimals);
  const current = now.year === point.year;
  return (
    <tr class={current ? 'current' : undefined}>
      <th scope="row">
        {point.year} <Remarks of={point} />
      </th>
      <td class="number">
        <button
          type="button"
          class={`figure ${point.value.status}`}
          aria-current={current ? 'true' : undefined}
          aria-label={text.value.portrait.where(number, `${now.title}, ${point.year}`)}
          onClick={() => {
            const { year, numerator, denominator, partial, carried, provenance } = point;
            asked.value = {
              ...now,
              ...{ value: point.value, year, numerator, denominator, partial, carried, provenance },
              rank: null,
            };
          }}
        >
          {number}
        </button>
      </td>
      {ratio && (
        <>
          <td class="number">{part(point.numerator)}</td>
          <td class="number">{part(point.denominator)}</td>
        </>
      )}
    </tr>
  );
}

function part(value: SeriesPoint['numerator']): string {
  if (value === null) return '–';
  if (value.value === null) return formatValue(words.value, value, '', 0);
  return formatNumber(words.value, value.value, value.value % 1 === 0 ? 0 : 1);
}
