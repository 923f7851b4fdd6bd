// The page: header, controls, the map and the list side by side, or one of the pages of the footer.

import { effect } from '@preact/signals';
import { AccessibilityPage } from './components/accessibility-page.tsx';
import { Controls } from './components/controls.tsx';
import { DataTable } from './components/data-table.tsx';
import { Footer } from './components/footer.tsx';
import { Header } from './components/header.tsx';
import { JourneyPanel } from './components/journey-panel.tsx';
import { Failure, Loading } from './components/notices.tsx';
import { PortraitPanel } from './components/portrait-panel.tsx';
import { ProvenanceDialog } from './components/provenance-dialog.tsx';
import { RankList } from './components/rank-list.tsx';
import { SourcesPage } from './components/sources-page.tsx';
import { TitleBar } from './components/title-bar.tsx';
import { text } from './i18n/index.ts';
import { MapPanel } from './map/map-panel.tsx';
import { choice, figures, main, observatory, second, shownTitle } from './state/data.ts';
import { choosing, travelling } from './state/journey.ts';
import { comparing, lang, menuOpen, selected, sheetWhole, state, view, wide } from './state/store.ts';

effect(() => {
  document.documentElement.lang = lang.value;
  const name = observatory.current.value.value?.name;
  const titles = comparing.value ? [shownTitle.value, second.title.value] : [shownTitle.value];
  document.title = [titles.filter(Boolean).join(' | '), name].filter(Boolean).join(' – ') || 'Maillage';
});

export function App() {
  return (
    <>
      <a class="skip" href="#contenu">
        {text.value.page.skip}
      </a>
      {state.value.presenting ? (
        <header class="visually-hidden">
          <h1>{observatory.current.value.value?.name ?? 'Maillage'}</h1>
        </header>
      ) : (
        <Header />
      )}
      <main id="contenu" tabIndex={-1}>
        <Content />
      </main>
      {!state.value.presenting && <Footer />}
      <ProvenanceDialog />
    </>
  );
}

function Content() {
  const { status, value, error } = observatory.current.value;
  if (status === 'failed') return <Failure error={error} retry={observatory.retry} />;
  if (value === null) return <Loading />;
  if (state.value.page === 'donnees') return <SourcesPage />;
  if (state.value.page === 'accessibilite') return <AccessibilityPage />;
  const { presenting } = state.value;
  if (choice.value === null) return <p class="message">{text.value.page.noMeasure}</p>;
  return (
    <>
      {!presenting && <Controls observatory={value} />}
      <TitleBar />
      <Panels />
    </>
  );
}

/** The map, and the second one when two are compared. */
function Maps() {
  const failed = second.figures.current.value;
  return (
    <div class={comparing.value ? 'maps two' : 'maps'}>
      <MapPanel sheet={main} />
      {comparing.value && <MapPanel key="second" sheet={second} />}
      {comparing.value && failed.status === 'failed' && (
        <Failure error={failed.error} retry={second.figures.retry} />
      )}
    </div>
  );
}

/**
 * Wide: the map or the table, and beside it the list or the portrait. Narrow: one of the four, but on
 * paper, which has room for what the screen shows one after the other.
 */
function Panels() {
  const shown = view.value;
  const failed = figures.current.value.status === 'failed';
  const whole = sheetWhole.value;
  const planning = travelling.value || choosing.value !== null;
  if (wide.value) {
    // The table already says what the list would say beside it, and two maps need the room.
    const alone =
      state.value.presenting ||
      (!planning && (comparing.value || (shown === 'tableau' && selected.value === null)));
    return (
      <div class={alone ? 'panels alone' : 'panels'} inert={menuOpen.value}>
        <section
          class="panel main-panel"
          aria-label={text.value.views[shown === 'tableau' ? 'tableau' : 'carte']}
        >
          {failed && <Failure error={figures.current.value.error} retry={figures.retry} />}
          {shown === 'tableau' ? <DataTable /> : <Maps />}
        </section>
        {!alone && (
          <aside
            class="panel side-panel"
            aria-label={
              planning
                ? text.value.travel.title
                : text.value.views[selected.value === null ? 'liste' : 'portrait']
            }
          >
            {planning ? <JourneyPanel /> : selected.value === null ? <RankList /> : <PortraitPanel />}
          </aside>
        )}
      </div>
    );
  }
  return (
    <section class="panels narrow panel" aria-label={text.value.views[shown]}>
      {failed && <Failure error={figures.current.value.error} retry={figures.retry} />}
      {(shown === 'carte' || (whole && shown !== 'tableau')) && <Maps />}
      {shown === 'carte' && planning && <JourneyPanel />}
      {(shown === 'liste' || (whole && shown !== 'tableau' && selected.value === null)) && <RankList />}
      {shown === 'tableau' && <DataTable />}
      {(shown === 'portrait' || (whole && selected.value !== null)) && <PortraitPanel />}
    </section>
  );
}
