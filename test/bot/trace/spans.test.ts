import { AsyncLocalStorage } from 'node:async_hooks';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type Attributes,
  type Context,
  type ContextManager,
  context,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  type SpanStatus,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { openSpans } from '../../../bot/composition/spans.ts';
import { runTurn } from '../../../bot/turn/run-turn.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { calls, fails, says, scriptedModel } from '../../support/scripted-model.ts';
import { person, seedToys, TENANT, turnDeps } from '../../support/toy-world.ts';

/** The least an operator may register: a provider that notes spans down, and what carries the current one along. */

interface Noted {
  name: string;
  parent: string | undefined;
  attributes: Attributes;
  status?: SpanStatus;
  ended: number;
}
const noted: Noted[] = [];
const names = new Map<Span, string>();

function startSpan(name: string, { attributes = {} }: SpanOptions = {}, within: Context = context.active()): Span {
  const parent = trace.getSpan(within);
  const note: Noted = { name, parent: parent && names.get(parent), attributes: { ...attributes }, ended: 0 };
  noted.push(note);
  const span = {
    setAttribute(key: string, value: string) {
      note.attributes[key] = value;
      return span;
    },
    setAttributes(more: Attributes) {
      Object.assign(note.attributes, more);
      return span;
    },
    setStatus(status: SpanStatus) {
      note.status = status;
      return span;
    },
    end: () => void note.ended++,
  } as unknown as Span;
  names.set(span, name);
  return span;
}

const provider: TracerProvider = {
  getTracer: () => ({
    startSpan,
    startActiveSpan(name: string, options: SpanOptions, work: (span: Span) => unknown) {
      const span = startSpan(name, options);
      return context.with(trace.setSpan(context.active(), span), () => work(span));
    },
  }),
} as unknown as TracerProvider;

const storage = new AsyncLocalStorage<Context>();
const manager: ContextManager = {
  active: () => storage.getStore() ?? ROOT_CONTEXT,
  with: (active, work, self, ...given) => storage.run(active, () => work.call(self, ...given)),
  bind: (_, target) => target,
  enable: () => manager,
  disable: () => manager,
};

let database: Database;
let unwatched: unknown;
beforeAll(async () => {
  database = await testDatabase();
  await seedToys(database.models);
  unwatched = await openSpans();
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(manager);
});
afterAll(async () => {
  trace.disable();
  context.disable();
  await database.close();
});

const TEXT = 'How many tickets has Northwind, between us?';
async function watched(model: ReturnType<typeof scriptedModel>): Promise<Noted[]> {
  noted.length = 0;
  const deps = turnDeps(database.models, model, [], { spans: await openSpans() });
  const request = { tenant: TENANT, actor: person('carla', 'csm'), conversation: 'C1:17', text: TEXT };
  await runTurn(deps, request, { status: () => {}, append: () => {} });
  return [...noted];
}

test('nobody is told of spans where nobody has registered anything', () => {
  expect(unwatched).toBeUndefined();
});

test('a turn holds its requests and its tools, in the words of the conventions, each ended once', async () => {
  const model = scriptedModel(
    calls([
      ['count_tickets', { account: 'Northwind' }],
      ['count_tickets', { account: 'Nobody at all' }],
    ]),
    says('Northwind has 2 tickets.'),
  );
  const spans = await watched(model);
  const tool = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'count_tickets', 'gen_ai.tool.type': 'function' };
  const chat = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'scripted' };
  const used = { 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 20 };
  const turn = 'invoke_agent greendoor';
  expect(spans.map(({ name, parent, attributes }) => ({ name, parent, attributes }))).toEqual([
    {
      name: turn,
      parent: undefined,
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': 'greendoor',
        'gen_ai.conversation.id': 'C1:17',
        'gen_ai.usage.input_tokens': 200,
        'gen_ai.usage.output_tokens': 40,
      },
    },
    { name: 'chat scripted', parent: turn, attributes: { ...chat, ...used, 'gen_ai.response.finish_reasons': ['tool_calls'] } },
    { name: 'execute_tool count_tickets', parent: turn, attributes: tool },
    { name: 'execute_tool count_tickets', parent: turn, attributes: { ...tool, 'error.type': 'unknown_account' } },
    { name: 'chat scripted', parent: turn, attributes: { ...chat, ...used, 'gen_ai.response.finish_reasons': ['stop'] } },
  ]);
  expect(spans.map(({ ended }) => ended)).toEqual([1, 1, 1, 1, 1]);
  expect(spans.map(({ status }) => status?.code === SpanStatusCode.ERROR)).toEqual([false, false, false, true, false]);
});

test('no text, argument or secret is among what is told, in failures neither', async () => {
  const spans = await watched(scriptedModel(fails(new Error('sk-canary was refused for Northwind'))));
  expect(spans.map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([
    ['invoke_agent greendoor', 'model'],
    ['chat scripted', 'Error'],
  ]);
  const all = JSON.stringify([
    spans,
    await watched(scriptedModel(calls([['count_tickets', { account: 'Northwind' }]]), says('Northwind has 2 tickets.'))),
  ]);
  expect(all).not.toMatch(/canary|Northwind|tickets has|has 2/);
});
