// Rows that were taken and look wrong, by check, each with its reason and the way to its place.

import { computed } from '@preact/signals';
import { paths, read } from '../api/client.ts';
import type { Doubt, DoubtPage } from '../api/types.ts';
import { localised, text, words } from '../i18n/index.ts';
import { filterBy, showOnMap } from '../state/doubts.ts';
import { pages } from '../state/pages.ts';
import { state } from '../state/store.ts';
import { formatNumber } from '../text/format.ts';
import { More } from './more.tsx';
import { Failure, Loading } from './notices.tsx';

const ROWS = 100;
const path = computed(() => {
  const { page, check } = state.value;
  return page === 'donnees' ? (after: string | null) => paths.warnings(check, ROWS, after) : null;
});
const list = pages<Doubt, DoubtPage>(path, read.warnings);

export function DoubtsSection() {
  const said = text.value.doubts;
  const { first, items, status, error } = list.current.value;
  return (
    <div class="doubts">
      <h3>{said.title}</h3>
      <p>{said.intro}</p>
      {status === 'failed' && <Failure error={error} retry={list.retry} />}
      {first === null ? status === 'loading' && <Loading /> : <Doubts first={first} items={items} />}
    </div>
  );
}

function Doubts({ first, items }: { first: DoubtPage; items: readonly Doubt[] }) {
  const said = text.value.doubts;
  if (first.checks.length === 0) return <p>{said.none}</p>;
  const placed = items.some((one) => one.lon !== null);
  return (
    <>
      <div class="doubt-tools">
        <CheckField page={first} />
        {placed && (
          <button type="button" class="button" onClick={() => showOnMap(null)}>
            {said.showAll}
          </button>
        )}
      </div>
      <DoubtTable items={items} total={first.total} />
      <More shown={items.length} total={first.total} onMore={list.more} />
    </>
  );
}

function CheckField({ page }: { page: DoubtPage }) {
  const said = text.value.doubts;
  const count = (number: number) => formatNumber(words.value, number, 0);
  const all = page.checks.reduce((sum, one) => sum + one.count, 0);
  return (
    <label class="field">
      <span>{said.check}</span>
      <select
        value={state.value.check ?? ''}
        onChange={(event) => filterBy(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      >
        <option value="">
          {said.all} ({count(all)})
        </option>
        {page.checks.map((one) => (
          <option key={one.check} value={one.check}>
            {localised(one.label_fr, one.label_en)} ({count(one.count)})
          </option>
        ))}
      </select>
    </label>
  );
}

function DoubtTable({ items, total }: { items: readonly Doubt[]; total: number }) {
  const { doubts: said, sources, list: counts } = text.value;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached with the keyboard.
    <section class="table-box" tabIndex={0} aria-label={said.title}>
      <table class="data">
        <caption>
          {said.title} ({counts.count(String(items.length), String(total))})
        </caption>
        <thead>
          <tr>
            {[said.reason, sources.file, sources.line, sources.field, sources.value, said.where].map(
              (one) => (
                <th key={one} scope="col">
                  {one}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <DoubtRow key={one.id} one={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DoubtRow({ one }: { one: Doubt }) {
  const said = text.value.doubts;
  return (
    <tr>
      <td class="reason">{reasonOf(one)}</td>
      <td>{one.file}</td>
      <td class="number">{one.line ?? '–'}</td>
      <td>{one.field === '' ? '–' : one.field}</td>
      <td class="raw">{one.value === '' ? '–' : one.value}</td>
      <td>
        {one.commune?.name ?? '–'}
        {one.lon !== null && (
          <>
            {' '}
            <button
              type="button"
              class="link"
              aria-label={said.showThis(one.file, String(one.line ?? ''))}
              onClick={() => showOnMap(one)}
            >
              {said.show}
            </button>
          </>
        )}
      </td>
    </tr>
  );
}

export function reasonOf(one: Doubt): string {
  return localised(one.reason_fr, one.reason);
}
