// The nearest services of a commune, a kind at a time: by the mode of the map first, then by the others.

import type { ModeMinutes, Nearest, Portrait, TravelMode } from '../api/types.ts';
import { localised, text, words } from '../i18n/index.ts';
import { kindOf } from '../state/choices.ts';
import { choice, observatory } from '../state/data.ts';
import { searched, showRoute, showZone, startFrom } from '../state/journey.ts';
import { lang, state } from '../state/store.ts';
import { formatDistance, formatMinutes, formatValue } from '../text/format.ts';
import { hoursInWords } from '../text/hours.ts';
import { measureTitle, travelLabel } from '../text/titles.ts';
import { asked } from './provenance-state.ts';

export function NearestServices({ value }: { value: Portrait }) {
  const said = text.value.portrait;
  const all = observatory.current.value.value;
  const { territory, nearest } = value;
  if (all !== null && value.year !== all.year) return <p>{text.value.travel.noNearestYear}</p>;
  if (nearest.length === 0) return <p>{said.noNearest}</p>;
  const kinds = [...new Set(nearest.map((one) => one.kind))];
  const seat = territory.seat;
  return (
    <>
      {seat !== null && searched.value.length > 0 && (
        <p>
          <button
            type="button"
            class="button"
            onClick={() => startFrom({ lon: seat[0] ?? 0, lat: seat[1] ?? 0 }, territory.name)}
          >
            {text.value.travel.fromCentre}
          </button>
        </p>
      )}
      <ul class="nearest">
        {kinds.map((kind) => (
          <KindRow key={kind} kind={kind} value={value} />
        ))}
      </ul>
    </>
  );
}

/** The mode whose services are listed in full: that of the map where the kind has it. */
function leading(list: readonly Nearest[]): TravelMode {
  const wanted = state.value.travel ?? choice.value?.travel ?? 'car';
  return list.find((one) => one.travel === wanted)?.travel ?? list[0]?.travel ?? 'car';
}

function KindRow({ kind: id, value }: { kind: string; value: Portrait }) {
  const all = observatory.current.value.value;
  const kind = all === null ? null : kindOf(all, id);
  const label = kind === null ? id : localised(kind.label_fr, kind.label_en);
  const list = value.nearest.filter((one) => one.kind === id);
  const travel = leading(list);
  const [first, ...next] = list.filter((one) => one.travel === travel);
  const others = list.filter((one) => one.travel !== travel && one.rank === 1);
  const means = value.minutes.find((one) => one.kind === id)?.modes ?? [];
  if (first === undefined) return null;
  const said = text.value.travel;
  return (
    <li>
      <span class="dot" style={{ background: kind?.color }} aria-hidden="true" />
      <span class="nearest-kind">{label}</span>
      <span class="nearest-time">
        <Minutes one={first} of={value} label={label} means={means} />
        <span class="soft"> · {formatDistance(words.value, first.distance_m)}</span>
      </span>
      <ServiceName one={first} label={label} />
      <Actions one={first} value={value} label={label} />
      {first.service !== null && <span class="nearest-hours soft">{hours(first.hours)}</span>}
      {(others.length > 0 || next.length > 0 || means.length > 1) && (
        <details class="nearest-more">
          <summary>{said.otherModes}</summary>
          <ul>
            {[...next, ...others].map((one) => (
              <li key={`${one.travel} ${one.rank}`}>
                {all === null ? one.travel : travelLabel(all, one.travel, lang.value)}{' '}
                <Minutes one={one} of={value} label={label} means={means} />{' '}
                <ServiceName one={one} label={label} />
              </li>
            ))}
          </ul>
          {means.length > 0 && (
            <p>
              {said.mean}{' '}
              {means.map((one) => (
                <span key={one.travel} class="mean">
                  {all === null ? one.travel : travelLabel(all, one.travel, lang.value)}{' '}
                  <Mean one={one} of={value} label={label} kind={id} />
                </span>
              ))}
            </p>
          )}
        </details>
      )}
    </li>
  );
}

