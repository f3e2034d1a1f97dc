import type { AccountEvent } from '../../../models/account-event.ts';
import type { Contact } from '../../../models/contact.ts';
import { DAY } from '../../facts/time.ts';
import { longDate } from '../../metrics/format.ts';
import { about, fact, type Point, type PointsOf } from './point.ts';

const RECENT = 200 * DAY;
const SURE = 0.7;
const CARRY_ON = 'so I would like to make sure our work together carries on well';

/** Who on the customer's side came, went or moved: said kindly to the person, plainly to the others. */
export const peoplePoints: PointsOf = ({ account, contacts, events, asOf }, to) => {
  const since = asOf.getTime() - RECENT;
  const sure = events.filter(({ at, confidence }) => at.getTime() >= since && confidence >= SURE);
  const named = sure.findLast(({ kind }) => kind === 'successor_named')?.contactId;
  const successor = contacts.find(({ _id, leftAt }) => _id === named && !(leftAt && leftAt <= asOf));
  const point = (said: Said, source: { collection: string; id: string; field: string; at: Date }): Point => ({
    topic: 'people',
    weight: said.weight,
    line: `${said.text}${said.tail ?? ''}.`,
    subject: about(account.name, 'working together after the change in your team'),
    ...(said.ask ? { ask: said.ask } : {}),
    figure: fact('Change in their team', null, '', said.fact ?? `${said.text}.`, source),
  });
  const known = new Set(sure.map(({ contactId }) => contactId));
  const departed = contacts.filter(
    ({ _id, role, leftAt }) => role === 'champion' && leftAt && leftAt <= asOf && leftAt.getTime() >= since && !known.has(_id),
  );
  return [
    ...sure.flatMap((event) => {
      const who = contacts.find(({ _id }) => _id === event.contactId);
      const said = who && sayOf(event, who, to, successor);
      return said ? [point(said, { collection: 'account_events', id: event._id, field: 'kind', at: event.at })] : [];
    }),
    ...departed.flatMap((who) => {
      if (who._id === to._id || !who.leftAt) return [];
      const source = { collection: 'contacts', id: who._id, field: 'leftAt', at: who.leftAt };
      return [point({ weight: 0.8, text: `${who.name} left the team on ${longDate(who.leftAt)}`, tail: `, ${CARRY_ON}` }, source)];
    }),
  ];
};

interface Said {
  weight: number;
  text: string;
  /** Follows the text in the note only. */
  tail?: string;
  ask?: string;
  /** What the approver reads, where it is not the text. */
  fact?: string;
}

function sayOf(event: AccountEvent, who: Contact, to: Contact, successor: Contact | undefined): Said | undefined {
  const date = longDate(event.at);
  const self = who._id === to._id;
  if (event.kind === 'new_executive' && !self) {
    return { weight: 0.5, text: `${who.name} joined your leadership on ${date}`, tail: ', and I would like to be of use there as well' };
  }
  if (event.kind === 'role_change' && self) {
    return {
      weight: 1,
      text: `Congratulations on your new role, which you took up on ${date}`,
      fact: `${who.name} took up a new role on ${date}.`,
      ask:
        successor && successor._id !== to._id
          ? `Could you introduce me to ${successor.name} on a short call?`
          : 'Who on your former team should I work with from here on, and could you introduce us?',
    };
  }
  if (self || (event.kind !== 'role_change' && event.kind !== 'champion_left' && event.kind !== 'executive_left')) return undefined;
  const text = `${who.name} ${event.kind === 'role_change' ? 'moved to another role' : 'left the team'} on ${date}`;
  const weight = who.role === 'champion' || who.role === 'executive_sponsor' ? 0.85 : 0.5;
  if (!successor || successor._id === who._id) return { weight, text, tail: `, ${CARRY_ON}` };
  if (successor._id === to._id) {
    return {
      weight,
      text,
      tail: ', and I understand that you have taken over',
      ask: 'Could we find half an hour to get to know each other and your plans?',
    };
  }
  const both = `${text}; ${successor.name} has taken over`;
  return {
    weight,
    text: both,
    tail: `, ${CARRY_ON}`,
    ask: `Could we find half an hour together with ${successor.name} to agree on how we work from here on?`,
  };
}
