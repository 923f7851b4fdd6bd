// The same data as a table: the map and the list say nothing that is not here.

import { useSignal } from '@preact/signals';
import { text, words } from '../i18n/index.ts';
import { classOf } from '../map/classes.ts';
import { choice, figures, main, rows, second, shownTitle, shownWhere } from '../state/data.ts';
import { nextSort, type Row, sorted } from '../state/ranking.ts';
import type { Sheet } from '../state/sheet.ts';
import { adjust, comparing, go, selected, state, wide } from '../state/store.ts';
import type { SortKey } from '../state/url.ts';
import { formatNumber } from '../text/format.ts';
import { Loading } from './notices.tsx';
import { RowNumber } from './row-number.tsx';

const STEP = 100;

export function DataTable() {
  const shown = useSignal(STEP);
  const { status, value } = figures.current.value;
  if (value === null) return status === 'failed' ? null : <Loading />;
  const { table, list, units } = text.value;
  const other = compared();
  const all = sorted(rows.value, state.value.sort, other);
  const part = all.slice(0, shown.value);
  const left = Math.min(STEP, all.length - part.length);
  const level = choice.value?.level ?? 'commune';
  const ratio = value.numerators !== null || value.denominators !== null;
  const decimalsOf = (number: number | null) => (number === null || Number.isInteger(number) ? 0 : 1);
  const count = (number: number | null) =>
    number === null ? '–' : formatNumber(words.value, number, decimalsOf(number));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached with the keyboard.
    <section class="table-box" tabIndex={0} aria-label={shownTitle.value}>
      <table class="data">
        <caption>
          <div>
            {table.caption(shownTitle.value, shownWhere.value)} <span>{table.order}</span>
            {comparing.value && other === null && <span> {table.otherLevel}</span>}
          </div>
        </caption>
        <thead>
          <tr>
            <Heading
              sortKey="manque"
              label={table.rank}
              title={table.rankHelp}
              from={value.better === 'neutral' ? 'first' : 'last'}
            />
            <Heading sortKey="nom" label={table.name} />
            <Heading
              sortKey="valeur"
              label={other === null ? (units.names[value.unit] ?? shownTitle.value) : shownTitle.value}
              number
            />
            {other !== null && <Heading sortKey="autre" label={second.title.value} number />}
            {ratio && (
              <Heading
                sortKey="numerateur"
                label={table.numerator[value.indicator] ?? table.otherNumerator}
                number
              />
            )}
            {ratio && <Heading sortKey="denominateur" label={table.denominator} number />}
          </tr>
        </thead>
        <tbody>
          {part.map((row) => (
            <tr
              key={row.fid}
              aria-current={selected.value?.code === row.code ? 'true' : undefined}
              class={selected.value?.code === row.code ? 'chosen' : undefined}
            >
              <td class="number">{row.rank === null ? '–' : formatNumber(words.value, row.rank, 0)}</td>
              <th scope="row">
                <button
                  type="button"
                  class="link"
                  onClick={() =>
                    go({
                      selected: { level, code: row.code },
                      ...(wide.value ? {} : { view: 'portrait' as const }),
                    })
                  }
                >
                  {row.name}
                </button>
              </th>
              <ValueCell row={row} sheet={main} />
              {other !== null && <ValueCell row={other.get(row.fid)} sheet={second} />}
              {ratio && <td class="number">{count(row.numerator)}</td>}
              {ratio && <td class="number">{count(row.denominator)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <p class="more">
          <button
            type="button"
            class="button"
            onClick={() => {
              shown.value += STEP;
            }}
          >
            {list.more(left)}
          </button>
          <span>
            {list.count(formatNumber(words.value, part.length, 0), formatNumber(words.value, all.length, 0))}
          </span>
        </p>
      )}
    </section>
  );
}

/** Rows of the second measure by territory; `null` when there is none, or when it is of other territories. */
function compared(): ReadonlyMap<number, Row> | null {
  if (!comparing.value || second.choice.value?.level !== choice.value?.level) return null;
  return new Map(second.rows.value.map((row) => [row.fid, row]));
}

/** A value with the colour that it has on the map. */
function ValueCell({ row, sheet }: { row: Row | undefined; sheet: Sheet }) {
  const figures = sheet.figures.current.value.value;
  if (row === undefined || figures === null) return <td class="number value missing">–</td>;
  return (
    <td class={`number value ${row.status}`}>
      {row.value !== null && (
        <span
          class="swatch small"
          aria-hidden="true"
          style={{ background: classOf(sheet.classes.value, row.value)?.color }}
        />
      )}
      <RowNumber row={row} sheet={sheet} kind="figure-beside" />
    </td>
  );
}

interface HeadingProps {
  sortKey: SortKey;
  label: string;
  title?: string;
  number?: true;
  /** Which rank its first order starts with. */
  from?: 'first' | 'last';
}

/** A heading that sorts: chosen once in its first order, chosen again the other way round. */
function Heading({ sortKey, label, title, number, from }: HeadingProps) {
  const now = state.value.sort;
  const rising = (from === 'last') === now.descending;
  const order = now.key !== sortKey ? 'none' : rising ? 'ascending' : 'descending';
  return (
    <th scope="col" aria-sort={order} class={number === true ? 'number' : undefined}>
      <button
        type="button"
        class="sort"
        title={title}
        onClick={() => adjust({ sort: nextSort(now, sortKey) })}
      >
        {label}
        <span aria-hidden="true">{order === 'none' ? '↕' : order === 'ascending' ? '↑' : '↓'}</span>
      </button>
    </th>
  );
}
