import type { Contact } from '../../../models/contact.ts';
import type { AccountFacts } from '../../facts/index.ts';
import { plain } from '../../kit/say.ts';
import { type Context, UserError } from '../../kit/tool.ts';
import { factsOf } from '../load.ts';
import { lastWritten } from '../people.ts';
import { ownFigures, problemsOf, quotable, withoutNames, wordProblems } from './check-text.ts';
import { choosePoints, topicsOf } from './choose-points.ts';
import { compose, isDictated, isShort, type Sender, type Style, sentencesOf, signature } from './compose.ts';
import { concessionIn } from './concession.ts';
import { figuresIn, isAmount } from './figures.ts';
import { type Point, pointsFor } from './points/index.ts';
import { suiting, topicsFor } from './purpose.ts';
import { LANGUAGES, type Language, wordsOf } from './words.ts';

interface DraftRequest {
  /** What it is about, in the asker's words. */
  purpose?: string | null;
  /** Written by the caller; composed here where there is none. */
  subject?: string | null;
  body?: string | null;
  /** How it is composed; in English and plainly where not said. */
  style?: Style;
}

export interface Draft {
  subject: string;
  body: string;
  /** What the text rests on, the leading fact first. */
  points: Point[];
  /** Amounts and shares in the author's own sentences that no record shows: they answer for them. */
  ownFigures?: readonly string[];
  /** What was left out on request, as it read. */
  leftOut?: readonly string[];
  language?: Language;
}

/**
 * A note to one of an account's people, from the account's facts alone: the same facts give the same note.
 * @throws UserError `draft_refused` where a given text or sentence holds what a customer may not be sent.
 */
export function draft(facts: AccountFacts, to: Contact, sender: Sender, request: DraftRequest): Draft {
  const { purpose: said, subject, body: written, style = { words: wordsOf('en') } } = request;
  const { words, purpose, tone, message, ask } = style;
  const all = pointsFor(facts, to, words);
  const topics = [...(purpose ? topicsFor(purpose) : []), ...topicsOf(said)];
  const chosen = isDictated(style) ? [] : choosePoints(suiting(purpose, all), to, topics).slice(0, isShort(tone) ? 2 : undefined);
  const names = namesIn(facts, sender);
  // Figures in the author's own sentences are the author's, and marked as theirs; everything else of them is held against the same rules.
  const own = [message, ask].flatMap((each) => each ?? []);
  refuse(problemsOf({ subject: '', body: own.join('\n') }, own, names), chosen);
  const answeredFor = ownFigures({ subject: '', body: own.join('\n') }, all.flatMap(sourcesOf), names).filter(isAmount);
  const marked = answeredFor.length > 0 ? { ownFigures: answeredFor } : {};
  const { out, ...fitting } = compose(chosen, facts.account.name, to, sender, { ...style, about: said }, () =>
    inOtherLanguages(chosen, facts, to, style),
  );
  const composed = { ...fitting, ...(purpose === 'answer_mail' ? answering(facts, to) : {}) };
  const left = { ...(out.length > 0 ? { leftOut: out } : {}), language: words.language };
  if (!subject?.trim() && !written?.trim()) return { ...composed, ...marked, ...left };

  const given = written?.replace(/\r\n?/g, '\n').trim();
  const body = given ? (given.includes(sender.name) ? given : `${given}\n\n${signature(sender, style)}`) : composed.body;
  const text = { subject: subject?.trim() || composed.subject, body };
  refuse(problemsOf(text, [...all.flatMap(sourcesOf), ...own], names), chosen);
  return { ...text, ...marked, ...left, points: given ? usedIn(`${text.subject}\n${body}`, all, names) : composed.points };
}

/** The subject of a reply: that of the mail it answers, where that may be repeated. */
function answering(facts: AccountFacts, to: Contact): { subject?: string } {
  const subject = quotable(lastWritten(facts, to)?.subject?.replace(/^(?:re|aw|rép?|rv)\s?:\s*/i, ''));
  return subject ? { subject: `Re: ${subject}`.slice(0, 100) } : {};
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

/** The same note in the languages it is not written in. */
const inOtherLanguages = (chosen: readonly Point[], facts: AccountFacts, to: Contact, style: Style) =>
  Object.values(LANGUAGES)
    .filter((each) => each !== style.words.language)
    .map((language) => {
      const words = wordsOf(language);
      const there = pointsFor(facts, to, words);
      const same = chosen.flatMap(({ figure }) => there.find((each) => plain(each.figure.text) === plain(figure.text)) ?? []);
      return sentencesOf(same, facts.account.name, { ...style, words });
    });

/** The names that may stand in a note without being a figure or a word of ours. */
export function namesIn({ account, contacts }: AccountFacts, sender: Sender): string[] {
  return [account.name, ...account.aliases, ...contacts.map(({ name }) => name), sender.title, sender.name];
}

/** The texts of a point that hold its figures. */
const sourcesOf = ({ line, figure }: Point): string[] => [line, plain(figure.text, { exact: true })];

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

interface Changed {
  account: { id: string; name: string };
  to: Pick<Contact, '_id'>;
  sender: Sender;
  subject: string;
  body: string;
}

export interface NoteCheck {
  /** What keeps it from being put before an approver, each in words. */
  problems: string[];
  /** Figures that neither a record of the account nor `sources` hold, as written. */
  own: string[];
}

/** Holds a note that a person changed against what a generated one may hold. */
export async function checkNote(
  context: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  { account, to, sender, ...text }: Changed,
  sources: readonly string[],
): Promise<NoteCheck> {
  const facts = await factsOf(context, { _id: account.id, name: account.name });
  const conceded = [text.subject, text.body].map(concessionIn).find((each) => each && !sources.some((source) => source.includes(each)));
  const contact = facts.contacts.find(({ _id }) => _id === to._id);
  const known = contact ? pointsFor(facts, contact).flatMap(sourcesOf) : [];
  const names = namesIn(facts, sender);
  return {
    problems: [...wordProblems(text, names), ...(conceded ? [`"${conceded}" is a concession, and nobody has approved one`] : [])],
    own: ownFigures(text, [...sources, ...known], names),
  };
}
