// Rows that were taken and look wrong: told on the page of sources, filtered, and shown on the map.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { demoWith, plain, query, settled, stage, story, until, untilQuery } from './lib.mjs';

const { server, browser, end } = await stage(await demoWith(['--faults', '0.05']));
after(end);
const page = { server, browser, path: '/?page=donnees' };
const LIST = '/api/v1/warnings?limit=1000';

story('each doubt has its reason, its row and its check, and a check can be looked at alone', () => page, async (page) => {
  const { items, checks, total } = await server.read(LIST);
  assert.ok(total > 1 && checks.length > 1, 'the demo has doubts of several checks');
  const rows = page.locator('.doubts tbody tr');
  await rows.first().waitFor();
  const reasons = async () => (await rows.locator('.reason').allTextContents()).map(plain);
  assert.deepEqual(await reasons(), items.map((one) => plain(one.reason_fr)));
  const menu = page.getByLabel('Contrôle');
  const options = (await menu.locator('option').allTextContents()).map(plain);
  assert.deepEqual(options.slice(1), checks.map((one) => `${plain(one.label_fr)} (${one.count})`));
  await menu.selectOption(checks[1].check);
  await untilQuery(page, 'controle', checks[1].check);
  await until(async () => (await rows.count()) === checks[1].count, 'the rows of that check alone');
  const wanted = items.filter((one) => one.check === checks[1].check);
  assert.deepEqual(await reasons(), wanted.map((one) => plain(one.reason_fr)));
});

story('a doubt is shown on the map with its words, and a click on its point tells them again', () => page, async (page) => {
  const { items } = await server.read(LIST);
  const one = items.find((item) => item.lon !== null);
  assert.ok(one, 'a doubt has a place');
  await page.locator('.doubts tbody button').first().click();
  await untilQuery(page, 'couches', 'alertes');
  assert.equal(query(page).get('page'), null);
  const box = page.locator('.doubt-box');
  await box.getByText(plain(one.reason_fr)).waitFor();
  assert.ok(plain(await box.textContent()).includes(one.file));
  await until(() => Math.abs(Number(query(page).get('lat')) - one.lat) < 1e-3, 'the map is over its place');
  await box.getByRole('button', { name: 'Fermer' }).click();
  assert.equal(await box.count(), 0);
  const map = await page.locator('.map canvas').boundingBox();
  await until(async () => {
    await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
    return (await box.count()) === 1;
  }, 'the point can be taken');
  await page.reload();
  await settled(page);
  assert.ok(await page.getByLabel('Avertissements de qualité').isChecked(), 'the address keeps them on the map');
  await page.getByLabel('Avertissements de qualité').click();
  await untilQuery(page, 'couches', null);
});

const many = await stage(await demoWith(['--communes', '600', '--faults', '0.3']));
after(many.end);
const crowded = { server: many.server, browser: many.browser, path: '/?couches=alertes&parent=tout' };

story('the map has every doubt, however many pages there are of them', () => crowded, async (page) => {
  const { total } = await many.server.read('/api/v1/warnings?limit=1');
  assert.ok(total > 1000, `more doubts than a page holds: ${total}`);
  let placed = 0;
  let after = null;
  do {
    const { items, next } = await many.server.read(`${LIST}${after === null ? '' : `&after=${encodeURIComponent(after)}`}`);
    placed += items.filter((one) => one.lon !== null && one.lat !== null).length;
    after = next;
  } while (after !== null);
  assert.ok(placed > 1000 && placed < total, `some have no place: ${placed} of ${total}`);
  const count = (number) => plain(new Intl.NumberFormat('fr').format(number));
  const said = page.locator('.map-layers .legend-note').last();
  const wanted = `Sur la carte : ${count(placed)} sur ${count(total)}. Sans position : ${count(total - placed)}.`;
  await until(async () => plain(await said.textContent()) === wanted, `the legend says “${wanted}”`);
});
