// The address of the view, which holds all of its state, into the clipboard.

import { useSignal } from '@preact/signals';
import { text } from '../i18n/index.ts';

/** Milliseconds during which the answer stays. */
const SHOWN = 4000;

export function ShareButton() {
  const answer = useSignal<'copied' | 'failed' | null>(null);
  const said = text.value.share;
  const copy = async () => {
    answer.value = (await copied(location.href)) ? 'copied' : 'failed';
    setTimeout(() => {
      answer.value = null;
    }, SHOWN);
  };
  return (
    <span class="share">
      <button type="button" class="button" onClick={copy}>
        {said.button}
      </button>
      <span role="status" class={answer.value === null ? 'visually-hidden' : 'share-answer'}>
        {answer.value === null ? '' : said[answer.value]}
      </span>
    </span>
  );
}

async function copied(address: string): Promise<boolean> {
  try {
    // Absent on pages that are not served over HTTPS, but for the machine itself.
    await navigator.clipboard.writeText(address);
    return true;
  } catch {
    return copiedByHand(address);
  }
}

/** The older way, through a selected field; the reader's focus is given back. */
function copiedByHand(address: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = address;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
