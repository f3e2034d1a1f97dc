import { randomUUID } from 'node:crypto';
import type { Clock } from '../../agents/kit/context.ts';
import type { Models } from '../../models/index.ts';
import { type WriteTo, writeInOrder } from '../../models/kit/in-order.ts';
import { cleanText, firstOf } from '../../models/kit/text.ts';
import { MAX_ARGUMENTS, MAX_STEPS, type TurnTrace } from '../../models/turn-trace.ts';
import type { ToolOutcome } from '../../tools/run-tool.ts';
import { accountOf } from './focus.ts';
import type { TurnLimits } from './limits.ts';

type Step = TurnTrace['steps'][number];
type Begun = Pick<Step, 'kind' | 'name' | 'title' | 'arguments'>;
/** What came of a step. */
export type Ended = Partial<Omit<Step, keyof Begun | 'ms'>>;

/** Notes down, while a turn runs, what it does and how long that takes. */
export interface Recorder {
  /** Begins a step; what it gives back ends it. */
  begin(step: Begun): (ended?: Ended) => void;
  /** The first so many. */
  readonly steps: readonly Step[];
  /** Tokens of every step, as they count against the budgets. */
  readonly usage: { inputTokens: number; outputTokens: number };
  /** Milliseconds since the turn began. */
  readonly ms: number;
}

export function createRecorder(clock: Clock, start: Date): Recorder {
  const steps: Step[] = [];
  const usage = { inputTokens: 0, outputTokens: 0 };
  const since = (from: Date) => Math.max(0, clock.now().getTime() - from.getTime());
  return {
    begin({ arguments: args, ...begun }) {
      const cut = args === undefined || args === null ? {} : { arguments: firstOf(cleanText(args), MAX_ARGUMENTS) };
      const step: Step = { ...begun, ...cut, sources: [] };
      const from = clock.now();
      if (steps.length < MAX_STEPS) steps.push(step);
      return (ended = {}) => {
        usage.inputTokens += ended.inputTokens ?? 0;
        usage.outputTokens += ended.outputTokens ?? 0;
        Object.assign(step, ended, { ms: since(from) });
      };
    },
    steps,
    usage,
    get ms() {
      return since(start);
    },
  };
}

/** What came of a call: whom it is about, and on what the figures it shows rest. */
export function endOf(outcome: ToolOutcome, became: 'ok' | 'offered' | 'proposed' = 'ok'): Ended {
  if (!outcome.ok) return { outcome: outcome.code };
  const account = accountOf(outcome.output)?.name;
  const found = new Map<string, Set<string>>();
  collectSources([outcome.card, outcome.summary], found);
  const sources = [...found].map(([collectionName, ids]) => ({ collectionName, count: ids.size }));
  return { outcome: became, ...(account ? { account } : {}), ...(sources.length > 0 ? { sources } : {}) };
}

/** Every piece of evidence in plain data, by collection and id. */
function collectSources(value: unknown, found: Map<string, Set<string>>): void {
  if (Array.isArray(value)) for (const each of value) collectSources(each, found);
  else if (value && typeof value === 'object') {
    const { collection, id, field } = value as Record<string, unknown>;
    if (typeof collection === 'string' && typeof id === 'string' && typeof field === 'string')
      found.set(collection, (found.get(collection) ?? new Set()).add(id));
    else for (const each of Object.values(value)) collectSources(each, found);
  }
}

export interface Traced extends Pick<TurnTrace, 'conversation' | 'actorId' | 'origin' | 'schedule' | 'model' | 'answeredBy' | 'stopped'> {
  /** Of the message that answers. */
  replyId?: string | undefined;
  at: Date;
  steps: readonly Step[];
  ms: number;
  usage?: { inputTokens: number; outputTokens: number };
  removed?: number;
  askedAgain?: boolean;
  money?: TurnLimits['money'] | undefined;
}

/** Keeps how a message came about. The same message again replaces what was kept of it. */
export async function saveTrace(models: Models, tenant: string, traced: Traced): Promise<void> {
  await writeInOrder(tenant, [traceKept(models, traced)]);
}

export function traceKept(models: Models, { replyId = randomUUID(), usage, money, ...traced }: Traced): WriteTo {
  const { inputTokens, outputTokens } = usage ?? { inputTokens: 0, outputTokens: 0 };
  const cost = money && (inputTokens * money.perMillionInput + outputTokens * money.perMillionOutput) / 1e6;
  const row = {
    removed: 0,
    askedAgain: false,
    ...Object.fromEntries(Object.entries(traced).filter(([, value]) => value !== undefined)),
    day: traced.at.toISOString().slice(0, 10),
    inputTokens,
    outputTokens,
    ...(cost ? { cost, ...(money.currency ? { currency: money.currency } : {}) } : {}),
  };
  return { model: models.turnTraces, write: { updateOne: { filter: { _id: replyId }, update: { $set: row }, upsert: true } } };
}
