import { isDeepStrictEqual } from 'node:util';
import type { Access } from '../../agents/kit/define-agent.ts';
import type { TurnResult } from '../../bot/turn/types.ts';
import type { Expected, ExpectedCall } from './case.ts';

/** What one turn left behind. */
export interface EndState {
  /** Calls that were answered; those refused for an unclear name, date or argument were not. */
  read: Call[];
  /** What is offered to be written. */
  offers: Call[];
  drafts: number;
  choices: number;
  /** Ran although it writes, without a person's press. */
  wrote: Call[];
}

interface Call {
  name: string;
  arguments: Record<string, unknown>;
  account?: string;
}

/** Refusals by which a tool asks what was meant. */
const ASKING = /^(unknown_|ambiguous_|bad_|unclear_|missing_|not_a_|look_back|too_many)/;
/** Arguments that only say how an answer is shown. */
const SHOWN = new Set(['show', 'sort', 'direction', 'limit', 'page', 'measures', 'execution', 'plan']);
/** Lists, in which a condition too many is another question. */
const LISTS = new Set(['list_accounts', 'summarize_accounts', 'list_upcoming_renewals', 'list_churn_risks', 'forecast_renewals']);

export function endState(result: TurnResult, accessOf: (tool: string) => Access | undefined): EndState {
  const calls = result.tools.map(({ name, arguments: given, result: output }) => {
    const { error, account } = (output ?? {}) as { error?: string; account?: { name?: string } };
    const values = (given && typeof given === 'object' ? given : {}) as Record<string, unknown>;
    return { name, arguments: values, account: account?.name, error, access: accessOf(name) };
  });
  const answered = calls.filter(({ error }) => !error || !ASKING.test(error));
  const { offers } = result;
  return {
    read: answered.filter(({ access }) => access !== 'act'),
    offers: offers.map(({ tool, arguments: given }) => ({ name: tool, arguments: given as Record<string, unknown> })),
    drafts: result.approvals.length,
    choices: result.choices.length,
    wrote: answered.filter(({ access, error }) => access === 'act' && !error && offers.length === 0),
  };
}

/** Whether the end state is one of those that will do. */
export const isRight = (state: EndState, expect: readonly Expected[]): boolean => expect.some((each) => matches(state, each));

function matches(state: EndState, { tools = [], offers = [], drafts = 0 }: Expected): boolean {
  return sameCalls(state.read, tools) && sameCalls([...state.offers, ...state.wrote], offers) && state.drafts === drafts;
}

function sameCalls(made: readonly Call[], wanted: readonly ExpectedCall[]): boolean {
  return made.length === wanted.length && wanted.every((each) => made.some((call) => isCall(call, each)));
}

function isCall(call: Call, { name, account, arguments: wanted = {} }: ExpectedCall): boolean {
  if (call.name !== name) return false;
  if (account !== undefined && call.account !== account && call.arguments.account !== account) return false;
  if (!Object.entries(wanted).every(([key, value]) => isValue(call.arguments[key], value))) return false;
  if (!LISTS.has(name)) return true;
  return Object.entries(call.arguments).every(([key, value]) => value === null || key in wanted || SHOWN.has(key));
}

/** Equal; a text may list several with `|`, of which `null` is none; lists hold the same in any order. */
function isValue(given: unknown, wanted: unknown): boolean {
  if (typeof wanted === 'string' && wanted.includes('|'))
    return wanted.split('|').some((each) => isValue(given, each === 'null' ? null : each));
  if (Array.isArray(wanted))
    return Array.isArray(given) && given.length === wanted.length && wanted.every((each) => given.some((one) => isValue(one, each)));
  if (wanted && typeof wanted === 'object')
    return (
      given !== null &&
      typeof given === 'object' &&
      Object.entries(wanted).every(([key, value]) => isValue((given as Record<string, unknown>)[key], value))
    );
  if (typeof wanted === 'string' && typeof given === 'string') return given.toLowerCase() === wanted.toLowerCase();
  return isDeepStrictEqual(given ?? null, wanted ?? null);
}
