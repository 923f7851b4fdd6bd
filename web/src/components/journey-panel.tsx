// Travel: the area from where one gets to a place, and the way from a home to a service, in words.

import type { Journey, Leg, Route, TravelMode } from '../api/types.ts';
import { localised, text, words } from '../i18n/index.ts';
import { zoneColor } from '../map/travel-layers.ts';
import { kindOf } from '../state/choices.ts';
import { observatory } from '../state/data.ts';
import * as trip from '../state/journey.ts';
import { go } from '../state/store.ts';
import { LIMITS } from '../state/url.ts';
import { counted, formatMetres, formatMinutes, formatNumber, formatValue } from '../text/format.ts';
import { Failure, Loading } from './notices.tsx';

export function JourneyPanel() {
  const said = text.value.travel;
  const home = trip.from.value;
  return (
    <article class="journey">
      <p class="portrait-bar">
        <button type="button" class="link" onClick={trip.leave}>
          ← {said.leave}
        </button>
      </p>
      <h2>{said.title}</h2>
      <ModeField />
      <div class="journey-choices">
        <Choose what="zone" label={said.chooseZone} />
        <Choose what="from" label={said.chooseHome} />
      </div>
      <p role="status" class="soft">
        {trip.choosing.value === null ? '' : said.choosing}
      </p>
      {trip.zone.value !== null && <Zone />}
      {home !== null && <FromHome />}
    </article>
  );
}

function Choose({ what, label }: { what: 'zone' | 'from'; label: string }) {
  const on = trip.choosing.value === what;
  return (
    <button
      type="button"
      class="button"
      aria-pressed={on ? 'true' : 'false'}
      onClick={() => {
        trip.choosing.value = on ? null : what;
      }}
    >
      {label}
    </button>
  );
}

