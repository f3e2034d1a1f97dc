import { rolesIn } from '../../../agents/kit/contact-roles.ts';
import type { Mentions } from '../../../bot/model-port.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { isQuestion, openingOf } from '../reading/clauses.ts';
import { ACCOUNT, mask } from '../reading/mask.ts';
import { isBare, type Reading, read } from '../reading/reading.ts';
import { tokensOf } from '../wording/features.ts';
import { learntTools } from '../wording/learnt.ts';
import { NONE } from '../wording/likeliest.ts';
import { askedBy, isOf } from '../words/grammar.ts';
import { kept, keptFor } from '../words/kept.ts';
import { isCalledLetter } from './called.ts';
import { isFelt } from './deed.ts';
import { fill } from './fill.ts';
import { isLetter, isToUs } from './letter.ts';
import { saysObject } from './object.ts';
import { type Index, likeness, type Route } from './route.ts';
import { isNote } from './schema.ts';
import { type Unread, unreadBy } from './unread.ts';

export interface Candidate extends Unread {
  route: Route;
  /** By its own words and examples, and by how people ask for it. */
  score: number;
  /** By its own words and examples alone. */
  likeness: number;
  reading: Reading;
}

export interface Scope {
  mentions: Mentions;
  index: Index;
  now: Date;
  /** Names of the tools the person may call; all of the index where nothing is said. */
  own?: ReadonlySet<string>;
  /** Whether who asks has accounts of their own. */
  owns?: boolean;
  /** The tool whose answer this goes on from. */
  after?: string | undefined;
}

/** Tools by how well the question fits, best first. A question reaches none that changes anything. */
export const rank = (question: string, scope: Scope): readonly Candidate[] => rankings(scope, question);

const rankings = keptFor((scope: Scope, question: string): readonly Candidate[] => ranked(question, scope));

function ranked(question: string, scope: Scope): Candidate[] {
  const { index } = scope;
  const reading = readWish(question, scope);
  const asks = asksToKnow(question, scope);
  const opening = openingFor(question, reading, index);
  const bids = !asks && index.routes.some(({ tool, openings }) => tool.access !== 'read' && openings.has(opening));
  const typed = openingOf(question);
  const commands = bids && index.routes.some(({ tool, openingWords }) => tool.access === 'act' && openingWords.has(typed));
  const like = likeness(reading.features, index);
  const heard = heardAs(reading, scope);
  return index.routes
    .filter(({ tool }) => tool.access === undefined || tool.access === 'read' || !(asks || isBare(reading)))
    .map((route) => {
      const { unread, share, known } = unreadBy(route, reading);
      // "Complete the task" is a command, though "done tasks" are listed.
      const listed = commands && route.tool.access === 'read' && route.openings.has(opening) && !route.openingWords.has(typed);
      const opens = route.openings.has(opening) && !listed;
      const bid = listed ? LISTED : saysObject(route, reading, opening) ? bidOf(route, reading, { opens, bids }) : NO_OBJECT;
      const score = like(route) + nameFit(route, reading) + accountFit(route, reading) + argumentFit(route, reading) + bid - 0.3 * share;
      return { route, reading: withValue(route, reading, scope), unread, share, known, likeness: score, score: heard(route, score) };
    })
    .toSorted((a, b) => b.score - a.score);
}

/**
 * By how people ask for each tool: for the one that is meant in all likelihood, which is not word for word for that, and
 * against those that hardly ever are, unless it is one of their own examples.
 */
function heardAs(reading: Reading, { index, after }: Scope): (route: Route, score: number) => number {
  const all = [...index.routes, index.list, index.sums].flatMap((route) => route?.tool.name ?? []);
  const likely = learntTools().likeliest(reading.heard, new Set([NONE, ...all]), after);
  const [best] = likely;
  const chances = new Map(likely.map(({ tool, chance }) => [tool, chance]));
  // "When did we last talk to the sponsor", "remind Mike of the webinar": whoever is named is not left out.
  const named = reading.contacts.length > 0;
  const ofSomebody = named || rolesIn(reading.text).length > 0;
  return (route, score) => {
    const { tool, slots } = route;
    if (!best || best.chance < SURELY || isExampleOf(route, reading)) return score;
    const takesWhom = slots.some(({ kind, name }) => (named ? kind === 'contact' || name === 'role' : name === 'role'));
    if (tool.name === best.tool) return ofSomebody && !takesWhom ? score : Math.max(score, Math.min(score + FOR, WORD_FOR_WORD - 0.01));
    return (chances.get(tool.name) ?? 0) < HARDLY && !(ofSomebody && takesWhom) ? score - AGAINST : score;
  };
}

