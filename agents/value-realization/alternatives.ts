import { type AccountFacts, DAY, type Evidence } from '../facts/index.ts';
import { evidenceOf, shortened } from '../metrics/index.ts';

const DAYS = 400;
/** In the customer's own words: another vendor, or doing it themselves. */
const OTHER =
  /\b(?:competitors?|competing (?:vendor|product|offer)s?|alternative (?:vendor|product|tool|solution|platform|provider)s?|(?:evaluat|consider|assess|explor|compar|look)\w*\s+(?:\w+\s+){0,3}(?:alternatives?|other (?:vendors?|providers?|tools?|platforms?|options?|solutions?))|switch(?:ing)? to (?:another|a different)|an? rfp|migrat\w+ (?:away|off)|replac\w+ (?:you|your (?:platform|product|tool)))\b/i;
const IN_HOUSE =
  /\b(?:build(?:ing)? (?:our own|(?:it|this|one|something) (?:ourselves|in-house|internally))|in-house (?:tool|solution|system|development|build)|(?:develop|do)(?:ing)? (?:it|this) (?:ourselves|in-house|internally))\b/i;
const SURE_OF_WORDS = 0.6;
const SHOWN = 8;

export interface Alternative {
  /** Null where only "a competitor" was said. */
  name: string | null;
  kind: 'competitor' | 'in_house' | 'unnamed';
  words: string;
  at: string;
  sure: number;
  evidence: Evidence[];
}

/** Alternatives the account is known to have looked at in the last 400 days: from events, deals, messages and tickets. Newest first; prices are never guessed. */
export function alternativesOf({ asOf, events, opportunities, interactions, tickets }: AccountFacts): Alternative[] {
  const named = [...new Set(opportunities.flatMap(({ competitor }) => (competitor?.trim() ? [competitor.trim()] : [])))];
  const nameIn = (text: string) => named.find((name) => text.toLowerCase().includes(name.toLowerCase())) ?? null;
  const reported = events.flatMap((event): Alternative[] =>
    event.kind === 'competitor_evaluation'
      ? [seen(nameIn(event.detail ?? ''), event.detail ?? 'Evaluation reported', event.confidence, 'account_events', 'detail', event)]
      : [],
  );
  const deals = opportunities.flatMap((deal): Alternative[] =>
    deal.competitor?.trim()
      ? [seen(deal.competitor.trim(), `Named in the deal "${deal.name}"`, 1, 'opportunities', 'competitor', deal)]
      : [],
  );
  const written = (collection: string, rows: readonly { _id: string; at: Date; text?: string | null }[]) =>
    rows.flatMap((row): Alternative[] => {
      const sentences = (row.text ?? '').split(/(?<=[.!?])\s+/);
      const found = sentences.find((each) => OTHER.test(each) || IN_HOUSE.test(each) || nameIn(each) !== null);
      if (!found) return [];
      const told = seen(nameIn(found), `"${found}"`, SURE_OF_WORDS, collection, 'text', row);
      return [IN_HOUSE.test(found) && told.name === null ? { ...told, kind: 'in_house' } : told];
    });
  const inbound = interactions.filter(({ direction }) => direction === 'inbound');
  const from = new Date(asOf.getTime() - DAYS * DAY).toISOString();
  return [...reported, ...deals, ...written('interactions', inbound), ...written('support_tickets', tickets)]
    .filter(({ at }) => at >= from)
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : (a.evidence[0]?.id ?? '') < (b.evidence[0]?.id ?? '') ? -1 : 1))
    .slice(0, SHOWN);
}

const seen = (
  name: string | null,
  words: string,
  sure: number,
  collection: string,
  field: string,
  row: { _id: string; at: Date },
): Alternative => ({
  name,
  kind: name === null ? 'unnamed' : 'competitor',
  words: shortened(words, 120),
  at: row.at.toISOString(),
  sure,
  evidence: evidenceOf(collection, field, [row]),
});
