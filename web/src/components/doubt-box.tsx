// The words of a doubt whose point was taken on the map. Plain text: what a file says is never markup.

import { localised, text } from '../i18n/index.ts';
import { doubts, pointed } from '../state/doubts.ts';
import { reasonOf } from './doubts-section.tsx';

export function DoubtBox() {
  const { first, items } = doubts.current.value;
  const one = pointed.value === null ? undefined : items.find((item) => item.id === pointed.value);
  if (first === null || one === undefined) return null;
  const { doubts: said, page: words } = text.value;
  const check = first.checks.find((item) => item.check === one.check);
  return (
    <section class="doubt-box" aria-label={said.title}>
      <p>
        <strong>{check === undefined ? one.check : localised(check.label_fr, check.label_en)}</strong>
        {one.commune !== null && ` — ${one.commune.name}`}
      </p>
      <p>{reasonOf(one)}</p>
      <p class="soft">{said.row(one.file, String(one.line ?? '–'), one.field, one.value)}</p>
      <button
        type="button"
        class="button"
        onClick={() => {
          pointed.value = null;
        }}
      >
        {words.close}
      </button>
    </section>
  );
}
