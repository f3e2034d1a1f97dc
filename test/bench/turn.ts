import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Agent, OpenAIChatCompletionsModel, Runner, setTracingDisabled, tool } from '@openai/agents';
import OpenAI from 'openai';
import { pino } from 'pino';
import { z } from 'zod';
import { createOpenAiModel } from '../../adapters/openai/model.ts';
import { systemClock } from '../../agents/kit/context.ts';
import { defineAgent, readTool } from '../../agents/kit/define-agent.ts';
import { ofAccount } from '../../agents/kit/present/figures.ts';
import { t } from '../../agents/kit/text.ts';
import { findActorByEmail } from '../../bot/actors.ts';
import { runTurn } from '../../bot/turn/run-turn.ts';
import type { TurnDeps } from '../../bot/turn/types.ts';
import type { Models } from '../../models/index.ts';
import { createCatalog } from '../../tools/catalog.ts';
import { type Bench, loadAccounts, median, TENANT, verdict, withDatabase } from './kit.ts';

const ROUNDS = 7;
const TURNS = 40;
/** Turns after which the figures of every kind have come down to what they stay at: the runtime is still compiling for some hundred. */
const WARM_UP = 600;
const [MEMORY_AIM, WRITTEN_AIM] = [1.3, 1];
const QUESTION = 'How many tickets does Northwind have, what does it owe, and who is active?';
const INSTRUCTIONS = 'You answer questions of customer success managers. Every figure comes from a tool.';

const input = z.object({ account: z.string().describe('Account name or id, as the person wrote it') });
const account = { id: 'northwind', name: 'Northwind' };
const figures = ofAccount(account, '2026-11-22T09:00:00Z');
const FACTS = {
  count_tickets: { description: 'How many tickets an account has open', figure: figures.of('open_tickets', 'open tickets', 12, '') },
  sum_invoices: { description: 'What an account owes', figure: figures.money('invoices_open', 'open invoices', 48_200, 'USD') },
  read_usage: { description: 'How many of an account’s people are active', figure: figures.percent('active_share', 'active people', 0.84) },
};
const RESULT = {
  account,
  value: 12,
  since: '2026-11-01',
  rows: Array.from({ length: 10 }, (_, id) => ({ id, state: 'open', weight: id / 7 })),
};

/**
 * CPU of one turn in this process: a message, three tools asked at once, a streamed answer. Against a loop over the bare
 * `openai` client, and against `@openai/agents`, which writes nothing. The server has a process of its own and no latency.
 * A process answers for weeks: every kind takes the same long run before it is measured, as what the runtime compiles until
 * then would be most of what is measured, and more of it the more code a kind has.
 */
