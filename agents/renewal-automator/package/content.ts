import type { AccountFacts } from '../../facts/account-facts.ts';
import { DAY } from '../../facts/time.ts';
import { plain } from '../../kit/text.ts';
import { longDate, shortDate } from '../../metrics/format.ts';
import { metricNamed, readingOf } from '../../metrics/index.ts';
import { round, sum } from '../../metrics/statistics.ts';
import { latestAnswers } from '../../metrics/topics/sentiment.ts';
import type { ValueAssessment } from '../../value-realization/face.ts';
import type { Line, RenewalAssessment, RenewalContract } from '../schema.ts';
import { money } from '../words.ts';

/** A figure as the customer reads it, and the stored row behind it. */
export interface Sourced {
  label: string;
  /** As written in the documents. */
  shown: string;
  source: string;
}

/** Everything the documents say. The customer's own facts only: no score, no probability, nothing of what we think of them. */
export interface PackageContent {
  account: string;
  sponsor: string | null;
  from: { name: string; title: string };
  madeAt: Date;
  currency: string;
  contracts: RenewalContract[];
  endAt: Date;
  value: {
    roi: number;
    proven: number;
    investment: number;
    months: number;
    paybackMonths: number | null;
    categories: { label: string; amount: number; target: number | null }[];
    benefits: { what: string; amount: number; before: string; confirmedBy: string }[];
    target: { proven: number; promised: number } | null;
  } | null;
  usage: { active: number; provisioned: number | null; weeks: { end: Date; active: number }[] } | null;
  nps: { score: number; people: number } | null;
  csat: { score: number; tickets: number } | null;
  base: Line[];
  additions: Line[];
  current: number;
  proposed: number;
  /** Null: to be agreed. */
  termMonths: number | null;
  paymentModel: string | null;
  steps: { step: string; from: Date; to: Date }[];
  sources: { results: Sourced[]; value: Sourced[]; usage: Sourced[]; next: Sourced[]; investment: Sourced[] };
}

export interface ContentInput {
  account: { name: string };
  sponsor: string | null;
  from: { name: string; title: string };
  all: AccountFacts;
  assessment: RenewalAssessment;
  value: ValueAssessment;
  termMonths: number | null;
}

/** Contracts of one currency that end within a month of the next one go into one package. */
const TOGETHER_DAYS = 31;

export function coveredContracts({ contracts, currency }: RenewalAssessment): RenewalContract[] {
  const [next] = contracts;
  return contracts.filter(
    (each) => each.currency === currency && each.days !== null && next?.days != null && each.days - next.days <= TOGETHER_DAYS,
  );
}

const CATEGORIES = { direct_savings: 'Direct savings', efficiency: 'Efficiency', strategic: 'Strategic' } as const;
const BENEFITS = 6;
const CSAT_DAYS = 180;
const USAGE_WEEKS = 26;

/** What the documents say of one renewal. Pure. */
export function contentOf({ account, sponsor, from, all, assessment, value, termMonths }: ContentInput): PackageContent {
  const { currency, lines } = assessment;
  const asOf = new Date(assessment.asOf);
  const contracts = coveredContracts(assessment);
  const covered = new Set(contracts.map(({ id }) => `contract:${id}`));
  const base = lines.filter(({ key }) => covered.has(key));
  const additions = lines.filter((line) => line.source !== 'contract' && line.currency === currency);
  const current = round(sum(base.map(({ annualValue }) => annualValue)), 2);
  const proposed = round(current + sum(additions.map(({ annualValue }) => annualValue)), 2);
  const endAt = new Date(contracts[0]?.endAt ?? asOf);
  const models = [...new Set(contracts.map(({ paymentModel }) => paymentModel))];
  const content = {
    account: account.name,
    sponsor,
    from,
    madeAt: asOf,
    currency,
    contracts,
    endAt,
    value: resultsOf(value, currency, all),
    usage: usageOf(all, asOf),
    nps: npsOf(all),
    csat: csatOf(all, asOf),
    base,
    additions,
    current,
    proposed,
    termMonths,
    paymentModel: models.length === 1 ? (models[0] ?? null) : null,
    steps: assessment.process.map(({ step, from: start, to }) => ({ step, from: new Date(start), to: new Date(to) })),
  };
  return { ...content, sources: sourcesOf(content, all, value) };
}

function resultsOf(value: ValueAssessment, currency: string, { values }: AccountFacts): PackageContent['value'] {
  const { total, proven, period, status } = value;
  if (status !== 'measured' || total.roi === null || total.currency !== currency) return null;
  const records = new Map(values.map((each) => [each._id, each]));
  const merged = new Map<string, { what: string; amount: number; before: string; confirmedBy: string }>();
  for (const figure of proven) {
    const record = records.get(figure.evidence[0]?.id ?? '');
    if (!record || figure.unit !== currency) continue;
    const key = `${record.category}\n${record.description}`;
    const before = merged.get(key);
    merged.set(key, {
      what: record.description,
      amount: (before?.amount ?? 0) + (figure.value ?? 0),
      before: record.baseline?.trim() || '–',
      confirmedBy: record.evidence?.trim() ?? '',
    });
  }
  const benefits = [...merged.values()].sort((a, b) => b.amount - a.amount);
  return {
    roi: total.roi,
    proven: total.proven,
    investment: total.investment,
    months: period.months,
    paybackMonths: total.paybackMonths,
    categories: total.categories
      .filter((each) => each.proven > 0)
      .map((each) => ({ label: CATEGORIES[each.category], amount: each.proven, target: each.target })),
    benefits: benefits.slice(0, BENEFITS),
    target: total.target && { proven: total.target.proven, promised: total.target.promised },
  };
}

