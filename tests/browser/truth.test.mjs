// Every number on the page is the one that the API gives, written as the language wants it.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { demo, NARROW, plain, query, rewrite, settled, stage, story, until, visit, withoutBirths } from './lib.mjs';
import { legend } from './pixels.mjs';

/** Nobody knows its births: it has no rate. The demo itself has no such commune. */
const UNKNOWN = '00002';
/** A row to be refused: there is no such kind of service. */
const WRONG = `phare-1,Phare,phare,L'Étamine,00003,00010,1 rue du Fil,,45.97,-2.78,,,,,,2024-12-01,,,,,,,Maillage (fictif),,,,,\n`;
const { server, browser, end } = await stage(await demo(withoutBirths(UNKNOWN), rewrite('services/services.csv', (text) => text + WRONG)));
after(end);
const observatory = await server.read('/api/v1/observatory');
const at = (path, more = {}) => () => ({ server, browser, path, ...more });
const LIST = { viewport: { ...NARROW, width: 800 } };
/** No number is written this way, in any language. */
const BROKEN = /\b(undefined|NaN|null|Infinity)\b|\[object|\{\w+\}/;

/** A number as the list writes it: minutes and percents keep their unit. */
function written(lang, unit, decimals, value) {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  if (unit === 'minutes') return new Intl.NumberFormat(lang, { ...digits, style: 'unit', unit: 'minute' }).format(value);
  if (unit === 'percent') return new Intl.NumberFormat(lang, { ...digits, style: 'percent' }).format(value / 100);
  return new Intl.NumberFormat(lang, digits).format(value);
}

const WORDS = {
  fr: { k: null, s: 'secret statistique', m: 'non connu' },
  en: { s: 'statistical secret', m: 'not known' },
};

/** Rows of the list, worst first: names with the value that must stand beside them. */
function expected(figures, lang) {
  const sign = figures.better === 'higher' ? 1 : -1;
  const rows = figures.fids.map((fid, index) => {
    const letter = figures.status[index];
    const value = figures.values[index];
    const text = letter === 'k' ? written(lang, figures.unit, figures.decimals, value) : WORDS[lang][letter];
    return { name: figures.names[index], letter, value, text };
  });
  const order = { k: 0, s: 1, m: 2 };
  const collator = new Intl.Collator(lang, { numeric: true });
  return rows.sort(
    (a, b) =>
      order[a.letter] - order[b.letter] ||
      sign * ((a.value ?? 0) - (b.value ?? 0)) ||
      collator.compare(a.name, b.name),
  );
}

for (const lang of ['fr', 'en']) {
  story(`the list has the order and the numbers of the API, in ${lang}`, at('/?vue=liste&parent=tout', LIST), async (page) => {
    for (const indicator of observatory.indicators) {
      const facet = indicator.facets.includes('total') ? 'total' : indicator.facets.at(-1);
      const figures = await server.read(`/api/v1/figures?indicator=${indicator.id}&facet=${facet}&level=commune`);
      await visit(page, server.origin, `/?vue=liste&parent=tout&lang=${lang}&indicateur=${indicator.id}&facette=${facet}`);
      await page.locator('.row').first().waitFor();
      const shown = await page.locator('.row').evaluateAll((rows) =>
        rows.map((row) => ({
          name: row.querySelector('.row-name').textContent,
          text: row.querySelector('.row-value').childNodes[0].textContent,
        })),
      );
      const wanted = expected(figures, lang).map(({ name, text }) => ({ name, text }));
      assert.deepEqual(shown, wanted, `${indicator.id}, ${facet}`);
    }
  });
}

story('in the list the number says where it comes from, and the name opens the portrait', at('/?parent=tout'), async (page) => {
  const row = page.locator('.row').filter({ has: page.locator('.row-value') }).nth(3);
  const name = await row.locator('.row-name').textContent();
  const number = await row.locator('.row-value').evaluate((one) => one.childNodes[0].textContent);
  await row.locator('.row-value').click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('.sources').waitFor();
  assert.equal(query(page).get('territoire'), null, 'the list stays');
  const said = plain(await dialog.textContent());
  assert.ok(said.includes(plain(name)) && said.includes(plain(number)), `${name}, ${number}: ${said.slice(0, 200)}`);
  const { method_fr } = await server.read('/api/v1/figures/coverage_rate.total/provenance');
  assert.ok(said.includes(plain(method_fr)));
  await page.keyboard.press('Escape');
  await row.locator('.row-name').click();
  await page.locator('.portrait h2').getByText(name, { exact: true }).waitFor();
});

story('not known, secret and zero are three different words', at('/?vue=liste&parent=tout', LIST), async (page) => {
  const figures = await server.read('/api/v1/figures?indicator=coverage_rate&facet=total&level=commune');
  const text = async (index) => {
    const row = page.locator('.row').filter({ has: page.getByText(figures.names[index], { exact: true }) });
    return (await row.locator('.row-value').textContent()).trim();
  };
  const found = await Promise.all([figures.status.indexOf('m'), figures.status.indexOf('s'), figures.values.indexOf(0)].map(text));
  assert.deepEqual(found, ['non connu', 'secret statistique', '0,0']);
});

story('the legend counts each territory once', at('/?parent=tout'), async (page) => {
  for (const name of ['coverage_rate/total', 'nearest_minutes/laep', 'births/total', 'children_beyond/creche']) {
    const [indicator, facet] = name.split('/');
    await visit(page, server.origin, `/?parent=tout&indicateur=${indicator}&facette=${facet}`);
    const figures = await server.read(`/api/v1/figures?indicator=${indicator}&facet=${facet}&level=commune`);
    const rows = await until(async () => {
      const list = await legend(page);
      return list.length > 0 && list;
    }, 'there is a legend');
    const sum = (list) => list.reduce((total, row) => total + row.count, 0);
    assert.equal(sum(rows), figures.fids.length, name);
    assert.equal(sum(rows.filter((row) => !row.pattern)), figures.summary.known, name);
    const breaks = new Set(figures.breaks);
    assert.equal(rows.filter((row) => !row.pattern).length, breaks.size + 1, `${name}: one class more than limits`);
  }
});

story('the provenance of a number names the licence and the vintage of its sources', at('/?territoire=commune:00001'), async (page) => {
  await page.locator('.sentence').waitFor();
  await page.locator('.theme[open] .figure').first().click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('.sources').waitFor();
  const origin = await server.read('/api/v1/figures/coverage_rate.total/provenance');
  const said = await dialog.textContent();
  assert.ok(origin.sources.length > 0);
  for (const source of origin.sources) {
    for (const part of [source.title, source.producer, source.licence, source.vintage]) {
      assert.ok(said.includes(part), `the dialog names ${part}`);
    }
    for (const file of source.files) assert.ok(said.includes(file.sha256), `the dialog has the digest of ${file.file}`);
  }
  for (const part of [origin.method_fr, origin.program_version, origin.snapshot_id]) {
    assert.ok(plain(said).includes(plain(part)), part);
  }
  const [numerator, denominator] = await dialog.locator('.asked .facts dd').allTextContents();
  const { figures } = await server.read('/api/v1/territories/commune/00001/portrait');
  const figure = figures.find((one) => one.indicator === 'coverage_rate' && one.facet === 'total');
  assert.equal(Number(numerator), figure.numerator.value);
  assert.equal(Number(denominator), figure.denominator.value);
  assert.doesNotMatch(said, BROKEN);
});

story('the page of the sources counts as the API does', at('/?page=donnees'), async (page) => {
  const { items } = await server.read('/api/v1/sources');
  await page.locator('.cards > li').first().waitFor();
  const cards = await page.locator('.cards > li').evaluateAll((list) =>
    list.map((card) => ({
      title: card.querySelector('h3').textContent,
      facts: [...card.querySelectorAll('.facts dd')].map((one) => one.textContent),
      tally: [...card.querySelectorAll('.tally span')].map((one) => Number(one.textContent.replace(/\D/g, ''))),
    })),
  );
  const wanted = items.map((source) => ({
    title: source.title,
    facts: [source.producer, source.licence, source.vintage],
    tally: [source.accepted, source.rejected, source.repaired, ...(source.outside > 0 ? [source.outside] : [])],
  }));
  assert.deepEqual(cards, wanted);
  const refused = items.find((source) => source.rejected > 0);
  assert.equal(refused?.id, 'services', 'one row was refused');
  const { items: reasons, total } = await server.read(`/api/v1/sources/${refused.id}/rejections?limit=200`);
  await page.locator('.cards > li').filter({ hasText: refused.title }).getByRole('button').click();
  await page.locator('.cards .reason').first().waitFor();
  const plain = (said) => said.replace(/[\u00a0\u202f]/g, ' ');
  const told = await page.locator('.cards .reason').allTextContents();
  assert.deepEqual(told.map(plain), reasons.map((one) => plain(one.reason_fr ?? one.reason)));
  assert.ok((await page.locator('.cards caption').textContent()).includes(String(total)));
});

story('the portrait of every territory is whole, in both languages', at('/?vue=portrait', LIST), async (page) => {
  const levels = await Promise.all(
    observatory.levels.map((level) => server.read(`/api/v1/territories?level=${level}&limit=1000`)),
  );
  const territories = levels.flatMap(({ items }) => items);
  assert.equal(territories.length, observatory.counts.commune + observatory.counts.epci + observatory.counts.departement);
  for (const { level, code, name } of territories) {
    const portrait = await server.read(`/api/v1/territories/${level}/${code}/portrait`);
    await visit(page, server.origin, `/?vue=portrait&territoire=${level}:${code}`);
    for (const lang of ['fr', 'en']) {
      if (lang === 'en') await page.getByRole('button', { name: 'Read this page in English' }).click();
      await page.locator('.sentence').waitFor();
      await page.locator('details.theme').evaluateAll((list) => {
        for (const one of list) one.open = true;
      });
      assert.equal(await page.locator('.portrait h2').textContent(), name);
      assert.equal(plain(await page.locator('.sentence').textContent()), plain(portrait[`sentence_${lang}`]));
      assert.equal(await page.locator('.figure').count(), portrait.figures.length, `figures of ${name}`);
      const kinds = new Set(portrait.nearest.map((one) => one.kind));
      assert.equal(await page.locator('.nearest > li').count(), kinds.size, `services near ${name}`);
      assert.doesNotMatch(await page.locator('body').innerText(), BROKEN, `${name} in ${lang}`);
    }
  }
});

story('figures of a portrait stand beside those of its EPCI and département', at('/?territoire=commune:00001'), async (page) => {
  await page.locator('.sentence').waitFor();
  const { figures, territory } = await server.read('/api/v1/territories/commune/00001/portrait');
  const figure = figures.find((one) => one.indicator === 'coverage_rate' && one.facet === 'total');
  const cells = await page.locator('tr.current td').evaluateAll((list) => list.map((cell) => cell.firstChild.textContent.trim()));
  const indicator = observatory.indicators.find((one) => one.id === 'coverage_rate');
  const text = ({ status, value }) =>
    status === 'known' ? written('fr', indicator.unit, indicator.decimals, value) : WORDS.fr[status[0]];
  assert.deepEqual(cells, [figure.value, ...['epci', 'departement'].map((level) => figure.compare.find((one) => one.level === level).value)].map(text));
  const heads = await page.locator('.theme[open] thead th').allTextContents();
  assert.deepEqual(heads.slice(1), [territory.name, territory.epci.name, territory.departement.name]);
  await settled(page);
});
