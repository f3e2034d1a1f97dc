import { HIGH_FROM } from '../churn-predictor/face.ts';
import { type AccountFacts, age, type Opinions } from '../facts/index.ts';
import { activeContracts, numberOf, shortDate, sum } from '../metrics/index.ts';

/** How far use must have fallen for good before growth is no subject. */
const FALLEN = -10;
/** A contract that was made smaller lately. */
const SHRUNK_DAYS = 400;

/** What speaks against approaching the customer about growth, whatever of it is seen. */
export function heldBy(facts: AccountFacts, opinions: Opinions): string[] {
  const { churn_risk: risk } = opinions;
  const users = numberOf(facts, 'active_users_growth')?.value ?? null;
  const shrunk = shrunkOn(facts);
  return [
    ...(typeof risk === 'number' && risk >= HIGH_FROM ? [`churn risk is high (${Math.round(risk)}): keep first`] : []),
    ...(users !== null && users <= FALLEN ? [`active users are ${Math.round(-users)} % lower for good`] : []),
    ...(shrunk ? [`the contract was made smaller on ${shortDate(shrunk, facts.asOf)}`] : []),
  ];
}

/** When the contract in force replaced a larger one: fewer seats, or less money. */
function shrunkOn({ contracts, asOf }: AccountFacts): Date | null {
  const inForce = activeContracts(contracts, asOf);
  const before = contracts.filter((each) => each.status !== 'cancelled' && each.startDate < asOf && !inForce.includes(each));
  const [last] = before.toSorted((a, b) => (b.endDate?.getTime() ?? 0) - (a.endDate?.getTime() ?? 0));
  const [now] = inForce.toSorted((a, b) => b.annualValue - a.annualValue);
  if (!last || !now || last.currency !== now.currency || age(now.startDate, asOf) > SHRUNK_DAYS || now.startDate <= last.startDate)
    return null;
  const all = (key: 'annualValue' | 'seats') => sum(inForce.map((each) => each[key] ?? 0));
  const fewer = (last.seats ?? 0) > 0 && all('seats') > 0 && all('seats') < 0.95 * (last.seats ?? 0);
  return fewer || all('annualValue') < 0.95 * last.annualValue ? now.startDate : null;
}
