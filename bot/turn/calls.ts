import type { Text } from '../../agents/facts/figure.ts';
import type { Card } from '../../agents/kit/card.ts';
import type { Context } from '../../agents/kit/context.ts';
import type { AgentTool } from '../../agents/kit/define-agent.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { UserError } from '../../agents/kit/errors.ts';
import type { FoundMentions } from '../../agents/kit/mentions.ts';
import type { Proposal } from '../../agents/kit/proposal.ts';
import { t } from '../../agents/kit/text.ts';
import { runTool, type ToolFailure, type ToolOutcome, type ToolSuccess } from '../../tools/run-tool.ts';
import type { ToolRequest, ToolSpec } from '../model-port.ts';
import { labelOf, makeOffer, NOT_YET, offerCard } from '../offers/index.ts';
import { type ToolContent, toolContent, writeToolContent } from '../tool-content.ts';
import { rephrased, whichOne } from './choices.ts';
import type { StoredTurn } from './conversation.ts';
import { keptOf, newHandle, shownOf } from './details.ts';
import { createOwnTools } from './own-tools.ts';
import { standingLines } from './standing.ts';
import { endOf } from './trace.ts';
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
  /** What the model is told of it now, and in later turns. */
  content: string;
  kept: string;
  /** By which the model asks for more of it. */
  handle?: string;
  cards: Card[];
  approval?: TurnResult['approvals'][number];
  offer?: TurnResult['offers'][number];
}

/** What came of a call, before it is told to the model; `note` is ours. */
type Noted = Omit<Done, 'content' | 'kept' | 'handle'> & { note?: string };

/** Runs what a model asks for in one turn and keeps what came of it. */
export interface CallRunner {
  run(calls: ToolRequest[]): Promise<StepResult>;
  readonly outcomes: ToolOutcome[];
  readonly successes: ToolSuccess[];
  readonly tools: TurnResult['tools'];
  readonly cards: Card[];
  readonly approvals: TurnResult['approvals'];
  readonly offers: TurnResult['offers'];
  readonly choices: Choice[];
  /** What is the case now, see `standingLines`. */
  readonly standing: readonly string[];
  readonly calls: StoredTurn['calls'];
  /** The tools a language model is told of at this point. */
  specs(): ToolSpec[];
  /** Times in a row that a tool did not accept its arguments. */
  readonly badArguments: number;
}

