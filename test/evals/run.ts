/** `npm run eval`: puts every case to the product, with the offline planner or the configured model, and prints how many came out right. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KINDS } from './case.ts';
import { cases } from './cases/index.ts';
import { asksWithoutChoices, evaluate, isHeldOut, type Rate, reportOf, type Verdict } from './evaluate.ts';
import { openWorld } from './world.ts';

const USAGE = `Usage: npm run eval -- [--class KIND] [--name TEXT] [--held-out only|no] [--model] [--data DIR]

  --class KIND   only cases of that kind: ${KINDS.join(', ')}
  --name TEXT    only cases whose name holds this; their replies are printed
  --held-out     only the quarter kept for the end, or without it; both unless said
  --model        ask the model that OPENAI_API_KEY configures, not the offline planner
  --data DIR     keep the scored sample there, so that the next run starts at once
`;

function options() {
  try {
    return parseArgs({
      options: {
        class: { type: 'string' },
        name: { type: 'string' },
        'held-out': { type: 'string' },
        model: { type: 'boolean', default: false },
        data: { type: 'string' },
      },
    }).values;
  } catch {
    return undefined;
  }
}

const line = (text = '') => void process.stdout.write(`${text}\n`);
const percent = ({ right, of }: Rate) => `${right} of ${of}${of > 0 ? ` (${((100 * right) / of).toFixed(1)} %)` : ''}`;

function told({ case: { name, expect, later }, state, reply, wrongWrite }: Verdict): string {
  const calls = (of: Verdict['state']['read']) => of.map((call) => `${call.name} ${JSON.stringify(given(call.arguments))}`).join('; ');
  return [
    `${wrongWrite ? 'WRONG WRITE' : later ? 'later' : 'wrong'}: ${name}`,
    `    wanted ${expect.map((each) => JSON.stringify(each)).join(' or ')}`,
    `    got    ${[calls(state.read), calls([...state.offers, ...state.wrote]), state.drafts ? `${state.drafts} drafts` : ''].filter(Boolean).join(' | ') || `nothing; ${reply.slice(0, 160).replaceAll('\n', ' / ')}`}`,
  ].join('\n');
}

const given = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

const values = options();
if (!values || (values.class && !(KINDS as readonly string[]).includes(values.class))) {
  process.stderr.write(USAGE);
  process.exit(1);
}
const { class: kind, name, 'held-out': heldOut, model, data } = values;
const chosen = cases.filter(
  (each) =>
    (!kind || each.kind === kind) &&
    (!name || each.name.toLowerCase().includes(name.toLowerCase())) &&
    (!heldOut || isHeldOut(each) === (heldOut === 'only')),
);
const directory = data ?? (await mkdtemp(join(tmpdir(), 'greendoor-eval-')));
const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = process.env;
const world = await openWorld({ DATA_DIR: directory, ...(model ? { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } : {}) });
const before = await world.written();
const verdicts = await evaluate(world, chosen, (verdict) => {
  if (!verdict.right || verdict.wrongWrite) line(told(verdict));
  else if (asksWithoutChoices(verdict)) line(`no buttons: ${verdict.case.name}`);
  if (name) line(`    reply  ${verdict.reply.replaceAll('\n', '\n           ')}`);
});
const after = await world.written();
await world.close();
if (!data) await rm(directory, { recursive: true, force: true });

const report = reportOf(verdicts);
line();
line(`${verdicts.length} cases, answered by ${world.model}`);
for (const [each, rate] of Object.entries(report.kinds)) if (rate.of > 0) line(`  ${each.padEnd(14)} ${percent(rate)}`);
line(`reading          ${percent(report.reads)}`);
line(`offers, drafts   ${percent(report.acts)}`);
line(`asks or says so  ${percent(report.rest)}, with buttons ${percent(report.withChoices)}`);
line(`not yet          ${percent(report.later)}`);
line(`wrong writes     ${report.wrongWrites.length}`);
const changed = Object.keys(after).filter((collection) => after[collection] !== before[collection]);
line(`rows came or went in: ${changed.join(', ') || 'no collection'}`);
process.exit(report.wrongWrites.length > 0 ? 1 : 0);
