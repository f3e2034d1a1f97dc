import { comingTime } from '../../../agents/kit/coming-day.ts';
import type { ContactRole } from '../../../agents/kit/contact-roles.ts';
import { LANGUAGES, purposeIn, spokenTo } from '../../../agents/success-navigator/face.ts';
import { openingOf } from '../reading/clauses.ts';
import { plainOf } from '../reading/dates.ts';
import { type Reading, read, type Span } from '../reading/reading.ts';
import { isNoise, isOf } from '../words/grammar.ts';
import { type Language, languageOf } from '../words/language.ts';
import { aboutIn, askIn } from './asked.ts';
import { type Done, deedIn } from './deed.ts';
import { MAX_ASKED, MAX_SAID } from './phrase.ts';
import { type Recipient, recipientIn } from './recipient.ts';
import type { Slot } from './schema.ts';

/** To whom a note is where no name says it, and what it is to say, each under the name of the argument that takes it. */
export interface Letter {
  role?: ContactRole;
  message?: string;
  ask?: string;
  purpose?: string | undefined;
  /** Given and undefined: no noun it is about says what it is for. */
  kind?: string | undefined;
  /** Of the words it holds. */
  language?: string;
}

export const LETTER: ReadonlySet<string> = new Set<keyof Letter>(['role', 'message', 'ask', 'purpose']);
/** What introduces the words of the note themselves. */
const SAYS = /^(?:[:–-]\s*|,?\s*(?:(?:saying|to say|say|know)\s+(?:that\s+)?|(?:that|que)\s+|qu['’]|(?=dass\s))|,\s*)/i;
/** Only a sentence begins with its speaker. */
const SPEAKER = /^(?:we|i|wir|ich|nous|je|nosotros|yo)\b/i;
/** To tell somebody is to say it. */
const TELLS = /^(?:tell|sag|sagt|dis|dites|dile|digale)$/;
/** What introduces a subject. */
const ABOUT =
  /(?:^|\s)(?:about|abt|re:?|wrt|regarding|concerning|because of|because|for|on|of|wegen|[üu]ber|zu|au sujet (?:du|de la|des|de)|[àa] propos (?:du|de la|des|de)|sobre|acerca de|por(?! favor| correo| e-?mail| tel[ée]fono| ahora))\s+/i;
const TO_US = /^\W*(?:(?:please|bitte|and|then|also|und|et|y)\s+)*\p{L}+[\s-]+(?:me|us|mich|mir|uns|moi|nous)\b/u;
/** "Sorry for the delay", "thanks for the call": why is said with what is felt. */
const FEELING = /\b(?:sorry|thanks|thank you|congrats|danke|desolee?|merci|gracias|perdon)\s+(?:for|about|on|f[üu]r|pour|por)\b/i;

/** Whether a tool writes to somebody: it takes a person, and what they are told. */
export const isLetter = (slots: readonly Slot[]): boolean =>
  slots.some(({ kind }) => kind === 'contact') && slots.some(({ kind, name }) => kind === 'text' && name === 'message');

/** "Remind me": who asks is no customer to write to. */
export const isToUs = (text: string): boolean => TO_US.test(plainOf(text)) && !/verabschied/.test(plainOf(text));

/** What a message that writes to somebody gives: the recipient’s role, and what the note is to be. */
export function letterOf(slots: readonly Slot[], reading: Reading): Letter | undefined {
  const { text } = reading;
  const plain = plainOf(text);
  const start = startOf(text);
  const recipient = recipientIn(plain, start, reading.named) ?? answeredIn(plain, start);
  if (!recipient) return undefined;
  const { role } = recipient;
  const content = contentOf(recipient, start, plain, slots, reading);
  const answers = REPLIES.test(plain.slice(start)) && !content.kind ? { kind: 'answer_mail' } : {};
  return { ...content, ...answers, ...(role ? { role } : {}) };
}

/** What it says: as it is dictated; else what is done by it, asked in it, or what it is about, as a sentence of its own. */
function contentOf(recipient: Span, start: number, plain: string, slots: readonly Slot[], reading: Reading): Letter {
  const { text } = reading;
  const given = saidTo(recipient, slots, reading);
  const dictated = given.message ?? given.ask;
  const asked = askIn(text, recipient);
  // "Frag Lisa, ob …": the clause is what she is asked.
  const isAsked = asked !== undefined && CLAUSE.test(dictated ?? '');
  if (dictated !== undefined && !isAsked) {
    const message = asked && given.message?.replace(AND_ASKS, '');
    // What is dictated may speak of a review or a renewal: what the note is for is said before it.
    const head = deedIn(text.slice(0, recipient.to), plain.slice(0, recipient.to), start, recipient.to);
    const named = head ? kindOf(head) : purposeIn(text.slice(start, recipient.from));
    return {
      ...given,
      ...(given.message ? { kind: named } : {}),
      ...(message && message !== given.message ? { ...asked, message } : {}),
      ...inLanguage(languageOf(dictated)),
    };
  }
  if (isAsked) return { ...asked, ...inLanguage(reading.language) };
  const done = deedIn(text, plain, start, recipient.to);
  // What is to be done says more than the nouns it is about: to thank for a webinar offers none.
  if (done?.message) {
    const { kind, language, message, ask = asked?.ask } = done;
    // Of what is owed the records say how much, and since when.
    if (kind === 'reminder' && purposeIn(message) === 'payment')
      return { ...given, purpose: undefined, kind: 'payment', message, ...writtenIn(language) };
    const kept = kind === 'invitation' ? {} : { purpose: undefined, kind: kind === 'reminder' ? undefined : kind };
    return { ...given, ...kept, message, ...(ask ? { ask } : {}), ...writtenIn(language) };
  }
  if (done && done.kind !== 'invitation' && done.kind !== 'reminder') return { ...given, kind: done.kind };
  const subject = aboutIn(text.slice(recipient.to));
  // "A meeting request for Thursday at 10" is about no Thursday.
  const about = subject && isTime(subject.what, reading) ? undefined : subject;
  if (!about && !asked) return given;
  const there = about?.there ? { kind: undefined } : {};
  return {
    ...given,
    ...there,
    ...(about ? { message: about.message, ...(about.ask && !purposeIn(text) ? { ask: about.ask } : {}) } : {}),
    ...asked,
    ...inLanguage(reading.language),
  };
}

/** "Reply that …": to whoever wrote, whom nothing names. */
function answeredIn(plain: string, start: number): Recipient | undefined {
  const [verb] = REPLIES.exec(plain.slice(start)) ?? [];
  return verb ? { from: start + verb.length, to: start + verb.length } : undefined;
}
const REPLIES = /^(?:reply|respond|answer|write back|antworte?|repond[sr]?e?|responde|contesta)(?![\p{L}])/u;

const kindOf = ({ kind }: Done): string | undefined => (kind === 'invitation' || kind === 'reminder' ? undefined : kind);

const isTime = (what: string, { now, lexicon }: Reading): boolean =>
  comingTime(what, now) !== undefined &&
  read(what, { accounts: [], contacts: [], focus: {} }, now, lexicon).words.every(
    ({ word, said }) => isNoise(word) || comingTime(said, now) !== undefined,
  );

/** "… and ask her if it works": no part of what is said before. */
const AND_ASKS =
  /,?\s+(?:(?:and|und|et|y)\s+)(?:ask|frag\w*|demande\w*|preg[uú]nt\w*)[\s-]+(?:him|her|them|ihn|sie|lui|leur|whether|if|ob)(?!\p{L}).*$/isu;
const CLAUSE = /^(?:ob|wann|was|wie|wer|wo|warum|welche\p{L}*|whether|if|si)\s/iu;

const inLanguage = (code: Language): Letter => {
  const [name] = Object.entries(LANGUAGES).find(([, each]) => each === code) ?? [];
  return name ? writtenIn(name as keyof typeof LANGUAGES) : {};
};
/** In English only whoever reads it in English is written to. */
const writtenIn = (language: keyof typeof LANGUAGES): Letter => (language === 'english' ? {} : { language });

/** Where the wish itself begins. */
const startOf = (text: string): number => Math.max(0, plainOf(text).indexOf(openingOf(text)));

/** What stands after the recipient of a note, whole: the words of the note, the question it ends with, or what it is about. */
function saidTo(recipient: Span, slots: readonly Slot[], reading: Reading): Letter {
  const { text } = reading;
  const start = startOf(text);
  const begin =
    recipient.to +
    (/^(?:['’]s?)?[\s)]*(?:daran,?\s*(?=dass\s)|(?:in|auf|en)\s+\p{L}+,?\s+(?=(?:that|dass|que|qu['’])(?!\p{L})))?/iu.exec(
      text.slice(recipient.to),
    )?.[0].length ?? 0);
  const rest = text.slice(begin);
  const says = SAYS.exec(rest)?.[0];
  const spoken = SPEAKER.test(rest) || (TELLS.test(openingOf(text)) && rest !== '' && ABOUT.exec(rest)?.index !== 0);
  // "That she gets it": whoever is told.
  const isReader = /\bthat\s+$/i.test(says ?? '');
  const said = rest.slice(says?.length ?? 0);
  if (says !== undefined || spoken) return inWords(isReader ? spokenTo(said) : said);
  // What a tool says of its own arguments says nothing of this one note: "draft", "a short message".
  const own = new Set(slots.flatMap(({ kind, cues, parts }) => [...(kind === 'contact' || kind === 'text' ? cues : []), ...parts.flat()]));
  const tells = (from: number, to: number) =>
    reading.words.some(
      (each) => each.from >= from && each.to <= to && !isNoise(each.word) && !isOf(each.word, 'auxiliary', 'one') && !own.has(each.concept),
    );
  // "Thank Jennifer for the reference" says what it is for only with its verb, and is said to her.
  if (tells(start, recipient.from)) return { purpose: whole(text.slice(start), reading) };
  const about = ABOUT.exec(rest);
  const feeling = FEELING.exec(rest);
  if (feeling && !tells(begin, begin + feeling.index)) return { purpose: whole(rest.slice(feeling.index), reading) };
  if (about && !tells(begin, begin + about.index)) return { purpose: whole(rest.slice(about.index + about[0].length), reading) };
  const dated = [...reading.period.spans, ...reading.constraints].some(({ from }) => from >= begin);
  return tells(begin, text.length) || dated ? { purpose: whole(rest, reading) } : {};
}

function inWords(said: string): Letter {
  const words = said
    .trim()
    .replace(/^["“„«]\s*|\s*["”“»]$/g, '')
    .slice(0, MAX_SAID);
  if (words === '') return {};
  // German puts the verb of such a clause last: by itself it is no sentence.
  const whole = words.replace(/^dass\s/i, 'Ich wollte Ihnen sagen, dass ');
  const sentence = whole.charAt(0).toUpperCase() + whole.slice(1);
  return sentence.endsWith('?') && sentence.length <= MAX_ASKED ? { ask: sentence } : { message: sentence };
}

/** A purpose, with colleagues by their whole names. */
const whole = (said: string, { colleagues }: Reading): string =>
  colleagues
    .reduce((text, { said: short, name }) => (text.includes(name) ? text : text.replace(short, name)), said)
    .replace(/[.?!\s]+$/, '')
    .slice(0, MAX_SAID);
