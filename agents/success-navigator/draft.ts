import type { Contact } from '../../models/contact.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import type { Actor } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';
import { plain } from '../kit/text.ts';
import { problemsOf, withoutNames } from './check-text.ts';
import { compose, signature } from './compose.ts';
import { figuresIn } from './figures.ts';
import { type Point, pointsFor } from './points/index.ts';
import { choosePoints, topicsOf } from './purpose.ts';

export interface DraftRequest {
  purpose: string | null;
  /** Written by the caller; null where the note is composed here. */
  subject: string | null;
  body: string | null;
}

export interface Draft {
  subject: string;
  body: string;
  /** What the text rests on, the leading fact first. */
  points: Point[];
}

/**
 * A note to one of an account's people, from the account's facts alone: the same facts give the same note.
 * @throws UserError `draft_refused` where a given text holds what a customer may not be sent.
 */
export function draft(facts: AccountFacts, to: Contact, sender: Pick<Actor, 'name' | 'title'>, request: DraftRequest): Draft {
  const all = pointsFor(facts, to);
  const chosen = choosePoints(all, to, topicsOf(request.purpose));
  const composed = compose(chosen, { account: facts.account, to, sender });
  const [subject, given] = [request.subject?.trim(), request.body?.replace(/\r\n?/g, '\n').trim()];
  if (!subject && !given) return { ...composed, points: chosen };

  const signed = !given || given.includes(sender.name) ? given : `${given}\n\n${signature(sender)}`;
  const text = { subject: subject || composed.subject, body: signed || composed.body };
  const names = namesIn(facts, sender);
  const sources = all.flatMap(({ line, figure }) => [line, plain(figure.text, { exact: true })]);
  const problems = problemsOf(text, sources, names);
  if (problems.length === 0) return { ...text, points: given ? usedIn(`${text.subject}\n${text.body}`, all, names) : chosen };
  const usable = chosen.map(({ figure }) => plain(figure.text)).join(' ');
  throw new UserError(
    'draft_refused',
    `No draft from that text: ${problems.join('; ')}.${usable ? ` Facts that may be used: ${usable}` : ''}`,
  );
}

/** The names that may stand in a note without being a figure or a word of ours. */
export function namesIn({ account, contacts }: AccountFacts, sender: Pick<Actor, 'name' | 'title'>): string[] {
  return [account.name, ...account.aliases, ...contacts.map(({ name }) => name), sender.title, sender.name];
}

/** The facts a given text names, by the figures or the quoted titles in it. */
function usedIn(text: string, points: Point[], names: readonly string[]): Point[] {
  const valuesIn = (said: string) => figuresIn(withoutNames(said, names)).map(({ value }) => value);
  const said = valuesIn(text);
  return points.filter(({ line }) => {
    const title = /“(.+?)”/u.exec(line)?.[1];
    if (title && text.includes(title)) return true;
    const figures = valuesIn(line);
    const held = figures.filter((value) => said.includes(value)).length;
    return held > 0 && held >= Math.min(2, figures.length);
  });
}
