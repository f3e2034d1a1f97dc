import type { Contact } from '../../../models/contact.ts';
import { plain } from '../../kit/say.ts';
import type { Actor } from '../../kit/tool.ts';
import { capital, shortened } from '../../metrics/index.ts';
import { stop } from '../words.ts';
import { leaveOut, paragraphs, type Sentence } from './leave-out.ts';
import type { Point } from './points/index.ts';
import { FAVOURS } from './purpose.ts';
import { about, type Purpose, type Words } from './words.ts';

export const TONES = ['short', 'warm', 'formal', 'short_warm', 'short_formal'] as const;
type Tone = (typeof TONES)[number] | null | undefined;
export const isShort = (tone: Tone): boolean => tone?.startsWith('short') ?? false;
const mannerOf = (tone: Tone): 'warm' | 'formal' | 'usual' =>
  tone?.endsWith('warm') ? 'warm' : tone?.endsWith('formal') ? 'formal' : 'usual';
export type Sender = Pick<Actor, 'name' | 'title'>;

/** How a note is asked for. */
export interface Style {
  words: Words;
  purpose?: Purpose | undefined;
  tone?: Tone;
  /** What it says in the author's own words, before the facts. */
  message?: string | null | undefined;
  /** What it is about, as the author called it. */
  about?: string | null | undefined;
  /** The question it ends with, in the author's own words. */
  ask?: string | null | undefined;
  /** A time proposed, as the customer reads it. */
  when?: string | null | undefined;
  /** Who takes over, where somebody is introduced. */
  colleague?: string | undefined;
  /** What of it is left out: a place in it, or what it is about. */
  leaveOut?: readonly string[] | null | undefined;
}

/** What a message that says it in particular need not say in general first. */
const FELT: Partial<Record<Purpose, RegExp>> = {
  thanks: /^(?:thank|vielen dank|danke|merci|gracias)/i,
  congratulation: /^(?:congratulations|herzlichen gl[üu]ckwunsch|f[ée]licitations|enhorabuena)/i,
  wishes: /^(?:i wish you|ich w[üu]nsche ihnen|je vous souhaite|le deseo)/i,
  condolence: /^(?:my condolences|mein beileid|mes condol[ée]ances|mi p[ée]same)/i,
  apology:
    /^(?:i am sorry|i apologi[sz]e|(?:es )?tut mir leid|ich bitte um entschuldigung|je vous pr[ée]sente mes excuses|je suis d[ée]sol|le pido disculpas|lo siento)/i,
};
/** What somebody is invited to is not offered once more. */
const OFFERS: readonly Purpose[] = ['training', 'speaking', 'meeting', 'advisory_board'];
const INVITES = /^(?:i would like to invite|ich möchte sie .*einladen|je voudrais vous inviter|me gustaría invitar)/i;
export const feltIn = (message: string | null | undefined): Purpose | undefined =>
  message ? (Object.keys(FELT) as Purpose[]).find((purpose) => FELT[purpose]?.test(message)) : undefined;

/** What rests on facts even where its author says something of their own: what is to be decided, or asked for. */
const RESTS_ON_FACTS: readonly (Purpose | undefined)[] = ['renewal', 'payment', 'sponsor', 'check_in', ...FAVOURS];
/** Whether it is its author's words and nothing else: who is told that the export works again is told no figures of the year. */
export const isDictated = ({ message, purpose }: Pick<Style, 'message' | 'purpose'>): boolean =>
  Boolean(message) && !RESTS_ON_FACTS.includes(purpose);

