// TypeScript types of the HTTP contract, from the server's own description of it.

import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

export const CONTRACT = new URL('../../crates/server/openapi.json', import.meta.url);
export const SCHEMA = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url));

const HEAD = '// Written by `npm run types` from crates/server/openapi.json: do not edit.\n\n';

/** The text that `src/api/schema.d.ts` should have. */
export async function generate() {
  return HEAD + astToString(await openapiTS(CONTRACT));
}
