// Title of what is shown, its explanation, and the switch between presentations.

import { localised, text } from '../i18n/index.ts';
import { choice, shownTitle, shownWhere } from '../state/data.ts';
import { adjust, selected, view, wide } from '../state/store.ts';
import type { View } from '../state/url.ts';

export function TitleBar() {
  const now = choice.value;
  if (now === null) return null;
  const { indicator } = now;
  const help = localised(indicator.help_fr, indicator.help_en);
  return (
    <div class="title-bar">
      <div class="title">
        <h2>{shownTitle.value}</h2>
        <p class="where">{shownWhere.value}</p>
        {help !== '' && <p class="help">{help}</p>}
      </div>
      <ViewSwitch />
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
