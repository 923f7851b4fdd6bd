// Every source, with the rows it gave and those it was refused.

import { computed, signal } from '@preact/signals';
import { paths, read } from '../api/client.ts';
import type { Rejection, RejectionPage, Source } from '../api/types.ts';
import { localised, text, words } from '../i18n/index.ts';
import { observatory } from '../state/data.ts';
import { pages } from '../state/pages.ts';
import { resource } from '../state/resource.ts';
import { href } from '../state/store.ts';
import { formatDate } from '../text/format.ts';
import { DoubtsSection } from './doubts-section.tsx';
import { FeedsSection } from './feeds-section.tsx';
import { More } from './more.tsx';
import { Failure, Loading } from './notices.tsx';
import { openPage } from './page-link.ts';
import { SourceFacts } from './source-facts.tsx';

const ROWS = 200;
const wanted = signal(false);
const sources = resource(
  computed(() => (wanted.value ? paths.sources() : null)),
  read.sources,
);
const unfolded = signal<string | null>(null);
const rejectionPages = computed(() => {
  const id = unfolded.value;
  return id === null ? null : (after: string | null) => paths.rejections(id, ROWS, after);
});
const rejections = pages<Rejection, RejectionPage>(rejectionPages, read.rejections);

export function BackLink() {
  return (
    <p>
      <a href={href({ page: null })} onClick={(event) => openPage(event, null)}>
        ← {text.value.page.back}
      </a>
    </p>
  );
}

export function SourcesPage() {
  wanted.value = true;
  const said = text.value.sources;
  const { status, value, error } = sources.current.value;
  const now = observatory.current.value.value;
  return (
    <article class="page">
      <BackLink />
      <h2>{said.title}</h2>
      <p class="lead">{said.intro}</p>
      {now !== null && (
        <p>
          {said.snapshot} <code>{now.snapshot.id}</code>,{' '}
          {said.built(formatDate(words.value, now.snapshot.built_at), String(now.geography_year))}.
        </p>
      )}
      {status === 'failed' && <Failure error={error} retry={sources.retry} />}
      {status === 'loading' && value === null && <Loading />}
      <ul class="sources cards">
        {value?.items.map((source) => (
          <li key={source.id}>
            <h3>{source.title}</h3>
            <SourceFacts source={source} />
            <Reasons source={source} />
          </li>
        ))}
      </ul>
      <FeedsSection />
      <DoubtsSection />
    </article>
  );
}

function Reasons({ source }: { source: Source }) {
  const said = text.value.sources;
  if (source.rejected + source.repaired === 0) return null;
  const open = unfolded.value === source.id;
  return (
    <>
      <button
        type="button"
        class="button"
        aria-expanded={open ? 'true' : 'false'}
        onClick={() => {
          unfolded.value = open ? null : source.id;
        }}
      >
        {open ? said.hide : said.show}
        <span class="visually-hidden"> : {source.title}</span>
      </button>
      {open && <ReasonTable />}
    </>
  );
}

function ReasonTable() {
  const said = text.value.sources;
  const { status, first, items, error } = rejections.current.value;
  if (status === 'failed') return <Failure error={error} retry={rejections.retry} />;
  if (first === null) return <Loading />;
  if (items.length === 0) return status === 'loading' ? <Loading /> : <p>{said.noneRejected}</p>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached with the keyboard. */}
      <section class="table-box" tabIndex={0} aria-label={said.reasons}>
        <table class="data">
          <caption>
            {said.reasons} ({text.value.list.count(String(items.length), String(first.total))})
          </caption>
          <thead>
            <tr>
              {[said.file, said.line, said.field, said.value, said.severityTitle, said.reason].map(
                (title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {items.map((one, at) => (
              <ReasonRow key={at} one={one} />
            ))}
          </tbody>
        </table>
      </section>
      <More shown={items.length} total={first.total} onMore={rejections.more} />
    </>
  );
}

function ReasonRow({ one }: { one: Rejection }) {
  // A rare reason has no French yet: a reader of screens must know.
  const inEnglish = one.reason_fr === null;
  return (
    <tr>
      <td>{one.file}</td>
      <td class="number">{one.line ?? '–'}</td>
      <td>{one.field === '' ? '–' : one.field}</td>
      <td>{one.value === '' ? '–' : one.value}</td>
      <td>{text.value.sources.severity[one.severity] ?? one.severity}</td>
      <td class="reason" lang={inEnglish ? 'en' : undefined}>
        {localised(one.reason_fr ?? one.reason, one.reason)}
      </td>
    </tr>
  );
}
