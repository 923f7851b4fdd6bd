// The page on the Vendée, from the files of its producers.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pictures, stage, story, until, untilQuery, vendee } from './lib.mjs';
import { faded, legend, painted } from './pixels.mjs';

const NAMES = {
  map: 'the map of the Vendée is painted with the colours of its legend',
  whole: 'the whole observatory has the 255 communes of the Vendée',
  search: 'a commune of the Vendée is found without accents, hyphens nor its article',
  yeu: 'the portrait of an island without EPCI says so and is whole',
};
const made = await vendee(...Object.values(NAMES));
const running = made === null ? null : await stage(made);
after(() => running?.end());

function real(name, path, body) {
  // Without the files the test passes, after the line that says it was skipped.
  if (running === null) test(name, () => {});
  else story(name, () => ({ ...running, path }), body);
}

async function picture(page, name) {
  await mkdir(pictures(), { recursive: true });
  await page.screenshot({ path: join(pictures(), `vendee-${name}.png`) });
}

real(NAMES.map, '/', async (page) => {
  const rows = await until(async () => {
    const list = (await legend(page)).filter((row) => row.count > 0 && !row.pattern);
    return list.length > 0 && list;
  }, 'there is a legend');
  await painted(page, rows.map((row) => row.colors[0]), 0.002);
  await picture(page, 'epci');
});

real(NAMES.whole, '/', async (page, server) => {
  await page.getByRole('button', { name: 'Tout l’observatoire' }).click();
  await untilQuery(page, 'parent', 'tout');
  const sum = async () => (await legend(page)).reduce((total, row) => total + row.count, 0);
  await until(async () => (await sum()) === 255, 'the legend counts 255 communes');
  const used = (await legend(page)).filter((row) => row.count > 20 && !row.pattern);
  await painted(page, used.map((row) => row.colors[0]), 0.005);
  await picture(page, 'whole');
  await page.getByRole('button', { name: 'Tableau' }).click();
  for (const count of [100, 200, 255]) {
    await until(async () => (await page.locator('.data tbody tr').count()) === count, `${count} rows`);
    if (count < 255) await page.getByRole('button', { name: /^Afficher \d+ de plus$/ }).click();
  }
  const { items } = await server.read('/api/v1/territories?level=commune&limit=1000');
  const names = await page.locator('.data tbody th').allTextContents();
  assert.deepEqual(names.sort(), items.map((one) => one.name).sort());
});

real(NAMES.search, '/', async (page) => {
  await page.locator('[role=combobox]').fill('st etienne du bois');
  const first = page.locator('[role=option]').first();
  await first.getByText('Saint-Étienne-du-Bois', { exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.portrait h2').getByText('Saint-Étienne-du-Bois', { exact: true }).waitFor();
  await untilQuery(page, 'territoire', 'commune:85210');
  await page.locator('.sentence').waitFor();
  await picture(page, 'portrait');
});

real(NAMES.yeu, '/?territoire=commune:85113', async (page, server) => {
  const { territory } = await server.read('/api/v1/territories/commune/85113/portrait');
  assert.equal(territory.epci, null);
  await page.locator('.portrait h2').getByText('L\'Île-d\'Yeu').waitFor();
  await page.locator('.sentence').waitFor();
  const said = await page.locator('.portrait').innerText();
  assert.match(await page.locator('.portrait-head').innerText(), /hors de toute intercommunalité \(EPCI\)/);
  assert.doesNotMatch(said, /\b(undefined|NaN|null)\b/);
  assert.ok((await page.locator('.figure').count()) > 5);
  const heads = await page.locator('.theme[open] thead th').allTextContents();
  assert.equal(heads.length, 3, `the measure, the island, its département: ${heads}`);
  // Its colour is there as well: the best class, faded because it lies outside the EPCI studied.
  const best = (await legend(page)).filter((row) => !row.pattern).at(-1);
  await painted(page, [faded(best.colors[0])], 0.005);
  await picture(page, 'yeu');
});
