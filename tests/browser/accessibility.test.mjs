// Every screen is checked by axe in both languages, light and dark, at three widths; none scrolls
// sideways. Pictures are kept for people to look at.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import { AxeBuilder, demoWith, pictures, settled, stage, story, tabTo, visit } from './lib.mjs';
import { legend, painted } from './pixels.mjs';

const { server, browser, end } = await stage(await demoWith(['--faults', '0.05']));
after(end);

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [360, 768, 1280];
/** Between a phone and a wide screen these only grow. */
const ENDS = [360, 1280];
/** The narrowest width without sideways scroll that WCAG 1.4.10 asks for. */
const NARROWEST = 320;

const PORTRAIT = 'territoire=commune:00001';
/** Screens: their address, and what a reader does there before looking. */
const SCREENS = {
  map: { path: '/?parent=tout', act: drawn },
  'two maps': { path: '/?parent=tout&b_indicateur=population&b_niveau=epci', act: twoMaps },
  'cells of 200 m': { path: '/?parent=tout&couches=carreaux&z=12&lat=45.9&lon=-2.8', act: unfolded, widths: ENDS },
  'export menu': { path: '/?vue=tableau', act: (page) => page.locator('.menu summary').click(), widths: ENDS },
  'two measures': { path: '/?vue=tableau&b_indicateur=population&b_niveau=commune', widths: ENDS },
  'keyboard on the map': { path: '/?parent=tout', act: reached, widths: ENDS },
  list: { path: '/?vue=liste', widths: ENDS },
  table: { path: '/?vue=tableau' },
  portrait: { path: `/?vue=portrait&${PORTRAIT}`, act: portrait },
  provenance: { path: `/?vue=portrait&${PORTRAIT}`, act: provenance },
  search: { path: '/?vue=liste', act: search, widths: ENDS },
  nothing: {
    path: '/?vue=portrait&territoire=commune:99999',
    act: (page) => page.getByRole('alert').waitFor(),
    widths: ENDS,
  },
  'area of access': {
    path: '/?parent=tout&indicateur=nearest_minutes&couches=lignes.arrets&zone=services:creche-00002-1',
    act: (page) => page.locator('.zones tbody tr').nth(2).waitFor(),
    widths: ENDS,
  },
  'a way and its steps': {
    path: '/?parent=tout&depuis=@-2.78,45.92&vers=services:creche-00002-1',
    act: (page) => page.locator('.steps li').first().waitFor(),
    widths: ENDS,
  },
  timetables: { path: '/?page=donnees', act: (page) => page.locator('.feed summary').first().click(), widths: ENDS },
  sources: { path: '/?page=donnees', act: (page) => page.locator('.doubts tbody tr').first().waitFor() },
  accessibility: { path: '/?page=accessibilite' },
};

async function unfolded(page) {
  await page.locator('.legend').first().waitFor();
  const folded = page.locator('.legend:not([open]) summary');
  if ((await folded.count()) > 0) await folded.first().click();
}

async function twoMaps(page) {
  await unfolded(page);
  await page.locator('.map canvas').nth(1).waitFor();
}

/** The keyboard is on the map, which says what it has reached. */
async function reached(page) {
  await drawn(page);
  await tabTo(page, '.map canvas');
  await page.locator('.reached').waitFor();
}

async function drawn(page) {
  await unfolded(page);
  await page.locator('.map canvas').first().waitFor();
  const used = (await legend(page)).filter((row) => row.count > 0 && !row.pattern);
  await painted(page, [used[0].colors[0]], 0.002);
}

async function portrait(page) {
  await page.locator('.sentence').waitFor();
}

async function provenance(page) {
  await portrait(page);
  await page.locator('.theme[open] .figure').first().click();
  await page.locator('dialog[open] .sources').waitFor();
}

async function search(page) {
  await page.locator('[role=combobox]').fill('sa');
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
}

async function violations(page) {
  // Legacy mode: axe gathers its answer in the page itself, which has no frame, not in a new one.
  const found = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode().analyze();
  assert.ok(found.passes.length > 10, 'axe has looked at something');
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

async function picture(page, name) {
  await page.screenshot({ path: join(pictures(), `${name}.png`) });
}

await mkdir(pictures(), { recursive: true });
for (const width of WIDTHS) {
  for (const [name, { path, act, widths = WIDTHS }] of Object.entries(SCREENS)) {
    if (!widths.includes(width)) continue;
    const where = () => ({
      server,
      browser,
      path,
      viewport: { width, height: 800 },
      expected: name === 'nothing' ? /status of 404/ : null,
    });
    story(`axe has nothing to say about the screen “${name}” at ${width} px`, where, async (page) => {
      await act?.(page);
      const faults = [];
      // Texts do not depend on the colours, nor colours on the texts: two of the four pairs say it all.
      for (const [lang, colorScheme] of [['fr', 'light'], ['en', 'dark']]) {
        if (lang === 'en') await page.evaluate(() => document.querySelector('.language').click());
        assert.equal(await page.locator('html').getAttribute('lang'), lang);
        await page.emulateMedia({ colorScheme });
        faults.push(...(await violations(page)).map((fault) => `${lang}, ${colorScheme}: ${fault}`));
        await picture(page, `${name}-${width}-${colorScheme}`);
        const beyond = await sideways(page);
        if (beyond > 0) faults.push(`${lang}: scrolls sideways by ${beyond} px`);
      }
      assert.deepEqual(faults, []);
    });
  }
}

for (const [lang, colorScheme, width] of [['fr', 'light', 1280], ['en', 'dark', 360]]) {
  const where = () => ({ server, browser, path: `/?lang=${lang}`, colorScheme, viewport: { width, height: 800 } });
  story(`axe has nothing to say about a presentation in ${lang}, ${colorScheme}, at ${width} px`, where, async (page) => {
    await page.getByRole('button', { name: { fr: 'Présenter', en: 'Present' }[lang], exact: true }).click();
    await page.locator('.presentation-bar').waitFor();
    assert.deepEqual(await violations(page), []);
    assert.ok((await sideways(page)) <= 0);
    await picture(page, `presentation-${width}-${colorScheme}`);
  });
}

const phone = () => ({ server, browser, viewport: { width: NARROWEST, height: 640 }, expected: /status of 404/ });
story(`nothing scrolls sideways at ${NARROWEST} px`, phone, async (page) => {
  for (const [name, { path, act }] of Object.entries(SCREENS)) {
    await visit(page, server.origin, path);
    await act?.(page);
    for (const lang of ['fr', 'en']) {
      if (lang === 'en') await page.evaluate(() => document.querySelector('.language').click());
      assert.equal(await sideways(page), 0, `${name}, ${lang}`);
    }
  }
});

story('on a phone the choices are folded, and unfold', phone, async (page) => {
  const toggle = page.getByRole('button', { name: 'Ce que montre la carte' });
  assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
  assert.equal(await page.getByLabel('Mesure').isVisible(), false);
  await toggle.click();
  assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
  await page.getByLabel('Mesure').selectOption({ index: 1 });
  await settled(page);
  assert.deepEqual(await violations(page), []);
});
