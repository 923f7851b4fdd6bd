// What the browser tests share: the built binary serving a snapshot, a browser, and pages that fail
// their test on any error in the console, any uncaught error and any request to another origin.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
export const { AxeBuilder } = require('@axe-core/playwright');

export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
/** Milliseconds that a condition may take: a loaded machine draws the map in software. */
export const PATIENCE = 45_000;
export const WIDE = { width: 1280, height: 800 };
export const NARROW = { width: 360, height: 740 };

const FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const children = new Set();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

function binary() {
  if (process.env.MAILLAGE_BINARY !== undefined) return process.env.MAILLAGE_BINARY;
  const target = process.env.CARGO_TARGET_DIR;
  assert.ok(target !== undefined, 'CARGO_TARGET_DIR is not set: `source scripts/setup test` sets it');
  const path = join(target, 'debug', 'maillage');
  assert.ok(existsSync(path), `${path} is missing: run \`cargo build -p maillage\` first`);
  return path;
}

async function maillage(...args) {
  await promisify(execFile)(binary(), args);
}

/** A snapshot of the fictional territory after some changes to its sources, and the folder that holds it. */
export function demo(...changes) {
  return demoWith([], ...changes);
}

/** The same with options of the generator: `['--faults', '0.05']`, `['--communes', '600']`. */
export async function demoWith(options, ...changes) {
  const folder = await mkdtemp(join(tmpdir(), 'maillage-browser-'));
  const [sources, snapshot] = [join(folder, 'sources'), join(folder, 'snapshot')];
  const communes = options.includes('--communes') ? [] : ['--communes', '15'];
  await maillage('synth', ...communes, '--seed', '7', '--out', sources, ...options);
  for (const change of changes) await change(sources);
  await maillage('build', '--config', join(sources, 'observatory.toml'), '--out', snapshot, '--quiet');
  return { folder, snapshot };
}

/** Changes the text of one file of the sources, and fails when that changes nothing. */
export function rewrite(file, edit) {
  return async (sources) => {
    const path = join(sources, file);
    const text = await readFile(path, 'utf8');
    const edited = edit(text);
    assert.notEqual(edited, text, `${file} stays as it was`);
    await writeFile(path, edited);
  };
}

/** Takes the rows of one commune out of both files that count births: nobody knows them any more. */
export function withoutBirths(code) {
  const keep = (text) =>
    text
      .split('\n')
      .filter((line) => !line.startsWith(code) && !line.startsWith(`"${code}"`))
      .join('\n');
  return async (sources) => {
    for (const name of ['naissances.csv', 'communes.csv']) await rewrite(`population/${name}`, keep)(sources);
  };
}

/** Has the build read the past years of the fictional territory, unless its configuration does so already. */
export function withPast(...years) {
  return async (sources) => {
    const path = join(sources, 'observatory.toml');
    const text = await readFile(path, 'utf8');
    if (text.includes('history/')) return;
    const source = (id, format, file, more = '') =>
      `\n[[source]]\nid = "${id}"\nformat = "${format}"\npath = "${file}"\ntitle = "${id} (fictif)"\n` +
      `producer = "Maillage, générateur"\nlicence = "CC0-1.0"\nvintage = "2024"\n${more}`;
    const of = (year) => {
      const past = `year = ${year}\ngeography_year = ${year}\n`;
      const counts = source(`population-${year}`, 'commune-counts', `history/${year}/communes.csv`, past);
      return counts + source(`services-${year}`, 'service-list', `history/${year}/services.csv`, past);
    };
    const movements = source('mouvements', 'movements-csv', 'cog/mouvements-communes.csv');
    await writeFile(path, [text, movements, ...years.map(of)].join(''));
  };
}

/** A snapshot of the Vendée from real files, or `null` after saying which tests are skipped. */
export async function vendee(...names) {
  const data = process.env.MAILLAGE_TEST_DATA ?? join(REPOSITORY, '..', 'shared', 'data');
  if (!existsSync(join(data, 'README.md'))) {
    for (const name of names) console.log(`skipped: ${name} (no real files; set MAILLAGE_TEST_DATA)`);
    return null;
  }
  const folder = await mkdtemp(join(tmpdir(), 'maillage-browser-'));
  const snapshot = join(folder, 'snapshot');
  const config = join(REPOSITORY, 'data', 'vendee.toml');
  await maillage('build', '--config', config, '--data', data, '--out', snapshot, '--quiet');
  return { folder, snapshot };
}

