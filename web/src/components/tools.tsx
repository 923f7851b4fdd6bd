// What can be done with the view: a second map beside the first.

import { text } from '../i18n/index.ts';
import { neighbour } from '../state/choices.ts';
import { choice, observatory } from '../state/data.ts';
import * as trip from '../state/journey.ts';
import { adjust, comparing, go } from '../state/store.ts';
import { ExportMenu } from './export-menu.tsx';
import { PresentButton } from './presentation.tsx';
import { ShareButton } from './share-button.tsx';

export function Tools() {
  return (
    <fieldset class="tools" aria-label={text.value.tools.label}>
      <CompareButton />
      <TravelButton />
      <PresentButton />
      <ExportMenu />
      <ShareButton />
    </fieldset>
  );
}

/** Opens the panel of travel, where ways are searched. */
function TravelButton() {
  const said = text.value.travel;
  if (trip.searched.value.length === 0) return null;
  const open = trip.travelling.value || trip.choosing.value !== null;
  return (
    <button
      type="button"
      class="button"
      aria-pressed={open ? 'true' : 'false'}
      title={said.buttonHelp}
      onClick={() => {
        if (open) trip.leave();
        else {
          trip.choosing.value = 'from';
          adjust({ view: 'carte' });
        }
      }}
    >
      {said.button}
    </button>
  );
}

/** Opens a second map on the next measure of the theme, or closes it. */
function CompareButton() {
  const toggle = () => {
    const all = observatory.current.value.value;
    const now = choice.value;
    if (all === null || now === null) return;
    if (comparing.value) {
      go({ second: null });
      return;
    }
    const { indicator, subject } = neighbour(all, now, 1);
    go({
      second: { indicator: indicator.id, facet: subject.facet, level: now.level, travel: now.travel },
      view: 'carte',
    });
  };
  return (
    <button
      type="button"
      class="button"
      aria-pressed={comparing.value ? 'true' : 'false'}
      title={text.value.compare.buttonHelp}
      onClick={toggle}
    >
      {text.value.compare.button}
    </button>
  );
}
