import type { SignalKey } from '../models/signal-firing.ts';
import type { assessAdvocacyReadiness } from './advocacy-amplifier/face.ts';
import { type detectBehaviorTriggers, type Trigger, triggerText } from './behavior-intelligence/face.ts';
import { type analyzeCommunityPresence, spikesOf } from './community-intelligence/face.ts';
import { type AccountFacts, addDays, age, DAY, type Opinions, type Text } from './facts/index.ts';
import { bandOf } from './health-score/face.ts';
import { type Button, callButton } from './kit/present/index.ts';
import { ofAccount, ofFacts, t } from './kit/say.ts';
import { figureNow, numberOf } from './metrics/index.ts';
import type { assessRenewalTool } from './renewal-automator/face.ts';
import type { detectExpansionSignals } from './revenue-intelligence/face.ts';
import type { getSuccessPlan, recommendPlaybook } from './success-navigator/face.ts';

/** Something that happened at an account. */
export interface Happened {
  /** What made it so: the same cause is told once. Null for what lasts, which is told when it begins. */
  cause: string | null;
  at: Date;
  says: Text;
}

/** One signal, whom it wakes and what may follow. */
export interface Signal {
  key: SignalKey;
  title: string;
  /** Whose word on it is heard, in this order, each by a metric. */
  wakes: readonly { agent: string; says?: string }[];
  /** What of it happened lately, from the facts and what the agents before have just said. Pure. */
  inFacts?(facts: AccountFacts, opinions: Opinions): Happened[];
  /** The same, from behaviour that calls for somebody, as it was recorded. */
  inBehavior?(trigger: Trigger & { since: Date }, account: { id: string; name: string }, asOf: Date): Happened[];
  /** What may follow. It writes nothing: a person goes on from there. */
  next(account: { id: string; name: string }): Button;
}

/** What is older is no news. */
export const NEWS_DAYS = 7;
const isNews = (at: Date, asOf: Date): boolean => at <= asOf && age(at, asOf) < NEWS_DAYS;

/** Days before the renewal at which it is looked at. */
const RENEWAL_MARKS = [30, 60, 90] as const;
/** In points of the health score, within 30 days. */
const DROP = -10;
/** Of ten. */
const SATISFIED = 8;

