import type { z } from 'zod';
import { ROLES, type Role } from '../../models/user.ts';
import type { Text } from '../facts/figure.ts';
import type { Card } from './card.ts';
import type { Context } from './context.ts';
import type { Area } from './permissions.ts';
import { plainData } from './plain-data.ts';
import type { Proposal } from './proposal.ts';
import type { RescoreScope, Scorer } from './scorer.ts';

/**
 * `read` changes nothing; `propose` returns a proposal a person must approve; `act` writes inside Greendoor and is run by a
 * person's press only: asked for by a model it becomes an offer; `approved` is what an approved proposal runs: no model and no
 * button but Approve reaches it.
 */
export type Access = 'read' | 'propose' | 'act' | 'approved';

/** What a result says in words: the point first, then at most five reasons, strongest first. Every figure of a reply must be here or in the result. */
export interface Summary<T = Text> {
  point: T;
  why: T[];
}

/** What an `act` tool would write, as the person reads it before they press. */
export interface Offered {
  /** Whom it is about, where it is about one. */
  account?: { id: string; name: string };
  /** What the press does, without a full stop: "Record your renewal call on TechCorp". */
  title: string;
  /** Everything that will be written, and nothing else. */
  fields: { label: string; value: Text }[];
}

/** Takes back what an `act` tool has just written. */
interface Undo<Input, Output> {
  /** What was written is the presser's own: taking it back needs no right to the account. */
  personal?: true;
  /** Reads what is there before it is written over, where undoing needs it. Plain data. */
  before?(input: Input, context: Context): Promise<unknown>;
  /** What was done, in one sentence. @throws UserError where more has happened since */
  run(done: { before: unknown; output: Output }, context: Context): Promise<string>;
}

/** Which accounts a result is about, as `list_accounts` is asked for them: what is asked next is asked of these. */
export type Selection = Readonly<Record<string, unknown>>;

/** One capability of an agent. */
export interface AgentTool<Input extends z.ZodType = z.ZodType, Output = unknown> {
  /** snake_case verb and object, unique among all agents. */
  name: string;
  title: string;
  /** For the model and for people: what it answers, what it does not. */
  description: string;
  /** What a person would type to get it. The offline planner routes by these and by the description. */
  examples: string[];
  /**
   * What people say for its words, of any language, one word of its own a line: `red: rote, rouge, rojo`. The offline planner
   * reads a word on the right as the one on the left.
   */
  words?: readonly string[];
  /** Among the few tools every language model is always told of. */
  core?: true;
  /** Shown while it runs, e.g. "Reading the account's signals". */
  status: string;
  /** An object schema whose every property has a description. Optional properties are `.nullable().default(null)` so that strict schemas accept them. */
  input: Input;
  output: z.ZodType<Output>;
  access: Access;
  /** Of a list, or a count, of accounts: which they are. */
  selects?(input: z.output<Input>): Selection;
  /** Its results are the words of another system, which goes by these names: what a reply takes from them has to name it. */
  outsideText?: readonly string[];
  /** What it reads is kept as it stands now: of an earlier day it is not run. Every other tool looks back. */
  todayOnly?: true;
  /** Of `approved` tools: it cannot be told whether it happened where its process died, and it may not happen twice. */
  once?: true;
  /** On whose right to the account it rests; looking after the account where nothing is said. */
  area?: Area;
  roles: readonly Role[];
  run(input: z.output<Input>, context: Context): Promise<Output>;
  summary(output: Output): Summary;
  card(output: Output): Card;
  /** For `propose` tools: what is put before a person. */
  proposal?(output: Output): Proposal;
  /**
   * For `act` tools: checks everything `run` would, writes nothing, and says what would be written. Without it, the title and
   * the arguments are said. Where there is nothing to write, `shows` is what is there already.
   * @throws what `run` would throw
   */
  offer?(input: z.output<Input>, context: Context): Promise<Offered | { shows: Output }>;
  /** For `act` tools: how the press is taken back. */
  undo?: Undo<z.output<Input>, Output>;
}

export interface Agent {
  /** kebab-case, the name of its folder. */
  name: string;
  title: string;
  purpose: string;
  tools: AgentTool[];
  /** What the agent keeps up to date for every account, where it does. */
  scorer?: Scorer;
  /** Learns from the tenant's own outcomes, where it does, and keeps what it learnt as data for the scorer. Run now and then, before all is scored. */
  learn?(scope: RescoreScope): Promise<unknown>;
}

/** A tool that still knows its own name and input: what a button to it must name. */
export type DefinedTool<Name extends string = string, Input extends z.ZodType = z.ZodType> = AgentTool & {
  readonly name: Name;
  readonly input: Input;
};

export function defineTool<const Name extends string, Input extends z.ZodType, Output>(
  tool: AgentTool<Input, Output> & { name: Name },
): DefinedTool<Name, Input> {
  // The registry holds tools of every input and output; each one's own parts agree by construction.
  return tool as unknown as DefinedTool<Name, Input>;
}

const toolsOf =
  (access: Access, usual: (area: Area | undefined) => readonly Role[]) =>
  <const Name extends string, Input extends z.ZodType, Output>(
    tool: Omit<AgentTool<Input, Output>, 'output' | 'access' | 'roles'> & { name: Name; roles?: readonly Role[] },
  ): DefinedTool<Name, Input> =>
    defineTool<Name, Input, Output>({ roles: usual(tool.area), ...tool, output: plainData<Output>(), access });

/** Who looks after accounts, and for advocacy marketing; whether the account is theirs to act on, `requireMayActOn` says. */
const ACTING: readonly Role[] = ['csm', 'ae', 'manager', 'executive', 'admin'];
export const acting = (area: Area | undefined): readonly Role[] => (area === 'advocacy' ? [...ACTING, 'marketing'] : ACTING);

/** Tools whose output is what `run` computes: the ones that change nothing are everybody's, the others for those who look after accounts. */
export const readTool = toolsOf('read', () => ROLES);
export const proposeTool = toolsOf('propose', acting);
export const approvedTool = toolsOf('approved', acting);

export function defineAgent(agent: Agent): Agent {
  return agent;
}
