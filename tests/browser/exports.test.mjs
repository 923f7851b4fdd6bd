// What can be taken away holds what is shown: CSV, XLSX, a picture, a sheet of paper.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import { csv, download, sheet } from './files.mjs';
import { demo, pictures, stage, story, until } from './lib.mjs';
import { counted, legend, painted } from './pixels.mjs';

const { server, browser, end } = await stage(await demo());
after(end);
const at = (path) => () => ({ server, browser, path, acceptDownloads: true });

async function choose(page, name) {
  await page.locator('.menu summary').click();
  return download(page, () => page.locator('.menu-items > *').filter({ hasText: name }).first().click());
}

const TABLE = '/?parent=tout&vue=tableau&tri=nom';
story('the CSV files hold the rows of the table, in its order, and tell secret from not known', at(TABLE), async (page) => {
  const figures = await server.read('/api/v1/figures?indicator=coverage_rate&facet=total&level=commune');
  const names = await page.locator('.data tbody th').allTextContents();
  for (const [option, separator, mark] of [['CSV (;)', ';', ','], ['CSV (,)', ',', '.']]) {
    const file = await choose(page, option);
    assert.match(file.name, /^taux-de-couverture.*\.csv$/);
    const text = file.bytes.toString('utf8');
    assert.equal(text.startsWith('\ufeff'), separator === ';', 'a BOM for spreadsheets only');
    const [header, ...rows] = csv(text.replace('\ufeff', ''), separator);
    assert.deepEqual(rows.map((row) => row[header.indexOf('nom')]), names);
    for (const row of rows) {
      const index = figures.codes.indexOf(row[header.indexOf('code')]);
      const word = { k: 'connu', s: 'secret statistique', m: 'non connu' }[figures.status[index]];
      assert.equal(row[header.indexOf('statut')], word);
      const value = row[header.indexOf('valeur')];
      if (figures.status[index] === 'k') {
        assert.ok(Math.abs(Number(value.replace(mark, '.')) - figures.values[index]) < 1e-5, `${value} of ${row}`);
      } else assert.equal(value, '');
      assert.equal(row[header.indexOf('annee')], String(figures.year));
      assert.notEqual(row[header.indexOf('licence')], '');
    }
  }
});

story('the workbook holds the same rows, as numbers and as words', at(TABLE), async (page) => {
  const figures = await server.read('/api/v1/figures?indicator=coverage_rate&facet=total&level=commune');
  const file = await choose(page, 'XLSX');
  assert.match(file.name, /\.xlsx$/);
  const cells = sheet(file.bytes);
  for (const [index, code] of figures.codes.entries()) {
    const row = cells.find((one) => one.includes(code));
    assert.ok(row?.includes(figures.names[index]), `${code} and its name are there, as texts`);
    const value = figures.values[index];
    if (figures.status[index] === 'k') {
      assert.ok(row.some((cell) => typeof cell === 'number' && Math.abs(cell - value) < 0.06), `${value} in ${row}`);
    } else {
      assert.ok(!row.some((cell) => typeof cell === 'number'), `a number beside a secret: ${row}`);
      assert.ok(row.some((cell) => /secret|non disponible|non connu/.test(cell)), `the word of ${row}`);
    }
  }
});

story('two measures that are compared go into one file, each row with its own', at('/?parent=tout&vue=tableau&b_indicateur=population&b_niveau=commune'), async (page) => {
  const { text } = { text: (await choose(page, 'CSV (,)')).bytes.toString('utf8') };
  const [header, ...rows] = csv(text, ',');
  const { counts } = await server.read('/api/v1/observatory');
  assert.equal(rows.length, 2 * counts.commune);
  assert.equal(new Set(rows.map((row) => row[header.indexOf('mesure')])).size, 2);
});

