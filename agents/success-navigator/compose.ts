import type { Contact } from '../../models/contact.ts';
import type { Actor } from '../kit/context.ts';
import type { Point, Topic } from './points/point.ts';

const ASKS: Record<Topic, string> = {
  usage: 'Could we find half an hour this week or next to look at it together?',
  adoption: 'Could we find half an hour to see what would make it useful for more of them?',
  people: 'Whom should I work with from here on, and could you introduce us?',
  ticket: 'Could we go through where it stands on a short call this week?',
  value: 'Could we find half an hour to agree on what the next months should bring?',
  renewal: 'Could we find a time to talk about what you want from the next term?',
  milestone: 'Could we find half an hour to agree on the next step?',
  feedback: 'Would you have a few minutes for a call about it?',
  contact: 'Could we find a time to catch up in the next two weeks?',
  account: 'Which results matter most to you over the coming months?',
};

/** Subject and text of a note: greeting, the chosen points, one ask, the sender's own name and role. */
export function compose(
  points: Point[],
  { account, to, sender }: { account: { name: string }; to: Contact; sender: Pick<Actor, 'name' | 'title'> },
): { subject: string; body: string } {
  const [lead] = points;
  const substantial = points.some(({ topic }) => topic !== 'account' && topic !== 'contact');
  const opening = substantial
    ? `I went through where things stand for ${account.name} and wanted to write to you myself.`
    : `I would like to be more useful to ${account.name}, and there is little on my side about what you want to reach with us.`;
  const ask = substantial && lead ? (lead.ask ?? ASKS[lead.topic]) : ASKS.account;
  const body = [greeting(to.name), [opening, ...points.map(({ line }) => line)].join(' '), ask, signature(sender)].join('\n\n');
  return { subject: lead?.subject ?? `${account.name}: what matters most to you`.slice(0, 100), body };
}

export function signature({ name, title }: Pick<Actor, 'name' | 'title'>): string {
  return `Best regards,\n${name}\n${title}`;
}

/** By the first name where there plainly is one. */
export function greeting(name: string): string {
  const [first = name, ...rest] = name.trim().split(/\s+/);
  return `Hello ${rest.length > 0 && /^\p{L}{2,}[\p{L}'’-]*$/u.test(first) ? first : name},`;
}