/** Whether a question is one of a tool's own examples, names and figures aside. */
export const isExampleOf = ({ tool }: Route, { masked }: Reading): boolean => {
  const asked = tokensIn(masked);
  return tool.examples.some((example) => exampleAsSaid(example) === asked);
};

const tokensIn = kept((masked: string): string => tokensOf(masked).join(' '));
const exampleAsSaid = kept((example: string): string => tokensIn(mask(example, { account: [], person: [] }).text));

/** So likely a tool is meant, and another is not. */
const SURELY = 0.9;
const HARDLY = 0.01;
const FOR = 0.2;
const AGAINST = 0.3;

/** Of what lists what a command would do. */
const LISTED = -0.4;

/** Of an act that is not said to be done to anything. */
const NO_OBJECT = -0.6;

/** What a wish begins with: "Acme deal won" with an account. */
function openingFor(question: string, { named, accounts }: Reading, { lexicon }: Index): string {
  if (isCalledLetter(question)) return lexicon.conceptOf('draft');
  const at = question.search(/[\p{L}\p{N}]/u);
  const first = named.find(({ from }) => from === at);
  // "Acme, draft something": what stands after the name, set apart, is the wish.
  const apart = first && /^\s*(?:[,:–]|-\s)\s*(\S.*)$/su.exec(question.slice(first.to))?.[1];
  if (apart && accounts.length > 0) return lexicon.conceptOf(openingOf(apart));
  return accounts.length > 0 && named.some(({ from }) => from === at) ? ACCOUNT : lexicon.conceptOf(openingOf(question));
}

/** From this on a tool fits nearly word for word; within so much of the best, the one the person may call is meant. */
const WORD_FOR_WORD = 0.9;
const NEAR = 0.25;

export const isOwn = ({ route }: Pick<Candidate, 'route'>, { own }: Pick<Scope, 'own'>): boolean => own?.has(route.tool.name) ?? true;

/** The one meant. What only others may call is meant too: who asks for it is told who can, and is given nothing else instead. */
export function meant(candidates: readonly Candidate[], scope: Pick<Scope, 'own'>): Candidate | undefined {
  const [best] = candidates;
  if (!best || isOwn(best, scope)) return best;
  return candidates.find((each) => isOwn(each, scope) && each.score >= WORD_FOR_WORD && each.score > best.score - NEAR) ?? best;
}

/** Of what is to be written down only what stands before it says what is wished and for whom; where that names nobody, what is known of it. */
function readWish(question: string, { mentions, index, now }: Scope): Reading {
  const whole = read(question, mentions, now, index.lexicon);
  const letter = isLetterInWords(question, { mentions, index, now });
  if (!letter && !isNoteInWords(question, index)) return whole;
  const head = read(headOf(question), mentions, now, index.lexicon);
  // Whom a letter speaks of is not whom it is to.
  if (letter)
    return head.contacts.length > 0
      ? { ...whole, accounts: head.accounts, ambiguous: head.ambiguous, contacts: head.contacts, unknownNames: head.unknownNames }
      : whole;
  const { accounts, ambiguous, contacts, unknownNames, refersToAccount, features, cues } = head;
  const wish = { ...whole, unknownNames, features, cues };
  return accounts.length + contacts.length > 0 || refersToAccount ? { ...wish, accounts, ambiguous, contacts } : wish;
}

/** "Record my call on Acme: commit, they love us": what takes no text but a note has its values right after the colon. */
function withValue({ slots }: Route, reading: Reading, { mentions, index, now }: Scope): Reading {
  const value = /^[^:]*:\s[^,;.]*/.exec(reading.text)?.[0];
  if (value === undefined || isLetter(slots) || slots.some(({ kind, required }) => kind === 'text' && required)) return reading;
  return { ...reading, cues: new Set([...reading.cues, ...read(value, mentions, now, index.lexicon).cues]) };
}

