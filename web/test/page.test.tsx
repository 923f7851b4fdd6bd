import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  figures,
  portrait,
  provenance,
  rejections,
  series,
  sources,
  territory,
  warnings,
} from '../mock/answers.ts';
import { observatory } from '../mock/catalogue.ts';

/** Answers the contract from the fictional territory; `down` makes the network fail. */
let down = false;
let root: HTMLElement;

beforeEach(async () => {
  vi.resetModules();
  down = false;
  history.replaceState(null, '', '/?vue=tableau');
  vi.stubGlobal('fetch', async (address: string) => {
    if (down) throw new TypeError('network down');
    return new Response(JSON.stringify(answer(new URL(address, 'http://localhost'))), { status: 200 });
  });
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined }));
  root = document.createElement('div');
  document.body.append(root);
});

afterEach(() => {
  render(null, root);
  root.remove();
});

function answer(url: URL): unknown {
  const parts = url.pathname.split('/').slice(3);
  if (parts[0] === 'sources') return parts[2] === 'rejections' ? rejections : { items: sources };
  if (parts[0] === 'warnings') return warnings(url.searchParams);
  if (parts[0] === 'observatory') return observatory;
  if (parts[0] === 'figures')
    return parts[2] === 'provenance' ? provenance(parts[1] ?? '') : figures(url.searchParams);
  const [, level, code = '', what] = parts;
  if (level !== 'commune' && level !== 'epci' && level !== 'departement') return null;
  if (what === 'series') return series(level, code, url.searchParams);
  return what === 'portrait' ? portrait(level, code) : territory(level, code);
}

async function open(): Promise<void> {
  const { App } = await import('../src/app.tsx');
  await act(async () => render(<App />, root));
  await settle();
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await act(() => new Promise((resolve) => setTimeout(resolve, 0)));
}

async function click(element: Element | null | undefined): Promise<void> {
  expect(element).toBeTruthy();
  await act(async () => {
    element?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  });
  await settle();
}

const headings = () => [...root.querySelectorAll('.data thead th')];
const names = () => [...root.querySelectorAll('.data tbody th')].map((cell) => cell.textContent);
const sortOf = (at: number) => headings()[at]?.getAttribute('aria-sort');

describe('the table', () => {
  it('has a caption, and headings with a scope', async () => {
    await open();
    expect(root.querySelector('.data caption')?.textContent).toContain('Taux de couverture');
    for (const heading of headings()) expect(heading.getAttribute('scope')).toBe('col');
    for (const row of root.querySelectorAll('.data tbody th')) expect(row.getAttribute('scope')).toBe('row');
  });

  it('says which column sorts it, and sorts by the heading that is chosen', async () => {
    await open();
    expect(sortOf(0)).toBe('descending');
    await click(headings()[1]?.querySelector('button'));
    expect(sortOf(0)).toBe('none');
    expect(sortOf(1)).toBe('ascending');
    const ascending = names();
    expect(ascending).toEqual([...ascending].sort(new Intl.Collator('fr').compare));
    await click(headings()[1]?.querySelector('button'));
    expect(sortOf(1)).toBe('descending');
    expect(names()[0]).toBe(ascending.at(-1));
    expect(location.search).toContain('tri=-nom');
  });

  it('opens the portrait of the row that is chosen, and keeps it in the address', async () => {
    await open();
    const name = names()[0];
    await click(root.querySelector('.data tbody button'));
    expect(root.querySelector('.portrait h2')?.textContent).toBe(name);
    expect(location.search).toMatch(/territoire=commune:99\d{3}/);
  });
});

