// `npm run a11y [-- ADDRESS]`: runs axe on each screen, narrow and wide, light and dark, and
// fails on any violation or horizontal scroll. Without an address it starts the fictional territory.

import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';

const FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** @type {{ name: string, query: string, act?: (page: import('playwright-core').Page) => Promise<void> }[]} */
const SCREENS = [
  { name: 'map', query: '' },
  { name: 'two maps', query: '?b_indicateur=population&b_niveau=epci&territoire=commune:99001' },
  { name: 'natural classes', query: '?classes=jenks-7' },
  { name: 'export', query: '', act: (page) => page.click('.menu summary') },
  { name: 'presentation', query: '?mode=presentation' },
  { name: 'list', query: '?vue=liste' },
  { name: 'table', query: '?vue=tableau' },
  { name: 'English', query: '?lang=en' },
  { name: 'sources', query: '?page=donnees' },
  { name: 'accessibility', query: '?page=accessibilite' },
  { name: 'search', query: '', act: search },
  { name: 'portrait', query: '?vue=liste', act: openPortrait },
  { name: 'provenance', query: '?vue=liste', act: openProvenance },
];

const given = process.argv[2];
const server = given === undefined ? await createServer({ mode: 'mock', server: { port: 0 } }) : null;
await server?.listen();
const address = given ?? server?.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: FLAGS,
});
let failed = 0;
let passed = 0;
for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  // Colours do not depend on the width: the dark scheme is looked at once.
  for (const width of colorScheme === 'light' ? [360, 1280] : [1280]) {
    for (const screen of SCREENS) {
      const faults = await look(colorScheme, width, screen);
      if (faults.length === 0) passed += 1;
      else failed += 1;
      for (const fault of faults) console.log(`${screen.name}, ${width} px, ${colorScheme}: ${fault}`);
    }
  }
}
await browser.close();
await server?.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/**
 * @param {'light' | 'dark'} colorScheme
 * @param {number} width
 * @param {(typeof SCREENS)[number]} screen
 * @returns {Promise<string[]>}
 */
async function look(colorScheme, width, screen) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== new URL(address).origin) {
      faults.push(`outside request: ${url.href}`);
    }
  });
  await page.goto(new URL(screen.query, address).href);
  await page.waitForSelector('#contenu');
  await page.waitForLoadState('networkidle');
  await screen.act?.(page);
  await page.waitForTimeout(300);
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const violation of violations) {
    faults.push(`${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  }
  const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
  if (scroll > width) faults.push(`scrolls sideways: ${scroll} px`);
  await context.close();
  return faults;
}

/** @param {import('playwright-core').Page} page */
async function search(page) {
  await page.fill('[role=combobox]', 'sa');
  await page.waitForSelector('[role=option]');
  await page.keyboard.press('ArrowDown');
}

/** @param {import('playwright-core').Page} page */
async function openPortrait(page) {
  await page.click('.row');
  await page.waitForSelector('.sentence');
}

/** @param {import('playwright-core').Page} page */
async function openProvenance(page) {
  await openPortrait(page);
  await page.click('.figure');
  await page.waitForSelector('.dialog .sources');
}
