import type { AccountFacts } from '../facts/account-facts.ts';
import { once } from '../facts/once.ts';
import { shortened } from './format.ts';

const DAYS = 180;
/** In the customer's own words: looking at, or moving to, something else. */
const WORDS =
  /\b(?:(?:evaluat|consider|assess|explor|compar|look)\w*\s+(?:\w+\s+){0,3}(?:alternatives?|competitors?|competing|other (?:vendors?|providers?|tools?|platforms?|options?|solutions?))|switch(?:ing)? to (?:another|a different|a competitor)|(?:issu|prepar|run)\w*\s+an? rfp|migrat\w+ (?:away|off)|replac\w+ (?:you|your (?:platform|product|tool)))\b/i;
/** How sure such words are a sign, when nobody reported an evaluation. */
const SURE_OF_WORDS = 0.6;

interface CompetitorMention {
  _id: string;
  at: Date;
  collection: string;
  field: string;
  /** 0 to 1. */
  sure: number;
  /** What was said or reported, at most 80 characters. */
  words: string;
}

const told = new WeakMap<object, string | null>();

/** The first sentence of a row with such words. The same rows are read again for every instant an account is looked at. */
function telling(row: { text?: string | null }): string | null {
  const before = told.get(row);
  if (before !== undefined) return before;
  const { text } = row;
  const found = text && WORDS.test(text) ? (text.split(/(?<=[.!?])\s+/).find((sentence) => WORDS.test(sentence)) ?? null) : null;
  told.set(row, found);
  return found;
}

/** Signs of the last 180 days that the customer looks at competitors, oldest first: reported ones, and the customer's words in tickets and messages. */
export const competitorMentions: (facts: AccountFacts) => readonly CompetitorMention[] = once((facts) => {
  const from = facts.asOf.getTime() - DAYS * 86_400_000;
  const recent = <Row extends { at: Date }>(rows: Row[]) => rows.filter(({ at }) => at.getTime() > from);
  const said = (collection: string, rows: { _id: string; at: Date; text?: string | null }[]) =>
    recent(rows).flatMap((row): CompetitorMention[] => {
      const { _id, at } = row;
      const found = telling(row);
      return found ? [{ _id, at, collection, field: 'text', sure: SURE_OF_WORDS, words: `"${shortened(found, 80)}"` }] : [];
    });
  const reported = recent(facts.events).flatMap(({ _id, at, kind, confidence, detail }): CompetitorMention[] =>
    kind === 'competitor_evaluation'
      ? [{ _id, at, collection: 'account_events', field: 'kind', sure: confidence, words: shortened(detail ?? 'reported', 80) }]
      : [],
  );
  return [
    ...reported,
    ...said('support_tickets', facts.tickets),
    ...said(
      'interactions',
      facts.interactions.filter(({ direction }) => direction === 'inbound'),
    ),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
});