/** Starts `maillage serve`; `stop` ends it as a service manager does, and reads its log. */
export async function serve(snapshot, listen = '127.0.0.1:0', options = []) {
  const child = spawn(binary(), ['serve', snapshot, '--listen', listen, '--log', 'json', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (part) => {
    log += part;
  });
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      children.delete(child);
      resolve({ code, signal });
    });
  });
  const said = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').once('data', resolve);
  });
  const line = await Promise.race([said, ended.then(() => '')]);
  const origin = String(line).trim();
  assert.match(origin, /^http:\/\/127\.0\.0\.1:\d+$/, `the server does not say where it listens: ${log}`);
  await until(async () => (await fetch(`${origin}/readyz`)).ok, 'the server is ready');
  return {
    origin,
    address: new URL(origin).host,
    read: async (path) => {
      const answer = await fetch(`${origin}${path}`);
      assert.ok(answer.ok, `GET ${path}: ${answer.status}`);
      return answer.json();
    },
    stop: async () => {
      child.kill('SIGTERM');
      const end = await ended;
      assert.deepEqual(end, { code: 0, signal: null }, `the server did not end well: ${log}`);
      const bad = log.split('\n').filter((one) => /"level":"(ERROR|WARN)"|panicked/.test(one));
      assert.deepEqual(bad, [], 'the log of the server is clean');
    },
  };
}

/** A server with a browser, for one file of tests; both end with it. */
export async function stage(made, flags = [], options = []) {
  const server = await serve(made.snapshot, undefined, options);
  const browser = await launch(flags);
  return {
    server,
    browser,
    end: async () => {
      await browser.close();
      await server.stop();
      await rm(made.folder, { recursive: true, force: true });
    },
  };
}

export function launch(flags = []) {
  const executablePath = process.env.MAILLAGE_CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
}

/**
 * A test with a page on `path`. It fails on errors in the console, uncaught errors and requests to
 * other origins, but for the texts that `expected` matches.
 */
export function story(name, where, body) {
  test(name, { timeout: 8 * PATIENCE }, async () => {
    const { path = '/', expected = null, browser, server, before, ...context } = where();
    const opened = await browser.newContext({ viewport: WIDE, locale: 'fr-FR', reducedMotion: 'reduce', ...context });
    opened.setDefaultTimeout(PATIENCE);
    const page = await opened.newPage();
    const faults = watch(page, server.origin);
    try {
      await before?.(page);
      await visit(page, server.origin, path);
      await body(page, server);
    } finally {
      await opened.close();
    }
    const unexpected = faults.filter((fault) => expected === null || !expected.test(fault));
    assert.deepEqual(unexpected, [], 'the page has no fault');
  });
}

/** Errors and foreign requests of a page, as they come. */
export function watch(page, origin) {
  const faults = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) faults.push(`outside: ${url.href}`);
  });
  return faults;
}

/** Opens an address and waits until the page has its data. */
export async function visit(page, origin, path) {
  await page.goto(`${origin}${path}`);
  await settled(page);
}

/** Waits until nothing on the page is loading. */
export async function settled(page) {
  await page.locator('.footer').waitFor();
  await page.waitForFunction(() => {
    const waiting = document.querySelector('.loading, .stale');
    const main = document.getElementById('contenu');
    return waiting === null && main !== null && main.textContent.trim() !== '';
  });
}

/** Asks again until the answer is truthy, and gives it back. */
export async function until(ask, what, patience = PATIENCE) {
  const since = Date.now();
  let last = null;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() - since > patience) throw new Error(`${what}: still not after ${patience} ms`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

/** A text with plain spaces only: the page puts the no-break ones of French where the server wrote plain ones. */
export function plain(text) {
  return text.replace(/\s/g, ' ');
}

/** The query of the page's address. */
export function query(page) {
  return new URL(page.url()).searchParams;
}

/** Waits until the query has a value, `null` meaning that it is absent. */
export function untilQuery(page, name, value) {
  return until(() => query(page).get(name) === value, `${name}=${value} in the address`);
}

/** Presses Tab (or Shift+Tab) until the focus is on what a selector names. */
export async function tabTo(page, selector, { back = false, limit = 120 } = {}) {
  for (let pressed = 0; pressed < limit; pressed += 1) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} is not reached with ${limit} presses of Tab`);
}

/** Where pictures go; the folder is kept, for people to look at. */
export function pictures() {
  return process.env.MAILLAGE_SCREENSHOTS ?? join(tmpdir(), 'maillage-screenshots');
}
