import type { Contract } from '../../models/contract.ts';
import type { ListPrice } from '../../models/list-price.ts';
import type { AccountFacts, Evidence } from '../facts/index.ts';
import { priceFits } from '../facts/prices.ts';
import { gramSimilarity } from '../kit/similarity.ts';
import { clamp, evidenceOf, exactMoney, numberOf, plural, sum } from '../metrics/index.ts';
import { spreadOf } from '../metrics/lasting.ts';
import { type Kind, LEAST_KIND, type Movement, productsOf } from './book.ts';
import { growthOf } from './signals.ts';

/** What something is worth a year, and how that was estimated. */
export interface Estimate {
  value: number | null;
  basis: string;
  evidence: Evidence[];
}

const alike = (a: string, b: string): boolean => gramSimilarity(a, b) >= 0.5;

/** Lines of the price list that let a contract of that size grow, each name once, those it holds left out. */
export function growthLines(prices: readonly ListPrice[], contract: Contract, inForce: readonly Contract[]): ListPrice[] {
  const held = inForce.flatMap(({ name, lineItems }) => [name, ...(lineItems ?? []).map((item) => item.name)]);
  const lines = prices.filter(
    (price) => price.expansionType && priceFits(price, contract) && !held.some((name) => alike(name, price.name)),
  );
  return [...new Map(lines.map((line) => [line.name, line])).values()];
}

export const byListPrice = (line: ListPrice): Estimate => ({
  value: line.annualPrice,
  basis: 'list price for a contract of this size',
  evidence: evidenceOf('list_prices', 'annualPrice', [line]),
});

/** What the people in new regions would cost at today's price, where the price list has no region. */
export function byRegionSeats(facts: AccountFacts, currency: string): Estimate {
  const price = numberOf(facts, 'price_per_user');
  const people = sum((spreadOf(facts, 'regions')?.fresh ?? []).map(({ size }) => size));
  if (!price || people === 0) return unpriced('no list price, and no people there yet');
  return {
    value: Math.round(people * price.value),
    basis: `${Math.round(people)} people there × ${exactMoney(price.value, currency)} a seat`,
    evidence: price.evidence(),
  };
}

const unpriced = (why: string): Estimate => ({ value: null, basis: why, evidence: [] });

/** Growth goes on as in the last half year, at most by this much more. */
const MOST_GROWTH = 0.4;
/** The middle of the weeks compared lie this far apart; half a year is looked ahead. */
const APART_WEEKS = 15.5;
const AHEAD_WEEKS = 26;

/**
 * The seats that will be short in half a year at today's growth and price. Null while there is room enough: then growth
 * is good news, and nothing to sell.
 */
export function byShortage(facts: AccountFacts, book: Movement, currency: string): Estimate | null {
  const growth = Math.max(growthOf(facts, 'access_growth', book) ?? 0, growthOf(facts, 'active_users_growth', book) ?? 0);
  const ahead = 1 + clamp((growth / 100) * (AHEAD_WEEKS / APART_WEEKS), 0, MOST_GROWTH);
  const [used, bought, price, utilization] = ['provisioned_users', 'seats_bought', 'price_per_user', 'contract_utilization'].map((key) =>
    numberOf(facts, key),
  );
  if (used && bought && price) {
    const short = Math.ceil(used.value * ahead - bought.value);
    if (short > 0)
      return {
        value: Math.round(short * price.value),
        basis: `${plural(short, 'seat')} short in half a year × ${exactMoney(price.value, currency)} a seat (${Math.round(used.value)} of ${bought.value} in use)`,
        evidence: [...price.evidence(), ...used.evidence().slice(0, 2)],
      };
  }
  const arr = numberOf(facts, 'arr');
  if (utilization && arr) {
    const over = (utilization.value / 100) * ahead - 1;
    if (over <= 0) return null;
    return {
      value: Math.round(over * arr.value),
      basis: `${Math.round(over * 100)} % more capacity than bought in half a year, by today’s price`,
      evidence: [...utilization.evidence().slice(0, 2), ...arr.evidence()],
    };
  }
  return used && bought ? null : unpriced('neither seats nor capacity bought are on record');
}

/** What accounts of its kind hold and this one does not, the commonest first; groups under five are not shown. */
export function whitespaceOf(kind: Kind | null, inForce: readonly Contract[]) {
  if (!kind || kind.accounts < LEAST_KIND) return [];
  const held = [...productsOf(inForce).keys()];
  return [...kind.products]
    .filter(([name, { holders }]) => holders >= LEAST_KIND && !held.some((own) => alike(own, name)))
    .map(([name, { holders, share }]) => ({ name, holders, of: kind.accounts, share }))
    .sort((a, b) => b.holders - a.holders || (a.name < b.name ? -1 : 1));
}
export type Whitespace = ReturnType<typeof whitespaceOf>[number];

/** What like accounts pay for the commonest thing this one does not have, services left out. */
export function byLikeAccounts(whitespace: readonly Whitespace[], prices: readonly ListPrice[], arr: number | null): Estimate {
  const services = prices.filter(({ expansionType }) => !expansionType).map(({ name }) => name);
  const product = whitespace.find(({ name }) => !services.some((service) => alike(service, name)));
  if (!product || arr === null) return unpriced('no list price, and nothing like accounts hold that this one lacks');
  return {
    value: Math.round(product.share * arr),
    basis: `${product.holders} of ${product.of} like accounts hold “${product.name}” at ${Math.round(100 * product.share)} % of their contract`,
    evidence: [],
  };
}
