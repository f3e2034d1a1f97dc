import { VALUE_CATEGORIES } from '../../../models/value-record.ts';
import { clamp, type Row } from './kit.ts';
import { DAY, daysBefore, levelAt, type Profile } from './profile.ts';
import { BENEFITS, GOALS } from './texts.ts';

const QUARTER = 91;
const MILESTONES = [
  { name: 'Platform set up and connected', phase: 1, day: 28 },
  { name: 'First team trained', phase: 2, day: 42 },
  { name: 'Main workflow in daily use', phase: 2, day: 56 },
  { name: 'First benefit measured', phase: 3, day: 77 },
  { name: 'Sponsor confirms the result', phase: 3, day: 90 },
];

/** Measured benefit, one record a full quarter of the last year; some without anybody who confirms it. */
export function valuesOf(profile: Profile): Row<'valueRecords'>[] {
  if (profile.gap === 'nothing_but_a_name') return [];
  const random = profile.random.fork('values');
  const measures = random.chance(0.85);
  const quarters = Math.min(4, Math.floor((profile.signalsEnd.getTime() - profile.customerSince.getTime()) / DAY / QUARTER));
  return Array.from({ length: measures ? quarters : 0 }, (_, quarter) => {
    const periodEnd = daysBefore(profile.signalsEnd, QUARTER * quarter + 2);
    const category = random.pick(VALUE_CATEGORIES);
    const targetAmount = Math.round((profile.annualValue * random.between(0.3, 0.5)) / 1_000) * 1_000 + 1_000;
    return {
      _id: `${profile.id}-value-${quarters - quarter}`,
      accountId: profile.id,
      at: periodEnd,
      category,
      ...random.pick(BENEFITS[category]),
      amount: Math.round(targetAmount * clamp(1.4 * levelAt(profile, periodEnd) - 0.08 + random.normal(0, 0.12), 0.02, 1.5)),
      targetAmount,
      currency: profile.currency,
      periodStart: daysBefore(periodEnd, QUARTER),
      periodEnd,
      ...(random.chance(0.7)
        ? {
            evidence: random.pick(['Confirmed by the sponsor in the quarterly review', 'Customer’s own report', 'Measured in the product']),
          }
        : {}),
    };
  });
}

/** The onboarding plan every customer starts with: milestones are met late, or not, when things go badly. */
export function plansOf(profile: Profile, contacts: Row<'contacts'>[], userId?: string): Row<'customerSuccessPlans'>[] {
  if (profile.gap === 'nothing_but_a_name' || profile.gap === 'brand_new') return [];
  const random = profile.random.fork('plans');
  const criticalMilestones = MILESTONES.map(({ name, phase, day }) => {
    const dueAt = daysBefore(profile.customerSince, -day);
    const completedAt = daysBefore(dueAt, Math.round(clamp(30 * (levelAt(profile, dueAt) - 0.55) + random.normal(0, 4), -30, day / 2)));
    return {
      name,
      phase,
      dueAt,
      ...(completedAt < profile.today && random.chance(clamp(0.4 + levelAt(profile, profile.signalsEnd), 0, 0.96)) ? { completedAt } : {}),
    };
  });
  const finished = criticalMilestones.every(({ completedAt }) => completedAt);
  const behind = criticalMilestones.some(({ dueAt, completedAt }) => !completedAt && dueAt < profile.today);
  const target = Math.round(profile.annualValue * 0.4);
  const measuredAt = daysBefore(profile.signalsEnd, 3);
  return [
    {
      _id: `${profile.id}-plan-1`,
      accountId: profile.id,
      at: profile.customerSince,
      planName: `Onboarding of ${profile.name}`,
      planType: 'onboarding',
      planStatus: finished ? 'completed' : behind ? 'at_risk' : 'on_track',
      customerSuccessManagerId: userId,
      ...(contacts[0] ? { primaryCustomerContactId: contacts[0]._id } : {}),
      ...(contacts[1] ? { executiveSponsorId: contacts[1]._id } : {}),
      planStartDate: profile.customerSince,
      plannedCompletionDate: daysBefore(profile.customerSince, -90),
      criticalMilestones,
      successCriteria: random.some(GOALS, 2),
      targetMetrics: [
        { name: 'Active share of users', unit: '%', target: 80, actual: Math.round(levelAt(profile, measuredAt) * 95), measuredAt },
        {
          name: 'Yearly benefit',
          unit: profile.currency,
          target,
          ...(random.chance(0.7)
            ? { actual: Math.round(target * clamp(1.4 * levelAt(profile, measuredAt) - 0.08, 0, 1.5)), measuredAt }
            : {}),
        },
      ],
    },
  ];
}
