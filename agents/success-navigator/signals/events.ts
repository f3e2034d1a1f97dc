import { ACCOUNT_EVENT_KINDS, type AccountEventKind } from '../../../models/account-event.ts';
import { daysBetween, shortDate } from '../../metrics/format.ts';
import { evidence, type Signal } from './signal.ts';

/** Less sure than this is hearsay. */
const SURE = 0.5;

/** Every kind of event at a customer, by its name. */
export const eventSignals: Signal[] = ACCOUNT_EVENT_KINDS.map((kind) => ({
  key: kind,
  label: labelOf(kind),
  unit: 'days ago',
  better: 'higher',
  event: true,
  read({ events, asOf }) {
    const last = events.findLast((each) => each.kind === kind && each.confidence >= SURE);
    if (!last) return null;
    return {
      value: daysBetween(last.at, asOf),
      text: `${last.detail ?? labelOf(kind)} (${shortDate(last.at, asOf)})`,
      evidence: [evidence('account_events', last, 'kind', last.at)],
    };
  },
}));

function labelOf(kind: AccountEventKind): string {
  const words = kind.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
