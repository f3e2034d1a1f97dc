import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, type Greendoor, openGreendoor, SARAH, shown } from '../support/greendoor.ts';

/** Customers who are called like a domain or a tag: their names are words wherever they are shown, and nothing else is. */

const NAMES = ['Booking.com B.V.', 'www.example-shop.io', 'Miller <Sons> & Co'];
/** And one who is called like a word of the trade. */
const ORDINARY = 'Target';
let greendoor: Greendoor;
let directory: string;
beforeAll(async () => {
  greendoor = await openGreendoor();
  directory = await mkdtemp(join(tmpdir(), 'greendoor-names-'));
  const file = join(directory, 'accounts.json');
  await writeFile(file, JSON.stringify([...NAMES, ORDINARY].map((name, index) => ({ externalId: `name-${index}`, name }))));
  expect((await greendoor.run(['import', file, '--as', 'accounts'])).code).toBe(0);
  await greendoor.start();
});
afterAll(async () => {
  await greendoor.close();
  await rm(directory, { recursive: true, force: true });
});

test.each(NAMES)('%s is shown on the command line as it is called', async (name) => {
  const { out } = await greendoor.run(['ask', `How healthy is ${name}?`]);
  expect(out.split('\n')[0]).toContain(`${name}: too little data for a health score`);
  expect(out).not.toContain('[link removed]');
});

test.each(NAMES)('%s is a word in Slack, which makes no link and no tag of it', async (name) => {
  const { answer } = await ask(greendoor.workspace, { user: SARAH, dm: true, text: `How healthy is ${name}?` });
  const [said = '', ...cards] = shown(answer).split('\n');
  expect(said.replaceAll(/[\s\u2060]/g, '')).toContain(name.replaceAll(' ', ''));
  expect(said).not.toMatch(/<\w|[a-z]\.(com|io)\b/);
  expect(cards.join('\n')).not.toContain('[link removed]');
});

test.each(['how healthy is target', "how's target?", 'target health', 'open tickets at target'])(
  '"%s" is about the customer of that name',
  async (text) => {
    const { out } = await greendoor.run(['ask', text, '--json']);
    const { tools } = JSON.parse(out);
    expect(JSON.stringify(tools.map((each: { result: unknown }) => each.result))).toContain(ORDINARY);
  },
);

test.each(['what is the target', 'how are we against target', 'are we on target this quarter'])('"%s" is about none', async (text) => {
  const { out } = await greendoor.run(['ask', text, '--json']);
  expect(JSON.stringify(JSON.parse(out).tools)).not.toContain(ORDINARY);
});

test('another host, a path or a scheme is a link still', async () => {
  const { out } = await greendoor.run([
    'ask',
    'How healthy is Booking.com? See https://booking.com/a, evil.com and eu.booking.com',
    '--json',
  ]);
  expect(JSON.parse(out).reply).not.toMatch(/booking\.com\/a|evil\.com|eu\.booking/);
});
