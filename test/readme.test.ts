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

test('the README says how to connect over MCP, by a script and settings there are', async () => {
  const [, section = ''] = (await read('README.md')).split('## Connect over MCP\n');
  const [said = ''] = section.split('\n## ');
  const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
  expect(scripts.mcp).toMatch(/ mcp$/);
  expect(said).toMatch(/"--silent", "--prefix", .*"run", "mcp"/);
  const settings = new Set(said.match(/MCP_[A-Z]+/g));
  expect([...settings].sort()).toEqual(['MCP_HOSTS', 'MCP_TOKENS']);
  expect(Object.keys(environmentSchema.shape)).toEqual(expect.arrayContaining([...settings]));
});
