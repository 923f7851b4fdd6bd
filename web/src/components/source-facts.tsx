// Licence, vintage, files and rows of a source: the same in the dialog and on the page of sources.

import type { Source } from '../api/types.ts';
import { text, words } from '../i18n/index.ts';
import { counted, formatBytes } from '../text/format.ts';

export function SourceFacts({ source }: { source: Source }) {
  const said = text.value.sources;
  return (
    <>
      <dl class="facts">
        <Fact name={said.producer}>{source.producer}</Fact>
        <Fact name={said.licence}>{source.licence}</Fact>
        <Fact name={said.vintage}>{source.vintage}</Fact>
      </dl>
      <p class="tally">
        <span>{counted(words.value, source.accepted, said.accepted)}</span>
        <span class={source.rejected > 0 ? 'refused' : undefined}>
          {counted(words.value, source.rejected, said.rejected)}
        </span>
        <span>{counted(words.value, source.repaired, said.repaired)}</span>
        {source.outside > 0 && <span class="soft">{counted(words.value, source.outside, said.outside)}</span>}
      </p>
      {source.files.length > 0 && (
        <details>
          <summary>{said.files}</summary>
          <ul class="files">
            {source.files.map((one) => (
              <li key={one.file}>
                {one.file} <span class="soft">({formatBytes(words.value, one.bytes)})</span>
                <br />
                <span class="soft">{said.fingerprint} :</span> <code class="digest">{one.sha256}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      {source.url !== null && source.url !== undefined && (
        <p>
          <a href={source.url} rel="noreferrer">
            {said.visit}
            <span class="visually-hidden"> : {source.title}</span>
          </a>
        </p>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
