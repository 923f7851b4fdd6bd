// What is said of the timetables: each feed, what it holds, what was found in it and what was done.

import { computed } from '@preact/signals';
import { paths, read } from '../api/client.ts';
import type { FeedReport } from '../api/types.ts';
import { localised, text, words } from '../i18n/index.ts';
import { observatory } from '../state/data.ts';
import { resource } from '../state/resource.ts';
import { lang, state } from '../state/store.ts';
import { formatNumber } from '../text/format.ts';
import { Failure, Loading } from './notices.tsx';

/** Asked for where there are timetables, once the page of sources is open. */
const path = computed(() => {
  const timetable = observatory.current.value.value?.travel.timetable ?? null;
  return state.value.page === 'donnees' && timetable !== null ? paths.diagnosis() : null;
});
const reports = resource(path, read.diagnosis);

export function FeedsSection() {
  const { status, value, error } = reports.current.value;
  if (status === 'idle') return null;
  const said = text.value.feeds;
  return (
    <div class="feeds">
      <h3>{said.title}</h3>
      <p>{said.intro}</p>
      {status === 'failed' && <Failure error={error} retry={reports.retry} />}
      {value === null && status === 'loading' && <Loading />}
      {value?.items.map((report) => (
        <Feed key={`${report.source} ${report.file}`} report={report} />
      ))}
    </div>
  );
}

function Feed({ report }: { report: FeedReport }) {
  const said = text.value.feeds;
  const count = (number: number) => formatNumber(words.value, number, 0);
  const facts: [string, string][] = [
    [said.agencies, report.agencies.join(', ')],
    [said.period, [report.first_day, report.last_day].map(written).filter(Boolean).join(' – ')],
    [said.holds, said.size(count(report.routes), count(report.stops), count(report.trips))],
    [said.idleStops, count(report.stops_without_service)],
    [said.pastMidnight, count(report.calls_past_midnight)],
    [said.flex, said.flexSize(count(report.flex_trips), count(report.flex_zones))],
  ];
  return (
    <section class="feed" aria-label={report.file}>
      <h4>{report.file}</h4>
      {report.refused !== null && (
        <p>
          <strong>{said.refused}</strong> <span lang="en">{report.refused}</span>
        </p>
      )}
      <dl class="facts">
        {facts
          .filter(([, fact]) => fact !== '')
          .map(([name, fact]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{fact}</dd>
            </div>
          ))}
      </dl>
      <Days report={report} />
      {report.counts.length === 0 ? <p>{said.nothing}</p> : <Findings report={report} />}
    </section>
  );
}

function Days({ report }: { report: FeedReport }) {
  const said = text.value.feeds;
  const count = (number: number) => formatNumber(words.value, number, 0);
  if (report.days.length === 0) return null;
  return (
    <table class="data days">
      <caption>{said.daysTitle}</caption>
      <thead>
        <tr>
          {[said.weekday, said.dayCount, said.least, said.median, said.most].map((one) => (
            <th key={one} scope="col">
              {one}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.days.map((day) => (
          <tr key={day.weekday}>
            <th scope="row">{weekday(day.weekday)}</th>
            {[day.days, day.least, day.median, day.most].map((number, at) => (
              <td key={at} class="number">
                {count(number)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Findings({ report }: { report: FeedReport }) {
  const said = text.value.feeds;
  const { sources } = text.value;
  const labelOf = (kind: string) => {
    const one = report.counts.find((count) => count.kind === kind);
    return one === undefined ? kind : localised(one.label_fr, one.label_en);
  };
  const done = (action: string) => said.actions[action] ?? action;
  return (
    <>
      <ul class="feed-counts">
        {report.counts.map((one) => (
          <li key={`${one.kind} ${one.action}`}>
            <strong>{formatNumber(words.value, one.count, 0)}</strong> {localised(one.label_fr, one.label_en)}{' '}
            <span class="soft">({done(one.action)})</span>
          </li>
        ))}
      </ul>
      <details>
        <summary>{said.show(formatNumber(words.value, report.findings.length, 0))}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached with the keyboard. */}
        <section class="table-box" tabIndex={0} aria-label={`${said.findings}, ${report.file}`}>
          <table class="data">
            <caption>{said.findings}</caption>
            <thead>
              <tr>
                {[
                  sources.file,
                  sources.line,
                  sources.field,
                  sources.value,
                  said.found,
                  said.done,
                  said.detail,
                ].map((one) => (
                  <th key={one} scope="col">
                    {one}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {report.findings.map((one, at) => (
                <tr key={at}>
                  <td>{one.file}</td>
                  <td class="number">{one.line ?? '–'}</td>
                  <td>{one.field === '' ? '–' : one.field}</td>
                  <td class="raw">{one.value === '' ? '–' : one.value}</td>
                  <td>{labelOf(one.kind)}</td>
                  <td>{done(one.action)}</td>
                  <td class="reason" lang="en">
                    {one.reason}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  );
}

/** "2025-01-14" in words. */
function written(day: string | null): string {
  if (day === null) return '';
  const date = new Date(`${day}T12:00:00Z`);
  return Number.isNaN(date.getTime())
    ? day
    : new Intl.DateTimeFormat(lang.value, { dateStyle: 'long' }).format(date);
}

/** Name of a day: 0 is Monday. The first of January 2024 was one. */
function weekday(number: number): string {
  return new Intl.DateTimeFormat(lang.value, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, 1 + number)),
  );
}