export async function benchTurn(bench: Bench): Promise<void> {
  const server = spawn(process.execPath, ['test/bench/turn-server.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [baseURL] = (await once(createInterface(server.stdout), 'line')) as [string];
  try {
    await withDatabase(async (database) => {
      await loadAccounts(database, { ...bench, accounts: Math.min(bench.accounts, 200) });
      const kinds = {
        bare: bare(baseURL),
        agents: openAiAgents(baseURL),
        memory: await greendoor(baseURL, database.models, keepsNothing(database.models)),
        written: await greendoor(baseURL, database.models, database.models),
      };
      const spent = new Map<string, number[]>(Object.keys(kinds).map((name) => [name, []]));
      for (const turn of Object.values(kinds)) await repeat(turn, WARM_UP);
      for (let round = 0; round < ROUNDS; round++)
        for (const [name, turn] of Object.entries(kinds)) spent.get(name)?.push(await repeat(turn, TURNS));
      const of = (name: keyof typeof kinds) => median(spent.get(name) ?? []);
      const line = (label: string, name: keyof typeof kinds) =>
        bench.say(`${label.padEnd(34)}${of(name).toFixed(2)} ms CPU a turn, ${(of(name) / of('bare')).toFixed(2)} × bare`);
      line('bare openai client', 'bare');
      line('@openai/agents, writes nothing', 'agents');
      line('Greendoor, state in memory', 'memory');
      line('Greendoor, everything written', 'written');
      const [memory, written] = [of('memory') / of('bare'), of('written') / of('agents')];
      bench.say(`in memory ${memory.toFixed(2)} × bare, aim ≤ ${MEMORY_AIM}: ${verdict(memory <= MEMORY_AIM)}`);
      bench.say(`written ${written.toFixed(2)} × @openai/agents, aim < ${WRITTEN_AIM}: ${verdict(written < WRITTEN_AIM)}`);
    });
  } finally {
    server.kill();
  }
}

/** Milliseconds of CPU a turn, user and system. */
async function repeat(turn: () => Promise<string>, times: number): Promise<number> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  for (let index = 0; index < times; index++) {
    const reply = await turn();
    if (!reply.includes('84')) throw new Error(`the turn did not answer: ${reply}`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}

function bare(baseURL: string): () => Promise<string> {
  const client = new OpenAI({ apiKey: 'bench', baseURL });
  const tools = Object.entries(FACTS).map(([name, { description }]) => ({
    type: 'function' as const,
    function: { name, description, parameters: z.toJSONSchema(input) as Record<string, unknown> },
  }));
  return async () => {
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      { role: 'system', content: INSTRUCTIONS },
      { role: 'user', content: QUESTION },
    ];
    for (;;) {
      const calls: { id: string; name: string; arguments: string }[] = [];
      let text = '';
      const stream = await client.chat.completions.create({
        model: 'scripted',
        messages,
        tools,
        stream: true,
        stream_options: { include_usage: true },
      });
      for await (const { choices } of stream) {
        text += choices[0]?.delta.content ?? '';
        for (const { index, id, function: called } of choices[0]?.delta.tool_calls ?? []) {
          const call = calls[index] ?? { id: '', name: '', arguments: '' };
          calls[index] = call;
          call.id ||= id ?? '';
          call.name ||= called?.name ?? '';
          call.arguments += called?.arguments ?? '';
        }
      }
      if (calls.length === 0) return text;
      messages.push({
        role: 'assistant',
        tool_calls: calls.map(({ id, ...called }) => ({ id, type: 'function' as const, function: called })),
      });
      for (const { id, arguments: said } of calls) {
        input.parse(JSON.parse(said));
        messages.push({ role: 'tool', tool_call_id: id, content: JSON.stringify(RESULT) });
      }
    }
  };
}

function openAiAgents(baseURL: string): () => Promise<string> {
  setTracingDisabled(true);
  const client = new OpenAI({ apiKey: 'bench', baseURL });
  const agent = new Agent({
    name: 'bench',
    instructions: INSTRUCTIONS,
    model: new OpenAIChatCompletionsModel(client, 'scripted'),
    tools: Object.entries(FACTS).map(([name, { description }]) =>
      tool({ name, description, parameters: input, execute: async () => JSON.stringify(RESULT) }),
    ),
  });
  const runner = new Runner({ tracingDisabled: true });
  return async () => {
    const result = await runner.run(agent, QUESTION, { stream: true });
    let text = '';
    for await (const part of result.toTextStream()) text += part;
    await result.completed;
    return text;
  };
}

async function greendoor(baseURL: string, people: Models, models: Models): Promise<() => Promise<string>> {
  const actor = await findActorByEmail(people, TENANT, 'sarah.williams@greendoor.example');
  if (!actor) throw new Error('the sample has nobody who asks');
  const deps: TurnDeps = {
    model: createOpenAiModel({ apiKey: 'bench', baseURL, model: 'scripted' }),
    catalog: createCatalog([
      defineAgent({
        name: 'bench',
        title: 'Bench',
        purpose: 'Answers at once',
        tools: Object.entries(FACTS).map(([name, { description, figure }]) =>
          readTool({
            name,
            title: description,
            description,
            examples: [description],
            status: 'Reading',
            input,
            run: async () => RESULT,
            summary: () => ({ point: t`${account.name}: ${figure}.`, why: [] }),
            card: () => ({ point: t`${account.name}: ${figure}`, parts: [], sections: [] }),
          }),
        ),
      }),
    ]),
    models,
    clock: systemClock,
    log: pino({ level: process.env.BENCH_LOG ?? 'silent' }),
    propose: () => Promise.reject(new Error('nothing is proposed here')),
    limits: { userTokensPerDay: 1e12, tenantTokensPerDay: 1e12 },
  };
  let asked = 0;
  return async () => {
    const sink = { status: () => {}, append: () => {} };
    const request = { tenant: TENANT, actor, conversation: `bench-${asked++}`, text: QUESTION };
    return (await runTurn(deps, request, sink)).reply;
  };
}

/** A store in memory that forgets: reads find nothing, writes are accepted. What a turn costs without its database. */
function keepsNothing(models: Models): Models {
  const found = (value: unknown): unknown =>
    new Proxy(() => {}, {
      get: (_, key) => {
        if (key === 'then') return (resolve: (value: unknown) => void) => resolve(value);
        if (key === Symbol.asyncIterator) return async function* () {};
        return () => found(value);
      },
    });
  const written = { acknowledged: true, matchedCount: 1, modifiedCount: 1, upsertedCount: 0, insertedCount: 0, deletedCount: 0 };
  const answered = (name: string, [given]: unknown[]): unknown => {
    if (name === 'insertMany') return { ...written, insertedCount: (given as unknown[]).length };
    if (name === 'find' || name === 'aggregate') return [];
    return name.startsWith('find') ? null : written;
  };
  const collection: object = new Proxy(
    {},
    { get: (_, name) => (name === 'collection' ? collection : (...given: unknown[]) => found(answered(String(name), given))) },
  );
  return Object.fromEntries(Object.keys(models).map((name) => [name, collection])) as unknown as Models;
}