/** The one table of which signal wakes which agents. */
export const signals: readonly Signal[] = [
  {
    key: 'deal_won',
    title: 'Deal won',
    wakes: [{ agent: 'success-navigator', says: 'plan' }],
    inFacts(facts) {
      const won = figureNow(facts, 'deal_won');
      const at = won?.reading.value;
      if (!(at instanceof Date) || !isNews(at, facts.asOf)) return [];
      const deal = facts.opportunities.find(({ _id }) => _id === won?.figure.evidence[0]?.id);
      if (!deal || facts.plans.some((plan) => plan.opportunityId === deal._id || plan.at >= at)) return [];
      return [{ cause: deal._id, at, says: t`“${deal.name}” was won on ${won?.figure ?? ''}, no success plan yet` }];
    },
    next: ({ id, name }) => callButton<typeof getSuccessPlan>(`Plan of ${name}`, 'get_success_plan', { account: id }),
  },
  {
    key: 'health_drop',
    title: 'Health drop',
    wakes: [
      { agent: 'churn-predictor', says: 'churn_risk' },
      { agent: 'success-navigator', says: 'playbooks_running' },
    ],
    inFacts(facts, { health, health_change_30: change }) {
      if (typeof health !== 'number' || typeof change !== 'number' || change > DROP) return [];
      const moved = ofFacts(facts).score('health_change_30', 'health', change, { from: Math.round(health) - change, signed: true });
      return [{ cause: null, at: facts.asOf, says: t`${moved} in 30 days` }];
    },
    next: ({ id, name }) => callButton<typeof recommendPlaybook>(`Playbook for ${name}`, 'recommend_playbook', { account: id }),
  },
  {
    key: 'growth',
    title: 'Growth',
    wakes: [
      { agent: 'revenue-intelligence', says: 'expansion_value' },
      { agent: 'expansion-orchestrator', says: 'expansion_readiness' },
    ],
    inFacts: ({ expansions, asOf }) =>
      expansions.flatMap(({ source, salesStage, mutedAt, lapsedAt, cause, at, opportunityDescription }) =>
        source === 'greendoor' && cause && salesStage === 'identified' && !mutedAt && !lapsedAt && isNews(at, asOf)
          ? [{ cause, at, says: opportunityDescription ?? 'growth was found' }]
          : [],
      ),
    next: ({ id, name }) => callButton<typeof detectExpansionSignals>(`Growth at ${name}`, 'detect_expansion_signals', { account: id }),
  },
  {
    key: 'renewal_near',
    title: 'Renewal near',
    wakes: [
      { agent: 'renewal-automator', says: 'renewal_probability' },
      { agent: 'value-realization', says: 'share_of_target' },
    ],
    inFacts(facts) {
      const days = numberOf(facts, 'days_to_renewal')?.value;
      const [renewal, arr] = [figureNow(facts, 'renewal_date'), figureNow(facts, 'arr')];
      const mark = RENEWAL_MARKS.find((each) => days !== undefined && days >= 0 && days <= each);
      const end = renewal?.reading.value;
      if (!mark || !renewal || !(end instanceof Date)) return [];
      const at = addDays(end, -mark);
      if (!isNews(at, facts.asOf)) return [];
      const worth = arr ? t`, ${arr.figure} a year` : '';
      return [{ cause: `${end.toISOString().slice(0, 10)} in ${mark}`, at, says: t`${{ ...renewal.figure, relative: true }}${worth}` }];
    },
    next: ({ id, name }) => callButton<typeof assessRenewalTool>(`Renewal of ${name}`, 'assess_renewal', { account: id }),
  },
  {
    key: 'satisfied',
    title: 'Satisfied customer',
    wakes: [{ agent: 'advocacy-amplifier', says: 'advocacy_readiness' }],
    inFacts(facts, { health_value: value }) {
      if (typeof value !== 'number' || !['green', 'yellow'].includes(bandOf(value))) return [];
      return facts.surveys.flatMap(({ _id, kind, score, at, contactId }) => {
        if (kind !== 'nps' || score < SATISFIED || !isNews(at, facts.asOf)) return [];
        const who = facts.contacts.find((contact) => contact._id === contactId)?.name ?? 'somebody there';
        const say = ofFacts(facts);
        const evidence = [{ collection: 'surveys', id: _id, field: 'score', at: at.toISOString() }];
        const answer = say.of(`nps_answer:${_id}`, 'NPS answer', score, 'of 10', { evidence });
        return [{ cause: _id, at, says: t`${who} answered ${answer} on ${say.date(`nps_answered:${_id}`, 'answered', at)}` }];
      });
    },
    next: ({ id, name }) =>
      callButton<typeof assessAdvocacyReadiness>(`Would ${name} speak for us?`, 'assess_advocacy_readiness', { account: id }),
  },
  {
    key: 'onboarded',
    title: 'Onboarding complete',
    wakes: [
      { agent: 'customer-segmentation', says: 'segment' },
      { agent: 'success-navigator', says: 'playbooks_running' },
    ],
    inFacts: (facts) =>
      facts.plans.flatMap(({ _id, planType, planName, actualCompletionDate: at }) =>
        planType === 'onboarding' && at && isNews(at, facts.asOf)
          ? [
              {
                cause: _id,
                at,
                says: t`“${planName}” was completed on ${ofFacts(facts).date(`onboarded:${_id}`, 'onboarding complete', at)}`,
              },
            ]
          : [],
      ),
    next: ({ id, name }) => callButton<typeof recommendPlaybook>(`Playbook for ${name}`, 'recommend_playbook', { account: id }),
  },
  {
    key: 'behavior',
    title: 'Behaviour',
    wakes: [{ agent: 'behavior-intelligence' }, { agent: 'success-navigator' }],
    inBehavior(trigger, account, asOf) {
      const { kind, subject, since } = trigger;
      if (kind === 'power_user' || !isNews(since, asOf)) return [];
      return [
        { cause: `${kind}:${subject ?? ''}:${since.toISOString()}`, at: since, says: triggerText(ofAccount(account, asOf), trigger) },
      ];
    },
    next: ({ id, name }) => callButton<typeof detectBehaviorTriggers>(`Behaviour at ${name}`, 'detect_behavior_triggers', { account: id }),
  },
  {
    key: 'mention_spike',
    title: 'Mentions in public',
    wakes: [
      { agent: 'community-intelligence', says: 'community_influence' },
      { agent: 'evangelism-pipeline', says: 'evangelism_readiness' },
    ],
    inFacts(facts) {
      const { asOf } = facts;
      const [spike] = spikesOf(facts);
      if (!spike || age(new Date(spike.at), asOf) >= NEWS_DAYS) return [];
      const { of } = ofFacts(facts);
      const mentions = of('spike_mentions', 'mentions in a week', spike.mentions, '', { evidence: spike.evidence });
      const usual = of('spike_usual', 'mentions in a usual week', spike.usual, '', { digits: 1 });
      return [{ cause: null, at: asOf, says: t`${mentions} public mentions in a week, usual ${usual}` }];
    },
    next: ({ id, name }) =>
      callButton<typeof analyzeCommunityPresence>(`Mentions of ${name}`, 'analyze_community_presence', { account: id }),
  },
];

/** What lasts and was not seen for so long is over; seen again, it is told again. */
export const OVER_AFTER_MS = 14 * DAY;
