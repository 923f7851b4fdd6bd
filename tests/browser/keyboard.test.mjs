// The whole journey without a mouse. No pointer is used in this file: only `page.keyboard`.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { demo, plain, query, settled, stage, story, tabTo, until, untilQuery } from './lib.mjs';

const { server, browser, end } = await stage(await demo());
after(end);
const at = (path) => () => ({ server, browser, path });
const ETAMINE = { code: '00003', name: "L'Étamine" };

/** What has the focus: the text of it, and whether it lies in a part of the page. */
function focused(page, within = 'body') {
  return page.evaluate((wanted) => {
    const now = document.activeElement;
    return { text: now?.textContent?.trim() ?? '', inside: now?.closest(wanted) != null };
  }, within);
}

async function search(page, words) {
  await tabTo(page, '[role=combobox]');
  await page.keyboard.type(words);
  await page.locator('[role=option]').first().waitFor();
}

story('the first press of Tab offers to skip to the content, and Enter does', at('/'), async (page) => {
  await page.keyboard.press('Tab');
  const skip = page.locator(':focus');
  assert.equal(await skip.textContent(), 'Aller au contenu');
  const box = await until(async () => {
    const seen = await skip.boundingBox();
    return seen !== null && seen.y >= 0 && seen.height > 10 && seen;
  }, 'the link is in sight once it has the focus');
  assert.ok(box.x >= 0);
  await page.keyboard.press('Enter');
  await until(() => page.evaluate(() => document.activeElement?.id === 'contenu'), 'the content has the focus');
  await page.keyboard.press('Tab');
  assert.ok((await focused(page, 'main')).inside, 'the next Tab goes on inside the content');
});

