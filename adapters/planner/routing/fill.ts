import { comingTime } from '../../../agents/kit/coming-day.ts';
import { rolesIn } from '../../../agents/kit/contact-roles.ts';
import { spaced } from '../../../agents/metrics/format.ts';
import { dayNamed } from '../reading/dates.ts';
import type { Reading } from '../reading/reading.ts';
import { keptFor } from '../words/kept.ts';
import { assignFigures } from './fill-figures.ts';
import { textOf } from './fill-text.ts';
import { chooseValue } from './fill-values.ts';
import { isLetter, LETTER, type Letter, letterOf } from './letter.ts';
import { strangerWrittenTo } from './recipient.ts';
import { isNote, type Slot } from './schema.ts';

export interface Filled {
  arguments: Record<string, unknown>;
  /** Required arguments the question does not give. */
  missing: Slot[];
  /** How much of what the question states went into an argument: 0 to 1; undefined when it states nothing. */
  used: number | undefined;
  /** The period went into a count of days back. */
  back: boolean;
}

const EVERYBODY = /\b(?:everybody|everyone|(?:whole|entire) team|all accounts)(?:['’]?s)?\b/i;
/** How far what comes next is looked for. */
const AHEAD_DAYS = 180;
const daysOn = (now: Date, days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** What asks for a stretch of days has both ends. */
const STRETCH = ['since', 'until'];

/** Takes a tool's arguments from what a question says; what it does not say stays null. */
export const fill = (slots: Slot[], reading: Reading): Filled => filled(reading, slots);

const filled = keptFor((reading: Reading, slots: Slot[]) => take(slots, reading));

function take(slots: Slot[], reading: Reading): Filled {
  const values: Record<string, unknown> = {};
  const figures = assignFigures(slots, reading);
  let stated = figures.stated;
  let taken = figures.taken;
  const names = accountNames(slots, reading);
  const stretches = STRETCH.every((name) => slots.some((slot) => slot.name === name));
  const writes = isLetter(slots);
  const letter = writes ? letterOf(slots, reading) : undefined;
  // "Thank the sponsor": what the recipient is says nothing of what the note is for.
  const besides = letter?.role ? withoutRole(reading) : reading;
  // Whom the message speaks of is not whom it is to.
  const addressee = letter?.role && (slots.some(({ name }) => name === 'role') ? null : spaced(letter.role));
  for (const slot of slots) {
    // "Make it shorter" speaks of no decision maker: a role is said where the recipient is.
    const ofLetter = letter ? LETTER.has(slot.name) || (slot.name === 'kind' && 'kind' in letter) : writes && slot.name === 'role';
    const answer = ofLetter ? letter?.[slot.name as keyof Letter] : answerTo(slot, besides, names, stretches);
    const said = answer ?? (slot.name === 'language' ? letter?.language : undefined);
    const recipient = slot.kind === 'contact' && writes ? strangerWrittenTo(reading) : undefined;
    const given = slot.kind === 'contact' && addressee !== undefined ? addressee : (said ?? recipient);
    values[slot.name] = figures.values.get(slot.name) ?? given ?? null;
  }
  for (const slot of slots)
    if (isNote(slot) && !slot.required && !writes && isOnlyValue(values[slot.name], slots, reading)) values[slot.name] = null;
  if (reading.owner) {
    stated++;
    if (slots.some((slot) => slot.kind === 'owner' && values[slot.name] !== null)) taken++;
  }
  for (const slot of slots.filter((each) => each.kind === 'enum' && values[each.name] !== null)) {
    stated++;
    taken += slot.required ? 0.5 : 1;
  }
  if (reading.contacts.length > 0) {
    stated++;
    if (slots.some((slot) => slot.kind === 'contact')) taken++;
  }
  if (reading.period.from) {
    stated++;
    // What something was in a stretch of time is what it was at its end.
    if ([reading.period.from, reading.period.to].some((day) => day !== undefined && Object.values(values).includes(day))) taken++;
  }
  const missing = slots.filter((slot) => slot.required && values[slot.name] === null);
  return { arguments: values, missing, used: stated > 0 ? taken / stated : undefined, back: figures.back };
}

/** A note that only says the value of another argument, or a figure, is none: "commit". */
function isOnlyValue(note: unknown, slots: readonly Slot[], { lexicon }: Reading): boolean {
  if (typeof note !== 'string') return false;
  const values = new Set(slots.flatMap(({ parts }) => parts.flat()));
  return lexicon.concepts(note.replace(/[\d.,%]+|percent/g, ' ')).every((concept) => values.has(concept));
}

function withoutRole(reading: Reading): Reading {
  const { text, cues, words, lexicon } = reading;
  const [said] = rolesIn(text);
  if (!said) return reading;
  const own = new Set(lexicon.concepts(text.slice(said.from, said.to)));
  const left = words.filter(({ from, to }) => to <= said.from || from >= said.to);
  const again = new Set(left.map(({ concept }) => concept));
  return { ...reading, words: left, cues: new Set([...cues].filter((cue) => !own.has(cue) || again.has(cue))) };
}

function answerTo(slot: Slot, reading: Reading, accounts: string[], stretches: boolean): unknown {
  switch (slot.kind) {
    case 'account': {
      const [named] = accounts;
      if (named) return named;
      return slot.required || reading.refersToAccount || staysWithIt(reading) ? reading.focus.account?.name : undefined;
    }
    case 'accounts':
      return accounts.length > 0 ? accounts : undefined;
    case 'company':
      return reading.unknownNames[0] ?? (slot.required ? accounts[0] : undefined);
    case 'contact':
      return contactOf(reading);
    case 'owner':
      if (reading.owner === undefined && EVERYBODY.test(reading.text)) return 'all';
      if (reading.owner !== 'mine') return reading.owner;
      return /["“'](mine|me|my|self)["”']/i.exec(slot.description)?.[1] ?? 'mine';
    case 'date':
      return dateOf(slot, reading, stretches);
    case 'enum':
      return chooseValue(slot, reading);
    case 'text':
      return slot.name === 'region' ? reading.regions[0]?.name : textOf(slot, reading);
    case 'boolean':
      return [...slot.nameCues].every((cue) => reading.cues.has(cue)) ? true : undefined;
    default:
      return undefined;
  }
}

/** In a thread about one account, what names nobody else and speaks of no accounts is about it. */
const staysWithIt = ({ owner, unknownNames, regions, cues, lexicon, focus }: Reading): boolean =>
  !focus.elsewhere && owner === undefined && unknownNames.length + regions.length === 0 && !cues.has(lexicon.conceptOf('account'));

/** What may be passed as an account: those named, the account of the person named, a name nobody knows. */
function accountNames(slots: Slot[], reading: Reading): string[] {
  if (reading.accounts.length > 0) return reading.accounts;
  const homes = new Set(reading.contacts.flatMap(({ candidates }) => candidates.map((each) => each.accountName)));
  if (homes.size === 1) return [...homes];
  if (homes.size > 1) return reading.focus.account && homes.has(reading.focus.account.name) ? [reading.focus.account.name] : [];
  // A company that is no customer is a name nobody knows.
  if (slots.some((slot) => slot.kind === 'company')) return [];
  const person = slots.some((slot) => slot.kind === 'contact');
  return reading.unknownNames.filter((name) => !(person && looksLikePerson(name)));
}

function contactOf(reading: Reading): string | undefined {
  const [named] = reading.contacts;
  if (named) return named.name;
  const unknown = reading.unknownNames.find(
    (name) => looksLikePerson(name) && new RegExp(`\\b(to|with|for|an|a|para)\\s+${name.replace(/\W/g, '.')}`, 'i').test(reading.text),
  );
  return unknown ?? (reading.refersToPerson ? reading.focus.contact?.name : undefined);
}

/** "Jane Doe", or a single name somebody is written to. */
function looksLikePerson(name: string): boolean {
  return /^\p{Lu}\p{Ll}+(\s\p{Lu}\p{Ll}+)?$/u.test(name);
}

/** Every tool that takes a day asks for the same one. */
const timeToCome = keptFor(({ now }: Reading, text: string) => comingTime(text, now));
const dayIn = keptFor(({ now, language }: Reading, text: string) => dayNamed(text, now, language));

function dateOf(slot: Slot, reading: Reading, stretches = false): string | undefined {
  const { period, now, text, cues, lexicon } = reading;
  const coming = () => timeToCome(reading, text);
  // A time proposed for something, where that is spoken of: it is still to come.
  if (/\bproposed\b/i.test(slot.description))
    return lexicon.concepts(slot.description).some((concept) => cues.has(concept)) ? coming() : undefined;
  const { point } = period;
  const today = now.toISOString().slice(0, 10);
  // Of a stretch of days, "today" is one; of anything else, it is now.
  const stretch = (period.today || period.ahead) && stretches ? today : undefined;
  const from = period.from ?? stretch;
  const to = period.to ?? (stretch && period.ahead ? daysOn(now, AHEAD_DAYS) : stretch);
  if (/\bdue\b/i.test(`${slot.name} ${slot.description}`)) {
    const time = coming();
    const day = from && from > today ? from : time?.slice(0, 10);
    // "Tomorrow at 3": the hour of what is to be done is kept.
    return slot.name === 'due' && time?.slice(0, 10) === day ? time : day;
  }
  if (/\bday to come\b/.test(slot.description)) return ahead(slot.name, reading);
  const past = (day: string | undefined) => (day !== undefined && day <= today ? day : undefined);
  if (/since|from|start|after|begin|earlier|before$/i.test(slot.name)) return from;
  if (/until|till|end|later|^to$|To$/.test(slot.name)) {
    if (/\bto come\b/.test(slot.description)) return to;
    return point ? undefined : past(to);
  }
  // When it took place is said before what was said: "log a call on Monday: they renew in June".
  if (slot.name === 'at') {
    // "They want it by Thursday" is no day on which it took place.
    const [head = ''] = text.replace(DEADLINE, ' ').split(/:\s/);
    const [first = ''] = head.split(/,\s/);
    // "Done with the call, they want a demo on 8 December": that day is what was said there.
    return past(dayIn(reading, head)) ?? dayIn(reading, first);
  }
  // As of a month that runs is as of today.
  if (/as ?of|^on$/i.test(slot.name)) return past(to) ?? (point ? undefined : from && past(from) && today);
  // A day of an occasion is to come.
  return point ? (from && from < today ? (coming()?.slice(0, 10) ?? from) : from) : undefined;
}

const DEADLINE =
  /(?<!\p{L})(?:by|until|till|before|bis(?: zum)?|vor|avant|d['’]ici|antes de|hasta)\s+(?:the\s+|le\s+|el\s+|next\s+)?[\p{L}\p{N}.-]+/giu;

/** "And for Q2?", of what is to come: in November that of next year. */
function ahead(end: string, { period: { from, to, point }, text, now }: Reading): string | undefined {
  const today = now.toISOString().slice(0, 10);
  const day = end === 'from' ? from : to;
  if (day === undefined || to === undefined || point) return undefined;
  // Of a quarter that runs what is left is to come.
  if (from !== undefined && from < today && to >= today) return end === 'from' ? undefined : to;
  const isOver = to < today;
  if (!isOver) return day;
  return /\b\d{4}\b|\b(?:last|past|previous|letzte\w*|dernier\w*|pasad\w*)\b/i.test(text)
    ? day
    : `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}
