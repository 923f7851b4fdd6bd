// The map: what the legend says is what is painted, and what is clicked is what is selected.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { demo, query, stage, story, until, untilQuery, visit, withoutBirths } from './lib.mjs';
import { faded, legend, painted, shares, sharesInTheMiddle } from './pixels.mjs';

/** A commune without births, hence without a rate: the demo itself has none. */
const UNKNOWN = '00002';
/** Shares of the map's pixels: what a territory covers at least, what mixed borders may reach. */
const COVERED = 0.004;
const NOISE = 0.0008;
const { server, browser, end } = await stage(await demo(withoutBirths(UNKNOWN)));
after(end);
const at = (path, more = {}) => () => ({ server, browser, path, ...more });
const WHOLE = '/?parent=tout';

async function shown(page) {
  const rows = await until(async () => {
    const list = await legend(page);
    return list.length > 0 && list;
  }, 'there is a legend');
  return { rows, used: rows.filter((row) => row.count > 0), unused: rows.filter((row) => row.count === 0) };
}

story('the map is painted with the colours that the legend counts, and with no other class', at(WHOLE), async (page) => {
  const { rows, used, unused } = await shown(page);
  const plain = used.filter((row) => !row.pattern);
  assert.ok(plain.length >= 3, `the demo has several classes: ${JSON.stringify(rows)}`);
  assert.ok(unused.length >= 1, 'the demo leaves a class empty');
  await painted(page, plain.map((row) => row.colors[0]), COVERED);
  const absent = await shares(page, unused.map((row) => row.colors[0]));
  unused.forEach((row, index) => {
    assert.ok(absent[index] < NOISE, `“${row.label}” counts no territory but is on the map: ${absent[index]}`);
  });
});

story('what is secret is dotted and what is not known is hatched, as in the legend', at(WHOLE), async (page) => {
  const patterns = (await shown(page)).used.filter((row) => row.pattern);
  assert.deepEqual(patterns.map((row) => row.label), ['non connu', 'secret statistique']);
  const { items } = await server.read('/api/v1/territories?level=commune&limit=1000');
  const figures = await server.read('/api/v1/figures?indicator=coverage_rate&facet=total&level=commune');
  for (const [pattern, letter] of [[patterns[0], 'm'], [patterns[1], 's']]) {
    assert.equal(pattern.colors.length, 2, `ground and ink of “${pattern.label}”: ${JSON.stringify(pattern.colors)}`);
    const [lon, lat] = items[figures.status.indexOf(letter)].seat;
    await visit(page, server.origin, `${WHOLE}&z=13&lat=${lat}&lon=${lon}`);
    // Thin strokes are mixed with their ground: hence the tolerance.
    const drawn = await until(async () => {
      const found = await shares(page, pattern.colors, 14);
      return found[0] > 0.3 && found[1] > 0.01 && found;
    }, `“${pattern.label}” is drawn`);
    await page.getByLabel('Thème').selectOption({ label: 'Habitants' });
    await page.getByLabel('Mesure').selectOption({ label: 'Population' });
    await until(async () => {
      const [ground, ink] = await shares(page, pattern.colors, 14);
      return ground < drawn[0] / 10 && ink < drawn[1] / 3;
    }, `“${pattern.label}” is gone where the value is known`);
  }
});

story('another measure repaints the map without asking for a tile again', at(WHOLE), async (page) => {
  const { used } = await shown(page);
  const before = used.filter((row) => !row.pattern).map((row) => row.colors[0]);
  await painted(page, before, COVERED);
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));

  await page.getByLabel('Thème').selectOption({ label: 'Habitants' });
  await page.getByLabel('Mesure').selectOption({ label: 'Population' });
  await untilQuery(page, 'indicateur', 'population');
  const now = await until(async () => {
    const rows = (await legend(page)).filter((row) => row.count > 0 && !row.pattern);
    const other = rows.every((row) => before.every((color) => color.join() !== row.colors[0].join()));
    return rows.length > 1 && other && rows;
  }, 'the legend has other colours');
  await painted(page, now.map((row) => row.colors[0]), COVERED);
  const gone = await shares(page, before);
  before.forEach((color, index) => assert.ok(gone[index] < NOISE, `${color} is still painted: ${gone[index]}`));

  assert.ok(asked.includes('/api/v1/figures'), `the values were read: ${asked.join(' ')}`);
  assert.deepEqual(asked.filter((path) => path.startsWith('/tiles/')), [], 'no tile was asked for again');
});

