import type { AdvocacyEngagement, AdvocacyType } from '../../../models/advocacy-engagement.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { within } from '../../facts/time.ts';
import { type Draft, daysDraft, found, rowsIn, topicOf } from '../define.ts';
import { plural, shortDate } from '../format.ts';
import { decay, weightedMean } from '../statistics.ts';
import { present } from './contacts.ts';
import { latestAnswers } from './sentiment.ts';

/** What may speak against asking a customer for a favour, the strongest first. */
export const ASK_OBSTACLES = ['has_left', 'not_assessed', 'at_risk', 'in_escalation', 'unhappy', 'opted_out', 'asked_lately'] as const;
export type AskObstacle = (typeof ASK_OBSTACLES)[number];

/** What a customer is asked for, with its article. */
export const FAVOURS: Record<AdvocacyType, string> = {
  speaking: 'a conference talk',
  advisory_board: 'a seat on the advisory board',
  case_study: 'a case study',
  reference_call: 'a reference call',
  testimonial: 'a testimonial',
  review: 'a review',
  referral: 'a referral',
};

const ENGAGEMENTS = 'advocacy_engagements';
const ofEngagements = rowsIn(ENGAGEMENTS);
const TONE_DAYS = 180;
const NPS_MIDDLE = 5;

/** The one ledger of asks: when anybody of ours asked somebody there for a favour, oldest first. What is only thought of is none. */
export function asksOf({ advocacy, asOf }: Pick<AccountFacts, 'advocacy' | 'asOf'>): { row: AdvocacyEngagement; at: Date }[] {
  return advocacy
    .flatMap((row) => {
      const at = row.requestDate ?? (row.engagementStatus === 'identified' ? null : row.at);
      return at && at <= asOf ? [{ row, at }] : [];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

const lastAsk: Draft = {
  key: 'last_advocacy_ask',
  label: 'Last asked for a favour',
  aliases: 'last asked for a favour, last advocacy ask, zuletzt um einen gefallen gebeten, dernière faveur demandée, último favor pedido',
  unit: 'date',
  definition: 'When anybody of ours last asked somebody there to speak for us: reference, case study, talk, referral and the like.',
  read(facts) {
    const last = asksOf(facts).at(-1);
    return found(last?.at, ofEngagements('requestDate', last?.row), () =>
      last ? `Asked for ${FAVOURS[last.row.advocacyType]} on ${shortDate(last.at, facts.asOf)}` : '',
    );
  },
};

/** What their sponsors and decision makers answered and how they write, each from −1 to 1. */
function executiveTones(facts: AccountFacts) {
  const { asOf, interactions } = facts;
  const people = new Set(
    present(facts).flatMap(({ _id, role }) => (role === 'executive_sponsor' || role === 'decision_maker' ? [_id] : [])),
  );
  const of = ({ contactId }: { contactId?: string | null }) => people.has(contactId ?? '');
  return [
    ...latestAnswers(facts)
      .filter(of)
      .map((row) => ({ row, collection: 'surveys', tone: (row.score - NPS_MIDDLE) / NPS_MIDDLE })),
    ...within(interactions, asOf, TONE_DAYS)
      .filter((row) => of(row) && row.direction === 'inbound')
      .flatMap((row) => (typeof row.sentiment === 'number' ? [{ row, collection: 'interactions', tone: row.sentiment }] : [])),
  ].sort((a, b) => a.row.at.getTime() - b.row.at.getTime());
}

/** What they have done for us in public, and when they were last asked. */
export const advocacyMetrics = topicOf('advocacy', { grace: 120, halfLife: 120 }, [
  lastAsk,
  daysDraft(lastAsk, 'since', {
    key: 'days_since_advocacy_ask',
    label: 'Days since they were asked for a favour',
    aliases: 'days since last asked',
    definition: 'Days of the calendar since anybody of ours last asked somebody there to speak for us.',
  }),
  {
    key: 'advocacy_given',
    label: 'Times they spoke for us',
    aliases: 'advocacy activities',
    better: 'higher',
    definition: 'References, case studies, talks, referrals and the like that they gave, finished or running, of all time.',
    read({ advocacy }) {
      const given = advocacy.filter(({ engagementStatus }) => engagementStatus === 'active' || engagementStatus === 'completed');
      const rows = given.length > 0 ? given : advocacy.slice(-1);
      return found(advocacy.length > 0 ? given.length : null, ofEngagements('engagementStatus', rows));
    },
  },
  {
    key: 'executive_sentiment',
    label: 'Tone of their executives',
    aliases: 'executive sentiment, stimmung der führung, ton de la direction, tono de la dirección',
    digits: 2,
    signed: true,
    better: 'higher',
    definition:
      'What sponsors and decision makers answered to the NPS question (0 to 10 as −1 to 1, 340 days) and how they wrote (180 days), the newest counting most: −1 to 1, half as much after 120 days.',
    read(facts) {
      const tones = executiveTones(facts);
      const value = weightedMean(
        tones.map(({ row, tone }) => ({ value: tone, weight: decay((facts.asOf.getTime() - row.at.getTime()) / 86_400_000, 120) })),
      ).value;
      const last = tones.at(-1);
      if (value === null || !last) return null;
      return found(
        value,
        { collection: last.collection, field: last.collection === 'surveys' ? 'score' : 'sentiment', rows: [last.row] },
        {
          rows: tones.length,
          text: () =>
            `Tone of their executives ${value.toFixed(2)} on −1 to 1 (${plural(tones.length, 'answer')}, last ${shortDate(last.row.at, facts.asOf)})`,
        },
      );
    },
  },
]);
