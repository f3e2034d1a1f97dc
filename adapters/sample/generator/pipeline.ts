import type { Random } from '../random.ts';
import type { Row } from './kit.ts';
import { DAY, daysBefore, type Profile } from './profile.ts';

type Expansion = Row<'expansionOpportunities'>;
type Stage = NonNullable<Expansion['salesStage']>;

const STAGES: readonly Stage[] = ['identified', 'qualified', 'developing', 'proposing', 'negotiating'];
/** Days in the last stage: most move, some have not for long. */
const MOVING: [number, number] = [2, 16];
const HALTED: [number, number] = [35, 70];

const WANTED = [
  {
    type: 'upsell',
    source: 'usage_growth',
    what: 'More seats for operations',
    needs: ['Single sign-on for the new teams'],
    signal: 'Nearly every seat is used each week',
  },
  {
    type: 'cross_sell',
    source: 'feature_request',
    what: 'Advanced analytics',
    needs: ['Connector to their data warehouse', 'Data of three years'],
    signal: 'Their analysts asked for forecasts twice',
  },
  {
    type: 'add_on',
    source: 'feature_request',
    what: 'Support around the clock',
    needs: ['One-hour response'],
    signal: 'A night shift began to use it',
  },
  {
    type: 'new_use_case',
    source: 'new_team',
    what: 'Reporting for the finance team',
    needs: ['Export to their ledger'],
    signal: 'Finance opened a first workspace',
  },
  {
    type: 'geographic',
    source: 'new_region',
    what: 'Rollout to a second region',
    needs: ['Data residency there', 'Interface in their language'],
    signal: 'First log-ins from another country',
  },
] as const;
const TEAMS = ['operations', 'finance', 'the night shift', 'the second site'];
const LOST = ['no budget this year', 'they built it themselves', 'a competitor was cheaper', 'the project was stopped'];

/**
 * What sales works on at an account, and what it won or lost there: with the way through the stages. An open one is always
 * a deal of the CRM too, so that whoever counts both counts it twice.
 */
export function pipelineOf(
  profile: Profile,
  deals: readonly Row<'opportunities'>[],
  people: Omit<Made, 'profile' | 'random'>,
): Expansion[] {
  const random = profile.random.fork('pipeline');
  const made = { profile, random, ...people };
  const deal = deals.find(({ kind, stage }) => kind === 'expansion' && STAGES.some((each) => each === stage));
  const open = deal && profile.stage !== 'churned' && random.chance(0.85) ? [openOne(deal, made)] : [];
  const settled = (profile.today.getTime() - profile.customerSince.getTime()) / DAY > 400;
  return [...open, ...(settled && profile.stage !== 'churned' && random.chance(0.18) ? [closedOne(made)] : [])];
}

interface Made {
  profile: Profile;
  random: Random;
  contacts: readonly Row<'contacts'>[];
  salesRepId: string;
  ownerId: string | undefined;
}

function base({ profile, random, contacts, ownerId }: Made, at: Date, wanted: (typeof WANTED)[number]) {
  const { type, source, what, needs, signal } = wanted;
  const [first] = contacts;
  return {
    accountId: profile.id,
    at,
    discoveryDate: at,
    expansionType: type,
    opportunitySource: source,
    opportunityDescription: what,
    technicalRequirements: [...needs],
    currency: profile.currency,
    confidenceScore: random.whole(55, 92),
    triggerSignals: [{ text: signal, kind: source, at, confidence: 0.8 }],
    ...(first
      ? { stakeholderInterest: [{ contactId: first._id, name: first.name ?? '', interest: random.pick(['medium', 'high'] as const) }] }
      : {}),
    ...(ownerId ? { csManagerId: ownerId } : {}),
  };
}

function openOne(deal: Row<'opportunities'>, made: Made): Expansion {
  const { profile, random, salesRepId } = made;
  const ahead = deal.stage === 'proposing' && random.chance(0.5);
  const salesStage: Stage = ahead ? 'negotiating' : (deal.stage as Stage);
  const halted = random.chance(0.4);
  const passed = STAGES.slice(0, STAGES.indexOf(salesStage) + 1);
  const known = (profile.today.getTime() - profile.customerSince.getTime()) / DAY;
  const last = Math.min(random.whole(...(halted ? HALTED : MOVING)), Math.floor(known / 2));
  const begun = Math.min(last + 18 * (passed.length - 1), Math.max(last, known - 1));
  const found = daysBefore(profile.today, begun);
  const late = halted && random.chance(0.4);
  return {
    // As the CRM's deal says.
    ...base(made, found, WANTED[0]),
    opportunityDescription: `More seats for ${random.pick(TEAMS)}`,
    _id: `${profile.id}-expansion-open`,
    parentOpportunityId: deal._id,
    estimatedValue: deal.amount ?? 0,
    budgetQualification: random.pick(['confirmed', 'likely', 'uncertain'] as const),
    expectedDecisionDate: late ? daysBefore(profile.today, random.whole(3, 20)) : daysBefore(profile.today, -random.whole(20, 75)),
    salesStage,
    stageHistory: history(passed, found, daysBefore(profile.today, last), salesRepId),
    ...(salesStage === 'identified' ? {} : { assignedSalesRepId: salesRepId }),
  };
}

function closedOne(made: Made): Expansion {
  const { profile, random, salesRepId } = made;
  const closed = random.whole(20, 200);
  const won = random.fork('outcome').chance(0.6);
  const passed = won ? STAGES : STAGES.slice(0, random.whole(2, STAGES.length));
  const found = daysBefore(profile.today, closed + random.whole(50, 120));
  const salesStage = won ? ('closed_won' as const) : ('closed_lost' as const);
  const entered = history(passed, found, daysBefore(profile.today, closed + 9), salesRepId);
  const end = { from: passed.at(-1) ?? 'identified', to: salesStage, at: daysBefore(profile.today, closed), byUserId: salesRepId };
  return {
    ...base(made, found, random.pick(WANTED)),
    _id: `${profile.id}-expansion-closed`,
    estimatedValue: Math.round((profile.annualValue * random.between(0.1, 0.3)) / 500) * 500,
    salesStage,
    stageHistory: [...entered, won ? end : { ...end, reason: random.pick(LOST) }],
    assignedSalesRepId: salesRepId,
    updatedAt: end.at,
  };
}

/** Each stage entered in turn, evenly between the first and the last day. */
const history = (passed: readonly Stage[], first: Date, last: Date, byUserId: string): NonNullable<Expansion['stageHistory']> =>
  passed.slice(1).map((to, index) => ({
    from: passed[index] ?? 'identified',
    to,
    at: new Date(first.getTime() + ((index + 1) / (passed.length - 1)) * (last.getTime() - first.getTime())),
    byUserId,
  }));
