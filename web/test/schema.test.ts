// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generate, SCHEMA } from '../scripts/schema.mjs';

it('the types of the contract are those the server describes (else: npm run types)', async () => {
  expect(readFileSync(SCHEMA, 'utf8')).toBe(await generate());
});
