import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { agents } from '../agents/index.ts';
import { environmentSchema } from '../bot/config/environment.ts';

const read = (name: string) => readFile(new URL(`../${name}`, import.meta.url), 'utf8');

test('the README names every agent', async () => {
  const readme = await read('README.md');
  for (const { title } of agents) expect(readme).toContain(`| ${title} |`);
});

test('.env.example lists every setting and nothing else', async () => {
  const listed = [...(await read('.env.example')).matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(Object.keys(environmentSchema.shape).sort());
});
