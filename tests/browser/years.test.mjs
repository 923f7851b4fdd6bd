// The years of a measure: chosen for the map and the table, drawn in the portrait, told one by one.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { demo, plain, settled, stage, story, until, untilQuery, visit, WIDE, withPast } from './lib.mjs';

const { server, browser, end } = await stage(await demo(withPast(2020, 2022)));
after(end);
const at = (path) => () => ({ server, browser, path });
const observatory = await server.read('/api/v1/observatory');
const WHOLE = '/?parent=tout';

story('a past year is chosen, is in the address, and gives its own numbers', at(`${WHOLE}&indicateur=population&vue=tableau`), async (page) => {
  const indicator = observatory.indicators.find((one) => one.id === 'population');
  assert.ok(indicator.years.length > 1, 'the demo has a past');
  const year = indicator.years[0];
  await page.getByLabel('Année').selectOption(String(year));
  await untilQuery(page, 'annee', String(year));
  await settled(page);
  const then = await server.read(`/api/v1/figures?indicator=population&facet=total&level=commune&year=${year}`);
  const now = await server.read('/api/v1/figures?indicator=population&facet=total&level=commune');
  assert.notDeepEqual(then.values, now.values);
  const numbers = await page.locator('td.value').evaluateAll((cells) =>
    cells.map((cell) => Number(cell.textContent.replace(/\D/g, ''))),
  );
  // What was shared out between the parts of a commune is no whole number; the page rounds it.
  const wanted = then.values.filter((value) => value !== null).map(Math.round);
  assert.deepEqual(numbers, wanted.sort((a, b) => b - a));
  assert.match(await page.locator('.where').textContent(), new RegExp(`${year}$`));
  assert.equal(await page.locator('.data abbr').filter({ hasText: 'recomposé' }).count(), then.carried.length);
});

story('the portrait draws the years, and its table gives each number with where it comes from', at(`${WHOLE}&indicateur=population&territoire=commune:00003`), async (page) => {
  const series = await server.read('/api/v1/territories/commune/00003/series?indicator=population&facet=total');
  assert.ok(series.points.length > 1);
  const line = page.locator('.current .spark-button');
  assert.match(plain(await line.getAttribute('aria-label')), new RegExp(`De ${series.points[0].year} à ${series.points.at(-1).year} :`));
  await line.click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('.series-table').waitFor();
  const shown = await dialog.locator('.series-table tbody tr').evaluateAll((rows) =>
    rows.map((row) => [Number(row.querySelector('th').textContent.slice(0, 4)), Number(row.querySelector('td').textContent.replace(/\D/g, ''))]),
  );
  assert.deepEqual(shown, series.points.map(({ year, value }) => [year, value.value]));
  assert.equal(await dialog.locator('.chart circle').count(), series.points.filter((one) => one.value.status === 'known').length);
  await dialog.locator('.series-table .figure').first().click();
  await dialog.locator('.asked-title').getByText(String(series.points[0].year)).waitFor();
  const origin = await server.read(`/api/v1/figures/${encodeURIComponent(series.points[0].provenance)}/provenance`);
  await until(async () => plain(await dialog.textContent()).includes(plain(origin.method_fr)), 'the method of that year');
});

story('what others published stands beside what is computed, with its year and its author', at('/?territoire=commune:00003'), async (page) => {
  const { figures } = await server.read('/api/v1/territories/commune/00003/portrait');
  const figure = figures.find((one) => one.indicator === 'coverage_rate' && one.facet === 'total');
  const country = figure.compare.find((one) => one.level === 'pays');
  assert.ok(country, 'the country is compared with');
  const said = plain(await page.locator('.current .published').filter({ hasText: 'France' }).textContent());
  for (const part of ['France', country.value.value.toLocaleString('fr-FR'), String(country.year), country.source]) {
    assert.ok(said.includes(part), `${part} in “${said}”`);
  }
});

const FULL =
  '/?lang=en&indicateur=population&facette=total&niveau=commune&parent=tout&territoire=commune:00003&b_indicateur=births&b_facette=total&b_niveau=epci&classes=jenks-4&annee=YEAR&couches=carreaux&z=10.00&lat=45.90000&lon=-2.80000';
story('a shared link opens all of a view: maps, classes, year, layers, place and language', at('/'), async (page) => {
  const link = FULL.replace('YEAR', String(observatory.years[0]));
  await visit(page, server.origin, link);
  const look = async (one) => {
    await until(async () => (await one.locator('.map-head strong').count()) > 0, 'the selection is on the maps');
    return one.evaluate(() => ({
      lang: document.documentElement.lang,
      titles: [...document.querySelectorAll('.map-head h3, .map-head .where')].map((part) => part.textContent),
      chosen: [...document.querySelectorAll('.controls select')].map((menu) => menu.value),
      legend: [...document.querySelectorAll('.legend tbody')].map((part) => part.textContent),
      layers: [...document.querySelectorAll('.map-layers input')].map((box) => box.checked),
      scale: [...document.querySelectorAll('.maplibregl-ctrl-scale')].map((part) => part.textContent),
    }));
  };
  const mine = await look(page);
  assert.ok(mine.chosen.includes('jenks') && mine.chosen.includes('4') && mine.layers.includes(true), JSON.stringify(mine));
  assert.ok(mine.titles.some((title) => title.includes(String(observatory.years[0]))));
  const copied = new URL(page.url());
  const wanted = new URLSearchParams(link.slice(2));
  for (const [name, value] of wanted) assert.equal(copied.searchParams.get(name), value, name);
  const other = await browser.newContext({ viewport: WIDE, locale: 'de-DE' });
  try {
    const theirs = await other.newPage();
    await visit(theirs, server.origin, copied.search);
    assert.deepEqual(await look(theirs), mine);
  } finally {
    await other.close();
  }
});
