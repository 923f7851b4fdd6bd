import { text, words } from '../i18n/index.ts';
import { observatory } from '../state/data.ts';
import { href, state } from '../state/store.ts';
import type { PageName } from '../state/url.ts';
import { formatDate } from '../text/format.ts';
import { openPage } from './page-link.ts';

export function Footer() {
  const { footer } = text.value;
  return (
    <footer class="footer">
      <nav aria-label={footer.label}>
        <ul>
          <li>
            <PageLink page="donnees">{footer.data}</PageLink>
          </li>
          <li>
            <a href="/api">{footer.api}</a>
          </li>
          <li>
            <a href="/licences.md">{footer.licences}</a>
          </li>
          <li>
            <PageLink page="accessibilite">{footer.accessibility}</PageLink>
          </li>
        </ul>
      </nav>
      <p>{footer.about}</p>
      <Printed />
    </footer>
  );
}

/** What a sheet of paper says of itself. */
function Printed() {
  const now = observatory.current.value.value;
  if (now === null) return null;
  const [built, today] = [now.snapshot.built_at, new Date().toISOString()].map((one) =>
    formatDate(words.value, one),
  );
  return <p class="printed">{text.value.footer.printed(now.name, built ?? '', today ?? '')}</p>;
}

function PageLink({ page, children }: { page: PageName; children: string }) {
  const current = state.value.page === page;
  return (
    <a
      href={href({ page })}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => openPage(event, page)}
    >
      {children}
    </a>
  );
}
