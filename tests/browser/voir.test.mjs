// The journey of an elected official: two maps, classes, years, what is laid on the map, the room.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { demo, plain, query, settled, stage, story, tabTo, until, untilQuery, visit } from './lib.mjs';
import { legend, painted, shares, sharesInTheMiddle } from './pixels.mjs';

const { server, browser, end } = await stage(await demo());
after(end);
const at = (path, more = {}) => () => ({ server, browser, path, ...more });
const observatory = await server.read('/api/v1/observatory');
const WHOLE = '/?parent=tout';

async function drawn(page, scope = page) {
  const used = (await until(async () => {
    const rows = await legend(scope);
    return rows.length > 0 && rows;
  }, 'there is a legend')).filter((row) => row.count > 0 && !row.pattern);
  await painted(page, [used[0].colors[0]], 0.002);
  return used;
}

story('two maps show the same place and move together, each with its measure', at(WHOLE), async (page) => {
  await drawn(page);
  await page.getByRole('button', { name: 'Comparer' }).click();
  await until(async () => (await page.locator('.map canvas').count()) === 2, 'there are two maps');
  const titles = await page.locator('.map-head h3').allTextContents();
  assert.equal(new Set(titles).size, 2);
  await until(() => query(page).get('z') !== null || page.locator('.maplibregl-ctrl-scale').first().isVisible(), 'drawn');
  const scales = () => page.locator('.maplibregl-ctrl-scale').allTextContents();
  const before = (await scales())[0];
  await page.getByRole('button', { name: 'Agrandir' }).first().click();
  await page.getByRole('button', { name: 'Agrandir' }).first().click();
  await until(async () => {
    const [one, other] = await scales();
    return one !== before && one === other;
  }, 'both have the same scale');
  const menu = page.locator('.map-fields').nth(1).getByLabel('Mesure');
  await menu.selectOption(await menu.evaluate((list) => [...list.options].find((one) => !one.selected).value));
  await until(async () => (await page.locator('.map-head h3').allTextContents())[1] !== titles[1], 'the second changes');
  assert.equal((await page.locator('.map-head h3').allTextContents())[0], titles[0], 'the first stays');
});

story('the table holds both measures that are compared, and sorts by the second', at(`${WHOLE}&vue=tableau&b_indicateur=population&b_niveau=commune`), async (page) => {
  const { values, names } = await server.read('/api/v1/figures?indicator=population&facet=total&level=commune');
  await page.locator('th[aria-sort]').filter({ hasText: 'Population' }).getByRole('button').click();
  await untilQuery(page, 'tri', 'autre');
  const rows = await page.locator('.data tbody tr').evaluateAll((list) =>
    list.map((row) => ({
      name: row.querySelector('th').textContent,
      values: [...row.querySelectorAll('td.value')].map((cell) => cell.textContent.replace(/\D/g, '')),
    })),
  );
  assert.ok(rows.every((row) => row.values.length === 2));
  assert.deepEqual(rows.map((row) => Number(row.values[1])), [...values].sort((a, b) => a - b));
  for (const row of rows) assert.equal(Number(row.values[1]), values[names.indexOf(row.name)]);
});

story('each way of making classes counts all territories, and says why it was made so', at(WHOLE), async (page) => {
  const total = observatory.counts.commune;
  const sentences = new Set();
  for (const [method, count] of [['fixes', null], ['quantiles', '4'], ['jenks', '6']]) {
    await page.getByLabel('Classes').selectOption(method);
    if (count !== null) await page.locator('.classing select').nth(1).selectOption(count);
    const rows = await legend(page);
    assert.equal(rows.reduce((sum, row) => sum + row.count, 0), total, method);
    if (count !== null) assert.ok(rows.filter((row) => !row.pattern).length <= Number(count));
    sentences.add(await page.locator('.legend-note').last().textContent());
    await painted(page, rows.filter((row) => row.count > 0 && !row.pattern).map((row) => row.colors[0]), 0.002);
  }
  assert.equal(sentences.size, 3);
});

story('a presentation shows the map alone, goes through the measures, and Escape leaves it', at(WHOLE), async (page) => {
  await drawn(page);
  await page.getByRole('button', { name: 'Présenter' }).click();
  await untilQuery(page, 'mode', 'presentation');
  assert.equal(await page.locator('.controls, .tools, .footer, .rank').count(), 0);
  const title = page.locator('.title h2');
  const first = await title.textContent();
  await page.keyboard.press('ArrowRight');
  await until(async () => (await title.textContent()) !== first, 'another measure');
  await page.keyboard.press('ArrowLeft');
  await until(async () => (await title.textContent()) === first, 'the first one again');
  await page.keyboard.press('Escape');
  await page.locator('.controls').waitFor();
});

