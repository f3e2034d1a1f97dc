import type { Interaction } from '../../../models/interaction.ts';
import { longDate } from '../../metrics/format.ts';
import { activeContracts } from '../../metrics/terms.ts';
import { about, fact, type Point, type PointsOf } from './point.ts';

/** Whether the contact took part: came, wrote, or answered. */
export function tookPart({ kind, direction, attended, responseHours }: Interaction): boolean {
  if (kind === 'meeting' || kind === 'call') return attended !== false;
  return direction === 'inbound' || responseHours != null;
}

/** When the recipient and we last spoke. */
export const contactPoints: PointsOf = ({ account, interactions }, to) => {
  const last = interactions.findLast((each) => each.contactId === to._id && tookPart(each));
  if (!last) return [];
  const verb = last.kind === 'meeting' ? 'met' : last.kind === 'call' ? 'spoke' : 'wrote to each other';
  const date = longDate(last.at);
  return [
    {
      topic: 'contact',
      weight: 0.25,
      line: `We last ${verb} on ${date}.`,
      subject: about(account.name, 'picking up where we left off'),
      figure: fact('Last exchange', null, '', `Last exchange with ${to.name}: ${last.kind} on ${date}.`, {
        collection: 'interactions',
        id: last._id,
        field: 'at',
        at: last.at,
      }),
    },
  ];
};

/** What is known of even the quietest account. */
export const accountPoints: PointsOf = ({ account, contracts, asOf }) => {
  const points: Point[] = [];
  const subject = about(account.name, 'what matters most to you');
  if (account.customerSince && account.customerSince <= asOf) {
    const since = longDate(account.customerSince);
    const source = { collection: 'accounts', id: account._id, field: 'customerSince', at: account.at };
    points.push({
      topic: 'account',
      weight: 0.15,
      line: `You have been working with us since ${since}.`,
      subject,
      figure: fact('Customer since', null, '', `Customer since ${since}.`, source),
    });
  }
  const contract = activeContracts(contracts, asOf).find(({ seats }) => seats);
  if (contract?.seats) {
    const seats = contract.seats.toLocaleString('en-GB');
    const source = { collection: 'contracts', id: contract._id, field: 'seats', at: contract.at };
    points.push({
      topic: 'account',
      weight: 0.12,
      line: `Your agreement covers ${seats} people.`,
      subject,
      figure: fact('Seats', contract.seats, 'users', `The agreement covers ${seats} people.`, source),
    });
  }
  return points;
};
