// The territories in focus, the most under-served first, each with its value and a bar.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { text, words } from '../i18n/index.ts';
import { classOf } from '../map/classes.ts';
import { choice, figures, main, rows, shownClasses } from '../state/data.ts';
import type { Row } from '../state/ranking.ts';
import { go, lang, selected, wide } from '../state/store.ts';
import { formatNumber } from '../text/format.ts';
import { Loading } from './notices.tsx';
import { RowNumber } from './row-number.tsx';

const STEP = 50;
/** Code of the territory whose portrait was just closed: its row takes the focus back. */
let returning: string | null = null;

export function returnTo(code: string): void {
  returning = code;
}

export function RankList() {
  const shown = useSignal(STEP);
  const { status, value } = figures.current.value;
  const { list, units } = text.value;
  const key =
    value === null ? '' : `${value.indicator} ${value.facet} ${value.level} ${choice.value?.parent?.code}`;
  const lastKey = useRef(key);
  if (lastKey.current !== key) {
    lastKey.current = key;
    shown.value = STEP;
  }
  if (value === null) return status === 'failed' ? null : <Loading />;
  const all = rows.value;
  const part = all.slice(0, shown.value);
  const left = Math.min(STEP, all.length - part.length);
  return (
    <div class={status === 'loading' ? 'rank stale' : 'rank'}>
      <div class="rank-head">
        <h3>{value.better === 'neutral' ? list.titleMost : list.titleWorst}</h3>
        <p>{units.names[value.unit] ?? ''}</p>
      </div>
      {all.length === 0 && <p class="message">{list.empty}</p>}
      <Rows part={part} />
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
    </div>
  );
}

function Rows({ part }: { part: Row[] }) {
  const box = useRef<HTMLOListElement>(null);
  const largest = rows.value.reduce((most, row) => Math.max(most, row.value ?? 0), 0);
  useEffect(() => {
    if (returning === null) return;
    box.current?.querySelector<HTMLButtonElement>(`[data-code="${CSS.escape(returning)}"]`)?.focus();
    returning = null;
  }, []);
  return (
    <ol class="rows" ref={box} lang={lang.value}>
      {part.map((row) => (
        <RankRow key={row.fid} row={row} largest={largest} />
      ))}
    </ol>
  );
}

function RankRow({ row, largest }: { row: Row; largest: number }) {
  const color = row.value === null ? undefined : classOf(shownClasses.value, row.value)?.color;
  const width = row.value === null || largest <= 0 ? 0 : Math.max(0, (100 * row.value) / largest);
  const level = choice.value?.level ?? 'commune';
  return (
    <li class={`row ${row.status}`}>
      <button
        type="button"
        class="row-name"
        data-code={row.code}
        aria-pressed={selected.value?.code === row.code && selected.value.level === level ? 'true' : 'false'}
        onClick={() =>
          go({ selected: { level, code: row.code }, ...(wide.value ? {} : { view: 'portrait' as const }) })
        }
      >
        {row.name}
      </button>
      <RowNumber row={row} sheet={main} kind="row-value" />
      <span class={`bar ${row.status}`} aria-hidden="true">
        {row.value !== null && <span style={{ width: `${width}%`, background: color }} />}
      </span>
    </li>
  );
}
