import type { ContactRole } from '../../../agents/kit/contact-roles.ts';
import { openingOf } from '../reading/clauses.ts';
import { plainOf } from '../reading/dates.ts';
import type { Reading, Span } from '../reading/reading.ts';
import { isNoise, isOf } from '../words/grammar.ts';
import { recipientIn } from './recipient.ts';
import type { Slot } from './schema.ts';

/** To whom a note is where no name says it, and what it is to say, each under the name of the argument that takes it. */
export interface Letter {
  role?: ContactRole;
  message?: string;
  ask?: string;
  purpose?: string;
}

export const LETTER: ReadonlySet<string> = new Set<keyof Letter>(['role', 'message', 'ask', 'purpose']);
const MAX_SAID = 500;
const MAX_ASKED = 200;
/** What introduces the words of the note themselves. */
const SAYS = /^(?:[:–-]\s*|,?\s*(?:(?:saying|to say|say)\s+(?:that\s+)?|(?:that|que)\s+|qu['’]|(?=dass\s))|,\s*)/i;
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

/** Whether a tool writes to somebody: it takes a person, and what they are told. */
export const isLetter = (slots: readonly Slot[]): boolean =>
  slots.some(({ kind }) => kind === 'contact') && slots.some(({ kind, name }) => kind === 'text' && name === 'message');

/** "Renewal opener for Acme", "kickoff invitation to Lisa": a letter called by name is one to be drafted. */
const CALLED =
  /^\W*(?:(?:please|pls|an?|one|eine?n?|une?|el|la)\s+)*(?:[\p{L}-]+\s+){0,3}?(?:opener|invit(?:e|ation)|apology|thank[ -]?you|congratulations?|greeting|einladung|entschuldigung|gl[üu]ckwunsch|excuses|invitaci[oó]n|disculpa)(?:\s+(?:note|mail|e-?mail|message|letter))?\s+(?:for|to|an|f[üu]r|pour|[àa]|para|al?)\s+\p{L}/iu;
export const isCalledLetter = (text: string): boolean => CALLED.test(text);

/** "Remind me": who asks is no customer to write to. */
export const isToUs = (text: string): boolean => TO_US.test(plainOf(text));

/** What a message that writes to somebody gives: the recipient’s role, and what the note is to be. */
export function letterOf(slots: readonly Slot[], reading: Reading): Letter | undefined {
  const recipient = recipientIn(plainOf(reading.text), startOf(reading.text), reading.named);
  if (!recipient) return undefined;
  const { role } = recipient;
  return { ...regretIn(recipient, reading), ...saidTo(recipient, slots, reading), ...(role ? { role } : {}) };
}

/** Where the wish itself begins. */
const startOf = (text: string): number => Math.max(0, plainOf(text).indexOf(openingOf(text)));

/** What stands after the recipient of a note, whole: the words of the note, the question it ends with, or what it is about. */
function saidTo(recipient: Span, slots: readonly Slot[], reading: Reading): Letter {
  const { text } = reading;
  const start = startOf(text);
  const begin = recipient.to + (/^(?:['’]s?)?[\s)]*/.exec(text.slice(recipient.to))?.[0].length ?? 0);
  const rest = text.slice(begin);
  const says = SAYS.exec(rest)?.[0];
  const spoken = SPEAKER.test(rest) || (TELLS.test(openingOf(text)) && rest !== '' && ABOUT.exec(rest)?.index !== 0);
  if (says !== undefined || spoken) return inWords(rest.slice(says?.length ?? 0));
  // What a tool says of its own arguments says nothing of this one note: "draft", "a short message".
  const own = new Set(slots.flatMap(({ kind, cues, parts }) => [...(kind === 'contact' || kind === 'text' ? cues : []), ...parts.flat()]));
  const tells = (from: number, to: number) =>
    reading.words.some(
      (each) => each.from >= from && each.to <= to && !isNoise(each.word) && !isOf(each.word, 'auxiliary', 'one') && !own.has(each.concept),
    );
  // "Thank Jennifer for the reference" says what it is for only with its verb, and is said to her.
  if (tells(start, recipient.from)) return { purpose: whole(text.slice(start), reading), ...thanksIn(openingOf(text), rest) };
  const about = ABOUT.exec(rest);
  const feeling = FEELING.exec(rest);
  if (feeling && !tells(begin, begin + feeling.index)) return { purpose: whole(rest.slice(feeling.index), reading) };
  if (about && !tells(begin, begin + about.index)) return { purpose: whole(rest.slice(about.index + about[0].length), reading) };
  const dated = [...reading.period.spans, ...reading.constraints].some(({ from }) => from >= begin);
  return tells(begin, text.length) || dated ? { purpose: whole(rest, reading) } : {};
}

const THANKS: readonly (readonly [verb: RegExp, joint: RegExp, thanks: string])[] = [
  [/^thank/, /^for\s+/i, 'Thank you for'],
  [/^(?:dank|bedank)/, /^f[üu]r\s+/i, 'Vielen Dank für'],
  [/^remerci/, /^pour\s+/i, 'Merci pour'],
  [/^agradec/, /^por\s+/i, 'Gracias por'],
];

/** "Thank him for the workshop": what they are thanked for. */
function thanksIn(opening: string, rest: string): Letter {
  const found = THANKS.find(([verb, joint]) => verb.test(opening) && joint.test(rest));
  return found ? { message: `${found[2]} ${rest.replace(found[1], '').replace(/[.!\s]+$/, '')}`.slice(0, MAX_SAID) } : {};
}

const REGRETS: readonly (readonly [said: RegExp, joint: RegExp, regret: string])[] = [
  [/\b(?:apologi[sz]e|apolog(?:y|ies)|sorry)\b/i, /(?:^|\s)for\s+/i, 'I am sorry for'],
  [/\bentschuldig\w*/i, /(?:^|\s)f[üu]r\s+/i, 'Ich bitte um Entschuldigung für'],
  [/\b(?:excuses?|d[ée]sol[ée]\w*)(?!\p{L})/iu, /(?:^|\s)pour\s+/i, 'Je vous présente mes excuses pour'],
  [/\b(?:disculp\w*|perd[oó]n\w*)(?!\p{L})/iu, /(?:^|\s)por\s+/i, 'Le pido disculpas por'],
];

/** "Apologise to him for the outage", "say sorry to her for the delay": what one is sorry for. */
function regretIn({ to }: Span, { text }: Reading): Letter {
  const rest = text.slice(to);
  const [, joint, regret] = REGRETS.find(([said, after]) => said.test(text) && after.test(rest)) ?? [];
  const what = joint && rest.slice((joint.exec(rest)?.index ?? 0) + (joint.exec(rest)?.[0].length ?? 0)).replace(/[.!?\s]+$/, '');
  return what ? { message: `${regret} ${what}.`.slice(0, MAX_SAID) } : {};
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
