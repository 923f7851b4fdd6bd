// What the map shows: theme, subject, measure, level. Only combinations that exist are offered.

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Level, Observatory, TravelMode } from '../api/types.ts';
import { localised, text } from '../i18n/index.ts';
import { type Choice, mapLevels, measures, type Subject, subjectsOfTheme, themes } from '../state/choices.ts';
import { choice, focus, second } from '../state/data.ts';
import { comparing, go, lang } from '../state/store.ts';
import type { SecondView } from '../state/url.ts';
import { indicatorLabel, subjectLabel, themeLabel } from '../text/titles.ts';
import { ClassingField } from './classing-field.tsx';

export function Controls({ observatory }: { observatory: Observatory }) {
  const open = useSignal(false);
  const now = choice.value;
  if (now === null) return null;
  const { controls } = text.value;
  return (
    <section class="controls" aria-label={controls.title}>
      <button
        type="button"
        class="button controls-toggle"
        aria-expanded={open.value ? 'true' : 'false'}
        aria-controls="choix"
        onClick={() => {
          open.value = !open.value;
        }}
      >
        {controls.title}
        <span aria-hidden="true">{open.value ? '▴' : '▾'}</span>
      </button>
      <div id="choix" class={open.value ? 'fields open' : 'fields'}>
        <Group label={comparing.value ? text.value.compare.maps[0] : null}>
          <WhatFields observatory={observatory} now={now} apply={go} />
          {!comparing.value && <ClassingField />}
          <YearField observatory={observatory} now={now} />
          <FocusField name={observatory.name} now={now} />
        </Group>
        {comparing.value && <SecondFields observatory={observatory} />}
      </div>
    </section>
  );
}

function SecondFields({ observatory }: { observatory: Observatory }) {
  const now = second.choice.value;
  if (now === null) return null;
  const said: SecondView = {
    indicator: now.indicator.id,
    facet: now.subject.facet,
    level: now.level,
    travel: now.travel,
  };
  return (
    <Group label={text.value.compare.maps[1]}>
      <WhatFields
        observatory={observatory}
        now={now}
        apply={(change) => go({ second: { ...said, ...change } })}
      />
      <ClassingField />
    </Group>
  );
}

/** The fields of one map, named when there are two. */
function Group({ label, children }: { label: string | null; children: ComponentChildren }) {
  if (label === null) return <>{children}</>;
  return (
    <fieldset class="map-fields">
      <legend>{label}</legend>
      {children}
    </fieldset>
  );
}

interface FieldProps {
  observatory: Observatory;
  now: Choice;
  apply: (change: Partial<SecondView>) => void;
}

function WhatFields(props: FieldProps) {
  return (
    <>
      <ThemeField {...props} />
      <SubjectField {...props} />
      <MeasureField {...props} />
      <TravelField {...props} />
      <LevelField {...props} />
    </>
  );
}

function ThemeField({ observatory, now, apply }: FieldProps) {
  const pick = (theme: string) => {
    const first = subjectsOfTheme(observatory, theme)[0];
    if (first !== undefined) show(observatory, now, first, apply);
  };
  return (
    <label class="field">
      <span>{text.value.controls.theme}</span>
      <select value={now.theme} onChange={(event) => pick(event.currentTarget.value)}>
        {themes(observatory).map((theme) => (
          <option key={theme} value={theme}>
            {themeLabel(theme, text.value)}
          </option>
        ))}
      </select>
    </label>
  );
}

