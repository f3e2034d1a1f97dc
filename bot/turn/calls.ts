import type { Card } from '../../agents/kit/card.ts';
import type { Context } from '../../agents/kit/context.ts';
import type { AgentTool } from '../../agents/kit/define-agent.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { UserError } from '../../agents/kit/errors.ts';
import type { FoundMentions } from '../../agents/kit/mentions.ts';
import type { Proposal } from '../../agents/kit/proposal.ts';
import { figuresIn, linesOf } from '../../agents/kit/worded.ts';
import { runTool, type ToolFailure, type ToolOutcome, type ToolSuccess } from '../../tools/run-tool.ts';
import type { ToolRequest } from '../model-port.ts';
import { type ToolContent, toolContent, writeToolContent } from '../tool-content.ts';
import { accountOf } from './focus.ts';
import { askForPress, rephrased, whichOne } from './offers.ts';
import type { Turn } from './turn.ts';
import type { Choice, TurnResult } from './types.ts';

export interface StepResult {
  /** One a call, in the order of the calls. */
  contents: { call: ToolRequest; content: string }[];
  /** Every call had been made before in this turn. */
  repeated: boolean;
}

interface Done {
  outcome: ToolOutcome;
  content: string;
  cards: Card[];
  approval?: TurnResult['approvals'][number];
}

/** Runs what a model asks for in one turn and keeps what came of it. */
export interface CallRunner {
  run(calls: ToolRequest[]): Promise<StepResult>;
  readonly outcomes: ToolOutcome[];
  readonly successes: ToolSuccess[];
  readonly tools: TurnResult['tools'];
  readonly cards: Card[];
  readonly approvals: TurnResult['approvals'];
  readonly choices: Choice[];
  readonly calls: { id: string; name: string; arguments: string; content: string }[];
  readonly outsideText: boolean;
  /** Times in a row that a tool did not accept its arguments. */
  readonly badArguments: number;
}

export function createCallRunner(turn: Turn): CallRunner {
  const { deps, context, request, limits, sources, offered, mentions } = turn;
  const { catalog } = deps;
  const made = new Map<string, Promise<Done>>();
  /** In the order of the calls; `done` is there once it is. */
  const entries: { call: ToolRequest; done?: Done }[] = [];
  const finished = () => entries.flatMap(({ call, done }) => (done ? [{ call, done }] : []));
  /** Whether text from outside was read before, and is before the model again. */
  let outsideText = !request.pressed && turn.memory.turns.some((each) => each.outsideText);
  let badArguments = 0;

  const perform = async (call: ToolRequest, tainted: boolean): Promise<Done> => {
    const tool = offered.find((each) => each.name === call.name);
    if (tool) await turn.sink.status(statusOf(tool, call, mentions));
    const cards: Card[] = [];
    let outcome = await gated(call, tool, tainted, cards);
    let approval: Done['approval'];
    if (outcome.ok && outcome.proposal) {
      try {
        const { approvalId, card } = await deps.propose(outcome.proposal, {
          tenant: context.tenant,
          requestedBy: context.actor,
          place: request.place,
        });
        approval = { id: approvalId, ...aboutProposal(outcome.proposal) };
        cards.push(card);
      } catch (error) {
        outcome = notStored(outcome.tool, error, context);
      }
    } else if (outcome.ok) cards.push(outcome.card);
    if (outcome.ok) {
      const { card, summary, output } = outcome;
      if (outcome.tool.access === 'act' || outcome.tool.access === 'approved') sources.did();
      sources.show({ account: accountOf(output), figures: figuresIn(card, summary), text: linesOf(card, summary).join('\n') });
    } else sources.addText(outcome.message, 'us');
    const note = approval && STORED[approval.kind];
    return { outcome, content: writeToolContent(toolContent(outcome, note)), cards, approval };
  };

  const gated = async (call: ToolRequest, tool: AgentTool | undefined, tainted: boolean, cards: Card[]): Promise<ToolOutcome> => {
    const known = catalog.get(call.name);
    if (!tool && known && catalog.forRoles(context.actor.roles).includes(known)) {
      return refusal(call.name, 'look_back', `"${known.title}" works on today's data only; this question looks back. Ask without a date.`);
    }
    if (tool?.access === 'act' && tainted) {
      const offer = await askForPress(catalog, tool, call.arguments, turn.namesIn);
      if (offer) cards.push(offer);
      return refusal(
        call.name,
        'needs_press',
        `Not done: "${tool.title}" changes data, and after customers' texts were read only a person may start it. ${offer ? 'The button below does it.' : 'Ask for it in a new conversation.'}`,
      );
    }
    return runTool(catalog, call.name, call.arguments, context, { timeLimit: limits.toolTime });
  };

  const once = (call: ToolRequest, tainted: boolean): Promise<Done> => {
    const key = keyOf(call);
    const before = made.get(key);
    if (before) return before;
    const entry: (typeof entries)[number] = { call };
    entries.push(entry);
    const running = perform(call, tainted).then((done) => {
      entry.done = done;
      return done;
    });
    made.set(key, running);
    return running;
  };

  return {
    async run(calls) {
      const tainted = outsideText;
      const allowed = calls.slice(0, limits.callsPerStep);
      const repeated = allowed.length > 0 && allowed.every((call) => made.has(keyOf(call)));
      const contents = await Promise.all(
        calls.map(async (call, index) => {
          if (index >= limits.callsPerStep) {
            const tooMany: ToolContent = {
              ok: false,
              tool: call.name,
              code: 'too_many',
              message: `Not run: only ${limits.callsPerStep} calls at a time.`,
              choices: [],
            };
            return { call, content: writeToolContent(tooMany) };
          }
          const { content } = await once(call, tainted);
          return { call, content };
        }),
      );
      const outcomes = await Promise.all(allowed.map((call) => made.get(keyOf(call))));
      const accepted = outcomes.some((done) => done?.outcome.ok || !isBadArguments(done?.outcome));
      badArguments = accepted ? 0 : badArguments + 1;
      if (outcomes.some((done) => done?.outcome.ok && done.outcome.tool.outsideText !== false)) outsideText = true;
      return { contents, repeated };
    },
    get outcomes() {
      return finished().map(({ done }) => done.outcome);
    },
    get successes() {
      return finished().flatMap(({ done }) => (done.outcome.ok ? [done.outcome] : []));
    },
    get tools() {
      return finished().map(({ call, done: { outcome } }) => ({
        name: call.name,
        arguments: outcome.input ?? readable(call.arguments),
        result: outcome.ok ? outcome.output : { error: outcome.code, message: outcome.message, choices: outcome.choices },
      }));
    },
    get cards() {
      return finished()
        .flatMap(({ done }) => done.cards)
        .slice(0, limits.cards);
    },
    get approvals() {
      return finished().flatMap(({ done }) => done.approval ?? []);
    },
    get choices() {
      if (entries.length === 0) return whichOne(mentions, request.text);
      const solved = new Set(finished().flatMap(({ done }) => (done.outcome.ok ? [done.outcome.tool.name] : [])));
      const open = finished().flatMap(({ done }) => (done.outcome.ok || solved.has(done.outcome.name) ? [] : [done.outcome]));
      const choices = open.flatMap((failure) => failure.choices.map((choice) => rephrased(choice, request.text, failure.input)));
      return [...new Map(choices.map((choice) => [choice.say, choice])).values()];
    },
    get calls() {
      return finished().map(({ call, done }) => ({ id: call.id, name: call.name, arguments: call.arguments, content: done.content }));
    },
    get outsideText() {
      return outsideText;
    },
    get badArguments() {
      return badArguments;
    },
  };
}

