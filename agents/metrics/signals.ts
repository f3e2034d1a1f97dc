import type { AccountEventKind } from '../../models/account-event.ts';
import { age, within } from '../facts/time.ts';
import { type Draft, found } from './define.ts';
import { clamp, decay, sum } from './statistics.ts';
import { eventWords } from './words.ts';

/** How far back events are heard, and how fast they fade. */
const HEARD_DAYS = 340;
const HALF_LIFE_DAYS = 90;

const PERIOD = 'each by its confidence and half as much after 90 days, of the last 340 days';

/** What events of some kinds say together, each kind from −1 to 1; null where none was reported, which says nothing. */
export function signals(
  weights: Partial<Record<AccountEventKind, number>>,
  about: string,
  draft: Omit<Draft, 'unit' | 'definition' | 'read'>,
): Draft {
  const range = Object.values(weights).some((weight) => weight < 0) ? '−100 to 100' : '0 to 100';
  return {
    ...draft,
    unit: 'points',
    definition: `Events about ${about}, ${range}, ${PERIOD}.`,
    read({ events, asOf }) {
      const rows = within(events, asOf, HEARD_DAYS).filter(({ kind }) => weights[kind] !== undefined);
      const last = rows.at(-1);
      if (!last) return null;
      const value =
        100 * sum(rows.map(({ at, kind, confidence }) => (weights[kind] ?? 0) * confidence * decay(age(at, asOf), HALF_LIFE_DAYS)));
      const more = rows.length > 1 ? ` and ${rows.length - 1} more` : '';
      return found(
        clamp(value, -100, 100),
        { collection: 'account_events', field: 'kind', rows },
        () => `${eventWords(last, asOf)}${more}`,
      );
    },
  };
}
