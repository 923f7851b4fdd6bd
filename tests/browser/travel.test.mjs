// Travel: modes, areas of access, ways with their steps, lines and stops, what is said of timetables.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { demo, plain, query, settled, stage, story, tabTo, until, untilQuery } from './lib.mjs';
import { shares } from './pixels.mjs';

const { server, browser, end } = await stage(await demo());
after(end);
const at = (path, more = {}) => () => ({ server, browser, path, ...more });
const observatory = await server.read('/api/v1/observatory');
const MINUTES = '/?parent=tout&indicateur=nearest_minutes&facette=creche';
const COMMUNE = '00002';
const place = await server.read(`/api/v1/territories/commune/${COMMUNE}`);
const portrait = await server.read(`/api/v1/territories/commune/${COMMUNE}/portrait`);
const creche = portrait.nearest.find((one) => one.kind === 'creche' && one.travel === 'car' && one.rank === 1);
const number = (value) => plain(new Intl.NumberFormat('fr').format(value));
const count = ({ status, value }) => ({ known: number(value), suppressed: 'secret statistique', missing: 'non connu' })[status];

async function listed(page) {
  return page.locator('.row').evaluateAll((rows) =>
    rows.map((row) => [row.querySelector('.row-name').textContent, row.querySelector('.row-value').childNodes[0].textContent]),
  );
}

story('another mode of travel changes the numbers of the list, the title, the address and the map', at(MINUTES), async (page) => {
  const { travels } = observatory.indicators.find((one) => one.id === 'nearest_minutes');
  assert.ok(travels.length >= 4, `modes of the demo: ${travels}`);
  const menu = page.locator('.field-travel select');
  assert.deepEqual(await menu.locator('option').evaluateAll((list) => list.map((one) => one.value)), travels);
  const car = await listed(page);
  const title = await page.locator('.title h2').textContent();
  for (const travel of ['foot', 'transit']) {
    await menu.selectOption(travel);
    await untilQuery(page, 'travel', travel);
    await settled(page);
    const { names, values, status } = await server.read(`/api/v1/figures?indicator=nearest_minutes&facet=creche&level=commune&travel=${travel}`);
    const rows = await listed(page);
    assert.notDeepEqual(rows, car);
    for (const [name, shown] of rows) {
      const at = names.indexOf(name);
      const written = `${new Intl.NumberFormat('fr', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(values[at])} min`;
      if (status[at] === 'k') assert.equal(plain(shown), plain(written), `${name} by ${travel}`);
    }
    assert.notEqual(await page.locator('.title h2').textContent(), title);
  }
  await page.getByLabel('Thème').selectOption({ label: 'Habitants' });
  await until(async () => (await menu.count()) === 0, 'a measure that is not of travel has no mode');
});

story('the second map keeps a mode of its own', at(`${MINUTES}&b_indicateur=nearest_minutes&b_facette=creche&b_travel=foot`), async (page) => {
  const titles = () => page.locator('.map-head h3').allTextContents();
  const before = await until(async () => {
    const now = await titles();
    return now.length === 2 && now[0] !== now[1] && now;
  }, 'each map has its mode');
  await page.locator('.field-travel select').first().selectOption('bike');
  await untilQuery(page, 'travel', 'bike');
  await until(async () => (await titles())[0] !== before[0], 'the first map follows');
  assert.equal((await titles())[1], before[1]);
  assert.equal(query(page).get('b_travel'), 'foot');
});

story('a threshold puts every territory within it or beyond it', at(MINUTES), async (page) => {
  await page.locator('.classing select').first().selectOption('seuil');
  await page.locator('.classing select').nth(1).selectOption('10');
  await untilQuery(page, 'classes', 'seuil-10');
  const { values, status } = await server.read('/api/v1/figures?indicator=nearest_minutes&facet=creche&level=commune');
  const known = values.filter((_, at) => status[at] === 'k');
  const cells = page.locator('.classes tbody td');
  await until(async () => (await cells.count()) >= 2, 'there are two classes');
  const counts = (await cells.allTextContents()).slice(0, 2).map(Number);
  assert.deepEqual(counts, [known.filter((value) => value >= 10).length, known.filter((value) => value < 10).length]);
});

/** The rows of the table of areas, nearest first. */
function areas(page) {
  return page.locator('.zones tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent.trim().replace(/\s/g, ' '))),
  );
}

async function wanted(address) {
  const { features } = await server.read(address);
  return features.reverse().map(({ properties }) => [`${properties.minutes} min`, count(properties.children_under_3), number(properties.communes_reached)]);
}