function usageOf({ usage }: AccountFacts, asOf: Date): PackageContent['usage'] {
  const weeks = usage
    .filter(
      ({ usagePeriodEnd, activeUsersCount }) =>
        activeUsersCount != null && usagePeriodEnd.getTime() > asOf.getTime() - USAGE_WEEKS * 7 * DAY,
    )
    .map(({ usagePeriodEnd, activeUsersCount }) => ({ end: usagePeriodEnd, active: activeUsersCount ?? 0 }));
  const last = usage.findLast(({ activeUsersCount }) => activeUsersCount != null);
  return last && weeks.length >= 4 ? { active: last.activeUsersCount ?? 0, provisioned: last.provisionedUsersCount || null, weeks } : null;
}

function npsOf(facts: AccountFacts): PackageContent['nps'] {
  const score = readingOf(metricNamed('nps_answer'), { facts, opinions: {} })?.value;
  return typeof score === 'number' ? { score: round(score, 1), people: latestAnswers(facts).length } : null;
}

function csatOf({ tickets }: AccountFacts, asOf: Date): PackageContent['csat'] {
  const rated = tickets.filter(({ csat, at }) => csat != null && at.getTime() > asOf.getTime() - CSAT_DAYS * DAY);
  return rated.length === 0 ? null : { score: round(sum(rated.map(({ csat }) => csat ?? 0)) / rated.length, 1), tickets: rated.length };
}

const rowOf = (collection: string, id: string, at: Date | string): string => `${collection} ${id}, ${longDate(new Date(at))}`;

function sourcesOf(content: Omit<PackageContent, 'sources'>, facts: AccountFacts, value: ValueAssessment): PackageContent['sources'] {
  const { usage, tickets } = facts;
  const { currency, madeAt } = content;
  const rows = (figures: ValueAssessment['proven']) =>
    figures.flatMap(({ label, value: amount, evidence: [first] }): Sourced[] =>
      first ? [{ label, shown: money(amount ?? 0, currency), source: rowOf(first.collection, first.id, first.at) }] : [],
    );
  const investment = rows(value.investment);
  const proven = content.value ? rows(value.proven.filter(({ unit }) => unit === currency)) : [];
  const lastUsage = usage.findLast(({ activeUsersCount }) => activeUsersCount != null);
  const active: Sourced[] =
    content.usage && lastUsage
      ? [
          {
            label: 'Active users of the latest week',
            shown: `${content.usage.active}${content.usage.provisioned ? ` of ${content.usage.provisioned}` : ''}`,
            source: rowOf('customer_usage_analytics', lastUsage._id, lastUsage.usagePeriodEnd),
          },
        ]
      : [];
  const rated = tickets.filter(({ csat, at }) => csat != null && at.getTime() > madeAt.getTime() - CSAT_DAYS * DAY);
  const opinion = (label: string, list: readonly { _id: string; at: Date }[], text: string): Sourced[] => {
    const last = list.at(-1);
    return last
      ? [
          {
            label,
            shown: text,
            source: `${list.length} rows, the latest ${rowOf(label === 'NPS' ? 'surveys' : 'support_tickets', last._id, last.at)}`,
          },
        ]
      : [];
  };
  const priced = (lines: readonly Line[]) =>
    lines.map(({ name, annualValue, evidence: [first] }) => ({
      label: name,
      shown: money(annualValue, currency),
      source: first ? rowOf(first.collection, first.id, first.at) : '',
    }));
  const wishes = content.additions.flatMap(({ name, wanted, evidence }): Sourced[] => {
    const told = evidence.find(({ collection }) => collection === 'account_events') ?? evidence[0];
    return wanted && told ? [{ label: name, shown: wanted, source: rowOf(told.collection, told.id, told.at) }] : [];
  });
  return {
    results: [
      ...(content.value
        ? [
            {
              label: 'ROI',
              shown: `${Math.round(content.value.roi)} %`,
              source: `proven value ÷ investment: ${plain(value.definition, { exact: true })}`,
            },
            {
              label: 'Proven value',
              shown: money(content.value.proven, currency),
              source: `sum of ${proven.length} value_records, listed on the next slide`,
            },
          ]
        : []),
      ...investment.map((each) => ({ ...each, label: `Investment: ${each.label}` })),
      ...active,
      ...(content.nps ? opinion('NPS', latestAnswers(facts), `${content.nps.score} of 10`) : []),
      ...(content.csat ? opinion('Support rating', rated, `${content.csat.score} of 5`) : []),
    ],
    value: proven,
    usage: active,
    next: [...wishes, ...priced(content.additions)],
    investment: [...priced(content.base), ...priced(content.additions)],
  };
}

export const day = (date: Date): string => shortDate(date);

export const footerOf = ({ account, madeAt }: Pick<PackageContent, 'account' | 'madeAt'>): string =>
  `${account} · Renewal proposal · ${longDate(madeAt)}`;
