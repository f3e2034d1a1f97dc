import type { AccountEvent } from '../../../../models/account-event.ts';
import type { Contact } from '../../../../models/contact.ts';
import { fact, happened, within } from '../../../facts/index.ts';
import { evidenceOf, longDate } from '../../../metrics/index.ts';
import type { Words } from '../words.ts';
import type { Point, PointsOf } from './index.ts';

const RECENT_DAYS = 200;
const SURE = 0.7;

/** Who on the customer's side came, went or moved: said kindly to the person, plainly to the others. */
export const peoplePoints: PointsOf = ({ contacts, events, asOf }, to, words) => {
  const sure = within(events, asOf, RECENT_DAYS).filter(({ confidence }) => confidence >= SURE);
  const named = sure.findLast(({ kind }) => kind === 'successor_named')?.contactId;
  const successor = contacts.find(({ _id, leftAt }) => _id === named && !happened(leftAt, asOf));
  const reported = new Set(sure.map(({ contactId }) => contactId));
  const left = contacts.flatMap(({ _id, name, role, leftAt }) => {
    const at = happened(leftAt, asOf);
    return at && role === 'champion' && _id !== to._id && !reported.has(_id) ? [{ _id, name, at }] : [];
  });
  const told = [
    ...sure.flatMap((event) => {
      const who = contacts.find(({ _id }) => _id === event.contactId);
      const said = who && sayOf(event, who, to, successor, words);
      return said ? [{ ...said, evidence: evidenceOf('account_events', 'kind', [event]) }] : [];
    }),
    ...within(left, asOf, RECENT_DAYS).map((who) => {
      const line = words.say('people.left', { name: who.name, date: words.date(who.at) });
      const text = `${who.name} left the team on ${longDate(who.at)}.`;
      return { weight: 0.8, text, line, evidence: evidenceOf('contacts', 'leftAt', [who]) };
    }),
  ];
  return told.map(({ text, evidence, ...said }) => ({ ...said, figure: fact('Change in their team', text, evidence) }));
};

/** `text` is what the approver reads. */
type Said = Pick<Point, 'weight' | 'line' | 'ask' | 'news'> & { text: string };

function sayOf(
  { kind, at }: AccountEvent,
  who: Contact,
  to: Contact,
  successor: Contact | undefined,
  { say, date }: Words,
): Said | undefined {
  const on = longDate(at);
  const values = { name: who.name, date: date(at), successor: successor?.name ?? '' };
  const self = who._id === to._id;
  if (kind === 'new_executive' && !self)
    return { weight: 0.5, line: say('people.joined', values), text: `${who.name} joined your leadership on ${on}.` };
  if (kind === 'role_change' && self)
    return {
      weight: 1,
      news: 'good',
      line: say('people.own_role', values),
      text: `${who.name} took up a new role on ${on}.`,
      ask: say(successor && successor._id !== to._id ? 'people.ask_introduce' : 'people.ask_whom', values),
    };
  if (self || (kind !== 'role_change' && kind !== 'champion_left' && kind !== 'executive_left')) return undefined;
  const went = kind === 'role_change' ? 'moved' : 'left';
  const text = `${who.name} ${went === 'moved' ? 'moved to another role' : 'left the team'} on ${on}`;
  const weight = who.role === 'champion' || who.role === 'executive_sponsor' ? 0.85 : 0.5;
  if (!successor || successor._id === who._id) return { weight, line: say(`people.${went}`, values), text: `${text}.` };
  const you = successor._id === to._id;
  return {
    weight,
    line: say(`people.${went}_to_${you ? 'you' : 'other'}`, values),
    text: you ? `${text}.` : `${text}; ${successor.name} has taken over.`,
    ask: say(you ? 'people.ask_meet' : 'people.ask_together', values),
  };
}