story('the picture shows the map with its colours, and the legend', at('/?parent=tout'), async (page) => {
  const used = (await until(async () => {
    const rows = await legend(page);
    return rows.length > 0 && rows;
  }, 'there is a legend')).filter((row) => row.count > 0 && !row.pattern);
  await painted(page, used.map((row) => row.colors[0]), 0.004);
  const file = await choose(page, 'Image PNG');
  assert.match(file.name, /\.png$/);
  assert.equal(file.bytes.subarray(1, 4).toString(), 'PNG');
  await writeFile(join(pictures(), 'export.png'), file.bytes);
  const all = await legend(page);
  const plain = all.filter((row) => !row.pattern).map((row) => row.colors[0]);
  const found = await counted(page, file.bytes, plain, 3);
  plain.forEach((color, index) => {
    // A swatch alone for a class without a territory, the map as well for the others.
    assert.ok(found[index] > (all[index].count > 0 ? 0.002 : 0.0001), `${color} is in the picture: ${found[index]}`);
  });
});

story('a sheet of paper has the map, its legend, its sources and the portrait', at('/?parent=tout&territoire=commune:00003'), async (page) => {
  await page.locator('.sentence').waitFor();
  const used = (await legend(page)).filter((row) => row.count > 0 && !row.pattern);
  await painted(page, used.map((row) => row.colors[0]), 0.004);
  const bytes = await page.pdf({ preferCSSPageSize: true });
  await writeFile(join(pictures(), 'print.pdf'), bytes);
  const text = bytes.toString('latin1');
  const [width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(text).slice(1).map(Number);
  assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `A4: ${width} × ${height}`);
  assert.ok([...text.matchAll(/\/Width (\d+)/g)].some(([, pixels]) => Number(pixels) > 400), 'the map is a picture in it');

  // The same on the screen, to see the colours: a browser fires these events when it prints.
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const frame = await page.locator('.print-map').screenshot();
  const found = await counted(page, frame, used.map((row) => row.colors[0]), 3);
  assert.ok(found.every((share) => share > 0.0008), `the printed map has the colours of the legend: ${found}`);
  for (const part of ['.legend', '.legend-source', '.portrait h2', '.sentence', '.printed']) {
    assert.ok(await page.locator(part).isVisible(), `${part} is printed`);
  }
  for (const part of ['.controls', '.tools', '.map-buttons', '.combobox', '.switch']) {
    assert.equal(await page.locator(part).first().isVisible(), false, `${part} is not printed`);
  }
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(beyond, 0);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  assert.equal(await page.locator('.print-map').count(), 0);
});

const PHONE = () => ({ server, browser, path: '/?parent=tout&territoire=commune:00003&vue=portrait', viewport: { width: 390, height: 844 } });
story('from a phone the sheet has the map and the portrait too, and the screen its own part again', PHONE, async (page) => {
  await page.locator('.sentence').waitFor();
  assert.equal(await page.locator('.map canvas').count(), 0, 'the phone shows the portrait alone');
  // No printer here: the browser's own function is replaced by one that looks at what it would print.
  await page.evaluate(() => {
    globalThis.print = () => {
      dispatchEvent(new Event('beforeprint'));
      globalThis.looking = true;
    };
  });
  await page.getByRole('button', { name: 'Imprimer' }).click();
  await until(() => page.evaluate(() => globalThis.looking === true), 'the browser is asked to print');
  await page.emulateMedia({ media: 'print' });
  const used = (await legend(page)).filter((row) => row.count > 0 && !row.pattern);
  const frame = await page.locator('.print-map').screenshot();
  const found = await counted(page, frame, used.map((row) => row.colors[0]), 3);
  assert.ok(found.every((share) => share > 0.0005), `the printed map has the colours of the legend: ${found}`);
  for (const part of ['.legend .classes', '.legend-source', '.portrait h2', '.sentence', '.nearest', '.printed']) {
    assert.ok(await page.locator(part).first().isVisible(), `${part} is printed`);
  }
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await until(async () => (await page.locator('.map').count()) === 0, 'the portrait is alone again');
});