story('the area from where one gets to a service is drawn, with the children that the API counts', at(`/?parent=tout&territoire=commune:${COMMUNE}`), async (page) => {
  await page.locator('.sentence').waitFor();
  await page.getByRole('button', { name: `Zone d’où l’on rejoint ${creche.service.name}` }).first().click();
  await untilQuery(page, 'zone', creche.service.id);
  const address = `/api/v1/isochrones?service=${encodeURIComponent(creche.service.id)}&travel=car&minutes=`;
  const expected = await wanted(`${address}5,10,15`);
  await until(async () => (await areas(page)).length === 3, 'three limits');
  assert.deepEqual(await areas(page), expected);
  // Colours of the edges of 5 and 15 minutes.
  await until(async () => (await shares(page, [[11, 31, 92], [36, 100, 214]], 12)).every((share) => share > 0.0003), 'the edges are drawn');
  await page.getByRole('checkbox', { name: '20 min' }).check();
  await untilQuery(page, 'limites', '5.10.15.20');
  await until(async () => (await areas(page)).length === 4, 'a fourth limit');
  assert.deepEqual(await areas(page), await wanted(`${address}5,10,15,20`));
  await page.reload();
  await settled(page);
  await until(async () => (await areas(page)).length === 4, 'the address keeps them');
  await page.getByRole('button', { name: 'Fermer les trajets' }).click();
  await untilQuery(page, 'zone', null);
});

story('a click on the map chooses the place of an area', at('/?parent=tout'), async (page) => {
  await page.getByRole('button', { name: 'Trajets' }).click();
  await page.getByRole('button', { name: 'Choisir un lieu d’arrivée' }).click();
  const map = await page.locator('.map canvas').boundingBox();
  await until(async () => {
    await page.mouse.click(map.x + map.width / 2 + 100, map.y + map.height / 2);
    return query(page).get('zone') !== null;
  }, 'a place is chosen');
  const chosen = query(page).get('zone').replace('@', '');
  await until(async () => (await areas(page)).length === 3, 'its areas');
  assert.deepEqual(await areas(page), await wanted(`/api/v1/isochrones?at=${chosen}&travel=car&minutes=5,10,15`));
  assert.equal(query(page).get('territoire'), null, 'no territory was chosen');
});

story('with the keyboard alone a home is chosen, a service, and its way is read step by step', at('/?parent=tout&indicateur=nearest_minutes&facette=creche'), async (page) => {
  await tabTo(page, '.tools button[aria-pressed=false]:nth-of-type(2)');
  await page.keyboard.press('Enter');
  await page.locator('.journey').waitFor();
  await tabTo(page, '.map canvas');
  await page.locator('.reached').waitFor();
  await page.keyboard.press('Enter');
  await until(() => query(page).get('depuis') !== null, 'a home is chosen');
  const home = query(page).get('depuis').replace('@', '');
  const { items } = await server.read(`/api/v1/services/nearest?at=${home}&kind=creche&travel=car&count=3`);
  await page.locator('.choices li').nth(items.length - 1).waitFor();
  const named = (await page.locator('.choices button').allTextContents()).map(plain);
  assert.deepEqual(named, items.map((one) => plain(`Trajet vers ${one.name}`)));
  await tabTo(page, '.choices button');
  await page.keyboard.press('Enter');
  await untilQuery(page, 'vers', items[0].service);
  const route = await server.read(`/api/v1/routes?from=${home}&service=${encodeURIComponent(items[0].service)}&travel=car`);
  await page.locator('.steps li').first().waitFor();
  const steps = (await page.locator('.steps li').allTextContents()).map(plain);
  assert.equal(steps.length, route.properties.steps.length);
  route.properties.steps.forEach((step, at) => {
    assert.ok(steps[at].startsWith(step.name === '' ? 'voie sans nom' : plain(step.name)), `${steps[at]} is ${step.name}`);
  });
  assert.ok(plain(await page.locator('.way-sum').textContent()).startsWith(`${Math.round(route.properties.seconds / 60)} min`) || route.properties.seconds < 60);
  await until(async () => (await shares(page, [[11, 31, 92]], 8))[0] > 0.0002, 'the way is drawn');
});

const LINE = { type: 'LineString', coordinates: [place.seat, [place.seat[0] + 0.02, place.seat[1] + 0.01]] };
const leg = (means, line, from, to, departs, arrives, seconds) => ({ type: 'Feature', geometry: LINE, properties: { means, line, from, to, departs, arrives, seconds } });
const LEGS = [
  leg('walk', null, null, 'Filature', '08:02', '08:09', 420),
  leg('ride', '12', 'Filature', 'Gare', '08:12', '08:31', 1140),
  leg('on_demand', 'Navette', 'Gare', null, '08:40', '08:55', 900),
];

