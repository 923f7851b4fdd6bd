// Files of the view: the table for spreadsheets and programs, the map as a picture.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { paths } from '../api/client.ts';
import { csv, type Dialect } from '../export/csv.ts';
import { download, fileName } from '../export/file.ts';
import { compose, panelOf } from '../export/picture.ts';
import { text, words } from '../i18n/index.ts';
import { pictures, shownBackground } from '../map/follow.ts';
import { main, observatory, second } from '../state/data.ts';
import { sorted } from '../state/ranking.ts';
import { askedOf, type Sheet } from '../state/sheet.ts';
import { classing, comparing, lang, mapShown, menuOpen, state } from '../state/store.ts';

export function ExportMenu() {
  const box = useRef<HTMLDetailsElement>(null);
  const failed = useSignal(false);
  const said = text.value.export;
  const close = () => {
    if (box.current !== null) box.current.open = false;
    box.current?.querySelector('summary')?.focus();
  };
  // What lies under the open menu is out of reach: a number half under it would be a target too small.
  useEffect(() => {
    const beside = ({ target }: PointerEvent) => {
      if (box.current !== null && !(target instanceof Node && box.current.contains(target)))
        box.current.open = false;
    };
    document.addEventListener('pointerdown', beside);
    return () => {
      document.removeEventListener('pointerdown', beside);
      menuOpen.value = false;
    };
  }, []);
  const run = (work: () => void) => () => {
    try {
      work();
      failed.value = false;
      close();
    } catch {
      failed.value = true;
    }
  };
  return (
    <details
      class="menu"
      ref={box}
      onToggle={() => {
        menuOpen.value = box.current?.open === true;
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && box.current?.open === true) close();
      }}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && box.current?.contains(to) === false) box.current.open = false;
      }}
    >
      <summary class="button">{said.button}</summary>
      <div class="menu-items">
        {(comparing.value ? [main, second] : [main]).map((sheet) => (
          <WorkbookLink key={sheet === main} sheet={sheet} />
        ))}
        <button type="button" onClick={run(() => saveTable('semicolon'))}>
          {said.semicolon} <span class="soft">{said.semicolonHelp}</span>
        </button>
        <button type="button" onClick={run(() => saveTable('comma'))}>
          {said.comma} <span class="soft">{said.commaHelp}</span>
        </button>
        {mapShown.value && (
          <button type="button" onClick={run(savePicture)}>
            {said.picture} <span class="soft">{said.pictureHelp}</span>
          </button>
        )}
        <p role="status">{failed.value ? said.failed : ''}</p>
      </div>
    </details>
  );
}

/** The workbook is the server's: nothing of it is made here. */
function WorkbookLink({ sheet }: { sheet: Sheet }) {
  const now = sheet.choice.value;
  const said = text.value.export;
  if (now === null) return null;
  return (
    <a href={paths.workbook(askedOf(now), lang.value)} download>
      {said.workbook} <span class="soft">{comparing.value ? sheet.title.value : said.workbookHelp}</span>
    </a>
  );
}

function saveTable(dialect: Dialect): void {
  const sheets = comparing.value ? [main, second] : [main];
  const parts = sheets.map((sheet) => {
    const figures = sheet.figures.current.value.value;
    if (figures === null) throw new Error('no figures');
    return {
      rows: sorted(sheet.rows.value, state.value.sort),
      figures,
      provenance: sheet.provenance.current.value.value,
      title: sheet.title.value,
    };
  });
  const content = csv(parts, observatory.current.value.value?.snapshot.id ?? '', text.value, dialect);
  download(
    fileName([main.title.value, main.where.value], 'csv'),
    new Blob([content], { type: 'text/csv;charset=utf-8' }),
  );
}

function savePicture(): void {
  const all = observatory.current.value.value;
  const attribution = shownBackground.value?.attribution ?? '';
  const panels = pictures().flatMap(
    ({ sheet, map }) => panelOf(words.value, sheet, map, classing.value.method, attribution) ?? [],
  );
  if (all === null || panels.length === 0) throw new Error('no map');
  const name = fileName([...panels.map((one) => one.title), main.where.value], 'png');
  compose(words.value, panels, all.name, all.snapshot.built_at).toBlob((content) => {
    if (content !== null) download(name, content);
  }, 'image/png');
}
