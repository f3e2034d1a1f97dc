import type { AccountEvent } from '../../../../models/account-event.ts';
import type { Contact } from '../../../../models/contact.ts';
import { DAY } from '../../../facts/time.ts';
import { longDate } from '../../../metrics/format.ts';
import type { Words } from '../words.ts';
import { about, fact, type Point, type PointsOf } from './point.ts';

const RECENT = 200 * DAY;
const SURE = 0.7;

/** Who on the customer's side came, went or moved: said kindly to the person, plainly to the approver. */
export const peoplePoints: PointsOf = ({ account, contacts, events, asOf }, to, words) => {
  const since = asOf.getTime() - RECENT;
  const sure = events.filter(({ at, confidence }) => at.getTime() >= since && confidence >= SURE);
  const named = sure.findLast(({ kind }) => kind === 'successor_named')?.contactId;
  const successor = contacts.find(({ _id, leftAt }) => _id === named && !(leftAt && leftAt <= asOf));
  const point = ({ text, ...said }: Said, source: { collection: string; id: string; field: string; at: Date }): Point => ({
    topic: 'people',
    ...said,
    subject: about(account.name, words.say('people.subject')),
    figure: fact('Change in their team', null, '', text, source),
  });
  const known = new Set(sure.map(({ contactId }) => contactId));
  const departed = contacts.filter(
    ({ _id, role, leftAt }) => role === 'champion' && leftAt && leftAt <= asOf && leftAt.getTime() >= since && !known.has(_id),
  );
  return [
    ...sure.flatMap((event) => {
      const who = contacts.find(({ _id }) => _id === event.contactId);
      const said = who && sayOf(event, who, to, successor, words);
      return said ? [point(said, { collection: 'account_events', id: event._id, field: 'kind', at: event.at })] : [];
    }),
    ...departed.flatMap((who) => {
      if (who._id === to._id || !who.leftAt) return [];
      const source = { collection: 'contacts', id: who._id, field: 'leftAt', at: who.leftAt };
      const text = `${who.name} left the team on ${longDate(who.leftAt)}.`;
      return [point({ weight: 0.8, text, line: words.say('people.left', { name: who.name, date: words.date(who.leftAt) }) }, source)];
    }),
  ];
};

/** `text` is what the approver reads. */
type Said = Pick<Point, 'weight' | 'line' | 'ask' | 'news'> & { text: string };

function sayOf(event: AccountEvent, who: Contact, to: Contact, successor: Contact | undefined, { say, date }: Words): Said | undefined {
  const at = longDate(event.at);
  const values = { name: who.name, date: date(event.at), successor: successor?.name ?? '' };
  const self = who._id === to._id;
  if (event.kind === 'new_executive' && !self)
    return { weight: 0.5, line: say('people.joined', values), text: `${who.name} joined your leadership on ${at}.` };
  if (event.kind === 'role_change' && self)
    return {
      weight: 1,
      news: 'good',
      line: say('people.own_role', values),
      text: `${who.name} took up a new role on ${at}.`,
      ask: say(successor && successor._id !== to._id ? 'people.ask_introduce' : 'people.ask_whom', values),
    };
  if (self || (event.kind !== 'role_change' && event.kind !== 'champion_left' && event.kind !== 'executive_left')) return undefined;
  const went = event.kind === 'role_change' ? 'moved' : 'left';
  const text = `${who.name} ${went === 'moved' ? 'moved to another role' : 'left the team'} on ${at}`;
  const weight = who.role === 'champion' || who.role === 'executive_sponsor' ? 0.85 : 0.5;
  if (!successor || successor._id === who._id) return { weight, line: say(`people.${went}`, values), text: `${text}.` };
  if (successor._id === to._id)
    return { weight, line: say(`people.${went}_to_you`, values), text: `${text}.`, ask: say('people.ask_meet', values) };
  return {
    weight,
    line: say(`people.${went}_to_other`, values),
    text: `${text}; ${successor.name} has taken over.`,
    ask: say('people.ask_together', values),
  };
}
