// What the browser reads for the first map, each file compressed as the server does it; `npm run
// build` fails above the limit.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
/** Bytes, MapLibre and its worker included. */
export const LIMIT = 600_000;
/** Files of the page that the map does not need. */
const UNREAD = /\.(md|txt)$/;
/** Compressed already. */
const PACKED = /\.woff2$/;

/** Bytes of all that the first map needs. */
export async function weight() {
  const files = await readdir(DIST, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((one) => one.isFile() && !UNREAD.test(one.name))
    .map(async (one) => {
      const bytes = await readFile(join(one.parentPath, one.name));
      return PACKED.test(one.name) ? bytes.length : gzipSync(bytes).length;
    });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const bytes = await weight();
  if (bytes === 0) throw new Error(`${DIST} is empty: run \`vite build\` first`);
  console.log(`The page weighs ${Math.round(bytes / 1000)} kB compressed, of ${LIMIT / 1000} kB at most.`);
  if (bytes > LIMIT) process.exitCode = 1;
}