story('a commune is found by a part of its name without accents, and its portrait opens', at('/'), async (page) => {
  await search(page, 'etami');
  const field = page.locator('[role=combobox]');
  assert.equal(await field.getAttribute('aria-expanded'), 'true');
  assert.match(await page.locator('.combobox [role=status]').textContent(), /1 territoire trouvé/);
  await page.keyboard.press('ArrowDown');
  const active = await field.getAttribute('aria-activedescendant');
  const option = page.locator(`[id="${active}"]`);
  assert.equal(await option.getAttribute('aria-selected'), 'true');
  assert.match(await option.textContent(), /L'Étamine.*00010/);
  await page.keyboard.press('Enter');
  await untilQuery(page, 'territoire', `commune:${ETAMINE.code}`);
  const portrait = page.locator('.portrait');
  await portrait.locator('h2').getByText(ETAMINE.name).waitFor();
  const { sentence_fr } = await server.read(`/api/v1/territories/commune/${ETAMINE.code}/portrait`);
  assert.equal(plain(await portrait.locator('.sentence').textContent()), plain(sentence_fr));
  assert.match(sentence_fr, /L'Étamine.*enfant/);
});

story('Escape closes the suggestions, then empties the field', at('/'), async (page) => {
  await search(page, 'sai');
  const field = page.locator('[role=combobox]');
  assert.ok((await page.locator('[role=option]').count()) > 1);
  await page.keyboard.press('Escape');
  await until(async () => (await field.getAttribute('aria-expanded')) === 'false', 'the list is closed');
  assert.equal(await field.inputValue(), 'sai');
  await page.keyboard.press('Escape');
  await until(async () => (await field.inputValue()) === '', 'the field is empty');
  await page.keyboard.type('zzzz');
  await page.locator('.combobox [role=status]').getByText('Aucun territoire ne correspond à « zzzz ».').waitFor();
});

const OPEN = `/?territoire=commune:${ETAMINE.code}`;
story('Enter on a figure says where it comes from, keeps the focus there, and Escape gives it back', at(OPEN), async (page) => {
  await page.locator('.sentence').waitFor();
  await tabTo(page, '.figure');
  const name = await page.locator(':focus').getAttribute('aria-label');
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog[open]');
  await dialog.locator('.sources').waitFor();
  assert.equal(await dialog.getAttribute('aria-labelledby'), await dialog.locator('h2').getAttribute('id'));
  await until(async () => (await focused(page, 'dialog')).inside, 'the focus is in the dialog');
  let visited = 0;
  for (let pressed = 0; pressed < 25; pressed += 1) {
    await page.keyboard.press(pressed % 5 === 4 ? 'Shift+Tab' : 'Tab');
    const where = await page.evaluate(() => {
      const now = document.activeElement;
      // The browser's own bar, beyond the page, may take the focus: the body then has it.
      return now === document.body ? 'browser' : now?.closest('dialog') === null ? 'page' : 'dialog';
    });
    assert.notEqual(where, 'page', 'Tab left the dialog for the page under it');
    visited += Number(where === 'dialog');
  }
  assert.ok(visited > 5, `the dialog is walked through: ${visited}`);
  await page.keyboard.press('Escape');
  await until(async () => (await page.locator('dialog[open]').count()) === 0, 'the dialog is closed');
  assert.equal(await page.locator(':focus').getAttribute('aria-label'), name, 'the figure has the focus again');
  assert.equal(query(page).get('territoire'), `commune:${ETAMINE.code}`, 'the portrait stays open');
});

story('another measure is chosen with the keyboard, and the title follows', at('/'), async (page) => {
  const title = page.locator('.title h2');
  const before = await title.textContent();
  await tabTo(page, '.field-wide select');
  await page.keyboard.press('ArrowDown');
  await until(() => query(page).get('indicateur') !== null, 'the measure is in the address');
  await until(async () => (await title.textContent()) !== before, 'the title has changed');
  await settled(page);
  const chosen = await page.locator('.field-wide select').evaluate((menu) => menu.selectedOptions[0].textContent);
  assert.ok((await title.textContent()).startsWith(chosen), 'the title names the measure');
  assert.ok((await focused(page, '.field-wide')).inside, 'the menu keeps the focus');
});

story('the table is opened, sorted and read with the keyboard, and gives its selection to the map', at('/?parent=tout'), async (page) => {
  await tabTo(page, '.switch button[aria-pressed=false]');
  assert.equal((await focused(page)).text, 'Tableau');
  await page.keyboard.press('Enter');
  await untilQuery(page, 'vue', 'tableau');
  const heading = page.locator('th[aria-sort]').filter({ hasText: 'Territoire' });
  assert.equal(await heading.getAttribute('aria-sort'), 'none');
  await tabTo(page, 'th:nth-child(2) .sort');
  await page.keyboard.press('Enter');
  await untilQuery(page, 'tri', 'nom');
  assert.equal(await heading.getAttribute('aria-sort'), 'ascending');
  assert.equal(await page.locator('th[aria-sort=ascending], th[aria-sort=descending]').count(), 1);
  const names = () => page.locator('tbody th[scope=row]').allTextContents();
  const sorted = [...(await names())].sort(new Intl.Collator('fr', { numeric: true }).compare);
  assert.deepEqual(await names(), sorted);
  await page.keyboard.press('Enter');
  await untilQuery(page, 'tri', '-nom');
  assert.equal(await heading.getAttribute('aria-sort'), 'descending');
  assert.deepEqual(await names(), sorted.reverse());

  await tabTo(page, 'tbody tr:nth-child(3) button');
  const { text } = await focused(page);
  await page.keyboard.press('Enter');
  await page.locator('.portrait h2').getByText(text, { exact: true }).waitFor();
  const chosen = query(page).get('territoire');
  assert.match(chosen, /^commune:\d{5}$/);
  assert.equal(await page.locator('tr.chosen th').textContent(), text);
  await tabTo(page, '.switch button[aria-pressed=false]', { back: true });
  assert.equal((await focused(page)).text, 'Carte');
  await page.keyboard.press('Enter');
  await page.locator('.map canvas').waitFor();
  assert.equal(query(page).get('territoire'), chosen);
  assert.equal(await page.locator('.portrait h2').textContent(), text);
});

story('closing a portrait gives the focus back to its row of the list', at('/?parent=tout'), async (page) => {
  await tabTo(page, '.row:nth-child(2) .row-name');
  const code = await page.locator(':focus').getAttribute('data-code');
  await page.keyboard.press('Enter');
  await untilQuery(page, 'territoire', `commune:${code}`);
  await page.locator('.sentence').waitFor();
  await tabTo(page, '.portrait-bar button');
  await page.keyboard.press('Enter');
  await untilQuery(page, 'territoire', null);
  await until(async () => (await page.locator(':focus').getAttribute('data-code')) === code, 'the row has the focus');
});

story('what has the focus is always seen to have it', at(OPEN), async (page) => {
  await page.locator('.sentence').waitFor();
  const bare = [];
  for (let pressed = 0; pressed < 40; pressed += 1) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const now = document.activeElement;
      const style = getComputedStyle(now);
      const marked = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
      return marked || now === document.body ? null : now.outerHTML.slice(0, 120);
    });
    if (seen !== null) bare.push(seen);
  }
  assert.deepEqual(bare, []);
});
