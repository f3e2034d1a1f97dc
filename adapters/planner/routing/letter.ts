import { words } from '../../../models/kit/name-keys.ts';
import { openingOf } from '../reading/clauses.ts';
import { plainOf } from '../reading/dates.ts';
import type { Reading, Span } from '../reading/reading.ts';
import { isNoise, isOf } from '../words/grammar.ts';
import type { Slot } from './schema.ts';

/** What a note is to say, each under the name of the argument that takes it. */
export interface Letter {
  message?: string;
  ask?: string;
  purpose?: string;
}

export const LETTER: ReadonlySet<string> = new Set<keyof Letter>(['message', 'ask', 'purpose']);
const MAX_SAID = 500;
const MAX_ASKED = 200;
/** What introduces the words of the note themselves. */
const SAYS = /^(?:[:,–-]|(?:saying|to say|say)\s+(?:that\s+)?|(?:that|dass|que)\s+|qu['’])\s*/i;
/** Only a sentence begins with its speaker. */
const SPEAKER = /^(?:we|i|wir|ich|nous|je|nosotros|yo)\b/i;
/** To tell somebody is to say it. */
const TELLS = /^(?:tell|sag|sagt|dis|dites|dile|digale)$/;
/** What introduces a subject. */
const ABOUT =
  /(?:^|\s)(?:about|regarding|concerning|because of|because|for|on|of|wegen|[üu]ber|zu|au sujet (?:du|de la|des|de)|[àa] propos (?:du|de la|des|de)|sobre|acerca de)\s+/i;
const TO_US = /^\W*(?:please\s+|bitte\s+)?\p{L}+[\s-]+(?:me|us|mich|mir|uns|moi|nous)\b/u;
/** "Sorry for the delay", "thanks for the call": why is said with what is felt. */
const FEELING = /\b(?:sorry|thanks|thank you|congrats|danke|desolee?|merci|gracias|perdon)\s+(?:for|about|on|f[üu]r|pour|por)\b/i;
/** What joins a person to their company. */
const JOINS = /^\s*(?:,|\(|at|of|from|in|bei|von|chez|de|en)\s*$/i;
const PRONOUN = /\b(?:him|her|them|ihm|ihr|ihnen|lui|leur)\b/;

/** Whether a tool writes to somebody: it takes a person, and what they are told. */
export const isLetter = (slots: readonly Slot[]): boolean =>
  slots.some(({ kind }) => kind === 'contact') && slots.some(({ kind, name }) => kind === 'text' && name === 'message');

/** "Remind me": who asks is no customer to write to. */
export const isToUs = (text: string): boolean => TO_US.test(plainOf(text));

/** "Write lisa at Acme", "email the cfo at Acme": whom no record names so; who writes finds out whether there is such a one. */
export function strangerWrittenTo({ text, named, contacts, accounts, lexicon }: Reading): string | undefined {
  const [account] = named;
  if (contacts.length > 0 || accounts.length === 0 || !account) return undefined;
  const head = text.slice(0, account.from);
  const said = WRITTEN_TO.exec(head)?.[1]?.trim();
  const parts = words(said ?? '');
  const telling = parts.filter((word) => !isNoise(word));
  if (
    !said ||
    parts.length > 4 ||
    telling.length === 0 ||
    (telling.some((word) => lexicon.knows(word)) && !telling.some((word) => TITLE.test(word)))
  )
    return undefined;
  return said;
}
/** What somebody is by title, whatever else it is called by. */
const TITLE = /^(?:c[a-z]{1,2}o|[se]?vp|head|chief|president|director|officer)$/;
/** The words right before "at" and a company, after the verb, the note, or "to". */
const WRITTEN_TO =
  /^.*\b(?:to|an|à|para|mail|email|e-mail|note|message|line|write|ping|thank|tell|ask|invite|congratulate|remind|schreib\w*|écris|escribe)\s+(?:(?:to|an|à|para)\s+)?(?:the\s+|their\s+|our\s+|dem\s+|der\s+|den\s+|le\s+|la\s+|al\s+|el\s+)?([\p{L}][\p{L}'’ .-]{1,40}?)\s+(?:at|from|of|in|bei|von|chez|de|en)\s+(?:the\s+)?$/isu;

/** What stands after the recipient of a note, whole: the words of the note, the question it ends with, or what it is about. */
export function letterOf(slots: readonly Slot[], reading: Reading): Letter | undefined {
  const { text } = reading;
  const plain = plainOf(text);
  const opening = openingOf(text);
  const start = Math.max(0, plain.indexOf(opening));
  const recipient = recipientIn(plain, start, reading.named);
  if (!recipient) return undefined;
  const begin = recipient.to + (/^(?:['’]s?)?[\s)]*/.exec(text.slice(recipient.to))?.[0].length ?? 0);
  const rest = text.slice(begin);
  const says = SAYS.exec(rest)?.[0];
  const spoken = SPEAKER.test(rest) || (TELLS.test(opening) && rest !== '' && ABOUT.exec(rest)?.index !== 0);
  if (says !== undefined || spoken) return inWords(rest.slice(says?.length ?? 0));
  // What a tool says of its own arguments says nothing of this one note: "draft", "a short message".
  const own = new Set(slots.flatMap(({ kind, cues, parts }) => [...(kind === 'contact' || kind === 'text' ? cues : []), ...parts.flat()]));
  const tells = (from: number, to: number) =>
    reading.words.some(
      (each) => each.from >= from && each.to <= to && !isNoise(each.word) && !isOf(each.word, 'auxiliary', 'one') && !own.has(each.concept),
    );
  // "Thank Jennifer for the reference" says what it is for only with its verb.
  if (tells(start, recipient.from)) return { purpose: whole(text.slice(start), reading) };
  const about = ABOUT.exec(rest);
  const feeling = FEELING.exec(rest);
  if (feeling && !tells(begin, begin + feeling.index)) return { purpose: whole(rest.slice(feeling.index), reading) };
  if (about && !tells(begin, begin + about.index)) return { purpose: whole(rest.slice(about.index + about[0].length), reading) };
  const dated = [...reading.period.spans, ...reading.constraints].some(({ from }) => from >= begin);
  return tells(begin, text.length) || dated ? { purpose: whole(rest, reading) } : {};
}

/** The first person or account named, with the company of that person; else whom a pronoun means. */
function recipientIn(plain: string, start: number, named: readonly Span[]): Span | undefined {
  const after = named.filter(({ from }) => from >= start).toSorted((a, b) => a.from - b.from || b.to - a.to);
  const [first] = after;
  if (!first) {
    const pronoun = PRONOUN.exec(plain.slice(start));
    return pronoun ? { from: start + pronoun.index, to: start + pronoun.index + pronoun[0].length } : undefined;
  }
  return after.reduce(
    (span, each) => (JOINS.test(plain.slice(span.to, each.from)) ? { from: span.from, to: Math.max(span.to, each.to) } : span),
    first,
  );
}

function inWords(said: string): Letter {
  const words = said
    .trim()
    .replace(/^["“„«]\s*|\s*["”“»]$/g, '')
    .slice(0, MAX_SAID);
  if (words === '') return {};
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return sentence.endsWith('?') && sentence.length <= MAX_ASKED ? { ask: sentence } : { message: sentence };
}

/** A purpose, with colleagues by their whole names. */
const whole = (said: string, { colleagues }: Reading): string =>
  colleagues
    .reduce((text, { said: short, name }) => (text.includes(name) ? text : text.replace(short, name)), said)
    .replace(/[.?!\s]+$/, '')
    .slice(0, MAX_SAID);
