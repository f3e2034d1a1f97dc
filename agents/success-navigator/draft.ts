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
  if (!request.subject?.trim() && !request.body?.trim()) return { ...composed, points: chosen };

  const given = request.body?.replace(/\r\n?/g, '\n').trim();
  const body = given ? (given.includes(sender.name) ? given : `${given}\n\n${signature(sender)}`) : composed.body;
  const text = { subject: request.subject?.trim() || composed.subject, body };
  const names = namesIn(facts, sender);
  const problems = problemsOf(text, all.flatMap(sourcesOf), names);
  if (problems.length > 0) {
    const usable = chosen.map(({ figure }) => figure.text).join(' ');
    throw new UserError(
      'draft_refused',
      `No draft from that text: ${problems.join('; ')}.${usable ? ` Facts that may be used: ${usable}` : ''}`,
    );
  }
  return { ...text, points: given ? usedIn(`${text.subject}\n${body}`, all, names) : chosen };
}

/** The names that may stand in a note without being a figure or a word of ours. */
export function namesIn({ account, contacts }: AccountFacts, sender: Pick<Actor, 'name' | 'title'>): string[] {
  return [account.name, ...account.aliases, ...contacts.map(({ name }) => name), sender.title, sender.name];
}

/** The texts of a point that hold its figures. */
export function sourcesOf({ line, figure }: Point): string[] {
  return [line, plain(figure.text, { exact: true })];
}

/** The facts a given text names, by the figures or the quoted titles in it. */
function usedIn(text: string, points: Point[], names: readonly string[]): Point[] {
  const said = figuresIn(withoutNames(text, names)).map(({ value }) => value);
  return points.filter((point) => {
    const title = /“(.+?)”/u.exec(point.line)?.[1];
    if (title && text.includes(title)) return true;
    const figures = figuresIn(withoutNames(point.line, names)).map(({ value }) => value);
    const held = figures.filter((value) => said.includes(value)).length;
    return held > 0 && held >= Math.min(2, figures.length);
  });
}
