import { defaultsOf } from '../../adapters/sample/defaults.ts';
import type { Rows } from '../../adapters/sample/rows.ts';
import type { AccountFacts, FactLists } from '../../agents/facts/account-facts.ts';
import { factsAt, LISTS } from '../../agents/facts/facts-at.ts';
import { COLLECTIONS } from '../../agents/facts/load.ts';
import { DAY } from '../../agents/facts/time.ts';
import { HISTORY_DAYS, USAGE_WEEKS } from '../../agents/facts/windows.ts';
import { schemas } from '../../models/index.ts';

type Name = keyof typeof schemas;

const RECENT: ReadonlySet<keyof FactLists> = new Set(['interactions', 'tickets', 'invoices', 'surveys', 'events']);

/** The facts of the one account that sample rows are about, as loading them would give, without a database. */
export function factsOfRows(rows: Rows, asOf: Date): AccountFacts {
  const stored = (name: Name): { at: Date }[] =>
    (rows[name] ?? []).map((row) => ({
      ...defaultsOf(schemas[name]),
      ...row,
      tenant: 'demo',
      source: 'sample',
      externalId: row._id,
      ingestedAt: row.at,
    }));
  const since = (list: keyof FactLists) =>
    asOf.getTime() - DAY * (list === 'usage' ? USAGE_WEEKS * 7 : RECENT.has(list) ? HISTORY_DAYS : 100_000);
  const lists = LISTS.map((list) => [list, stored(COLLECTIONS[list]).filter(({ at }) => at.getTime() >= since(list))]);
  const [account] = stored('accounts');
  if (!account) throw new Error('the rows are about no account');
  const facts = { asOf, account, ...Object.fromEntries(lists), attributes: {}, partial: [], counts: {} } as unknown as AccountFacts;
  return factsAt(facts, asOf);
}
