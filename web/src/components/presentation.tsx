// Presentation: the title, the map and its legend alone, larger, for a room. Arrows go through the
// measures of the theme, Escape leaves.

import { effect } from '@preact/signals';
import { text } from '../i18n/index.ts';
import { neighbour } from '../state/choices.ts';
import { choice, observatory } from '../state/data.ts';
import { adjust, go, state } from '../state/store.ts';

export function PresentButton() {
  const said = text.value.presentation;
  return (
    <button type="button" class="button" title={said.buttonHelp} onClick={enter}>
      {said.button}
    </button>
  );
}

/** The only controls of a presentation, small, for those who have no keyboard at hand. */
export function PresentationBar() {
  const said = text.value.presentation;
  return (
    <fieldset class="presentation-bar" aria-label={said.button}>
      <button
        type="button"
        class="button"
        aria-label={said.previous}
        title={said.previous}
        onClick={() => step(-1)}
      >
        <span aria-hidden="true">←</span>
      </button>
      <button type="button" class="button" aria-label={said.next} title={said.next} onClick={() => step(1)}>
        <span aria-hidden="true">→</span>
      </button>
      <button type="button" class="button" onClick={leave}>
        {said.leave}
      </button>
    </fieldset>
  );
}

function enter(): void {
  go({ presenting: true, second: null, selected: null, view: 'carte' });
  // Where the browser refuses the whole screen, the presentation fills the window.
  document.documentElement.requestFullscreen?.().catch(() => undefined);
}

function leave(): void {
  adjust({ presenting: false });
  if (document.fullscreenElement !== null && document.fullscreenElement !== undefined) {
    document.exitFullscreen().catch(() => undefined);
  }
}

function step(by: 1 | -1): void {
  const all = observatory.current.peek().value;
  const now = choice.peek();
  if (all === null || now === null) return;
  const { indicator, subject } = neighbour(all, now, by);
  adjust({ indicator: indicator.id, facet: subject.facet });
}

const KEYS: Record<string, () => void> = {
  ArrowRight: () => step(1),
  ArrowDown: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowUp: () => step(-1),
  Escape: leave,
};

/** Listens before the map does, which would take the arrows to move. */
function onKey(event: KeyboardEvent): void {
  const act = KEYS[event.key];
  if (act === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** In full screen the browser keeps Escape for itself: leaving the one leaves the other. */
function onFullscreen(): void {
  if (document.fullscreenElement === null) leave();
}

effect(() => {
  if (!state.value.presenting) return undefined;
  document.documentElement.dataset.presenting = '';
  addEventListener('keydown', onKey, true);
  document.addEventListener('fullscreenchange', onFullscreen);
  return () => {
    delete document.documentElement.dataset.presenting;
    removeEventListener('keydown', onKey, true);
    document.removeEventListener('fullscreenchange', onFullscreen);
  };
});
