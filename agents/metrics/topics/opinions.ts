import { HEALTH_BANDS, HEALTH_DIMENSIONS, HEALTH_TRENDS } from '../../../models/account-health-score.ts';
import { EVANGELISM_TIERS } from '../../../models/evangelism-pipeline-management.ts';
import { SEGMENTS } from '../../../models/scorecard.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { type Draft, type Found, topicOf } from '../define.ts';
import { AT_RISK_MEANS, RENEWAL_BANDS, renewalBandOf } from '../renewal-band.ts';
import { HIGH_RISK } from '../risk-band.ts';
import { segmentOf, termsOf } from '../terms.ts';
import { ASK_OBSTACLES } from './advocacy.ts';

/** What an agent last said of the account, in the collection and the field it is kept in. */
type Said = Omit<Draft, 'read'> & {
  /** Where it is not the key. */
  field?: string;
  currencyOf?(facts: AccountFacts): string;
};

const said =
  (collection: string) =>
  ({ currencyOf, field, ...draft }: Said): Draft => ({
    ...draft,
    read(facts, { opinions }): Found | null {
      const { account, asOf } = facts;
      const value = opinions[draft.key];
      if (value === undefined) return null;
      return {
        value,
        ...(currencyOf ? { currency: currencyOf(facts) } : {}),
        latest: asOf.getTime(),
        evidence: () => [{ collection, id: account._id, field: field ?? draft.key, at: asOf.toISOString() }],
      };
    },
  });

const health = said('account_health_scores');
const churn = said('churn_predictions');
const renewal = said('renewal_outlooks');
const expansion = said('expansion_opportunities');
const community = said('community_intelligence_monitoring');
const evangelism = said('evangelism_pipeline_management');
const advocacy = said('advocacy_engagements');
const segmentation = said('customer_segmentation_profiles');
const profile = (key: string, label: string, aliases: string, field: string) =>
  segmentation({ key, label, aliases, word: true, definition: `${label}, as the segmentation agent last classified it.`, field });