describe('the years', () => {
  it('are offered for the measures that have several, and go into the address and the title', async () => {
    await open();
    const menu = () => root.querySelector<HTMLSelectElement>('.field-year select');
    expect([...(menu()?.options ?? [])].map((one) => one.value)).toEqual(['2026', '2024', '2023', '2022']);
    const before = [...root.querySelectorAll('.data tbody td.value')].map((one) => one.textContent);
    await act(async () => {
      const now = menu();
      if (now === null) throw new Error('no menu');
      now.value = '2022';
      now.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await settle();
    expect(location.search).toContain('annee=2022');
    expect(root.querySelector('.where')?.textContent).toMatch(/, 2022$/);
    const after = [...root.querySelectorAll('.data tbody td.value')].map((one) => one.textContent);
    expect(after).not.toEqual(before);
    expect(root.querySelectorAll('.data tbody abbr.partial')).toHaveLength(1);
  });

  it('are drawn in the portrait, and told one by one with where each comes from', async () => {
    history.replaceState(null, '', '/?vue=tableau&territoire=commune:99001');
    await open();
    const line = root.querySelector('.current .spark-button');
    expect(line?.getAttribute('aria-label')).toMatch(/De\s2022 à 2026|De 2022 à 2026/);
    await click(line);
    const rows = [...root.querySelectorAll('dialog .series-table tbody tr')];
    expect(rows.map((row) => row.querySelector('th')?.textContent?.trim().slice(0, 4))).toEqual([
      '2022',
      '2023',
      '2024',
      '2026',
    ]);
    expect(rows[0]?.querySelector('abbr')?.textContent).toContain('recomposé');
    expect(root.querySelectorAll('dialog .chart circle')).toHaveLength(4);
    await click(rows[1]?.querySelector('button'));
    expect(root.querySelector('dialog .asked-title')?.textContent).toMatch(/, 2023$/);
  });

  it('stand beside what others published, with its year and its author', async () => {
    history.replaceState(null, '', '/?vue=tableau&territoire=commune:99001');
    await open();
    const said = root.querySelector('.published')?.textContent?.replace(/\s/g, ' ');
    expect(said).toBe('France : 60,9 pour 100 en 2023 (Caisse fictive)');
  });
});

describe('the page of sources', () => {
  it('tells the doubts by check, filters them, and shows what a file says as plain text', async () => {
    history.replaceState(null, '', '/?page=donnees');
    await open();
    const rows = () => [...root.querySelectorAll('.doubts tbody tr')];
    const menu = root.querySelector<HTMLSelectElement>('.doubts select');
    expect([...(menu?.options ?? [])].map((one) => one.textContent?.replace(/\s/g, ' '))).toEqual([
      'Tous les contrôles (3)',
      'Hors de sa commune (2)',
      'Coordonnées échangées (1)',
    ]);
    expect(rows()).toHaveLength(3);
    expect(rows()[0]?.textContent).toContain('<b>');
    expect(rows()[0]?.querySelector('b')).toBeNull();
    expect(rows().map((row) => row.querySelector('button') !== null)).toEqual([true, false, true]);
    await act(async () => {
      if (menu === null) throw new Error('no menu');
      menu.value = 'swapped_coordinates';
      menu.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await settle();
    expect(rows()).toHaveLength(1);
    expect(location.search).toContain('controle=swapped_coordinates');
    await click(rows()[0]?.querySelector('button'));
    expect(location.search).toMatch(/couches=alertes.*z=13\.00/);
  });
});

describe('the page', () => {
  it('says that the server does not answer, and recovers on demand', async () => {
    down = true;
    await open();
    expect(root.querySelector('[role=alert]')?.textContent).toContain('Le serveur ne répond pas');
    down = false;
    await click(root.querySelector('[role=alert] button'));
    expect(root.querySelector('[role=alert]')).toBeNull();
    expect(names().length).toBeGreaterThan(5);
  });

  it('changes language without losing the state', async () => {
    await open();
    await click(root.querySelector('.language'));
    expect(document.documentElement.lang).toBe('en');
    expect(location.search).toBe('?lang=en&vue=tableau');
    expect(root.querySelector('.title h2')?.textContent).toContain('Coverage rate');
  });

  it('opens a second map on another measure, in the address, and closes it', async () => {
    history.replaceState(null, '', '/?territoire=commune:99001');
    await open();
    const button = () =>
      [...root.querySelectorAll('.tools button')].find((one) => one.textContent === 'Comparer');
    await click(button());
    expect(button()?.getAttribute('aria-pressed')).toBe('true');
    expect(location.search).toMatch(/b_indicateur=\w+&b_facette=\w+&b_niveau=commune/);
    const groups = [...root.querySelectorAll('.map-fields')];
    const chosen = groups.map((group) => [...group.querySelectorAll('select')].map((menu) => menu.value));
    expect(chosen).toHaveLength(2);
    expect(chosen[0]).not.toEqual(chosen[1]);
    expect(document.title).toContain(' | ');
    await click(button());
    expect(location.search).toBe('?territoire=commune:99001');
    expect(root.querySelectorAll('.field-wide select')).toHaveLength(1);
  });

  it('presents the map alone, goes through the measures with arrows, and leaves with Escape', async () => {
    history.replaceState(null, '', '/');
    await open();
    await click([...root.querySelectorAll('.tools button')].find((one) => one.textContent === 'Présenter'));
    expect(location.search).toBe('?mode=presentation');
    expect(root.querySelector('.header, .controls, .footer, .tools, .rank')).toBeNull();
    const title = () => root.querySelector('.title h2')?.textContent;
    const press = async (key: string) => {
      await act(async () => {
        root.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      });
      await settle();
    };
    const first = title();
    await press('ArrowRight');
    expect(title()).not.toBe(first);
    await press('ArrowLeft');
    expect(title()).toBe(first);
    await press('Escape');
    expect(location.search).not.toContain('mode');
    expect(root.querySelector('.controls')).toBeTruthy();
  });

  it('tells a machine without WebGL to read the table', async () => {
    history.replaceState(null, '', '/');
    await open();
    expect(root.querySelector('.main-panel')?.textContent).toContain('WebGL');
    expect(root.querySelectorAll('.rows .row').length).toBeGreaterThan(5);
  });
});
