// What the page weighs and how fast it draws: node tests/browser/bench.mjs DEMO [FRANCE] prints one
// line of JSON. DEMO and FRANCE are snapshots; MAILLAGE_BINARY names the binary that serves them.
//
// gzip_bytes    all that the first map needs, each file compressed as the server does it
// first_map_ms  from the navigation to the map at rest, nothing in the browser's cache (median)
// repaint_ms    from the values of another measure in hand to the frame that shows them (median)

import { weight } from '../../web/scripts/weight.mjs';
import { launch, serve, until, WIDE } from './lib.mjs';

const FIRST_MAPS = 3;
const REPAINTS = 8;
/** Measures that follow each other, so that each class of each commune may change. */
const MEASURES = ['population', 'births', 'children_under_3'];

const [demo, france] = process.argv.slice(2);
if (demo === undefined) throw new Error('usage: node tests/browser/bench.mjs DEMO [FRANCE]');
const browser = await launch();
try {
  const result = { gzip_bytes: await weight(), first_map_ms: await firstMap(demo) };
  if (france !== undefined) Object.assign(result, await repaint(france));
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
}

async function firstMap(snapshot) {
  return served(snapshot, async (origin) => {
    const times = [];
    for (let run = 0; run < FIRST_MAPS; run += 1) {
      times.push(await opened(`${origin}/`, (page) => page.evaluate(() => performance.getEntriesByName('map-idle')[0].startTime)));
    }
    return median(times);
  });
}

async function repaint(snapshot) {
  return served(snapshot, (origin) =>
    opened(`${origin}/?parent=tout&indicateur=${MEASURES[0]}`, async (page) => {
      const times = [];
      for (let run = 1; run <= REPAINTS; run += 1) {
        await page.evaluate(() => performance.clearMeasures('map-repaint'));
        await page.getByLabel('Mesure').selectOption(MEASURES[run % MEASURES.length]);
        times.push(await until(() => page.evaluate(() => performance.getEntriesByName('map-repaint')[0]?.duration), 'painted'));
        await page.waitForTimeout(500);
      }
      return { repaint_ms: median(times), repaints_ms: times.map(Math.round) };
    }),
  );
}

async function served(snapshot, body) {
  const server = await serve(snapshot);
  try {
    return await body(server.origin);
  } finally {
    await server.stop();
  }
}

/** A page of its own, with nothing in its cache, once its map is at rest. */
async function opened(address, body) {
  const context = await browser.newContext({ viewport: WIDE, locale: 'fr-FR' });
  try {
    const page = await context.newPage();
    await page.goto(address);
    await until(() => page.evaluate(() => performance.getEntriesByName('map-idle').length > 0), 'the map is at rest', 180_000);
    return await body(page);
  } finally {
    await context.close();
  }
}

function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(sorted[sorted.length >> 1]);
}
