import type { ListPrice } from '../../models/list-price.ts';
import { type AccountFacts, age, factsAt, present } from '../facts/index.ts';
import { rewindPrices } from '../facts/rewind/prices.ts';
import { numberOf } from '../metrics/index.ts';

/** Wishes and budgets older than this say little about the coming contract. */
export const EVENT_DAYS = 200;

/** What a renewal is judged by, beside churn: the account's facts with only the contacts who are there, and the tenant's whole price list. */
export interface RenewalFacts extends AccountFacts {
  prices: readonly ListPrice[];
}

export function renewalFactsAt(facts: AccountFacts & { prices: readonly ListPrice[] }, date: Date): RenewalFacts {
  const known = factsAt(facts, date);
  return { ...known, contacts: present(known), prices: rewindPrices([...facts.prices], known.asOf) };
}

export const ageDays = ({ asOf }: Pick<RenewalFacts, 'asOf'>, at: Date): number => Math.max(0, age(at, asOf));

/** The return in %; null where nothing is proven yet. */
export const roiOf = (facts: AccountFacts) => ((numberOf(facts, 'proven_benefits')?.value ?? 0) > 0 ? numberOf(facts, 'roi') : null);
