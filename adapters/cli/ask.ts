import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Actor } from '../../agents/kit/context.ts';
import { UserError } from '../../agents/kit/errors.ts';
import { plain } from '../../agents/kit/text.ts';
import { findActorByEmail } from '../../bot/actors.ts';
import type { Assistant } from '../../bot/assistant.ts';
import { renderText } from '../../bot/card-text.ts';
import { runTurn } from '../../bot/turn/run-turn.ts';
import type { TurnDeps, TurnResult } from '../../bot/turn/types.ts';
import { keepButtons, pressButton } from './press.ts';

export interface AskDeps {
  turn: TurnDeps;
  /** What pressing a button needs. */
  assistant: Assistant;
  tenant: string;
  /** Whom `ask` speaks as without --as. */
  defaultEmail: string;
  signal?: AbortSignal;
}

/** Where it writes: answers, and what went wrong. */
export interface Output {
  out: { write(text: string): unknown };
  err: { write(text: string): unknown };
}

export const ASK_USAGE = `Usage: npm run ask -- "question" [--as EMAIL] [--as-of DATE] [--thread ID] [--json]
       npm run ask -- --press ID --thread ID [--as EMAIL] [--json]

  --as EMAIL     speak as this person
  --as-of DATE   answer from what was known at the end of that day (YYYY-MM-DD)
  --thread ID    continue this conversation
  --press ID     press a button, or take up an offer, of an earlier answer in that conversation
  --json         print { reply, model, tools, approvals, offers, buttons, cards }`;

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
  /** Instead of a question: the button to press. */
  press?: string;
}

/**
 * Sends one message through the orchestrator and prints the answer.
 * @returns the exit code: 0 answered, 1 the model or a limit failed, 2 the command was not understood.
 */
export async function ask(deps: AskDeps, argv: string[], { out, err }: Output): Promise<0 | 1 | 2> {
  let question: Question;
  let actor: Actor;
  try {
    question = readQuestion(argv, deps);
    actor = await findPerson(deps, question.email);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    err.write(`${error.message}\n`);
    return 2;
  }
  const { text, asOf, thread, json, press } = question;
  const status = json ? () => {} : (line: string) => void err.write(`${line}…\n`);
  const conversation = `cli:${actor.id}:${thread}`;
  if (press) {
    const pressed = await pressButton(deps, { actor, thread, button: press, status });
    if (!pressed) {
      err.write('There is no such button in that conversation. Give the thread it was shown in, and its id.\n');
      return 2;
    }
    out.write(`${json ? JSON.stringify(pressed, null, 2) : asText(pressed)}\n`);
    return 0;
  }
  const { tenant, signal } = deps;
  const result = await runTurn(deps.turn, { tenant, actor, conversation, text, asOf, signal }, { status, append: () => {} });
  const answer = { ...asJson(result), buttons: await keepButtons(deps, { conversation, result }) };
  out.write(`${json ? JSON.stringify(answer, null, 2) : asText(answer)}\n`);
  return result.stopped === undefined || result.stopped === 'length' ? 0 : 1;
}

function readQuestion(argv: string[], { defaultEmail, turn }: AskDeps): Question {
  const { values, positionals } = parsed(argv);
  const text = positionals.join(' ');
  if (positionals.length === 0 && !values.press) throw new UserError('usage', ASK_USAGE);
  if (values.press && !values.thread)
    throw new UserError('usage', `--press needs --thread, the conversation the button was shown in.\n\n${ASK_USAGE}`);
  const now = turn.clock.now();
  return {
    text,
    email: values.as ?? defaultEmail,
    asOf: values['as-of'] === undefined ? undefined : endOfDay(values['as-of'], now),
    thread: values.thread ?? randomUUID(),
    json: values.json ?? false,
    ...(values.press ? { press: values.press } : {}),
  };
}

function parsed(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        as: { type: 'string' },
        'as-of': { type: 'string' },
        thread: { type: 'string' },
        press: { type: 'string' },
        json: { type: 'boolean' },
      },
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

function asJson({ reply, model, tools, approvals, offers, cards, choices, removedFigures, stopped, usage }: TurnResult) {
  return { reply, model, tools, approvals, offers, cards, choices, removedFigures, stopped, usage };
}

/** An answer with the buttons it can be gone on by. */
type Answer = ReturnType<typeof asJson> & { buttons: { id: string; label: string }[] };

function asText({ reply, cards: shown, choices: given, buttons }: Pick<Answer, 'reply' | 'cards' | 'choices' | 'buttons'>): string {
  const cards = shown.map((card) => withoutRepetition(renderText(card).trim(), plain(card.point), reply));
  const choices = given.map((choice) => `- ${choice.say}`);
  const press = buttons.map(({ id, label }) => `- ${label}: --press ${id}`);
  return [
    reply,
    ...cards,
    ...(choices.length > 0 ? [`You can say:\n${choices.join('\n')}`] : []),
    ...(press.length > 0 ? [`Buttons:\n${press.join('\n')}`] : []),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A card begins with its point, which the reply has mostly just said. */
function withoutRepetition(text: string, point: string, reply: string): string {
  return reply.includes(point) && text.startsWith(point) ? text.slice(point.length).trimStart() : text;
}
