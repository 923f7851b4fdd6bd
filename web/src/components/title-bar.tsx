// Title of what is shown, its explanation, the switch between presentations, and the tools.

import { localised, text } from '../i18n/index.ts';
import { choice, portrait, shownTitle, shownWhere } from '../state/data.ts';
import { adjust, comparing, go, selected, state, view, wide } from '../state/store.ts';
import type { View } from '../state/url.ts';
import { PresentationBar } from './presentation.tsx';
import { Tools } from './tools.tsx';

export function TitleBar() {
  const now = choice.value;
  if (now === null) return null;
  const { indicator } = now;
  const help = localised(indicator.help_fr, indicator.help_en);
  return (
    <div class="title-bar">
      {comparing.value ? (
        <ComparedTitle />
      ) : (
        <div class="title">
          <h2>{shownTitle.value}</h2>
          <p class="where">{shownWhere.value}</p>
        </div>
      )}
      <div class="title-side">
        {state.value.presenting ? (
          <PresentationBar />
        ) : (
          <>
            <ViewSwitch />
            <Tools />
          </>
        )}
      </div>
      {!comparing.value && help !== '' && <p class="help">{help}</p>}
    </div>
  );
}

/** With two maps, each has its own title: this one says what they have in common. */
function ComparedTitle() {
  const { compare, map } = text.value;
  const name = portrait.current.value.value?.territory.name;
  const open = () => {
    if (wide.value) go({ second: null });
    else adjust({ view: 'portrait' });
  };
  return (
    <div class="title">
      <h2>{view.value === 'tableau' ? compare.tableTitle : compare.title}</h2>
      {view.value !== 'tableau' && <p class="help">{compare.help}</p>}
      {selected.value !== null && name !== undefined && (
        <p>
          <strong>{name}</strong>{' '}
          <button type="button" class="link" onClick={open}>
            {map.openPortrait}
          </button>
        </p>
      )}
    </div>
  );
}

function ViewSwitch() {
  const views: View[] = wide.value ? ['carte', 'tableau'] : ['carte', 'liste', 'tableau', 'portrait'];
  const shown = wide.value && view.value !== 'tableau' ? 'carte' : view.value;
  return (
    <fieldset class="switch" aria-label={text.value.views.label}>
      {views.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === shown ? 'true' : 'false'}
          disabled={one === 'portrait' && selected.value === null}
          onClick={() => adjust({ view: one })}
        >
          {text.value.views[one]}
        </button>
      ))}
    </fieldset>
  );
}
