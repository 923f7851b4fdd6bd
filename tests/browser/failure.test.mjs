// When something is wrong: a server that is gone, a browser that cannot draw, names that are HTML.

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, test } from 'node:test';
import { demo, launch, NARROW, PATIENCE, rewrite, serve, stage, story, until, untilQuery, visit, watch, WIDE } from './lib.mjs';

const HTML = '<img src=x onerror=alert(1)>';
const made = await demo(
  rewrite('observatory.toml', (text) =>
    text.replace(/^name = .*/m, `name = "Pays ${HTML}"`).replace('title = "Services', `title = "${HTML} Services`),
  ),
  rewrite('services/services.csv', (text) => text.replaceAll('Crèche ', `Crèche ${HTML} `)),
);
const { server, browser, end } = await stage(made);
after(end);
const at = (path, more = {}) => () => ({ server, browser, path, ...more });

test('when the server is gone the page says so, and the retry works once it is back', { timeout: 8 * PATIENCE }, async () => {
  const own = await demo();
  const first = await serve(own.snapshot);
  const context = await browser.newContext({ viewport: NARROW, locale: 'fr-FR' });
  context.setDefaultTimeout(PATIENCE);
  try {
    const page = await context.newPage();
    const faults = watch(page, first.origin);
    await visit(page, first.origin, '/?vue=liste');
    const rows = page.locator('.row');
    const before = await rows.allTextContents();
    assert.ok(before.length > 3);
    await first.stop();
    await page.getByRole('button', { name: 'Ce que montre la carte' }).click();
    await page.getByLabel('Mesure').selectOption({ index: 1 });
    const alert = page.getByRole('alert');
    await alert.getByText('Le serveur ne répond pas').waitFor();
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await alert.getByText('Le serveur ne répond pas').waitFor();
    assert.equal(await page.locator('h1').textContent(), 'Pays de la Maille (territoire fictif)', 'the page stays');

    const second = await serve(own.snapshot, first.address);
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await rows.first().waitFor();
    assert.equal(await alert.count(), 0);
    assert.equal(await rows.count(), before.length);
    assert.notDeepEqual(await rows.allTextContents(), before, 'the other measure is shown');
    await second.stop();
    const unexpected = faults.filter((fault) => !/ERR_CONNECTION_REFUSED/.test(fault));
    assert.deepEqual(unexpected, []);
  } finally {
    await context.close();
    await rm(own.folder, { recursive: true, force: true });
  }
});

test('a page that opens without its data says so, and the retry brings it', { timeout: 4 * PATIENCE }, async () => {
  const context = await browser.newContext({ viewport: WIDE, locale: 'fr-FR' });
  context.setDefaultTimeout(PATIENCE);
  try {
    const page = await context.newPage();
    await page.route('**/api/v1/observatory', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'about:blank', title: 'x', status: 503, detail: 'The server is ending.' }),
      }),
    );
    await page.goto(server.origin);
    await page.getByRole('alert').getByText('The server is ending.').waitFor();
    await page.unroute('**/api/v1/observatory');
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await page.locator('.row').first().waitFor();
  } finally {
    await context.close();
  }
});

story(
  'a territory that does not exist is said to be unknown, and the rest of the page works',
  at('/?territoire=commune:99999', { expected: /status of 404/ }),
  async (page) => {
    await page.getByRole('alert').getByText('ne contient pas ce que l’adresse demande').waitFor();
    await page.locator('.map canvas').waitFor();
    await page.getByRole('button', { name: 'Retour à la liste' }).click();
    await untilQuery(page, 'territoire', null);
    await page.locator('.row').first().waitFor();
  },
);

test('without WebGL the page says so and offers the table, which works', { timeout: 4 * PATIENCE }, async () => {
  const plain = await launch(['--disable-gpu', '--disable-3d-apis']);
  try {
    const page = await plain.newPage({ viewport: WIDE, locale: 'fr-FR' });
    page.setDefaultTimeout(PATIENCE);
    const faults = watch(page, server.origin);
    await visit(page, server.origin, '/?parent=tout');
    await page.getByText('Ce navigateur ne peut pas dessiner la carte').waitFor();
    assert.ok((await page.locator('.row').count()) === 15, 'the list is there');
    await page.getByRole('button', { name: 'Voir le tableau' }).click();
    await until(async () => (await page.locator('.data tbody tr').count()) === 15, 'the table has all communes');
    await page.locator('tbody th button').first().click();
    await page.locator('.sentence').waitFor();
    assert.deepEqual(faults, []);
  } finally {
    await plain.close();
  }
});

/** No element came out of a text: a test's page fails as well on any dialog and any failed request. */
async function onlyText(page) {
  assert.equal(await page.locator('img[src=x], [onerror]').count(), 0);
}

story('HTML in the name of the observatory, of a service or of a source is only text', at('/?territoire=commune:00002'), async (page) => {
  assert.equal(await page.locator('h1').textContent(), `Pays ${HTML}`);
  assert.ok((await page.title()).includes(HTML));
  await page.locator('.nearest').getByText(`Crèche ${HTML}`).first().waitFor();
  await page.locator('.theme[open] .figure').first().click();
  await page.locator('dialog[open]').getByRole('heading', { name: `${HTML} Services` }).waitFor();
  await onlyText(page);
  await visit(page, server.origin, '/?page=donnees');
  await page.getByRole('heading', { name: `${HTML} Services` }).waitFor();
  await onlyText(page);
});

/** Puts HTML into every name that the API gives. */
async function infected(page) {
  await page.route('**/api/v1/**', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replaceAll("L'Étamine", `L'Étamine ${HTML}`);
    await route.fulfill({ response: answer, body });
  });
}

story('HTML in the name of a commune is only text, in every view', at('/?parent=tout', { before: infected }), async (page) => {
  const name = `L'Étamine ${HTML}`;
  const row = page.locator('.row').filter({ hasText: name });
  await row.waitFor();
  await onlyText(page);
  await page.locator('[role=combobox]').fill('etami');
  await page.locator('[role=option]').getByText(name).waitFor();
  await onlyText(page);
  await page.keyboard.press('Enter');
  await page.locator('.portrait h2').getByText(name).waitFor();
  await page.locator('.sentence').getByText(name).waitFor();
  await onlyText(page);
  await page.getByRole('button', { name: 'Tableau' }).click();
  await page.locator('tbody th').getByText(name).waitFor();
  await onlyText(page);
});