/** A fictional way by timetable in the place of the server's, so that each kind of leg is there. */
async function byTimetable(page) {
  const properties = { travel: 'transit', seconds: 3180, transfers: 1, walking_s: 420, waiting_s: 720 };
  const json = { type: 'FeatureCollection', properties, features: LEGS };
  await page.route('**/api/v1/routes?**', (route) => route.fulfill({ json }));
  const nearest = { origin: { lon: 0, lat: 0 }, kind: 'creche', travel: 'transit', minutes: 60, snap_limit_m: 500, items: [], outcome: 'beyond' };
  await page.route('**/api/v1/services/nearest?**', (route) => route.fulfill({ json: nearest }));
}

const BUS = `${MINUTES}&travel=transit&depuis=@${place.seat}&vers=${creche.service.id}`;
story('a way by timetable has its legs with their hours, stops and lines', at(BUS, { before: byTimetable }), async (page) => {
  await page.locator('.steps li').first().waitFor();
  const steps = (await page.locator('.steps li').allTextContents()).map(plain);
  assert.equal(steps.length, LEGS.length);
  LEGS.forEach(({ properties: { departs, arrives, line, from, to } }, at) => {
    for (const part of [departs, arrives, line ?? '', from ?? 'le départ', to ?? 'l’arrivée']) {
      assert.ok(steps[at].includes(part), `“${steps[at]}” tells ${part}`);
    }
  });
  assert.match(plain(await page.locator('.way-sum').textContent()), /53 min.*1 correspondance.*7 min à pied.*12 min d’attente/);
  await page.getByText('Aucun de ces services').waitFor();
  await until(async () => (await shares(page, [[11, 31, 92]], 8))[0] > 0.0002, 'the way is drawn');
});

story('lines and stops are laid on the map, counted, and taken away', at('/?parent=tout'), async (page) => {
  const [lines, stops] = await Promise.all(['lines', 'stops'].map((name) => server.read(`/api/v1/timetables/${name}`)));
  const distinct = ({ features }) => new Set(features.map((one) => one.properties.id)).size;
  await page.getByLabel('Lignes de transport').check();
  await page.getByLabel('Arrêts de transport').check();
  await untilQuery(page, 'couches', 'lignes.arrets');
  const notes = page.locator('.map-layers .legend-note');
  await until(async () => (await notes.count()) === 2, 'both are counted');
  const [first, second] = (await notes.allTextContents()).map((text) => Number.parseInt(text.replace(/\s/g, ''), 10));
  assert.deepEqual([first, second], [distinct(lines), distinct(stops)]);
  await page.getByLabel('Lignes de transport').uncheck();
  await untilQuery(page, 'couches', 'arrets');
});

story('the portrait tells minutes by each mode, each with its origin', at(`/?territoire=commune:${COMMUNE}`), async (page) => {
  await page.locator('.sentence').waitFor();
  const kinds = [...new Set(portrait.nearest.map((one) => one.kind))];
  const row = page.locator('.nearest > li').nth(kinds.indexOf('creche'));
  await row.locator('summary').click();
  const said = plain(await row.textContent());
  const of = portrait.nearest.filter((one) => one.kind === 'creche' && one.rank === 1);
  assert.ok(of.length >= 3, 'several modes reach a crèche');
  for (const one of of) {
    const minutes = one.minutes < 1 ? 'moins de 1 min' : `${number(Math.round(one.minutes))} min`;
    assert.ok(said.includes(minutes), `${one.travel}: ${minutes} in ${said}`);
  }
  await row.locator('.nearest-time .figure-beside').click();
  const { provenance } = portrait.minutes.find((one) => one.kind === 'creche').modes.find((one) => one.travel === 'car');
  const { method_fr } = await server.read(`/api/v1/figures/${provenance}/provenance`);
  await page.locator('dialog[open] .sources').waitFor();
  assert.ok(plain(await page.locator('dialog[open]').textContent()).includes(plain(method_fr)));
});

story('the page of sources tells what was found in each timetable and what was done', at('/?page=donnees'), async (page) => {
  const { items } = await server.read('/api/v1/timetables/diagnosis');
  assert.ok(items.length > 0);
  const feeds = page.locator('.feed');
  await feeds.first().waitFor();
  assert.equal(await feeds.count(), items.length);
  for (const [at, report] of items.entries()) {
    const said = plain(await feeds.nth(at).textContent());
    for (const part of [report.file, number(report.stops), number(report.trips), ...report.agencies]) assert.ok(said.includes(plain(part)), part);
    for (const one of report.counts) assert.ok(said.includes(plain(one.label_fr)), one.label_fr);
    const rows = feeds.nth(at).locator('.table-box tbody tr');
    assert.equal(await rows.count(), report.counts.length === 0 ? 0 : report.findings.length);
    for (const [row, finding] of report.findings.slice(0, 5).entries()) {
      const cells = (await rows.nth(row).locator('td').allTextContents()).map(plain);
      assert.deepEqual(cells.slice(0, 2), [finding.file, finding.line === null ? '–' : String(finding.line)]);
      assert.equal(cells.at(-1), plain(finding.reason));
    }
  }
});