function SubjectField({ observatory, now, apply }: FieldProps) {
  const list = subjectsOfTheme(observatory, now.theme);
  const modes = list.filter((subject) => subject.type === 'mode');
  const others = list.filter((subject) => subject.type !== 'mode');
  const option = (subject: Subject) => (
    <option key={keyOf(subject)} value={keyOf(subject)}>
      {subjectLabel(observatory, subject, lang.value, text.value)}
    </option>
  );
  const pick = (key: string) => {
    const subject = list.find((candidate) => keyOf(candidate) === key);
    if (subject !== undefined) show(observatory, now, subject, apply);
  };
  return (
    <label class="field field-subject">
      <span>{text.value.controls.subject}</span>
      <select value={keyOf(now.subject)} onChange={(event) => pick(event.currentTarget.value)}>
        {modes.length > 0 && others.length > 0 ? (
          <>
            <optgroup label={text.value.controls.modes}>{modes.map(option)}</optgroup>
            <optgroup label={text.value.controls.services}>{others.map(option)}</optgroup>
          </>
        ) : (
          list.map(option)
        )}
      </select>
    </label>
  );
}

function MeasureField({ observatory, now, apply }: FieldProps) {
  return (
    <label class="field field-wide">
      <span>{text.value.controls.measure}</span>
      <select
        value={now.indicator.id}
        onChange={(event) => apply({ indicator: event.currentTarget.value, facet: now.subject.facet })}
      >
        {measures(observatory, now.subject).map((indicator) => (
          <option key={indicator.id} value={indicator.id}>
            {indicatorLabel(indicator, lang.value)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How one travels, for a measure of travel: the modes that have figures here. */
function TravelField({ observatory, now, apply }: FieldProps) {
  const { travels } = now.indicator;
  if (now.travel === null || travels.length === 0) return null;
  const { travel } = text.value;
  return (
    <label class="field field-travel">
      <span>{travel.mode}</span>
      <select
        value={now.travel}
        onChange={(event) => apply({ travel: event.currentTarget.value as TravelMode })}
      >
        {observatory.travel.modes
          .filter((one) => travels.includes(one.id))
          .map((one) => (
            <option key={one.id} value={one.id}>
              {localised(one.label_fr, one.label_en)}
              {one.estimated ? ` (${travel.estimated})` : ''}
            </option>
          ))}
      </select>
    </label>
  );
}

function LevelField({ now, apply }: FieldProps) {
  return (
    <label class="field">
      <span>{text.value.controls.level}</span>
      <select value={now.level} onChange={(event) => apply({ level: event.currentTarget.value as Level })}>
        {mapLevels(now.indicator).map((level) => (
          <option key={level} value={level}>
            {text.value.levelTitles[level]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The year, where there are several; the present one first, as it is what most readers want. */
function YearField({ observatory, now }: { observatory: Observatory; now: Choice }) {
  const { years } = now.indicator;
  if (years.length < 2) return null;
  const pick = (year: number) => go({ year: year === observatory.year ? null : year });
  return (
    <label class="field field-year">
      <span>{text.value.controls.year}</span>
      <select
        value={String(now.year ?? observatory.year)}
        onChange={(event) => pick(Number(event.currentTarget.value))}
      >
        {[...years].reverse().map((year) => (
          <option key={year} value={String(year)}>
            {year}
          </option>
        ))}
      </select>
    </label>
  );
}

function FocusField({ now, name }: { now: Choice; name: string }) {
  const { controls } = text.value;
  const territory = now.parent === null ? null : focus.current.value.value;
  return (
    <div class="field focus-field">
      <span>{controls.focus}</span>
      <p class="focus">
        <strong>{now.parent === null ? name : (territory?.name ?? '…')}</strong>
        {now.parent !== null && (
          <button
            type="button"
            class="link"
            title={controls.leaveFocus}
            onClick={() => go({ parent: 'whole' })}
          >
            {controls.whole}
          </button>
        )}
      </p>
    </div>
  );
}

/** Shows a subject with the measure in use when it has it, else with its first one. */
function show(observatory: Observatory, now: Choice, subject: Subject, apply: FieldProps['apply']): void {
  const list = measures(observatory, subject);
  const indicator = list.find((one) => one.id === now.indicator.id) ?? list[0];
  if (indicator !== undefined) apply({ indicator: indicator.id, facet: subject.facet });
}

function keyOf(subject: Subject): string {
  return `${subject.type}:${subject.facet}`;
}
