import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '..');
/** The composition root and what it is split into: they put everything together. */
const isComposition = (path: string) => path === 'bot/main.ts' || path.startsWith('bot/composition/');

/** What each layer may import of ours. */
const MAY_IMPORT: Record<string, string[]> = {
  models: ['models'],
  agents: ['agents', 'models'],
  tools: ['tools', 'agents', 'models'],
  bot: ['bot', 'tools', 'agents', 'models'],
  schedules: ['schedules', 'bot', 'tools', 'agents', 'models'],
  adapters: ['adapters', 'bot', 'tools', 'agents', 'models'],
};

/** Packages that belong to one adapter each; the local workspace speaks Slack's protocol too. */
const KEPT_IN: [package_: RegExp, folders: string[]][] = [
  [/^@slack\//, ['adapters/slack', 'adapters/playground']],
  [/^slack-blocks-to-jsx$/, ['adapters/playground']],
  [/^openai$|^openai\//, ['adapters/openai']],
  [/^botbuilder|^botframework|^@microsoft\/(?:agents|teams)/, ['adapters/teams']],
  [/^@modelcontextprotocol\//, ['adapters/mcp-server', 'adapters/mcp-client', 'adapters/mcp']],
  [/^nodemailer$/, ['adapters/mail']],
  [/^@opentelemetry\//, ['adapters/telemetry']],
  [/^react(?:-dom)?(?:\/|$)/, ['adapters/playground']],
];

interface Import {
  from: string;
  to: string;
  package: boolean;
  /** Nothing but types: it is gone when the program runs. */
  types: boolean;
}

function imports(): Import[] {
  return Object.keys(MAY_IMPORT).flatMap((layer) =>
    sources(join(ROOT, layer)).flatMap((file) => {
      const from = relative(ROOT, file);
      const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
      return [
        ...text.matchAll(
          /^\s*(?:import|export)\b[^'"]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
        ),
      ].map((match) => {
        const to = match[1] ?? match[2] ?? match[3] ?? '';
        const types = /^\s*(?:import|export)\s+(?:type\b|\{(?:\s*type\s[^,}]*,?)*\s*\}\s*from)/.test(match[0]);
        return to.startsWith('.')
          ? { from, to: relative(ROOT, resolve(dirname(file), to)), package: false, types }
          : { from, to, package: true, types };
      });
    }),
  );
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const all = imports();
const ours = all.filter((each) => !each.package);
const shown = ({ from, to }: Import) => `${from} imports ${to}`;
const folder = (path: string, depth: number) => path.split('/').slice(0, depth).join('/');

test('there is something to check', () => {
  expect(ours.length).toBeGreaterThan(100);
});

test('imports point one way', () => {
  const wrong = ours.filter(({ from, to }) => !isComposition(from) && !MAY_IMPORT[folder(from, 1)]?.includes(folder(to, 1)));
  expect(wrong.map(shown)).toEqual([]);
});

test('files that need each other when they run are in no circle', () => {
  const needs = Map.groupBy(
    ours.filter(({ types }) => !types),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (path: string, way: readonly string[]): void => {
    const begun = way.indexOf(path);
    if (begun >= 0) circles.push([...way.slice(begun), path].join(' -> '));
    if (begun >= 0 || done.has(path)) return;
    for (const { to } of needs.get(path) ?? []) follow(to, [...way, path]);
    done.add(path);
  };
  for (const path of needs.keys()) follow(path, []);
  expect(circles).toEqual([]);
});

test('nothing imports the composition but itself', () => {
  expect(ours.filter(({ from, to }) => isComposition(to) && !isComposition(from)).map(shown)).toEqual([]);
  expect(ours.filter(({ to }) => to === 'bot/main.ts').map(shown)).toEqual([]);
});

test('adapters know nothing of each other', () => {
  const wrong = ours.filter(
    ({ from, to }) => from.startsWith('adapters/') && to.startsWith('adapters/') && folder(from, 2) !== folder(to, 2),
  );
  expect(wrong.map(shown)).toEqual([]);
});

/** The folders of `agents/` that are no agent, in their order; each may import itself and those before it. */
const GROUND = ['agents/facts', 'agents/metrics', 'agents/kit'];
const agentOf = (path: string): string | undefined =>
  path.startsWith('agents/') && path.split('/').length > 2 && !GROUND.includes(folder(path, 2)) ? folder(path, 2) : undefined;

test('models, facts, metrics, kit and agents are built on each other in this order', () => {
  const wrong = ours.filter(({ from, to }) => {
    const level = GROUND.indexOf(folder(from, 2));
    return level >= 0 && to.startsWith('agents/') && !GROUND.slice(0, level + 1).includes(folder(to, 2));
  });
  expect(wrong.map(shown)).toEqual([]);
});

test('of an agent others import its face, and nothing behind it', () => {
  const wrong = ours.filter(({ from, to }) => agentOf(to) && agentOf(from) !== agentOf(to) && !to.endsWith('/face.ts'));
  expect(wrong.map(shown)).toEqual([]);
});

/** What agents are built on is opened by these; each gives whole files, and what else it gives is named. */
const DOORS = [
  'agents/facts/index.ts',
  'agents/metrics/index.ts',
  'agents/kit/tool.ts',
  'agents/kit/who.ts',
  'agents/kit/present/index.ts',
];
const behindDoors = new Set(
  DOORS.flatMap((door) =>
    [...readFileSync(join(ROOT, door), 'utf8').matchAll(/^export (?:type )?\* from '([^']+)'/gm)].map(([, file = '']) =>
      join(dirname(door), file),
    ),
  ),
);

test('agents come by the doors of what they are built on', () => {
  expect(behindDoors.size).toBeGreaterThan(20);
  expect(ours.filter(({ from, to }) => agentOf(from) && behindDoors.has(to)).map(shown)).toEqual([]);
});

test("a platform's packages stay in its folder", () => {
  const wrong = all.filter(
    (each) => each.package && KEPT_IN.some(([name, folders]) => name.test(each.to) && !folders.includes(folder(each.from, 2))),
  );
  expect(wrong.map(shown)).toEqual([]);
});

test('our own files are imported by their full name', () => {
  expect(ours.filter(({ to }) => !/\.(?:tsx?|js|json|css)$/.test(to)).map(shown)).toEqual([]);
});
