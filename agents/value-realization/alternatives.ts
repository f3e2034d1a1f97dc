import type { AccountFacts } from '../facts/account-facts.ts';
import type { Evidence } from '../facts/evidence.ts';
import { DAY } from '../facts/time.ts';
import type { Alternative } from './assessment.ts';

const DAYS = 400;
/** In the customer's own words: another vendor, or doing it themselves. */
const OTHER =
  /\b(?:competitors?|competing (?:vendor|product|offer)s?|alternative (?:vendor|product|tool|solution|platform|provider)s?|(?:evaluat|consider|assess|explor|compar|look)\w*\s+(?:\w+\s+){0,3}(?:alternatives?|other (?:vendors?|providers?|tools?|platforms?|options?|solutions?))|switch(?:ing)? to (?:another|a different)|an? rfp|migrat\w+ (?:away|off)|replac\w+ (?:you|your (?:platform|product|tool)))\b/i;
const IN_HOUSE =
  /\b(?:build(?:ing)? (?:our own|(?:it|this|one|something) (?:ourselves|in-house|internally))|in-house (?:tool|solution|system|development|build)|(?:develop|do)(?:ing)? (?:it|this) (?:ourselves|in-house|internally))\b/i;
const SURE_OF_WORDS = 0.6;
const SHOWN = 8;

const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

/** Alternatives the account is known to have looked at in the last 400 days: from events, deals, messages and tickets. Newest first; prices are never guessed. */
export function alternativesOf(facts: AccountFacts): Alternative[] {
  const from = facts.asOf.getTime() - DAYS * DAY;
  const named = [...new Set(facts.opportunities.flatMap(({ competitor }) => (competitor?.trim() ? [competitor.trim()] : [])))];
  const nameIn = (text: string) => named.find((name) => text.toLowerCase().includes(name.toLowerCase())) ?? null;
  const source = (collection: string, id: string, field: string, at: Date): Evidence[] => [{ collection, id, field, at: at.toISOString() }];
  const reported = facts.events.flatMap(({ _id, at, kind, detail, confidence }): Alternative[] =>
    kind === 'competitor_evaluation' && at.getTime() >= from
      ? [seen(nameIn(detail ?? ''), detail ?? 'Evaluation reported', at, confidence, source('account_events', _id, 'detail', at))]
      : [],
  );
  const deals = facts.opportunities.flatMap(({ _id, at, name, competitor }): Alternative[] =>
    competitor?.trim() && at.getTime() >= from
      ? [seen(competitor.trim(), `Named in the deal "${name}"`, at, 1, source('opportunities', _id, 'competitor', at))]
      : [],
  );
  const written = [
    ...facts.interactions.filter(({ direction }) => direction === 'inbound').map((each) => ({ ...each, collection: 'interactions' })),
    ...facts.tickets.map((each) => ({ ...each, collection: 'support_tickets' })),
  ].flatMap(({ _id, at, text, collection }): Alternative[] => {
    const sentences = at.getTime() >= from ? (text ?? '').split(/(?<=[.!?])\s+/) : [];
    const found = sentences.find((each) => OTHER.test(each) || IN_HOUSE.test(each) || nameIn(each) !== null);
    if (!found) return [];
    const told = seen(nameIn(found), `"${found}"`, at, SURE_OF_WORDS, source(collection, _id, 'text', at));
    return [IN_HOUSE.test(found) && told.name === null ? { ...told, kind: 'in_house' } : told];
  });
  return [...reported, ...deals, ...written]
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : (a.evidence[0]?.id ?? '') < (b.evidence[0]?.id ?? '') ? -1 : 1))
    .slice(0, SHOWN);
}

function seen(name: string | null, words: string, at: Date, sure: number, evidence: Evidence[]): Alternative {
  return { name, kind: name === null ? 'unnamed' : 'competitor', words: short(words), at: at.toISOString(), sure, evidence };
}
