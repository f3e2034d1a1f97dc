import type { AccountFacts } from './account-facts.ts';

const NUMBER = new Intl.NumberFormat('en-US');

/** What has to be said beside an answer that rests on a part: "read the newest 5,000 of 200,000 interactions". */
export const partlyRead = ({ counts }: Pick<AccountFacts, 'counts'>): string[] =>
  Object.entries(counts).map(
    ([collection, { read, of }]) => `read the newest ${NUMBER.format(read)} of ${NUMBER.format(of)} ${collection.replaceAll('_', ' ')}`,
  );
