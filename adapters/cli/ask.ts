import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Actor } from '../../agents/kit/context.ts';
import { UserError } from '../../agents/kit/errors.ts';
import { plain } from '../../agents/kit/text.ts';
import { findActorByEmail } from '../../bot/actors.ts';
import { renderText } from '../../bot/card-text.ts';
import { runTurn } from '../../bot/turn/run-turn.ts';
import type { TurnDeps, TurnResult } from '../../bot/turn/types.ts';

export interface AskDeps {
  turn: TurnDeps;
  tenant: string;
  /** Whom `ask` speaks as without --as. */
  defaultEmail: string;
  signal?: AbortSignal;
}

/** Where a command writes: answers, and what went wrong. */
export interface Output {
  write(text: string): void;
  error(text: string): void;
}

export const ASK_USAGE = `Usage: npm run ask -- "question" [--as EMAIL] [--as-of DATE] [--thread ID] [--json]

  --as EMAIL     speak as this person
  --as-of DATE   answer from what was known at the end of that day (YYYY-MM-DD)
  --thread ID    continue this conversation
  --json         print { reply, model, tools, approvals, cards }`;

/** Who asks on a machine whose database knows no people yet: whoever has the database has everything. */
const OPERATOR: Actor = {
  id: 'operator',
  name: 'Operator',
  email: 'operator@localhost',
  title: 'Operator',
  roles: ['admin'],
  timezone: 'UTC',
};

interface Question {
  text: string;
  email: string;
  asOf?: Date;
  thread: string;
  json: boolean;
}

/**
 * Sends one message through the orchestrator and prints the answer.
 * @returns the exit code: 0 answered, 1 the model or a limit failed, 2 the command was not understood.
 */
export async function ask(deps: AskDeps, argv: string[], out: Output): Promise<0 | 1 | 2> {
  let question: Question;
  let actor: Actor;
  try {
    question = readQuestion(argv, deps);
    actor = await findPerson(deps, question.email);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    out.error(`${error.message}\n`);
    return 2;
  }
  const { text, asOf, thread, json } = question;
  const status = json ? () => {} : (line: string) => out.error(`${line}…\n`);
  const result = await runTurn(
    deps.turn,
    { tenant: deps.tenant, actor, conversation: `cli:${actor.id}:${thread}`, text, asOf, signal: deps.signal },
    { status, append: () => {} },
  );
  out.write(`${json ? JSON.stringify(asJson(result), null, 2) : asText(result)}\n`);
  return result.stopped === undefined || result.stopped === 'length' ? 0 : 1;
}

function readQuestion(argv: string[], { defaultEmail, turn }: AskDeps): Question {
  const { values, positionals } = parsed(argv);
  const text = positionals.join(' ');
  if (positionals.length === 0) throw new UserError('usage', ASK_USAGE);
  const now = turn.clock.now();
  return {
    text,
    email: values.as ?? defaultEmail,
    asOf: values['as-of'] === undefined ? undefined : endOfDay(values['as-of'], now),
    thread: values.thread ?? randomUUID(),
    json: values.json ?? false,
  };
}

function parsed(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: { as: { type: 'string' }, 'as-of': { type: 'string' }, thread: { type: 'string' }, json: { type: 'boolean' } },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : '';
    throw new UserError('usage', `${reason}.\n\n${ASK_USAGE}`);
  }
}

/** The end of a day in UTC; now, for today. */
function endOfDay(text: string, now: Date): Date | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T23:59:59.999Z`) : new Date(Number.NaN);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    throw new UserError(
      'bad_date',
      `"${text.slice(0, 40)}" is not a date. Write it as YYYY-MM-DD, for example ${now.toISOString().slice(0, 10)}.`,
    );
  }
  if (text > now.toISOString().slice(0, 10))
    throw new UserError('bad_date', `${text} is in the future; Greendoor knows only what has happened.`);
  return day > now ? undefined : day;
}

async function findPerson({ turn, tenant, defaultEmail }: AskDeps, email: string): Promise<Actor> {
  const actor = await findActorByEmail(turn.models, tenant, email);
  if (actor) return actor;
  const known = await turn.models.users
    .find({ tenant, active: true })
    .select({ email: 1 })
    .sort({ email: 1 })
    .limit(8)
    .lean<{ email: string }[]>();
  if (known.length === 0 && email === defaultEmail) return OPERATOR;
  const others =
    known.length > 0
      ? ` Known are ${known.map((user) => user.email).join(', ')}${known.length === 8 ? ' …' : ''}.`
      : ' No people are known yet: import them (--as users), or ask without --as.';
  throw new UserError('unknown_person', `Nobody here has the e-mail address ${email.slice(0, 80)}.${others}`);
}

function asJson({ reply, model, tools, approvals, cards, choices, removedFigures, stopped, usage }: TurnResult) {
  return { reply, model, tools, approvals, cards, choices, removedFigures, stopped, usage };
}

function asText(result: TurnResult): string {
  const cards = result.cards.map((card) => withoutRepetition(renderText(card).trim(), plain(card.point), result.reply));
  const choices = result.choices.map((choice) => `- ${choice.say}`);
  return [result.reply, ...cards, ...(choices.length > 0 ? [`You can say:\n${choices.join('\n')}`] : [])].join('\n\n');
}

/** A card begins with its point, which the reply has mostly just said. */
function withoutRepetition(text: string, point: string, reply: string): string {
  return reply.includes(point) && text.startsWith(point) ? text.slice(point.length).trimStart() : text;
}