/** Minutes from the town centre: a button that says how they were found. */
function Minutes({
  one,
  of,
  label,
  means,
}: {
  one: Nearest;
  of: Portrait;
  label: string;
  means: readonly ModeMinutes[];
}) {
  const { territory } = of;
  const minutes = formatMinutes(words.value, one.minutes);
  const provenance = means.find((mean) => mean.travel === one.travel)?.provenance ?? null;
  const estimated = one.estimated ? <span class="soft"> ({text.value.travel.estimated})</span> : null;
  if (provenance === null) {
    return (
      <>
        <strong>{minutes}</strong>
        {estimated}
      </>
    );
  }
  const all = observatory.current.value.value;
  const how = all === null ? one.travel : travelLabel(all, one.travel, lang.value);
  const title = `${label}, ${how}, ${text.value.travel.fromCentre.toLocaleLowerCase(lang.value)}`;
  return (
    <>
      <button
        type="button"
        class="figure-beside"
        aria-haspopup="dialog"
        aria-label={text.value.portrait.where(minutes, title)}
        onClick={() => {
          asked.value = {
            ...{ title, territory: territory.name, at: null, indicator: 'nearest_minutes', facet: one.kind },
            ...{ travel: one.travel, unit: 'minutes', decimals: 1, year: null, provenance },
            ...{ value: { status: 'known', value: one.minutes }, numerator: null, denominator: null },
            ...{ rank: null, partial: false, carried: false },
          };
        }}
      >
        <strong>{minutes}</strong>
      </button>
      {estimated}
    </>
  );
}

/** Mean minutes of the children of the territory, by one mode. */
function Mean({
  one,
  of: { territory, year },
  label,
  kind,
}: {
  one: ModeMinutes;
  of: Portrait;
  label: string;
  kind: string;
}) {
  const all = observatory.current.value.value;
  const card = all?.indicators.find((indicator) => indicator.id === 'nearest_minutes');
  const shown = formatValue(words.value, one.value, 'minutes', 0);
  if (all == null || card === undefined) return <>{shown}</>;
  const title = `${measureTitle(all, card, kind, lang.value, text.value)}, ${travelLabel(all, one.travel, lang.value)}`;
  return (
    <button
      type="button"
      class="figure-beside"
      aria-haspopup="dialog"
      aria-label={text.value.portrait.where(shown, `${text.value.travel.mean}, ${label}`)}
      onClick={() => {
        asked.value = {
          ...{ title, territory: territory.name, at: territory, indicator: card.id, facet: kind },
          ...{ travel: one.travel, unit: card.unit, decimals: card.decimals, provenance: one.provenance },
          ...{ value: one.value, numerator: null, denominator: null, rank: null },
          ...{ partial: one.partial, carried: false, year: all.years.length > 1 ? year : null },
        };
      }}
    >
      {shown}
      {one.estimated && <span class="soft"> ({text.value.travel.estimated})</span>}
    </button>
  );
}

function ServiceName({ one, label }: { one: Nearest; label: string }) {
  if (one.service === null) return null;
  return (
    <span class="nearest-name">
      {one.service.name !== label && `${one.service.name} `}
      <span class="soft">{text.value.portrait.at(one.service.commune_name)}</span>
    </span>
  );
}

/** The way there and the area around it, where ways are searched. */
function Actions({ one, value, label }: { one: Nearest; value: Portrait; label: string }) {
  const { seat, name } = value.territory;
  const { service } = one;
  const said = text.value.travel;
  if (service === null || seat === null || searched.value.length === 0) return null;
  const named = service.name === '' ? label : service.name;
  const home = { lon: seat[0] ?? 0, lat: seat[1] ?? 0 };
  return (
    <span class="nearest-actions">
      <button
        type="button"
        class="link"
        aria-label={said.routeTo(named)}
        onClick={() => showRoute(home, name, { service: service.id }, named)}
      >
        {said.route}
      </button>{' '}
      <button
        type="button"
        class="link"
        aria-label={said.areaOf(named)}
        onClick={() => showZone({ service: service.id }, named)}
      >
        {said.area}
      </button>
    </span>
  );
}

function hours(notation: string | null): string {
  const said = text.value.portrait;
  if (notation === null || notation === '') return said.noHours;
  return hoursInWords(notation, text.value) ?? said.hoursUnread(notation);
}
