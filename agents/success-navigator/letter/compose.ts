import type { Contact } from '../../../models/contact.ts';
import type { Actor } from '../../kit/context.ts';
import { capital } from '../../metrics/format.ts';
import { stop } from '../words.ts';
import { about, type Point } from './points/point.ts';
import { filled, type Purpose, type Words } from './words.ts';

export const TONES = ['short', 'warm', 'formal'] as const;

/** How a note is asked for. */
export interface Style {
  words: Words;
  purpose?: Purpose | undefined;
  tone?: (typeof TONES)[number] | undefined;
  /** What it says in the author's own words, before the facts. */
  message?: string | undefined;
  /** The question it ends with, in the author's own words. */
  ask?: string | undefined;
  /** A time proposed, as the customer reads it. */
  when?: string | undefined;
  /** Who takes over, where somebody is introduced. */
  colleague?: string | undefined;
}

interface Parties {
  account: { name: string };
  to: Contact;
  sender: Pick<Actor, 'name' | 'title'>;
}

/** Subject and text of a note: greeting, what it is for, the chosen points, one ask, the sender's own name and role. */
export function compose(points: readonly Point[], { account, to, sender }: Parties, style: Style): { subject: string; body: string } {
  const { words, tone, message, when } = style;
  const { letter } = words;
  const [lead] = points;
  const purpose = style.purpose && letter.purpose[style.purpose];
  const substantial = points.some(({ topic }) => topic !== 'account' && topic !== 'contact');
  const opening = purpose?.opening ?? (message ? undefined : letter.opening[substantial ? 'usual' : 'quiet']);
  const openings = [tone === 'warm' ? letter.opening.warm : undefined, opening].flatMap((each) => each ?? []);
  const sentences = [
    ...openings.map((each) => filled(each, { account: account.name, colleague: style.colleague ?? '' })),
    ...(message ? [stop(message)] : []),
  ];
  const [first = '', ...rest] = sentences;
  const usual = substantial && lead ? (lead.ask ?? letter.ask[lead.topic]) : letter.ask.account;
  const ask = style.ask ? question(style.ask) : when ? filled(letter.ask.at, { when }) : (purpose?.ask ?? usual);
  const text = [first, ...rest.map(capital), ...points.map(({ line }) => line)].join(' ');
  const subject = purpose ? about(account.name, purpose.subject) : (lead?.subject ?? about(account.name, words.say('account.subject')));
  return { subject: subject.slice(0, 100), body: [greeting(to.name, style), text, ask, signature(sender, style)].join('\n\n') };
}

export function signature({ name, title }: Pick<Actor, 'name' | 'title'>, { words, tone }: Pick<Style, 'words' | 'tone'>): string {
  const { closing } = words.letter;
  return `${tone === 'warm' || tone === 'formal' ? closing[tone] : closing.usual}\n${name}\n${title}`;
}

/** By the first name where there plainly is one and the language uses it. */
export function greeting(name: string, { words, tone }: Pick<Style, 'words' | 'tone'>): string {
  return filled(words.letter.greeting[tone === 'formal' ? 'formal' : 'usual'], { name, first: firstName(name) });
}

export function firstName(name: string): string {
  const [first = name, ...rest] = name.trim().split(/\s+/);
  return rest.length > 0 && /^\p{L}{2,}[\p{L}'’-]*$/u.test(first) ? first : name;
}

const question = (text: string): string => capital(`${text.trim().replace(/[.?!\s]+$/, '')}?`);