/** What stands between greeting and signature: what it is for, the author’s own words, the chosen points, one ask. */
export function sentencesOf(points: readonly Point[], account: string, style: Style): Sentence[] {
  const { words, tone, message, when, purpose, colleague = '' } = style;
  const { say } = words;
  const [lead] = points;
  const substantial = isSubstantial(points);
  const felt = feltIn(message);
  const offers = purpose !== undefined && OFFERS.includes(purpose) && INVITES.test(message ?? '');
  // Who is reminded in their author's words is not reminded once more.
  const reminds = purpose === 'payment' && Boolean(message);
  const opens = (purpose && felt !== purpose && !offers && !reminds) || !(message || (isShort(tone) && substantial));
  const opening = purpose ? (`${purpose}.opening` as const) : (`opening.${substantial ? 'usual' : 'quiet'}` as const);
  const own = message ? [{ part: 'words' as const, id: 'words', text: stop(message) }] : [];
  const openings: Sentence[] = [
    ...(mannerOf(tone) === 'warm' && !isShort(tone) ? [{ part: 'opening' as const, id: 'warm', text: say('opening.warm') }] : []),
    // Thanks come first, whatever else the note is for.
    ...(felt ? own : []),
    ...(opens ? [{ part: 'opening' as const, id: 'opening', text: say(opening, { account, colleague }) }] : []),
    ...(felt ? [] : own),
  ];
  const usual = substantial && lead ? (lead.ask ?? say(`${lead.topic}.ask`)) : say('account.ask');
  const ask = style.ask ? question(style.ask) : when ? say('meeting.at', { when }) : purpose ? say(`${purpose}.ask`) : usual;
  const asks = style.ask || when || !isDictated(style) || (purpose && purpose !== felt && purpose !== 'answer_mail');
  return [
    ...openings.map((each, at) => (at === 0 ? each : { ...each, text: capital(each.text) })),
    ...points.map((point) => ({ part: 'point' as const, id: plain(point.figure.text), text: point.line, point })),
    ...(asks ? [{ part: 'question' as const, id: 'question', text: ask }] : []),
  ];
}

const isSubstantial = (points: readonly Point[]): boolean => points.some(({ topic }) => topic !== 'account' && topic !== 'contact');

/**
 * Subject and text of a note: greeting, what stands between, the sender's own name and role.
 * @param others the same sentences in other languages
 */
export function compose(
  points: readonly Point[],
  account: string,
  to: Contact,
  sender: Sender,
  style: Style,
  others: () => readonly Sentence[][] = () => [],
) {
  const { words, purpose } = style;
  const composed = sentencesOf(points, account, style);
  const wishes = style.leaveOut ?? [];
  const left = wishes.length > 0 ? leaveOut(composed, wishes, others) : { sentences: composed, greeting: true, out: [] };
  const { sentences, out } = left;
  const body = [
    ...(left.greeting ? [greeting(to.name, style)] : []),
    ...paragraphs(sentences).map((each) => each.map(({ text }) => text).join(' ')),
    signature(sender, style),
  ].join('\n\n');
  const kept = points.filter((each) => sentences.some(({ point }) => point === each));
  const [first] = kept;
  const subject =
    !purpose && isDictated(style)
      ? about(account, subjectIn(style))
      : purpose || !first
        ? about(account, words.say(`${purpose ?? 'account'}.subject`))
        : first.subject;
  return {
    subject: subject.slice(0, 100),
    body,
    points: kept,
    out: out.length > 0 || left.greeting ? out.map((each) => `“${each}”`) : ['the greeting'],
  };
}

const MAX_SUBJECT = 60;

/** What the author's own words are about, where they say so, else what they say where that is short. */
function subjectIn({ message, about: topic, words }: Style): string {
  if (topic && message?.includes(topic)) return shortened(topic.replace(ARTICLE, ''), MAX_SUBJECT);
  const [said = ''] = message?.split(/(?<=\p{L}{2}[.!?])\s/u) ?? [];
  const short = said.length <= MAX_SUBJECT && !SAYING.test(said);
  return short ? said.replace(/[.!?\s]+$/, '') : words.say('message.subject');
}
/** How a sentence begins that says that it says something. */
const SAYING =
  /^(?:ich (?:wollte|möchte|schreibe)|i (?:am writing|would like|wanted)|je (?:vous écris|voudrais|tenais)|le escribo|quería|me gustaría)(?!\p{L})/iu;
const ARTICLE = /^(?:the|an?|our|your|d(?:er|ie|as|en|em)|l[ea]s?|el|los)\s+/i;

type Voice = Pick<Style, 'words' | 'tone'>;

export const signature = ({ name, title }: Sender, { words, tone }: Voice): string =>
  `${words.say(`closing.${mannerOf(tone)}`)}\n${name}\n${title}`;

/** By the first name where there plainly is one and the language uses it. */
export const greeting = (name: string, { words, tone }: Voice): string =>
  words.say(`greeting.${mannerOf(tone) === 'formal' ? 'formal' : 'usual'}`, { name, first: firstName(name) });

export function firstName(name: string): string {
  const [first = name, ...rest] = name.trim().split(/\s+/);
  return rest.length > 0 && /^\p{L}{2,}[\p{L}'’-]*$/u.test(first) ? first : name;
}

const question = (text: string): string => capital(`${text.trim().replace(/[.?!\s]+$/, '')}?`);