/** The same for the same call, whatever the order of its arguments. */
function keyOf(call: ToolRequest): string {
  const value = readable(call.arguments);
  return `${call.name} ${JSON.stringify(value, (_, each) => (each && typeof each === 'object' && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort()) : each))}`;
}

function readable(json: string): unknown {
  try {
    return JSON.parse(json || '{}');
  } catch {
    return json;
  }
}

function isBadArguments(outcome: ToolOutcome | undefined): boolean {
  return outcome !== undefined && !outcome.ok && (outcome.code === 'bad_arguments' || outcome.code === 'unknown_tool');
}

const STORED: Record<Proposal['kind'], string> = {
  outreach: 'Stored as a draft. It waits for approval; nothing was sent.',
  action: 'Put before a person. It waits for approval; nothing was changed.',
};

function aboutProposal(proposal: Proposal): Omit<TurnResult['approvals'][number], 'id'> {
  const { kind, account } = proposal;
  return proposal.kind === 'outreach'
    ? { kind, account: account.name, recipient: proposal.recipient.name, subject: proposal.subject }
    : { kind, account: account.name, recipient: null, subject: proposal.title };
}

function notStored({ name, title }: AgentTool, error: unknown, { log }: Context): ToolFailure {
  if (error instanceof UserError) return { ok: false, name, code: error.code, message: error.message, choices: error.choices };
  log.error({ tool: name, error: describeError(error) }, 'a proposal could not be stored');
  return refusal(name, 'failed', `The result of "${title}" could not be put up for approval. Nothing was sent; try again in a minute.`);
}

function refusal(name: string, code: string, message: string): ToolFailure {
  return { ok: false, name, code, message, choices: [] };
}

/** "Reading the account's signals" with the account's name, where the person named just one. */
function statusOf(tool: AgentTool, call: ToolRequest, mentions: FoundMentions): string {
  const meant = Object.values((readable(call.arguments) ?? {}) as Record<string, unknown>);
  const named = mentions.accounts.filter(
    (account) => meant.includes(account.id) || meant.includes(account.name) || meant.includes(account.said),
  );
  const [only] = named;
  return only && named.length === 1 ? tool.status.replace(/\bthe account\b/, only.name) : tool.status;
}
