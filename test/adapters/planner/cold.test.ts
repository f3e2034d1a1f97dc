import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

/** Of a second's learning, one pass of the loop takes a hundredth; all in one, nothing is let through. */
const PASSES = 20;

test('a question that comes before anything is learnt is answered, and what else comes meanwhile is let through', async () => {
  // In a process of its own: in this one others may have asked before.
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', ASK], {
    cwd: new URL('../../..', import.meta.url),
    env: { PATH: process.env.PATH },
  });
  const { calls, passes } = JSON.parse(stdout);
  expect(calls).toEqual(['get_account_health']);
  expect(passes).toBeGreaterThan(PASSES);
});

const ASK = `
import { createPlanner } from './adapters/planner/index.ts';
import { agents } from './agents/index.ts';
import { ROLES } from './models/user.ts';
import { createCatalog } from './tools/catalog.ts';

const catalog = createCatalog(agents);
const tools = catalog.forRoles(ROLES).map(({ name }) => catalog.wire(name));
const planner = createPlanner();
planner.prepare(tools);
let passes = 0;
let over = false;
const pass = () => {
  passes++;
  if (!over) setImmediate(pass);
};
setImmediate(pass);
const messages = [{ role: 'user', text: 'How healthy is DataFlow?' }];
const mentions = { accounts: [{ id: 'a1', name: 'DataFlow', said: 'DataFlow' }], contacts: [], focus: {} };
const calls = [];
for await (const chunk of planner.respond({ instructions: '', messages, tools, mentions, maxOutputTokens: 100 }, new AbortController().signal))
  if (chunk.type === 'call') calls.push(chunk.call.name);
over = true;
console.log(JSON.stringify({ calls, passes }));
`;