const headOf = (question: string): string => question.split(/:\s/)[0] ?? '';

/** A wish that opens as a tool's examples do is for that tool; what changes something is for no other wish. */
function bidOf({ tool, slots, topic }: Route, reading: Reading, { opens, bids }: { opens: boolean; bids: boolean }): number {
  if (tool.access === 'read') return bids && !opens ? -0.12 : 0;
  if (!opens || (isLetter(slots) && isToUs(reading.text))) return -0.3;
  // To thank somebody for a favour asks for none.
  if (tool.access === 'propose' && isLetter(slots) && !slots.some(({ name }) => name === 'kind') && isFelt(reading.text)) return -0.3;
  const person = slots.some(({ kind }) => kind === 'contact');
  const meant = reading.contacts.length > 0 || (reading.refersToPerson && reading.focus.contact !== undefined);
  if (person && meant) return 0.25;
  // "Prepare" alone is no note: somebody to write to, or the writing, has to be named.
  return isLetter(slots) && !topic.some((word) => reading.cues.has(word)) ? 0 : 0.12;
}

/** A tool called what the question is about; and a question that opens with what to do wants a tool that does it. */
function nameFit({ topic, topical }: Route, reading: Reading): number {
  const held = topic.filter((word) => reading.cues.has(word)).length;
  return (0.12 * held) / Math.max(1, topic.length) - (topical && held === 0 ? 0.12 : 0);
}

/** A question about one account wants a tool that takes one, and a question about many does not. */
function accountFit({ slots }: Route, reading: Reading): number {
  const account = slots.find((slot) => slot.kind === 'account' || slot.kind === 'accounts');
  const named = reading.accounts.length + reading.unknownNames.length + reading.contacts.length > 0;
  if (named) return account?.required ? 0.1 : account ? 0.03 : -0.25;
  if (!account?.required) return reading.refersToAccount && reading.focus.account ? -0.1 : 0;
  if (reading.focus.account) return reading.refersToAccount || reading.refersToPerson ? 0.1 : reading.owner ? -0.15 : 0.04;
  return reading.owner ? -0.2 : -0.1;
}

/** What a question states should have a place in the tool's arguments. */
function argumentFit({ slots }: Route, reading: Reading): number {
  const { used } = fill(slots, reading);
  return used === undefined ? 0 : 0.16 * (used - 0.5);
}

/** "Email Mark: can we meet?": what follows the colon is what somebody is to be told, not asked of us. */
export function isLetterInWords(question: string, { mentions, index, now }: Pick<Scope, 'mentions' | 'index' | 'now'>): boolean {
  const [head = '', ...words] = question.split(/:\s/);
  if (words.length === 0 || isQuestion(head)) return false;
  const opening = index.lexicon.conceptOf(openingOf(head));
  const { contacts, unknownNames } = read(head, mentions, now, index.lexicon);
  return (
    contacts.length + unknownNames.length + rolesIn(head).length > 0 &&
    index.routes.some(({ slots, openings }) => isLetter(slots) && openings.has(opening))
  );
}

/** "Log a call with Mark: all is well": what follows the colon is what is to be written down. */
export function isNoteInWords(question: string, { routes, lexicon }: Index): boolean {
  const [head = '', ...said] = question.split(/:\s/);
  // "Calling Acme now: how are they?" asks.
  if (said.length === 0 || isQuestion(head) || asksFirst(said.join(': '))) return false;
  const opening = lexicon.conceptOf(openingOf(head));
  return routes.some(({ slots, openings }) => openings.has(opening) && !isLetter(slots) && slots.some(isNote));
}

/** Whether the first word of all asks. */
const asksFirst = (said: string): boolean => {
  const [first = ''] = words(said);
  return isOf(first, 'question') || askedBy(first) !== undefined || (isOf(first, 'auxiliary') && said.trim().endsWith('?'));
};

/** Whether a wish only asks to know something. */
export const asksToKnow = (question: string, scope: Pick<Scope, 'mentions' | 'index' | 'now'>): boolean =>
  isQuestion(question) && !isLetterInWords(question, scope);
