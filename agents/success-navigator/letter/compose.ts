import type { Contact } from '../../../models/contact.ts';
import type { Actor } from '../../kit/tool.ts';
import { capital } from '../../metrics/index.ts';
import { stop } from '../words.ts';
import type { Point } from './points/index.ts';
import { about, type Purpose, type Words } from './words.ts';

export const TONES = ['short', 'warm', 'formal'] as const;
export type Sender = Pick<Actor, 'name' | 'title'>;

/** How a note is asked for. */
export interface Style {
  words: Words;
  purpose?: Purpose | undefined;
  tone?: (typeof TONES)[number] | null | undefined;
  /** What it says in the author's own words, before the facts. */
  message?: string | null | undefined;
  /** The question it ends with, in the author's own words. */
  ask?: string | null | undefined;
  /** A time proposed, as the customer reads it. */
  when?: string | null | undefined;
  /** Who takes over, where somebody is introduced. */
  colleague?: string | undefined;
}

/** What a message that says it in particular need not say in general first. */
const FELT: Partial<Record<Purpose, RegExp>> = {
  thanks: /^(?:thank|vielen dank|danke|merci|gracias)/i,
  congratulation: /^(?:congratulations|herzlichen gl[üu]ckwunsch|f[ée]licitations|enhorabuena)/i,
  apology:
    /^(?:i am sorry|i apologi[sz]e|(?:es )?tut mir leid|ich bitte um entschuldigung|je vous pr[ée]sente mes excuses|je suis d[ée]sol|le pido disculpas|lo siento)/i,
};
/** What somebody is invited to is not offered once more. */
const INVITES = /^(?:i would like to invite|ich möchte sie .*einladen|je voudrais vous inviter|me gustaría invitar)/i;
export const feltIn = (message: string | null | undefined): Purpose | undefined =>
  message ? (Object.keys(FELT) as Purpose[]).find((purpose) => FELT[purpose]?.test(message)) : undefined;

/** Subject and text of a note: greeting, what it is for, the chosen points, one ask, the sender's own name and role. */
export function compose(points: readonly Point[], account: string, to: Contact, sender: Sender, style: Style) {
  const { words, tone, message, when, purpose, colleague = '' } = style;
  const { say } = words;
  const [lead] = points;
  const substantial = points.some(({ topic }) => topic !== 'account' && topic !== 'contact');
  const openings = [
    ...(tone === 'warm' ? [say('opening.warm')] : []),
    ...((purpose && feltIn(message) !== purpose && !INVITES.test(message ?? '')) || !(message || (tone === 'short' && substantial))
      ? [say(purpose ? `${purpose}.opening` : `opening.${substantial ? 'usual' : 'quiet'}`, { account, colleague })]
      : []),
    ...(message ? [stop(message)] : []),
  ];
  const usual = substantial && lead ? (lead.ask ?? say(`${lead.topic}.ask`)) : say('account.ask');
  const ask = style.ask ? question(style.ask) : when ? say('meeting.at', { when }) : purpose ? say(`${purpose}.ask`) : usual;
  const text = [...openings.map((each, at) => (at === 0 ? each : capital(each))), ...points.map(({ line }) => line)].join(' ');
  const subject = purpose || !lead ? about(account, say(`${purpose ?? 'account'}.subject`)) : lead.subject;
  return { subject: subject.slice(0, 100), body: [greeting(to.name, style), text, ask, signature(sender, style)].join('\n\n') };
}

type Voice = Pick<Style, 'words' | 'tone'>;

export const signature = ({ name, title }: Sender, { words, tone }: Voice): string =>
  `${words.say(`closing.${tone === 'warm' || tone === 'formal' ? tone : 'usual'}`)}\n${name}\n${title}`;

/** By the first name where there plainly is one and the language uses it. */
export const greeting = (name: string, { words, tone }: Voice): string =>
  words.say(`greeting.${tone === 'formal' ? 'formal' : 'usual'}`, { name, first: firstName(name) });

export function firstName(name: string): string {
  const [first = name, ...rest] = name.trim().split(/\s+/);
  return rest.length > 0 && /^\p{L}{2,}[\p{L}'’-]*$/u.test(first) ? first : name;
}

const question = (text: string): string => capital(`${text.trim().replace(/[.?!\s]+$/, '')}?`);
