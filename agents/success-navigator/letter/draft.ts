import type { Contact } from '../../../models/contact.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import type { Actor } from '../../kit/context.ts';
import { UserError } from '../../kit/errors.ts';
import { plain } from '../../kit/text.ts';
import { problemsOf, withoutNames } from './check-text.ts';
import { choosePoints, topicsOf } from './choose-points.ts';
import { compose, type Style, signature } from './compose.ts';
import { figuresIn } from './figures.ts';
import { type Point, pointsFor } from './points/index.ts';
import { suiting, topicsFor } from './purpose.ts';
import { wordsOf } from './words.ts';

interface DraftRequest {
  /** What it is about, in the asker's words. */
  purpose: string | null;
  /** Written by the caller; null where the note is composed here. */
  subject: string | null;
  body: string | null;
  /** How it is composed; in English and plainly where not said. */
  style?: Style;
}

const PLAIN: Style = { words: wordsOf('en') };

export interface Draft {
  subject: string;
  body: string;
  /** What the text rests on, the leading fact first. */
  points: Point[];
}

/**
 * A note to one of an account's people, from the account's facts alone: the same facts give the same note.
 * @throws UserError `draft_refused` where a given text or sentence holds what a customer may not be sent.
 */
export function draft(facts: AccountFacts, to: Contact, sender: Pick<Actor, 'name' | 'title'>, request: DraftRequest): Draft {
  const { style = PLAIN } = request;
  const all = pointsFor(facts, to, style.words);
  const topics = [...(style.purpose ? topicsFor(style.purpose) : []), ...topicsOf(request.purpose)];
  const fitting = style.purpose ? suiting(style.purpose, all) : all;
  const chosen = choosePoints(fitting, to, topics).slice(0, style.tone === 'short' ? 2 : undefined);
  const names = namesIn(facts, sender);
  // Figures in the author's own sentences are the author's; everything else of them is held against the same rules.
  const own = [style.message, style.ask].flatMap((each) => each ?? []);
  refuse(problemsOf({ subject: '', body: own.join('\n') }, own, names), chosen);
  const composed = compose(chosen, { account: facts.account, to, sender }, style);
  if (!request.subject?.trim() && !request.body?.trim()) return { ...composed, points: chosen };

  const given = request.body?.replace(/\r\n?/g, '\n').trim();
  const body = given ? (given.includes(sender.name) ? given : `${given}\n\n${signature(sender, style)}`) : composed.body;
  const text = { subject: request.subject?.trim() || composed.subject, body };
  refuse(problemsOf(text, [...all.flatMap(sourcesOf), ...own], names), chosen);
  return { ...text, points: given ? usedIn(`${text.subject}\n${body}`, all, names) : chosen };
}

/** @throws UserError that names each problem, and the facts that may be used instead */
function refuse(problems: readonly string[], usable: readonly Point[]): void {
  if (problems.length === 0) return;
  const facts = usable.map(({ figure }) => plain(figure.text)).join(' ');
  throw new UserError(
    'draft_refused',
    `No draft from that text: ${problems.join('; ')}.${facts ? ` Facts that may be used: ${facts}` : ''}`,
  );
}

/** The names that may stand in a note without being a figure or a word of ours. */
export function namesIn({ account, contacts }: AccountFacts, sender: Pick<Actor, 'name' | 'title'>): string[] {
  return [account.name, ...account.aliases, ...contacts.map(({ name }) => name), sender.title, sender.name];
}

/** The texts of a point that hold its figures. */
export const sourcesOf = ({ line, figure }: Point): string[] => [line, plain(figure.text, { exact: true })];

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
