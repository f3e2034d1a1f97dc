import { createHash } from 'node:crypto';
import { type Case, KINDS, type Kind } from './case.ts';
import { type EndState, endState, isRight } from './grade.ts';
import type { World } from './world.ts';

export interface Verdict {
  case: Case;
  right: boolean;
  state: EndState;
  reply: string;
  /** Something would be, or was, written or drafted that nobody asked for. */
  wrongWrite: boolean;
}

/** A quarter of the cases is kept unread while the planner is made, and looked at in the end: they are told by their names. */
export const isHeldOut = ({ name }: Case): boolean => (createHash('sha256').update(name).digest()[0] ?? 0) % 4 === 0;

/** Puts every case to the world, each in a conversation of its own. */
export async function evaluate(world: World, cases: readonly Case[], said: (verdict: Verdict) => void = () => {}): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const each of cases) {
    const verdict = await judge(world, each);
    said(verdict);
    verdicts.push(verdict);
  }
  return verdicts;
}

async function judge(world: World, each: Case): Promise<Verdict> {
  const conversation = `eval:${each.as}:${each.name}:${process.pid}`;
  let reply = '';
  let state: EndState = { read: [], offers: [], drafts: 0, choices: 0, wrote: [] };
  for (const text of each.turns) {
    const result = await world.ask({ as: `${each.as}@greendoor.example`, conversation, text });
    state = endState(result, world.accessOf);
    ({ reply } = result);
  }
  const wanted = each.expect.some(({ offers, drafts }) => offers || drafts);
  const wrongWrite = !wanted && state.wrote.length + state.offers.length + state.drafts > 0;
  return { case: each, right: isRight(state, each.expect), state, reply, wrongWrite };
}

/** Whether it asks, or says that it cannot, and leads nowhere. */
export const asksWithoutChoices = ({ case: { expect, later }, state }: Verdict): boolean =>
  !later && expect.every(({ asks, cannot }) => asks || cannot) && state.choices === 0;

export interface Rate {
  right: number;
  of: number;
}

export interface Report {
  kinds: Record<Kind, Rate>;
  /** Cases that a reading tool answers. */
  reads: Rate;
  /** Cases of offers and drafts. */
  acts: Rate;
  /** Cases that nothing answers: asked back, or said so. */
  rest: Rate;
  /** Of these, those with buttons that lead on. */
  withChoices: Rate;
  /** Cases of tools that are to come: said that it cannot be done yet. */
  later: Rate;
  wrongWrites: string[];
}

export function reportOf(verdicts: readonly Verdict[]): Report {
  const rate = (of: readonly Verdict[], is = ({ right }: Verdict) => right): Rate => ({ right: of.filter(is).length, of: of.length });
  const now = verdicts.filter(({ case: { later } }) => !later);
  const acts = now.filter(({ case: { expect } }) => expect.some(({ offers, drafts }) => offers || drafts));
  const rest = now.filter(({ case: { expect } }) => expect.every(({ asks, cannot }) => asks || cannot));
  return {
    kinds: Object.fromEntries(KINDS.map((kind) => [kind, rate(now.filter((each) => each.case.kind === kind))])) as Report['kinds'],
    reads: rate(now.filter((each) => !acts.includes(each) && !rest.includes(each))),
    acts: rate(acts),
    rest: rate(rest),
    withChoices: rate(rest, ({ right, state }) => right && state.choices > 0),
    later: rate(verdicts.filter(({ case: { later } }) => later)),
    wrongWrites: verdicts.filter(({ wrongWrite }) => wrongWrite).map(({ case: { name } }) => name),
  };
}