function ModeField() {
  const said = text.value.travel;
  return (
    <label class="field">
      <span>{said.mode}</span>
      <select
        value={trip.mode.value ?? ''}
        onChange={(event) => go({ travel: event.currentTarget.value as TravelMode })}
      >
        {trip.searched.value.map((one) => (
          <option key={one.id} value={one.id}>
            {localised(one.label_fr, one.label_en)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Zone() {
  const said = text.value.travel;
  const { status, value, error } = trip.isochrones.current.value;
  const place = trip.zone.value;
  const name = place === null ? null : trip.nameOf(place);
  return (
    <>
      <h3>{said.zone(name ?? said.thisPlace)}</h3>
      <fieldset class="limits">
        <legend>{said.limits}</legend>
        {LIMITS.map((limit) => (
          <label key={limit}>
            <input
              type="checkbox"
              checked={trip.limits.value.includes(limit)}
              onChange={() => trip.toggleLimit(limit)}
            />
            {formatMinutes(words.value, limit)}
          </label>
        ))}
      </fieldset>
      {status === 'failed' && <Failure error={error} retry={trip.isochrones.retry} />}
      {value === null && status === 'loading' && <Loading />}
      {value !== null && (
        <table class={status === 'loading' ? 'zones stale' : 'zones'}>
          <caption class="soft">{said.zoneHelp}</caption>
          <thead>
            <tr>
              <th scope="col">{said.within}</th>
              <th scope="col" class="number">
                {text.value.portrait.children}
              </th>
              <th scope="col" class="number">
                {said.communes}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...value.features].reverse().map(({ properties }) => (
              <tr key={properties.minutes}>
                <th scope="row">
                  <span
                    class="swatch edge"
                    style={{ borderColor: zoneColor(properties.minutes) }}
                    aria-hidden="true"
                  />
                  {formatMinutes(words.value, properties.minutes)}
                </th>
                <td class={`number ${properties.children_under_3.status}`}>
                  {formatValue(words.value, properties.children_under_3, '', 0)}
                </td>
                <td class="number">{formatNumber(words.value, properties.communes_reached, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function FromHome() {
  const said = text.value.travel;
  const home = trip.from.value;
  const { status, value, error } = trip.nearest.current.value;
  const all = observatory.current.value.value;
  const kind = all === null || trip.kind.value === null ? null : kindOf(all, trip.kind.value);
  const homeName = home === null ? null : trip.nameOf(home);
  return (
    <>
      <h3>{said.fromHome(homeName ?? said.thisHome)}</h3>
      {kind !== null && <p class="soft">{said.nearestOf(localised(kind.plural_fr, kind.plural_en))}</p>}
      {status === 'failed' && <Failure error={error} retry={trip.nearest.retry} />}
      {value === null && status === 'loading' && <Loading />}
      {value?.outcome != null && <p>{said.outcomes[value.outcome] ?? value.outcome}</p>}
      {value !== null && home !== null && (
        <ol class="choices">
          {value.items.map((one) => {
            const to = trip.to.value;
            const shown = to !== null && 'service' in to && to.service === one.service;
            return (
              <li key={one.service}>
                <button
                  type="button"
                  class="link"
                  aria-pressed={shown ? 'true' : 'false'}
                  onClick={() => trip.showRoute(home, homeName, { service: one.service }, one.name)}
                >
                  {said.wayTo(one.name)}
                </button>{' '}
                <strong>{formatMinutes(words.value, one.minutes)}</strong>
                {one.estimated && <span class="soft"> ({said.estimated})</span>}
              </li>
            );
          })}
        </ol>
      )}
      {trip.to.value !== null && <Way />}
    </>
  );
}

function Way() {
  const said = text.value.travel;
  const { status, value, error } = trip.route.current.value;
  const place = trip.to.value;
  const name = place === null ? null : trip.nameOf(place);
  return (
    <section class={status === 'loading' ? 'way stale' : 'way'} aria-label={said.way}>
      <h3>{said.wayTo(name ?? said.thisPlace)}</h3>
      <DayField />
      {status === 'failed' && <Failure error={error} retry={trip.route.retry} />}
      {value === null ? status === 'loading' && <Loading /> : <Steps value={value} />}
    </section>
  );
}

/** The day of the timetable, where one travels by it. */
function DayField() {
  const timetable = observatory.current.value.value?.travel.timetable ?? null;
  const byTimetable = trip.mode.value === 'transit' || trip.mode.value === 'on_demand';
  if (timetable === null || !byTimetable) return null;
  return (
    <label class="field">
      <span>{text.value.travel.day}</span>
      <select
        value={trip.day.value ?? timetable.day_name ?? ''}
        onChange={(event) => {
          trip.day.value = event.currentTarget.value;
        }}
      >
        {timetable.days.map((one) => (
          <option key={one.id} value={one.id}>
            {localised(one.label_fr, one.label_en)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Steps({ value }: { value: Route }) {
  if (value.type !== 'Feature') return <Legs value={value} />;
  const said = text.value.travel;
  const { seconds, metres, steps } = value.properties;
  return (
    <>
      <p class="way-sum">
        <strong>{formatMinutes(words.value, seconds / 60)}</strong> · {formatMetres(words.value, metres)}
      </p>
      <ol class="steps">
        {steps.map((step, at) => (
          <li key={at}>
            {step.name === '' ? said.unnamed : step.name}
            <span class="soft">
              {' '}
              · {formatMetres(words.value, step.metres)} · {formatMinutes(words.value, step.seconds / 60)}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function Legs({ value }: { value: Journey }) {
  const said = text.value.travel;
  const { seconds, transfers, walking_s, waiting_s } = value.properties;
  const parts = [
    counted(words.value, transfers, said.transfers),
    said.walking(formatMinutes(words.value, walking_s / 60)),
    said.waiting(formatMinutes(words.value, waiting_s / 60)),
  ];
  return (
    <>
      <p class="way-sum">
        <strong>{formatMinutes(words.value, seconds / 60)}</strong> · {parts.join(' · ')}
      </p>
      <ol class="steps">
        {value.features.map((leg, at) => (
          <li key={at}>
            <span class="leg-times">
              {leg.properties.departs} – {leg.properties.arrives}
            </span>{' '}
            {legWords(leg)}
            <span class="soft"> · {formatMinutes(words.value, leg.properties.seconds / 60)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function legWords({ properties }: Leg): string {
  const said = text.value.travel;
  const from = properties.from ?? said.home;
  const to = properties.to ?? said.destination;
  if (properties.means === 'walk') return said.walk(from, to);
  const line = properties.line ?? '';
  return properties.means === 'ride' ? said.ride(line, from, to) : said.onDemand(line, from, to);
}
