// Where a number comes from. A modal `<dialog>`: the browser keeps the focus inside, closes it on
// Escape and gives the focus back.

import { useEffect, useRef } from 'preact/hooks';
import type { Provenance, Value } from '../api/types.ts';
import { localised, text, words } from '../i18n/index.ts';
import { formatNumber, formatValue } from '../text/format.ts';
import { Evolution } from './evolution.tsx';
import { Failure, Loading } from './notices.tsx';
import { type Asked, asked, provenance } from './provenance-state.ts';
import { SourceFacts } from './source-facts.tsx';

export function ProvenanceDialog() {
  const box = useRef<HTMLDialogElement>(null);
  const now = asked.value;
  useEffect(() => {
    const dialog = box.current;
    if (dialog === null) return;
    if (now !== null && !dialog.open) dialog.showModal();
    if (now === null && dialog.open) dialog.close();
  }, [now]);
  const close = () => {
    asked.value = null;
  };
  return (
    <dialog
      ref={box}
      class="dialog"
      aria-labelledby="provenance-title"
      onClose={close}
      onPointerDown={(event) => {
        // A press on the veil around the dialog reaches the dialog itself, not its content.
        if (event.target === event.currentTarget) close();
      }}
    >
      {now !== null && (
        <div class="dialog-content">
          <header class="dialog-head">
            <h2 id="provenance-title">{text.value.provenance.title}</h2>
            <button type="button" class="button" onClick={close}>
              {text.value.page.close}
            </button>
          </header>
          {now.value !== null && <AskedNumber asked={now} value={now.value} />}
          {now.value === null && <p class="asked asked-title">{now.title}</p>}
          {now.at !== null && <Evolution now={now} />}
          <Origin />
        </div>
      )}
    </dialog>
  );
}

function AskedNumber({ asked: now, value }: { asked: Asked; value: Value }) {
  const { portrait, status, table } = text.value;
  const part = (value: Value | null) =>
    value === null
      ? null
      : formatValue(words.value, value, '', value.value !== null && value.value % 1 !== 0 ? 1 : 0);
  const numerator = part(now.numerator);
  const denominator = part(now.denominator);
  return (
    <div class="asked">
      <p class="asked-title">
        {[now.title, now.territory, now.year].filter((one) => one !== null).join(', ')}
      </p>
      <p class={`asked-value ${value.status}`}>{formatValue(words.value, value, now.unit, now.decimals)}</p>
      {value.status === 'missing' && <p>{status.missingHelp}</p>}
      {value.status === 'suppressed' && <p>{status.suppressedHelp}</p>}
      {now.partial && <p>{status.partialHelp}</p>}
      {now.carried && <p>{status.carriedHelp}</p>}
      <dl class="facts">
        {numerator !== null && (
          <div>
            <dt>{table.numerator[now.indicator] ?? table.otherNumerator}</dt>
            <dd>{numerator}</dd>
          </div>
        )}
        {denominator !== null && (
          <div>
            <dt>{table.denominator}</dt>
            <dd>{denominator}</dd>
          </div>
        )}
        {now.rank !== null && (
          <div>
            <dt>{portrait.rankHelp}</dt>
            <dd>
              {portrait.rank(
                formatNumber(words.value, now.rank.position, 0),
                formatNumber(words.value, now.rank.of, 0),
              )}
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}

function Origin() {
  const { status, value, error } = provenance.current.value;
  if (status === 'failed') return <Failure error={error} retry={provenance.retry} />;
  if (value === null || status === 'loading') return <Loading />;
  return <Method value={value} />;
}

function Method({ value }: { value: Provenance }) {
  const said = text.value.provenance;
  return (
    <>
      <h3>{said.method}</h3>
      <p>{localised(value.method_fr, value.method_en)}</p>
      <p>
        {value.estimate ? <strong class="estimate">{said.estimate}</strong> : said.published}{' '}
        <span class="soft">({said.version(String(value.method_version))})</span>
      </p>
      {value.parameters.length > 0 && (
        <>
          <h3>{said.parameters}</h3>
          <dl class="facts">
            {value.parameters.map((one) => (
              <div key={one.name}>
                <dt>
                  <code>{one.name}</code>
                </dt>
                <dd>{String(one.value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <h3>{said.sources}</h3>
      <ul class="sources">
        {value.sources.map((source) => (
          <li key={source.id}>
            <h4>{source.title}</h4>
            <SourceFacts source={source} />
          </li>
        ))}
      </ul>
      <p class="soft">{said.computed(value.program_version, value.snapshot_id)}</p>
    </>
  );
}
