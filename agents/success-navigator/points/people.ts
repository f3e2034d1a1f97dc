import { longDate } from '../../kit/format.ts';
import { about, fact, type Point, type PointsOf } from './point.ts';

const RECENT = 200 * 86_400_000;
const SURE = 0.7;

/** Who on the customer's side came, went or moved: said kindly to the person, plainly to the others. */
export const peoplePoints: PointsOf = ({ account, contacts, events, asOf }, to) => {
  const since = asOf.getTime() - RECENT;
  const successor = events.findLast((event) => event.kind === 'successor_named' && event.confidence >= SURE && event.at.getTime() >= since);
  const next = contacts.find(({ _id, leftAt }) => _id === successor?.contactId && _id !== to._id && !leftAt);
  const points: Point[] = [];
  for (const event of events) {
    if (event.at.getTime() < since || event.confidence < SURE) continue;
    const who = contacts.find(({ _id }) => _id === event.contactId);
    if (!who) continue;
    const date = longDate(event.at);
    const source = { collection: 'account_events', id: event._id, field: 'kind', at: event.at };
    const add = (weight: number, line: string, text: string) =>
      points.push({
        topic: 'people',
        weight,
        line,
        subject: about(account.name, 'working together after the change in your team'),
        figure: fact('Change in their team', null, '', text, source),
      });
    if (event.kind === 'role_change' && who._id === to._id) {
      add(0.8, `Congratulations on your new role, which you took up on ${date}.`, `${who.name} took up a new role on ${date}.`);
    } else if (event.kind === 'role_change' || event.kind === 'champion_left' || event.kind === 'executive_left') {
      if (who._id === to._id) continue;
      const what = event.kind === 'role_change' ? 'moved to another role' : 'left the team';
      const then = next && next._id !== who._id ? `; ${next.name} has taken over` : '';
      add(who.role === 'champion' || who.role === 'executive_sponsor' ? 0.85 : 0.5, `${who.name} ${what} on ${date}${then}, so I would like to keep the work together on firm ground.`, `${who.name} ${what} on ${date}${then}.`);
    } else if (event.kind === 'new_executive' && who._id !== to._id) {
      add(0.5, `${who.name} joined your leadership on ${date}, and I would like to be of use there as well.`, `${who.name} joined the leadership on ${date}.`);
    }
  }
  const known = new Set(events.map(({ contactId }) => contactId));
  for (const who of contacts) {
    if (who.role !== 'champion' || !who.leftAt || who.leftAt > asOf || who.leftAt.getTime() < since || known.has(who._id) || who._id === to._id) continue;
    const text = `${who.name} left the team on ${longDate(who.leftAt)}`;
    points.push({
      topic: 'people',
      weight: 0.8,
      line: `${text}, so I would like to keep the work together on firm ground.`,
      subject: about(account.name, 'working together after the change in your team'),
      figure: fact('Change in their team', null, '', `${text}.`, { collection: 'contacts', id: who._id, field: 'leftAt', at: who.leftAt }),
    });
  }
  return points;
};