story('outside the territory studied the colours are paler, and the legend does not count them', at('/'), async (page) => {
  const { rows, used } = await shown(page);
  const { parent } = (await server.read('/api/v1/observatory')).default_view;
  const whole = await server.read('/api/v1/figures?indicator=coverage_rate&facet=total&level=commune');
  const inside = await server.read(
    `/api/v1/figures?indicator=coverage_rate&facet=total&level=commune&parent=${parent.level}:${parent.code}`,
  );
  const total = used.reduce((sum, row) => sum + row.count, 0);
  assert.equal(total, inside.fids.length, 'the legend counts the communes of the EPCI');
  assert.ok(total < whole.fids.length, 'the demo has communes outside the EPCI');
  const around = whole.values.filter((value, at) => value !== null && !inside.fids.includes(whole.fids[at]));
  const classes = new Set(around.map((value) => whole.breaks.filter((bound) => bound <= value).length));
  const pale = [...classes].map((index) => faded(rows[index].colors[0]));
  await painted(page, pale, COVERED / 2);
});

story('a commune has the colour of its class, is selected by a click, and is not by another', at(WHOLE), async (page) => {
  const { items } = await server.read('/api/v1/territories?level=commune&limit=1000');
  const figures = await server.read('/api/v1/figures?indicator=coverage_rate&facet=total&level=commune');
  for (const one of [items[2], items[6]]) {
    const [lon, lat] = one.seat;
    await visit(page, server.origin, `${WHOLE}&z=12.5&lat=${lat}&lon=${lon}`);
    const { rows } = await shown(page);
    const value = figures.values[items.indexOf(one)];
    const own = figures.breaks.filter((bound) => bound <= value).length;
    await until(async () => {
      const found = await sharesInTheMiddle(page, rows.map((row) => row.colors[0]));
      return found.every((share, index) => (index === own ? share > 0.2 : share < 0.1));
    }, `${one.name} has the colour of the class of ${value}: “${rows[own].label}”`);
    const box = await page.locator('.map canvas').boundingBox();
    const middle = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(...middle);
    await page.locator('.tooltip strong').getByText(one.name, { exact: true }).waitFor();
    await page.mouse.click(...middle);
    await untilQuery(page, 'territoire', `commune:${one.code}`);
    await page.locator('.portrait h2').getByText(one.name, { exact: true }).waitFor();
    assert.notEqual((await page.locator('.sentence').textContent()).trim(), '');
    await page.mouse.click(...middle);
    await untilQuery(page, 'territoire', null);
    await page.locator('.rank').waitFor();
  }
});

story('the buttons of the map zoom in, out, and back to the whole territory', at(`${WHOLE}&z=10&lat=45.9&lon=-2.8`), async (page) => {
  const { used } = await shown(page);
  await painted(page, [used.find((row) => !row.pattern).colors[0]], NOISE);
  await page.getByRole('button', { name: 'Agrandir' }).click();
  await untilQuery(page, 'z', '11.00');
  await page.getByRole('button', { name: 'Réduire' }).click();
  await untilQuery(page, 'z', '10.00');
  await page.getByRole('button', { name: 'Réduire' }).click();
  await untilQuery(page, 'z', '9.00');
  await page.getByRole('button', { name: 'Revoir tout le territoire étudié' }).click();
  await until(() => Number(query(page).get('z')) > 9.2, 'the territory fills the map again');
  const { bounds } = await server.read('/api/v1/observatory');
  const [lon, lat] = [Number(query(page).get('lon')), Number(query(page).get('lat'))];
  assert.ok(bounds[0] - 0.2 < lon && lon < bounds[2], `${lon} lies near ${bounds}`);
  assert.ok(bounds[1] < lat && lat < bounds[3], `${lat} lies in ${bounds}`);
});
