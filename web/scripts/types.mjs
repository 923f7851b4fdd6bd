// `npm run types`: writes src/api/schema.d.ts anew.

import { writeFileSync } from 'node:fs';
import { generate, SCHEMA } from './schema.mjs';

writeFileSync(SCHEMA, await generate());
console.log(`wrote ${SCHEMA}`);
