import { ACCOUNT_EVENT_KINDS, type AccountEventKind } from '../../models/account-event.ts';
import type { Interaction } from '../../models/interaction.ts';
import { type AccountFacts, type Evidence, type Figure, type Finding, findingOf, type Metric } from '../facts/index.ts';
import { loadAsked } from '../kit/asking.ts';
import type { Issued } from '../kit/opinions.ts';
import { ofFacts, t } from '../kit/say.ts';
import type { Context } from '../kit/tool.ts';
import { dayCount } from '../metrics/define.ts';
import { engaged, isMessage } from '../metrics/engagement.ts';
import { capital, evidenceOf, figureWith, metricOf, readingOf, round, spaced } from '../metrics/index.ts';

/**
 * What a playbook's conditions, branches, escalations and targets may name: every metric that is a number, every kind
 * of event, and three things about the running playbook itself.
 */

export interface SignalFacts extends AccountFacts {
  /** What the agents last said of the account by then. */
  issued: Issued;
  /** The running playbook the question belongs to; null while none runs. */
  run: { startedAt: Date; overdueDays: number } | null;
}

interface Signal {
  key: string;
  label: string;
  unit: string;
  digits?: number;
  /** Which way is better, where it is a target. */
  better: 'higher' | 'lower';
  /** True of what happens: its value is how many days ago. */
  event?: true;
  /** Null where the data do not say. */
  read(facts: SignalFacts): Sign | null;
}

/** A signal as it was found; the finding's value is what people see of it. */
export type Sign = Finding & { value: number };

/** What is known of the accounts at the instant, as conditions need it. Accounts unknown then are absent. */
export async function loadSignalFacts(
  scope: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  accountIds: readonly string[],
): Promise<Map<string, SignalFacts>> {
  const asked = await loadAsked(scope, accountIds);
  return new Map([...asked].map(([id, { facts, opinions, rows }]) => [id, { ...facts, issued: { opinions, rows }, run: null }]));
}

const signOf = (about: Figure, value: number, text: Finding['text']): Sign => ({ ...findingOf(about, text), value });

const ofMetric = (metric: Metric): Signal => ({
  key: metric.key,
  label: metric.label,
  unit: metric.unit,
  digits: metric.digits,
  better: metric.better ?? 'higher',
  read(facts) {
    const { issued, account, asOf } = facts;
    const reading = readingOf(metric, { facts, opinions: issued.opinions });
    if (typeof reading?.value !== 'number') return null;
    // Of what was issued, the row that says it, and its date.
    const row = issued.rows[metric.key];
    const value = round(reading.value, metric.digits);
    const about = figureWith(metric, value, {
      subject: { kind: 'account', id: account._id, name: account.name },
      asOf: row ? new Date(row.at) : asOf,
      evidence: row ? [row] : reading.evidence(),
      ...(reading.currency ? { currency: reading.currency } : {}),
    });
    const when = row?.at ?? new Date(reading.latest || asOf);
    return signOf(about, value, t`${metric.label}: ${about} (${ofFacts(facts).date(`${metric.key}_at`, 'as of', when)})`);
  },
});

/** Less sure than this is hearsay. */
const SURE = 0.5;

function ofEvent(kind: AccountEventKind): Signal {
  const label = capital(spaced(kind));
  return {
    key: kind,
    label,
    unit: 'days',
    better: 'higher',
    event: true,
    read(facts) {
      const last = facts.events.findLast((each) => each.kind === kind && each.confidence >= SURE);
      if (!last) return null;
      const date = ofFacts(facts).date(kind, label, last.at, { evidence: evidenceOf('account_events', 'kind', [last]) });
      return signOf(date, dayCount(last.at, facts.asOf, 'since'), t`${(last.detail ?? label).replace(/\.$/, '')} (${date})`);
    },
  };
}

/** Something about the running playbook. */
const ofRun = (
  about: Pick<Signal, 'key' | 'label' | 'unit' | 'better'>,
  measure: (facts: SignalFacts, run: NonNullable<SignalFacts['run']>) => readonly [value: number, evidence: Evidence[]],
): Signal => ({
  ...about,
  read(facts) {
    if (!facts.run) return null;
    const [value, evidence] = measure(facts, facts.run);
    const figure = ofFacts(facts).of(about.key, about.label, value, about.unit, { evidence });
    return signOf(figure, value, t`${about.label}: ${figure}`);
  },
});

/** How often they did something since the playbook began. */
const sinceStart = (key: string, label: string, did: (row: Interaction, asOf: Date) => boolean): Signal =>
  ofRun({ key, label, unit: '', better: 'higher' }, ({ interactions, asOf }, { startedAt }) => {
    const rows = interactions.filter((row) => row.at > startedAt && did(row, asOf));
    return [rows.length, evidenceOf('interactions', 'at', rows)];
  });

const behind = { key: 'overdue_days', label: 'Days the playbook is behind', unit: 'days', better: 'lower' } as const;
const OTHERS: readonly Signal[] = [
  sinceStart('replies_since_start', 'Answers since the playbook began', (row, asOf) => isMessage(row) && engaged(row, asOf) === true),
  sinceStart('meetings_since_start', 'Meetings since the playbook began', (row, asOf) => !isMessage(row) && engaged(row, asOf) !== false),
  ofRun(behind, (_, { overdueDays }) => [overdueDays, []]),
  ...ACCOUNT_EVENT_KINDS.map(ofEvent),
];

/** A signal by its name in any notation: `churnRisk`, `churn risk`, `churn_risk`; undefined where there is none. */
export function signalNamed(name: string): Signal | undefined {
  const key = name
    .trim()
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
  const metric = metricOf(key) ?? metricOf(name.trim());
  return OTHERS.find((each) => each.key === key) ?? (metric && ofMetric(metric));
}
