import { type GenerateOptions, generate } from '../../adapters/sample/generate.ts';
import { GROWS, growthAccount, type Situation, situationOf } from '../../adapters/sample/generator/growth.ts';
import { priceList } from '../../adapters/sample/price-list.ts';
import type { AccountFacts } from '../../agents/facts/account-facts.ts';
import { assessExpansion, type ExpansionAssessment } from '../../agents/revenue-intelligence/assess.ts';
import { type Book, bookOf } from '../../agents/revenue-intelligence/book.ts';
import type { ListPrice } from '../../models/list-price.ts';
import { factsOfRows } from './facts-of-rows.ts';

/** A generated book with what only the generator knows: which accounts really grow. */
export interface GrowthBook {
  book: Book;
  prices: ListPrice[];
  accounts: { situation: Situation; facts: AccountFacts }[];
  others: AccountFacts[];
}

export function growthBook({ today, seed, each, accounts }: GenerateOptions & { each: number }): GrowthBook {
  const grown = Array.from({ length: each * Object.keys(GROWS).length }, (_, number) => ({
    situation: situationOf(number),
    facts: factsOfRows(growthAccount(today, number, seed), today),
  }));
  const others = Array.from(generate({ today, accounts, seed }), (rows) => factsOfRows(rows, today));
  const living = [...grown.map(({ facts }) => facts), ...others].filter(({ account }) => !account.churnedAt);
  const book = bookOf({
    members: living.map(({ account }) => account),
    contracts: living.flatMap(({ contracts }) => contracts),
    usage: living.flatMap(({ usage }) => usage),
    asOf: today,
  });
  return { book, prices: pricesOn(today), accounts: grown, others };
}

export const pricesOn = (today: Date): ListPrice[] => (priceList(today).listPrices ?? []) as ListPrice[];

export const assessed = (facts: AccountFacts, { book, prices }: Pick<GrowthBook, 'book' | 'prices'>): ExpansionAssessment =>
  assessExpansion(facts, { prices, book }, {});
