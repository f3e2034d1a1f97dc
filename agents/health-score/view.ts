import type { AccountFacts } from '../facts/account-facts.ts';

/** The facts with every list oldest first (by id where times are equal), whatever order they came in. */
export function inOrder(facts: AccountFacts): AccountFacts {
  const sorted = <Row extends { _id: string; at: Date }>(rows: Row[]): Row[] => {
    const later = (a: Row, b: Row) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1);
    return rows.every((row, index) => index === 0 || later(rows[index - 1] ?? row, row) < 0) ? rows : [...rows].sort(later);
  };
  return {
    ...facts,
    contacts: sorted(facts.contacts),
    contracts: sorted(facts.contracts),
    usage: sorted(facts.usage),
    interactions: sorted(facts.interactions),
    tickets: sorted(facts.tickets),
    invoices: sorted(facts.invoices),
    surveys: sorted(facts.surveys),
    events: sorted(facts.events),
    values: sorted(facts.values),
    plans: sorted(facts.plans),
  };
}

/** The facts as somebody would have known them at an earlier instant. Rows keep their order. */
export function viewAsOf(facts: AccountFacts, asOf: Date): AccountFacts {
  if (asOf >= facts.asOf) return facts;
  const limit = asOf.getTime();
  const isKnown = ({ at, ingestedAt }: { at: Date; ingestedAt: Date }) => at.getTime() <= limit && ingestedAt.getTime() <= limit;
  const known = <Row extends { at: Date; ingestedAt: Date }>(rows: Row[]) => (rows.every(isKnown) ? rows : rows.filter(isKnown));
  return {
    asOf,
    account: facts.account,
    contacts: known(facts.contacts),
    contracts: known(facts.contracts),
    usage: known(facts.usage),
    interactions: known(facts.interactions),
    tickets: known(facts.tickets),
    invoices: known(facts.invoices),
    surveys: known(facts.surveys),
    events: known(facts.events),
    values: known(facts.values),
    plans: known(facts.plans),
  };
}