story('the colours that are chosen stay after a reload, and are there before anything is drawn', at('/', { colorScheme: 'light' }), async (page) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const [light, button] = [await ground(), page.locator('.theme-choice')];
  await button.click();
  assert.match(await button.getAttribute('aria-label'), /^Couleurs claires/);
  assert.equal(await ground(), light);
  await button.click();
  assert.match(await button.getAttribute('aria-label'), /^Couleurs sombres/);
  const dark = await ground();
  assert.notEqual(dark, light);
  await page.addInitScript(() => {
    new MutationObserver(() => {
      window.chosenBeforeBody ??= document.body === null;
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-theme'] });
  });
  await page.reload();
  await settled(page);
  assert.equal(await page.evaluate(() => window.chosenBeforeBody), true, 'no flash of the other colours');
  assert.equal(await ground(), dark);
  await button.click();
  assert.equal(await ground(), light, 'the colours of the system again');
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.equal(await ground(), dark, 'which are followed');
});

story('the map fills the whole screen and comes back', at(WHOLE), async (page) => {
  await drawn(page);
  const width = () => page.locator('.map-frame').evaluate((frame) => frame.clientWidth);
  const before = await width();
  await page.getByRole('button', { name: 'Plein écran', exact: true }).click();
  await until(async () => (await width()) > before, 'the map is larger');
  assert.ok(await page.locator('.legend').isVisible());
  await page.getByRole('button', { name: 'Quitter le plein écran' }).click();
  await until(async () => (await width()) === before, 'the map is as it was');
});

story('cells of 200 m are laid on the map and taken away', at(`${WHOLE}&z=13`), async (page) => {
  const { items } = await server.read('/api/v1/territories?level=commune&limit=1000');
  const [lon, lat] = items[2].seat;
  await visit(page, server.origin, `${WHOLE}&z=13&lat=${lat}&lon=${lon}`);
  const colors = (await drawn(page)).map((row) => row.colors[0]);
  const own = async () => (await sharesInTheMiddle(page, colors)).reduce((sum, share) => sum + share, 0);
  const before = await own();
  await page.getByLabel('Enfants par carreau de 200 m').check();
  await untilQuery(page, 'couches', 'carreaux');
  await until(async () => (await own()) < before - 0.1, 'cells hide some of the colours');
  assert.equal(await page.locator('.cells li').count(), 4);
  await page.getByLabel('Enfants par carreau de 200 m').uncheck();
  await untilQuery(page, 'couches', null);
  await until(async () => Math.abs((await own()) - before) < 0.02, 'the colours are back');
});

story('EPCI are named on the map where they are coloured', at(`${WHOLE}&niveau=epci`), async (page) => {
  const used = await drawn(page);
  // Ink of the names over the colours: borders are of another one.
  const ink = [31, 42, 43];
  await until(async () => (await shares(page, [ink], 12))[0] > 0.0005, 'names are written');
  assert.ok(used.length > 0);
});

/** The name of what the keyboard has reached on the map. */
async function reached(page) {
  return plain(await page.locator('.reached').textContent()).split(', ')[0];
}

async function arrow(page, key) {
  const before = await reached(page);
  await page.keyboard.press(key);
  return until(async () => {
    const now = await reached(page);
    return now !== before && now;
  }, `${key} leads from ${before} to another place`);
}

story('arrows lead on the map from a commune to its neighbour on that side, and back', at(WHOLE), async (page) => {
  await drawn(page);
  const { items } = await server.read('/api/v1/territories?level=commune&limit=1000');
  const of = (name) => items.find((one) => one.name === name) ?? assert.fail(`“${name}” is no commune`);
  const { values, codes } = await server.read('/api/v1/figures?indicator=coverage_rate&facet=total&level=commune');
  await tabTo(page, '.map canvas');
  const first = await until(() => reached(page), 'a commune is named');
  const touches = (a, b) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
  const sides = { ArrowUp: [1, 3, 1], ArrowRight: [0, 2, 1], ArrowDown: [1, 3, -1], ArrowLeft: [0, 2, -1] };
  let here = of(first);
  for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown']) {
    const there = of(await arrow(page, key));
    assert.ok(touches(here.bbox, there.bbox), `${here.name} and ${there.name} lie beside each other`);
    const [low, high, sign] = sides[key];
    const middle = ({ bbox }) => bbox[low] + bbox[high];
    assert.ok(sign * (middle(there) - middle(here)) > 0, `${there.name} is on the ${key} side of ${here.name}`);
    if (key === 'ArrowLeft') assert.equal(there.name, first, 'the opposite arrow leads back');
    here = there;
  }
  const said = plain(await page.locator('.reached').textContent());
  const value = values[codes.indexOf(here.code)];
  assert.ok(value === null || said.includes(new Intl.NumberFormat('fr', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value)), `its number is said: ${said}`);
});

story('beyond the last commune an arrow says that nothing is there, and stays', at(WHOLE), async (page) => {
  await drawn(page);
  await tabTo(page, '.map canvas');
  await until(() => reached(page), 'a commune is named');
  for (let pressed = 0; (await reached(page)) !== 'Aucun territoire de ce côté.'; pressed += 1) {
    assert.ok(pressed < 20, 'the territory has an end');
    await arrow(page, 'ArrowLeft');
  }
  const name = await arrow(page, 'ArrowRight');
  assert.doesNotMatch(name, /Aucun/);
});

story('Enter on the map opens the portrait of the commune reached, and leaving it leads back to the map', at(WHOLE), async (page) => {
  await drawn(page);
  await tabTo(page, '.map canvas');
  await until(() => reached(page), 'a commune is named');
  const name = await arrow(page, 'ArrowUp');
  await page.keyboard.press('Enter');
  const title = page.locator('.portrait h2');
  await title.getByText(name, { exact: true }).waitFor();
  await until(() => title.evaluate((one) => one === document.activeElement), 'the name of the commune has the focus');
  assert.equal(await page.locator('.reached').count(), 0, 'the words on the map go with the focus');
  await tabTo(page, '.portrait-bar button:first-child', { back: true });
  await page.keyboard.press('Enter');
  await untilQuery(page, 'territoire', null);
  await until(() => page.evaluate(() => document.activeElement?.matches('.map canvas')), 'the map has the focus again');
});

story('the legend says where the numbers of the map come from', at(WHOLE), async (page) => {
  await page.getByRole('button', { name: 'D’où viennent ces nombres' }).click();
  const { method_fr } = await server.read('/api/v1/figures/coverage_rate.total/provenance');
  await page.locator('dialog[open] .sources').waitFor();
  assert.ok(plain(await page.locator('dialog[open]').textContent()).includes(plain(method_fr)));
});
