// The portrait of the selected territory.

import { useEffect, useRef } from 'preact/hooks';
import type { Portrait, Territory, Value } from '../api/types.ts';
import { localised, text, words } from '../i18n/index.ts';
import { printSheet } from '../map/print.ts';
import { arriving } from '../state/arrival.ts';
import { choice, observatory, portrait } from '../state/data.ts';
import { searched } from '../state/journey.ts';
import { go, lang, selected, wide } from '../state/store.ts';
import { sameTerritory } from '../state/url.ts';
import { formatNumber, formatValue } from '../text/format.ts';
import { NearestServices } from './nearest.tsx';
import { Failure, Loading } from './notices.tsx';
import { PortraitFigures } from './portrait-figures.tsx';
import { askFigure } from './provenance-state.ts';
import { returnTo } from './rank-list.tsx';

export function PortraitPanel() {
  const { status, value, error } = portrait.current.value;
  if (selected.value === null) return <p class="message">{text.value.portrait.none}</p>;
  return (
    <article class={status === 'loading' ? 'portrait stale' : 'portrait'}>
      <p class="portrait-bar">
        <button type="button" class="link" onClick={close}>
          ← {text.value.portrait.back}
        </button>
        <button type="button" class="link" onClick={() => void printSheet()}>
          {text.value.page.print}
        </button>
      </p>
      {status === 'failed' && <Failure error={error} retry={portrait.retry} />}
      {value === null ? status === 'loading' && <Loading /> : <Body value={value} />}
    </article>
  );
}

/** Code of the territory whose portrait the keyboard opened from the map: it goes back there. */
let cameFromMap: string | null = null;

function close(): void {
  const code = selected.value?.code;
  const back = cameFromMap === code ? document.querySelector<HTMLCanvasElement>('.map canvas') : null;
  if (back !== null) back.focus();
  else if (code !== undefined) returnTo(code);
  go({ selected: null, ...(wide.value ? {} : { view: 'liste' as const }) });
}

function Body({ value }: { value: Portrait }) {
  const { territory } = value;
  const notes = lang.value === 'en' ? value.notes_en : value.notes_fr;
  const said = text.value.portrait;
  const many = (observatory.current.value.value?.years.length ?? 0) > 1;
  return (
    <>
      <Heading territory={territory} />
      {many && <p class="soft portrait-year">{said.ofYear(String(value.year))}</p>}
      <p class="sentence">{localised(value.sentence_fr, value.sentence_en)}</p>
      <Key value={value} />
      <h3>{said.nearest}</h3>
      <p class="soft">{searched.value.length > 0 ? said.nearestSearched : said.nearestHelp}</p>
      <NearestServices value={value} />
      <h3>{said.figures}</h3>
      <p class="soft figure-help">{said.figuresHelp}</p>
      <PortraitFigures value={value} />
      <h3>{said.notes}</h3>
      <ul class="notes">
        <li>{said.childrenMethod[value.children_method] ?? value.children_method}</li>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}

function Heading({ territory }: { territory: Territory }) {
  const { level, code, epci, departement, postcodes } = territory;
  const { levels, portrait: said, controls } = text.value;
  const at = { level, code };
  const members = formatNumber(words.value, territory.members, 0);
  const declared = territory.declared_members;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!arriving.value || !sameTerritory(selected.peek(), at)) return;
    arriving.value = false;
    cameFromMap = code;
    title.current?.focus();
  }, [code, arriving.value]);
  const size =
    level === 'commune'
      ? postcodes.join(', ')
      : declared !== null && declared !== territory.members
        ? said.membersShort(members, formatNumber(words.value, declared, 0))
        : said.members(members, levels.commune[territory.members === 1 ? 0 : 1]);
  return (
    <div class="portrait-head">
      <h2 ref={title} tabIndex={-1}>
        {territory.name}
      </h2>
      <p class="soft">
        {[levels[level][0], size].filter((part) => part !== '').join(' · ')}
        {level === 'commune' && epci !== null && (
          <>
            {' · '}
            <button
              type="button"
              class="link"
              onClick={() => go({ selected: { level: 'epci', code: epci.code } })}
            >
              {epci.name}
            </button>
          </>
        )}
        {level === 'commune' && epci === null && ` · ${said.noEpci}`}
        {level !== 'departement' && departement !== null && ` · ${departement.name}`}
      </p>
      {level !== 'commune' && !sameTerritory(choice.value?.parent ?? null, at) && (
        <button type="button" class="button" onClick={() => go({ parent: at, level: 'commune' })}>
          {controls.theseCommunes}
        </button>
      )}
    </div>
  );
}

/** The two numbers that say how large a territory is; each tells where it comes from. */
function Key({ value }: { value: Portrait }) {
  const { territory } = value;
  const said = text.value.portrait;
  return (
    <dl class="key">
      <KeyNumber of={value} indicator="population" number={territory.population} noun={said.population} />
      <KeyNumber
        of={value}
        indicator="children_under_3"
        number={territory.children_under_3}
        noun={said.children}
      />
    </dl>
  );
}

interface KeyProps {
  of: Portrait;
  indicator: string;
  number: Value;
  noun: string;
}

function KeyNumber({ of, indicator, number, noun }: KeyProps) {
  const all = observatory.current.value.value;
  const card = all?.indicators.find((one) => one.id === indicator);
  const figure = of.figures.find((one) => one.indicator === indicator);
  const shown = formatValue(words.value, number, '', 0);
  return (
    <div>
      <dd class={number.status}>
        {all == null || card === undefined || figure === undefined ? (
          shown
        ) : (
          <button
            type="button"
            class="figure-beside"
            aria-label={text.value.portrait.where(shown, noun)}
            aria-haspopup="dialog"
            onClick={() => askFigure(all, card, figure, of.territory)}
          >
            {shown}
          </button>
        )}
      </dd>
      <dt>{noun}</dt>
    </div>
  );
}
