import type { AccountEvent } from '../../../models/account-event.ts';
import type { Contact } from '../../../models/contact.ts';
import type { Evidence } from '../../facts/evidence.ts';
import { happened, within } from '../../facts/time.ts';
import { longDate } from '../../metrics/format.ts';
import { evidenceOf } from '../../metrics/rows.ts';
import { about, fact, type Point, type PointsOf } from './point.ts';

const RECENT_DAYS = 200;
const SURE = 0.7;
const CARRY_ON = ', so I would like to make sure our work together carries on well';

/** Who on the customer's side came, went or moved: said kindly to the person, plainly to the others. */
export const peoplePoints: PointsOf = ({ account, contacts, events, asOf }, to) => {
  const sure = within(events, asOf, RECENT_DAYS).filter(({ confidence }) => confidence >= SURE);
  const named = sure.findLast(({ kind }) => kind === 'successor_named')?.contactId;
  const successor = contacts.find(({ _id, leftAt }) => _id === named && !happened(leftAt, asOf));
  const point = ({ weight, text, tail = '', ask, fact: known }: Said, evidence: Evidence[]): Point => ({
    topic: 'people',
    weight,
    line: `${text}${tail}.`,
    subject: about(account.name, 'working together after the change in your team'),
    ...(ask ? { ask } : {}),
    figure: fact('Change in their team', known ?? `${text}.`, evidence),
  });
  const reported = new Set(sure.map(({ contactId }) => contactId));
  const left = contacts.flatMap(({ _id, name, role, leftAt }) => {
    const at = happened(leftAt, asOf);
    return at && role === 'champion' && _id !== to._id && !reported.has(_id) ? [{ _id, name, at }] : [];
  });
  return [
    ...sure.flatMap((event) => {
      const who = contacts.find(({ _id }) => _id === event.contactId);
      const said = who && sayOf(event, who, to, successor);
      return said ? [point(said, evidenceOf('account_events', 'kind', [event]))] : [];
    }),
    ...within(left, asOf, RECENT_DAYS).map((who) =>
      point(
        { weight: 0.8, text: `${who.name} left the team on ${longDate(who.at)}`, tail: CARRY_ON },
        evidenceOf('contacts', 'leftAt', [who]),
      ),
    ),
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

function sayOf({ kind, at }: AccountEvent, who: Contact, to: Contact, successor: Contact | undefined): Said | undefined {
  const date = longDate(at);
  const self = who._id === to._id;
  if (kind === 'new_executive' && !self)
    return { weight: 0.5, text: `${who.name} joined your leadership on ${date}`, tail: ', and I would like to be of use there as well' };
  if (kind === 'role_change' && self)
    return {
      weight: 1,
      text: `Congratulations on your new role, which you took up on ${date}`,
      fact: `${who.name} took up a new role on ${date}.`,
      ask:
        successor && successor._id !== to._id
          ? `Could you introduce me to ${successor.name} on a short call?`
          : 'Who on your former team should I work with from here on, and could you introduce us?',
    };
  if (self || (kind !== 'role_change' && kind !== 'champion_left' && kind !== 'executive_left')) return undefined;
  const text = `${who.name} ${kind === 'role_change' ? 'moved to another role' : 'left the team'} on ${date}`;
  const weight = who.role === 'champion' || who.role === 'executive_sponsor' ? 0.85 : 0.5;
  if (!successor || successor._id === who._id) return { weight, text, tail: CARRY_ON };
  if (successor._id === to._id)
    return {
      weight,
      text,
      tail: ', and I understand that you have taken over',
      ask: 'Could we find half an hour to get to know each other and your plans?',
    };
  return {
    weight,
    text: `${text}; ${successor.name} has taken over`,
    tail: CARRY_ON,
    ask: `Could we find half an hour together with ${successor.name} to agree on how we work from here on?`,
  };
}