/** What the agents last said; they are issued in the order of the agents' list. */
export const opinionMetrics = topicOf('opinions', { grace: 8, halfLife: 14 }, [
  {
    key: 'segment',
    label: 'Segment',
    aliases: 'size, kundensegment, segmento',
    values: SEGMENTS,
    definition: 'Size of the customer by employees, or by yearly value where those are unknown.',
    read({ account, contracts, asOf }) {
      const value = segmentOf(account, termsOf(account, contracts, asOf).arr);
      return (
        value && {
          value,
          latest: account.at.getTime(),
          evidence: () => [{ collection: 'accounts', id: account._id, field: 'employees', at: account.at.toISOString() }],
        }
      );
    },
  },
  health({
    key: 'health',
    label: 'Health',
    aliases: 'health score, score, feel, feeling, mood, shape, gesundheit, santé, salud',
    unit: 'points',
    better: 'higher',
    definition: 'Health score, 0 to 100, by the scorecard of the account’s segment.',
    field: 'overallHealthScore',
  }),
  health({
    key: 'health_band',
    label: 'Health band',
    aliases: 'band, colour, farbe, couleur, color',
    values: HEALTH_BANDS,
    definition: 'Green from 80, yellow from 65, orange from 45, red below.',
    field: 'healthBand',
  }),
  health({
    key: 'health_trend',
    label: 'Health trend',
    aliases: 'trend, tendance, tendencia',
    values: HEALTH_TRENDS,
    definition: 'Where health has been heading for 30 days.',
    field: 'healthTrend',
  }),
  health({
    key: 'health_change_30',
    label: 'Health, change in 30 days',
    aliases:
      'change, worse, worsened, better, improved, dropped, veränderung, évolution, cambio, moved, mover, slipped, movement, swing, drop, fall in health',
    unit: 'points',
    signed: true,
    better: 'higher',
    definition: 'Points of health since 30 days before, by the same rules, between the whole numbers shown.',
    field: 'overallHealthScore',
  }),
  health({
    key: 'health_confidence',
    label: 'Confidence in health',
    aliases: 'confidence',
    unit: '%',
    better: 'higher',
    definition: 'How much of what health rests on is known, and fresh, in %.',
    field: 'healthConfidence',
  }),
  ...HEALTH_DIMENSIONS.map((dimension) =>
    health({
      key: `health_${dimension}`,
      label: `Health of ${dimension}`,
      aliases: `${dimension} health, ${dimension} score`,
      unit: 'points',
      better: 'higher',
      definition: `The ${dimension} dimension of health, 0 to 100, by the scorecard of the account’s segment.`,
      field: 'dimensions',
    }),
  ),
  churn({
    key: 'churn_risk',
    label: 'Churn risk',
    aliases:
      'risk, risky, riskiest, risk of churn, abwanderungsrisiko, risque d’attrition, riesgo de abandono, churn, churn score, trouble, danger',
    unit: 'points',
    better: 'lower',
    high: {
      from: HIGH_RISK,
      names:
        'at risk, at high risk, high risk, high churn risk, risky, in danger, in trouble, endangered, shaky, vulnerable, in jeopardy, gefährdet, in gefahr, à risque, en danger, en riesgo, en peligro'.split(
          ', ',
        ),
    },
    definition: 'Churn risk score, 0 to 100.',
    field: 'riskScore',
  }),
  churn({
    key: 'churn_risk_change_30',
    label: 'Churn risk, change in 30 days',
    unit: 'points',
    signed: true,
    better: 'lower',
    definition: 'Points of churn risk since 30 days before, by the same rules, between the whole numbers shown.',
    field: 'change30',
  }),
  churn({
    key: 'churn_probability_90',
    label: 'Churn probability',
    aliases: 'probability of churn, abwanderungswahrscheinlichkeit, probabilité d’attrition, probabilidad de abandono',
    unit: '%',
    better: 'lower',
    definition: 'Probability of churn within 90 days, in %.',
    field: 'probability90',
  }),
  renewal({
    key: 'renewal_probability',
    label: 'Renewal probability',
    aliases:
      'probability of renewal, verlängerungswahrscheinlichkeit, probabilité de renouvellement, probabilidad de renovación, renewal odds, odds of renewal, renewal chance, retention rate, likely to renew, likelihood of renewal',
    unit: '%',
    better: 'higher',
    definition: 'Probability that the contract that ends next is renewed, in %.',
    field: 'logOdds',
  }),
  {
    key: 'renewal_band',
    label: 'Renewal band',
    values: RENEWAL_BANDS,
    means: { at_risk: AT_RISK_MEANS },
    madeOf: ['renewal_probability', 'churn_risk'],
    beside: { level: 'churn_risk', named: ['renewal_date', 'days_to_renewal', 'renewal_probability'], value: 'at_risk' },
    definition: `Of the contract that ends next: safe, likely or open by its chance; at risk with ${AT_RISK_MEANS}.`,
    read({ account, asOf }, { opinions }) {
      const number = (key: string) => (typeof opinions[key] === 'number' ? opinions[key] : null);
      const value = renewalBandOf(number('renewal_probability'), number('churn_risk'));
      return (
        value && {
          value,
          latest: asOf.getTime(),
          evidence: () => [{ collection: 'renewal_outlooks', id: account._id, field: 'logOdds', at: asOf.toISOString() }],
        }
      );
    },
  },
  expansion({
    key: 'expansion_value',
    label: 'Expansion value',
    aliases:
      'expansion potential, upsell, upsell potential, expansionspotenzial, potentiel d’expansion, potencial de expansión, growth potential, upside',
    unit: 'money',
    better: 'higher',
    definition: 'What the growth found at the account is worth a year, as far as it has a price; what was set aside left out.',
    field: 'estimatedValue',
    currencyOf: ({ account, contracts, asOf }) => termsOf(account, contracts, asOf).currency,
  }),
  expansion({
    key: 'expansion_confidence',
    label: 'Expansion confidence',
    aliases: 'confidence in expansion',
    unit: '%',
    better: 'higher',
    definition: 'How sure the growth found is, in %, the larger of several counting more.',
    field: 'confidenceScore',
  }),
  expansion({
    key: 'expansion_readiness',
    label: 'Expansion readiness',
    aliases: 'ready to expand, ready to grow, bereit zu wachsen, prêt à grandir, listo para crecer',
    unit: 'points',
    better: 'higher',
    definition: 'Mean of readiness in people, budget and timing, technology and competition, of accounts at which growth was found.',
    field: 'customerReadinessAssessment',
  }),
  community({
    key: 'community_influence',
    label: 'Public influence',
    aliases: 'influence, influential, einfluss, influence publique, influencia',
    unit: 'points',
    better: 'higher',
    definition: 'Influence in public, 0 to 100, of whoever of their people is heard most.',
    field: 'followerCount',
  }),
  community({
    key: 'community_voice',
    label: 'Public voice',
    aliases: 'influencer, public face',
    word: true,
    definition: 'Who of their people is heard most in public.',
    field: 'contactId',
  }),
  evangelism({
    key: 'evangelism_readiness',
    label: 'Evangelism readiness',
    aliases: 'evangelist readiness, readiness for evangelism',
    unit: 'points',
    better: 'higher',
    definition: 'How ready, 0 to 100, the readiest of their people is to speak for us and build with us.',
    field: 'evangelismPotentialScore',
  }),
  evangelism({
    key: 'evangelism_tier',
    label: 'Evangelism tier',
    aliases: 'evangelist tier',
    values: EVANGELISM_TIERS,
    definition: 'The highest tier whose every condition the readiest of their people meets.',
    field: 'evangelismTier',
  }),
  advocacy({
    key: 'advocacy_readiness',
    label: 'Advocacy readiness',
    aliases: 'advocacy score, readiness to advocate, reference readiness, referenzbereitschaft, disposición a recomendar',
    unit: 'points',
    better: 'higher',
    definition: 'How ready they are to speak for us, 0 to 100: satisfaction, results, adoption, executives, relationship, public voice.',
  }),
  advocacy({
    key: 'advocacy_tier',
    label: 'Fitting advocacy',
    values: ['thought_leadership', 'reference', 'referral'],
    definition: 'The way of speaking for us that fits them best.',
  }),
  advocacy({
    key: 'advocacy_obstacle',
    label: 'What speaks against asking them',
    values: ['none', ...ASK_OBSTACLES],
    definition: 'The first reason not to ask them for a favour now, of those whose readiness is known.',
  }),
  profile('adoption_pattern', 'Adoption pattern', 'adoption type', 'adoptionPattern'),
  profile('engagement_style', 'Engagement style', 'engagement type', 'engagementStyle'),
  profile('contract_tier', 'Contract tier', 'tier, stufe, niveau, nivel', 'contractTier'),
  profile('use_case', 'Use case', 'anwendungsfall, cas d’usage, caso de uso', 'useCaseSegment'),
]);
