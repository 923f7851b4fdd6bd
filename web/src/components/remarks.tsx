// What a reader has to know of a number beside it: computed over a part, or from former communes.

import { text } from '../i18n/index.ts';

export function Remarks({ of }: { of: { partial: boolean; carried: boolean } }) {
  const { status } = text.value;
  return (
    <>
      {of.partial && <Remark word={status.partial} help={status.partialHelp} />}
      {of.carried && <Remark word={status.carried} help={status.carriedHelp} />}
    </>
  );
}

function Remark({ word, help }: { word: string; help: string }) {
  return (
    <abbr class="partial" title={help}>
      {' '}
      {word}
    </abbr>
  );
}
