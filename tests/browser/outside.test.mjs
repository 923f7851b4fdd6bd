// What comes from others: a background map only when asked for, and names that are never markup.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { demo, rewrite, settled, stage, story, until } from './lib.mjs';
import { legend, painted } from './pixels.mjs';

/** A name as a hostile file could give it. */
const HOSTILE = '<img src=x onerror=alert(1)>';
const rename = (file) => rewrite(file, (text) => text.replaceAll("L'Étamine", HOSTILE));
/** The outlines with their names as text, which can be changed, in the place of the shapefile. */
const asText = rewrite('observatory.toml', (text) =>
  text.replace('"communes-shapefile"', '"communes-geojson"').replace('communes.shp', 'communes.geojson'),
);
const { server, browser, end } = await stage(
  await demo(asText, rename('boundaries/communes.geojson'), rename('services/services.csv')),
);
after(end);
/** A server whose administrator allows the map of the IGN. */
const open = await stage(await demo(), [], ['--background', 'ign']);
after(open.end);
const { background } = await open.server.read('/api/v1/observatory');
const { origin } = new URL(background.tiles[0]);
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==',
  'base64',
);

/** Answers in the place of the other service, which no test asks, and keeps what it was asked. */
const asked = [];
async function answer(page) {
  await page.route(`${origin}/**`, async (route) => {
    asked.push(route.request().url());
    const headers = { 'access-control-allow-origin': '*' };
    await route.fulfill({ status: 200, contentType: 'image/png', headers, body: PIXEL });
  });
}

const allowed = () => ({
  server: open.server,
  browser: open.browser,
  path: '/?parent=tout',
  before: answer,
  expected: new RegExp(`^outside: ${origin.replaceAll('.', '\\.')}/`),
});

story('a background map is read from its address only, and only once the reader asks for it', allowed, async (page) => {
  const used = (await until(async () => {
    const rows = await legend(page);
    return rows.length > 0 && rows;
  }, 'there is a legend')).filter((row) => row.count > 0 && !row.pattern);
  await painted(page, [used[0].colors[0]], 0.002);
  assert.deepEqual(asked, [], 'nothing is asked for before');
  assert.equal(await page.locator('.attribution').count(), 0);
  const box = page.getByLabel(`Fond de carte : ${background.label_fr}`);
  await box.check();
  await until(() => asked.length > 0, 'its tiles are read');
  assert.equal(await page.locator('.attribution').textContent(), background.attribution);
  // The template with a number in each of its places, and nothing else.
  const places = background.tiles[0].replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[zxy]\}/g, '\\d+');
  assert.ok(asked.every((url) => new RegExp(`^${places}$`).test(url)), asked.join(' '));
  await box.uncheck();
  await page.locator('.attribution').waitFor({ state: 'detached' });
  await page.waitForTimeout(500);
  const count = asked.length;
  await page.getByRole('button', { name: 'Agrandir' }).click();
  await page.waitForTimeout(1500);
  assert.equal(asked.length, count, 'nothing more once it is taken away');
});

story('without leave of the administrator no background map is offered', () => ({ server, browser, path: '/?parent=tout&couches=ign' }), async (page) => {
  await page.locator('.map-layers').waitFor();
  assert.equal(await page.getByLabel(/^Fond de carte/).count(), 0);
  assert.equal((await server.read('/api/v1/observatory')).background ?? null, null);
});

story('a name made of markup is shown as the text that it is, everywhere', () => ({ server, browser, path: '/?parent=tout' }), async (page) => {
  const { items } = await server.read('/api/v1/territories?level=commune&limit=1000');
  const one = items.find((item) => item.name.includes('<img'));
  assert.ok(one, 'a commune has the hostile name');
  const bad = () => page.locator('img[src=x], [onerror]').count();
  for (const path of [
    `/?parent=tout&vue=tableau&territoire=commune:${one.code}`,
    `/?parent=tout&territoire=commune:${one.code}&z=12&lat=${one.seat[1]}&lon=${one.seat[0]}`,
    `/?parent=tout&b_indicateur=population&territoire=commune:${one.code}`,
    `/?parent=commune:${one.code}&page=donnees`,
  ]) {
    await page.goto(`${server.origin}${path}`);
    await settled(page);
    if (!path.includes('donnees')) await page.getByText(one.name, { exact: false }).first().waitFor();
    assert.equal(await bad(), 0, path);
  }
  await page.goto(`${server.origin}/?parent=tout`);
  await settled(page);
  await page.locator('[role=combobox]').fill('img src');
  await page.locator('[role=option]').getByText(one.name).waitFor();
  assert.equal(await bad(), 0);
  await page.locator('.row').filter({ hasText: one.name }).click();
  await page.locator('.portrait h2').getByText(one.name, { exact: true }).waitFor();
  await page.locator('.theme[open] .figure').first().click();
  await page.locator('dialog[open] .sources').waitFor();
  assert.equal(await bad(), 0);
});
