// What is shown is in the address: reloading, going back and sharing give the same view again.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { demo, query, settled, stage, story, until, untilQuery, visit, WIDE } from './lib.mjs';

const { server, browser, end } = await stage(await demo());
after(end);
const at = (path) => () => ({ server, browser, path });

/** All that makes a view: what is chosen, what is said, what is open. */
async function view(page) {
  await settled(page);
  return page.evaluate(() => {
    const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent.trim());
    return {
      lang: document.documentElement.lang,
      title: document.title,
      headings: texts('h1, .title h2, .where'),
      labels: texts('.field > span'),
      chosen: [...document.querySelectorAll('.controls select')].map((menu) => menu.value),
      presentation: texts('.switch [aria-pressed=true]'),
      portrait: texts('.portrait h2, .sentence'),
      order: [...document.querySelectorAll('th[aria-sort]')].map((one) => one.getAttribute('aria-sort')),
      rows: texts('.data tbody th, .row-name'),
    };
  });
}

const FULL = '/?indicateur=population&facette=total&niveau=commune&parent=tout&territoire=commune:00003&vue=tableau&tri=-nom';

async function compose(page) {
  await page.getByLabel('Thème').selectOption({ label: 'Habitants' });
  await page.getByLabel('Mesure').selectOption({ label: 'Population' });
  await page.getByRole('button', { name: 'Tout l’observatoire' }).click();
  await page.getByRole('button', { name: 'Tableau' }).click();
  await page.getByRole('button', { name: 'Territoire' }).click();
  await page.getByRole('button', { name: 'Territoire' }).click();
  await page.locator('tbody th button', { hasText: "L'Étamine" }).click();
  await page.locator('.sentence').waitFor();
}

story('choices made on the page are in its address, and reloading restores them all', at('/'), async (page) => {
  await compose(page);
  const wanted = new URLSearchParams(FULL.slice(2));
  const before = await view(page);
  for (const [name, value] of wanted) {
    if (name !== 'niveau') assert.equal(query(page).get(name), value, name);
  }
  assert.deepEqual(before.portrait[0], "L'Étamine");
  await page.reload();
  await page.locator('.sentence').waitFor();
  assert.deepEqual(await view(page), before);
});

story('a shared link opens the same view for somebody else', at(FULL), async (page) => {
  await page.locator('.sentence').waitFor();
  const mine = await view(page);
  assert.deepEqual(mine.presentation, ['Tableau']);
  assert.ok(mine.order.includes('descending'));
  const other = await browser.newContext({ viewport: WIDE, locale: 'en-GB' });
  try {
    const theirs = await other.newPage();
    await visit(theirs, server.origin, new URL(page.url()).search);
    await theirs.locator('.sentence').waitFor();
    assert.deepEqual(await view(theirs), mine);
  } finally {
    await other.close();
  }
});

story('back undoes the last choice and forward does it again', at('/'), async (page) => {
  const first = await view(page);
  await page.getByLabel('Mesure').selectOption({ index: 1 });
  await until(() => query(page).get('indicateur') !== null, 'a measure is chosen');
  const second = await view(page);
  assert.notDeepEqual(second.headings, first.headings);
  const name = await page.locator('.row .row-name').nth(2).textContent();
  await page.locator('.row').nth(2).click();
  await page.locator('.portrait h2').getByText(name, { exact: true }).waitFor();
  const code = query(page).get('territoire');

  await page.goBack();
  await untilQuery(page, 'territoire', null);
  await page.locator('.rank').waitFor();
  assert.deepEqual(await view(page), second);
  await page.goBack();
  await untilQuery(page, 'indicateur', null);
  assert.deepEqual(await view(page), first);
  await page.goForward();
  await page.goForward();
  await untilQuery(page, 'territoire', code);
  await page.locator('.portrait h2').getByText(name, { exact: true }).waitFor();
});

story('back leaves the page of the sources for the map', at('/'), async (page) => {
  await page.getByRole('link', { name: 'Données et sources' }).click();
  await page.getByRole('heading', { name: 'Données', exact: true }).waitFor();
  await untilQuery(page, 'page', 'donnees');
  await page.goBack();
  await page.locator('.map canvas').waitFor();
  await untilQuery(page, 'page', null);
});

story('the switch to English changes the texts, the language and the numbers', at('/?indicateur=population&parent=tout&vue=tableau'), async (page) => {
  const french = await view(page);
  assert.equal(french.lang, 'fr');
  const numbers = () => page.locator('td.value').allTextContents();
  const { values } = await server.read('/api/v1/figures?indicator=population&facet=total&level=commune');
  const largest = Math.max(...values);
  assert.ok(largest > 1000, 'the demo has a commune of more than a thousand inhabitants');
  const thousands = Math.floor(largest / 1000);
  const rest = String(largest % 1000).padStart(3, '0');
  assert.ok((await numbers()).some((one) => one.trim() === `${thousands}\u202f${rest}`), 'a narrow no-break space');
  await page.getByRole('button', { name: 'Read this page in English' }).click();
  await untilQuery(page, 'lang', 'en');
  const english = await view(page);
  assert.equal(english.lang, 'en');
  assert.ok((await numbers()).some((one) => one.trim() === `${thousands},${rest}`), 'a comma');
  assert.deepEqual(english.presentation, ['Table']);
  assert.ok(english.labels.includes('Measure') && !english.labels.includes('Mesure'), english.labels.join());
  assert.deepEqual(english.chosen, french.chosen);
  await page.getByRole('button', { name: 'Lire cette page en français' }).click();
  assert.deepEqual(await view(page), french);
});

story('a rate has a comma in French and a point in English', at('/?parent=tout&vue=tableau'), async (page) => {
  const { values } = await server.read('/api/v1/figures?indicator=coverage_rate&facet=total&level=commune');
  const value = values.find((one) => one !== null && !Number.isInteger(one));
  const [whole, tenth] = value.toFixed(1).split('.');
  const shown = (text) => page.locator('td.value', { hasText: text }).first().waitFor();
  await shown(`${whole},${tenth}`);
  await page.getByRole('button', { name: 'Read this page in English' }).click();
  await shown(`${whole}.${tenth}`);
});

story('what an address asks for and does not exist is left aside', at('/?indicateur=rien&facette=x&niveau=z&vue=autre&tri=q&z=abc'), async (page) => {
  const odd = await view(page);
  await visit(page, server.origin, '/');
  const plain = await view(page);
  assert.deepEqual(odd, plain);
});