export function createCallRunner(turn: Turn): CallRunner {
  const { deps, context, request, limits, sources, offered, mentions, recorder } = turn;
  const { catalog } = deps;
  const made = new Map<string, Promise<Done>>();
  const results = new Map<string, ToolSuccess>();
  const own = createOwnTools(turn, results);
  const asked = new Set<string>();
  /** In the order of the calls; `done` is there once it is. */
  const entries: { call: ToolRequest; done?: Done }[] = [];
  const finished = () => entries.flatMap(({ call, done }) => (done ? [{ call, done }] : []));
  let badArguments = 0;

  const perform = async (call: ToolRequest): Promise<Done> => {
    const tool = offered.find((each) => each.name === call.name);
    if (tool) await turn.sink.status(statusOf(tool, call, mentions));
    const done = tool?.access === 'act' && !request.pressed ? await offer(tool, call) : await work(call, tool);
    const { outcome, note } = done;
    if (!outcome.ok) {
      sources.addText([outcome.message, ...outcome.choices.map(({ label }) => label)].join('\n'), 'us');
      const content = writeToolContent(toolContent(outcome));
      return { ...done, content, kept: content };
    }
    if (done.approval) sources.wait('draft');
    if (done.offer) sources.wait('offer');
    const handle = newHandle();
    const { content, shown } = shownOf(outcome, handle, note);
    sources.call(outcome.input);
    sources.show(shown);
    results.set(handle, outcome);
    return { ...done, handle, content: writeToolContent(content), kept: writeToolContent(keptOf(outcome, handle, note)) };
  };

  /** What only a person's press writes is put before them. */
  const offer = async (tool: AgentTool, call: ToolRequest): Promise<Noted> => {
    const made = await makeOffer(deps, tool, call.arguments, {
      context,
      conversation: request.conversation,
      timeLimit: limits.toolTime,
    });
    if (!('offer' in made)) return { outcome: made, cards: made.ok ? [made.card] : [] };
    const { _id: id, title, account, fields } = made.offer;
    const card = offerCard(made.offer);
    const summary = {
      point: NOT_YET,
      why: fields.map(({ label, value }) => t`${label}: ${value as Text}`),
    };
    return {
      outcome: { ok: true, tool, input: made.input, output: { offered: id, title, ...(account ? { account } : {}) }, summary, card },
      note: `Offered: ${title}; nothing is written until a person presses.`,
      cards: [card],
      offer: { id, tool: tool.name, arguments: made.input, label: labelOf(made.offer) },
    };
  };

  const work = async (call: ToolRequest, tool: AgentTool | undefined): Promise<Noted> => {
    const known = catalog.get(call.name);
    if (!tool && known && catalog.forRoles(context.actor.roles).includes(known)) {
      const why = `"${known.title}" works on today's data only; this question looks back. Ask without a date.`;
      return { outcome: refusal(call.name, 'look_back', why), cards: [] };
    }
    const outcome = request.pressed
      ? await request.pressed(context, limits.toolTime)
      : await runTool(catalog, call.name, call.arguments, context, { timeLimit: limits.toolTime });
    if (!outcome.ok) return { outcome, cards: [] };
    if (!outcome.proposal) return { outcome, cards: [outcome.card] };
    const by = { tenant: context.tenant, requestedBy: context.actor, place: request.place };
    try {
      const { approvalId, card } = await deps.propose(outcome.proposal, by);
      const approval = { id: approvalId, ...aboutProposal(outcome.proposal) };
      return { outcome, note: STORED[approval.kind], cards: [card], approval };
    } catch (error) {
      return { outcome: notStored(outcome.tool, error, context), cards: [] };
    }
  };

  const once = (call: ToolRequest, key: string): Promise<Done> => {
    const before = made.get(key);
    if (before) return before;
    const entry: (typeof entries)[number] = { call };
    entries.push(entry);
    const title = catalog.get(call.name)?.title;
    const ended = recorder.begin({ kind: 'tool', name: call.name, ...(title ? { title } : {}), arguments: call.arguments });
    const running = perform(call).then((done) => {
      ended(endOf(done.outcome, done.offer ? 'offered' : done.approval ? 'proposed' : 'ok'));
      entry.done = done;
      return done;
    });
    made.set(key, running);
    return running;
  };

  return {
    async run(calls) {
      const allowed = calls.slice(0, limits.callsPerStep).map(keyOf);
      const repeated = allowed.length > 0 && allowed.every((key) => made.has(key) || asked.has(key));
      const contents = await Promise.all(
        calls.map(async (call, index) => {
          const key = allowed[index];
          if (key === undefined) {
            const tooMany: ToolContent = {
              ok: false,
              tool: call.name,
              code: 'too_many',
              message: `Not run: only ${limits.callsPerStep} calls at a time.`,
              choices: [],
            };
            return { call, content: writeToolContent(tooMany) };
          }
          const more = own.run(call);
          if (!more) return { call, content: (await once(call, key)).content };
          asked.add(key);
          const ended = recorder.begin({ kind: 'tool', name: call.name, arguments: call.arguments });
          const content = await more;
          ended({ outcome: 'ok' });
          return { call, content };
        }),
      );
      const outcomes = await Promise.all(allowed.map((key) => made.get(key)));
      const accepted = outcomes.some((done) => !isBadArguments(done?.outcome));
      badArguments = accepted ? 0 : badArguments + 1;
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
      // What a person must decide about is never left out, however much else there is to show.
      const all = finished().flatMap(({ done }) => done.cards);
      const room = limits.cards - all.filter(({ stands }) => stands).length;
      const others = all.filter(({ stands }) => !stands).slice(0, Math.max(0, room));
      return all.filter((card) => card.stands || others.includes(card));
    },
    get approvals() {
      return finished().flatMap(({ done }) => done.approval ?? []);
    },
    get offers() {
      return finished().flatMap(({ done }) => done.offer ?? []);
    },
    get choices() {
      if (entries.length === 0) return whichOne(mentions, request.text);
      const solved = new Set(finished().flatMap(({ done }) => (done.outcome.ok ? [done.outcome.tool.name] : [])));
      const open = finished().flatMap(({ done }) => (done.outcome.ok || solved.has(done.outcome.name) ? [] : [done.outcome]));
      const choices = open.flatMap((failure) =>
        failure.choices.map((choice) => rephrased(choice, request.text, failure.input, failure.message)),
      );
      return [...new Map(choices.map((choice) => [choice.say, choice])).values()];
    },
    get standing() {
      return standingLines(
        finished().map(({ done }) => done),
        catalog,
      );
    },
    get calls() {
      return finished().map(({ call, done: { kept: content, handle } }) => ({ ...call, content, ...(handle ? { handle } : {}) }));
    },
    specs: () => [...own.specs(), ...turn.menu.specs()],
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
  outreach: 'Stored as a draft of the person who asked; nothing was sent. They edit it, discard it or ask for approval.',
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
