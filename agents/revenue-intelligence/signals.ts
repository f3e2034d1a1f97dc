import type { AccountEvent, AccountEventKind } from '../../models/account-event.ts';
import { type AccountFacts, age, type Evidence, latestOf, type Text } from '../facts/index.ts';
import { t } from '../kit/say.ts';
import { type Anchors, clamp, curve, decay, evidenceOf, figureNow, numberOf, piecewise, sum } from '../metrics/index.ts';
import { SPREAD, spreadOf } from '../metrics/lasting.ts';
import { eventWords } from '../metrics/words.ts';
import type { Movement } from './book.ts';

export const GROUPS = {
  organisation: 'Organisation',
  usage: 'Use and technology',
  integration: 'Integration',
  business: 'Business drivers',
} as const;
export type Group = keyof typeof GROUPS;

/** Every kind of signal, and where people look for it. */
const KINDS = {
  users_growth: 'usage',
  access_growth: 'usage',
  api_growth: 'usage',
  data_growth: 'usage',
  depth_growth: 'usage',
  capacity: 'usage',
  team_in_use: 'usage',
  region_in_use: 'usage',
  integration_in_use: 'integration',
  technology: 'integration',
  executive: 'organisation',
  hiring: 'organisation',
  team: 'organisation',
  region: 'organisation',
  budget: 'business',
  funding: 'business',
  revenue: 'business',
  priority: 'business',
  ask: 'business',
} as const satisfies Record<string, Group>;
export type SignalKind = keyof typeof KINDS;

/** Something seen at an account that speaks for growth. */
export interface Signal {
  kind: SignalKind;
  group: Group;
  /** 0 (as good as nothing) to 1 (as clear as it gets). */
  strength: number;
  at: Date;
  text: Text;
  /** In words, for finding what belongs together; the customer's own where they said it. */
  about: string;
  /** Money it speaks of. */
  amount: number | null;
  /** Who at the customer it comes from. */
  contactId: string | null;
  evidence: Evidence[];
}

/** Older events say nothing about the growth to come; fresh ones count in full. */
export const HEARD_DAYS = 200;
const FRESH_DAYS = 90;
const HALF_LIFE_DAYS = 90;

export const faded = (at: Date, asOf: Date): number => decay(age(at, asOf) - FRESH_DAYS, HALF_LIFE_DAYS);

const EVENTS: Partial<Record<AccountEventKind, SignalKind>> = {
  new_executive: 'executive',
  hiring: 'hiring',
  new_team: 'team',
  new_region: 'region',
  technology_change: 'technology',
  budget_approved: 'budget',
  funding: 'funding',
  revenue_growth: 'revenue',
  priority_raised: 'priority',
  feature_request: 'ask',
};

/** Money for the renewal itself is no money for more. */
const RENEWING = /\brenew/i;

/** Metrics that grow, what they are worth from which growth on (in %), and which of them the whole book's season moves. */
const GROWING: readonly { kind: SignalKind; metric: string; anchors: Anchors; season?: keyof Movement }[] = [
  { kind: 'users_growth', metric: 'active_users_growth', anchors: curve('4:0 15:0.6 35:1'), season: 'active_users_growth' },
  { kind: 'access_growth', metric: 'access_growth', anchors: curve('3:0 12:0.6 30:1'), season: 'access_growth' },
  { kind: 'api_growth', metric: 'api_calls_growth', anchors: curve('20:0 80:0.6 200:1'), season: 'api_calls_growth' },
  { kind: 'data_growth', metric: 'data_volume_growth', anchors: curve('20:0 80:0.6 200:1'), season: 'data_volume_growth' },
  { kind: 'depth_growth', metric: 'advanced_adoption_growth', anchors: curve('4:0 20:0.7 50:1'), season: 'advanced_adoption_growth' },
  { kind: 'capacity', metric: 'contract_utilization', anchors: curve('80:0 92:0.7 100:1') },
];

/** Growth in % beside what the whole book grew: where everybody is busier, nobody has grown. A falling book lifts nobody. */
export const ownGrowth = (growth: number, book: number): number => ((1 + growth / 100) / (1 + Math.max(0, book) / 100) - 1) * 100;

/** Everything seen at an account that speaks for growth, the clearest first. Pure. */
export function signalsOf(facts: AccountFacts, book: Movement): Signal[] {
  const all = [...growthSignals(facts, book), ...spreadSignals(facts), ...eventSignals(facts)];
  return all
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : b.at.getTime() - a.at.getTime()));
}

/** How much a growing metric grew of its own accord, in %; null where it is not known. */
export function growthOf(facts: AccountFacts, metric: keyof Movement, book: Movement): number | null {
  const reading = numberOf(facts, metric);
  return reading && ownGrowth(reading.value, book[metric]);
}

function growthSignals(facts: AccountFacts, book: Movement): Signal[] {
  return GROWING.flatMap(({ kind, metric, anchors, season }) => {
    const level = numberOf(facts, metric)?.value;
    if (level === undefined) return [];
    const strength = piecewise(anchors, season ? ownGrowth(level, book[season]) : level);
    const now = strength > 0 ? figureNow(facts, metric) : null;
    if (!now) return [];
    const { figure, reading } = now;
    const beside = season && book[season] >= 3 ? ', more than the whole book' : '';
    const text =
      kind === 'capacity'
        ? t`${[figure]} of what was bought is in use`
        : t`${figure.label.split(',')[0] ?? ''} ${[figure]} in half a year, lastingly${beside}`;
    return [
      signal(kind, strength, new Date(reading.latest || facts.asOf), text, {
        about: figure.label,
        evidence: figure.evidence,
      }),
    ];
  });
}

function spreadSignals(facts: AccountFacts): Signal[] {
  const kinds = [
    ['teams', 'team_in_use', 'New team in use'],
    ['regions', 'region_in_use', 'New region in use'],
    ['integrations', 'integration_in_use', 'New integration in use'],
  ] as const;
  return kinds.flatMap(([kind, as, words]) => {
    const seen = spreadOf(facts, kind);
    const whole = sum((seen?.all ?? []).map(({ size }) => size)) || 1;
    return (seen?.fresh ?? []).map(({ name, size, since }) => {
      const people = kind === 'integrations' ? '' : `, ${Math.round(size)} people a week`;
      const rows = facts.usage.filter(({ at }) => at >= since).slice(-4);
      return signal(
        as,
        kind === 'integrations' ? 1 : clamp(0.3 + Math.max(size / 15, (4 * size) / whole), 0, 1),
        since,
        `${words}: ${name}${people}`,
        {
          about: `${words} ${name}`,
          evidence: evidenceOf('customer_usage_analytics', SPREAD[kind].field, rows),
        },
      );
    });
  });
}

function eventSignals(facts: AccountFacts): Signal[] {
  return facts.events.flatMap((event) => {
    const { kind, at, confidence, detail, amount, contactId } = event;
    const as = EVENTS[kind];
    if (!as || age(at, facts.asOf) > HEARD_DAYS || (as === 'budget' && RENEWING.test(detail ?? ''))) return [];
    const there = as === 'executive' ? presenceOf(facts, event) : 1;
    return [
      signal(as, confidence * faded(at, facts.asOf) * there, at, eventWords(event, facts.asOf), {
        about: detail ?? '',
        amount: as === 'budget' ? (amount ?? null) : null,
        contactId: contactId ?? null,
        evidence: evidenceOf('account_events', 'kind', [event]),
      }),
    ];
  });
}

/** Whether the executive is still there: known by name among the contacts counts in full, gone or unknown not at all, without a name half. */
function presenceOf({ contacts, events, asOf }: AccountFacts, { contactId, at }: AccountEvent): number {
  if (!contactId) return events.some((each) => each.kind === 'executive_left' && each.at >= at) ? 0 : 0.5;
  const left = events.some((each) => each.kind === 'executive_left' && each.contactId === contactId && each.at >= at);
  return !left && contacts.some(({ _id, leftAt }) => _id === contactId && !(leftAt && leftAt <= asOf)) ? 1 : 0;
}

const signal = (
  kind: SignalKind,
  strength: number,
  at: Date,
  text: Text,
  more: Partial<Pick<Signal, 'about' | 'amount' | 'contactId' | 'evidence'>>,
): Signal => ({
  kind,
  group: KINDS[kind],
  strength: clamp(strength, 0, 1),
  at,
  text,
  about: '',
  amount: null,
  contactId: null,
  evidence: [],
  ...more,
});

/** What the customer said that asks for a line of the price list: reported wishes, and their own words in messages and tickets. */
export function asksFor(
  facts: Pick<AccountFacts, 'interactions' | 'tickets' | 'contacts' | 'asOf'>,
  signs: readonly string[],
  signals: readonly Signal[],
): Signal[] {
  const asks = (text: string | null | undefined) => {
    const lower = (text ?? '').toLowerCase();
    return signs.some((sign) => lower.includes(sign));
  };
  const reported = signals.filter(({ kind, about }) => (kind === 'ask' || kind === 'technology' || kind === 'priority') && asks(about));
  const said = [
    ...facts.interactions
      .filter(({ direction }) => direction === 'inbound')
      .map((row) => ({ row, collection: 'interactions', what: 'wrote' })),
    ...facts.tickets.map((row) => ({ row, collection: 'support_tickets', what: 'asked in a ticket' })),
  ].filter(({ row }) => age(row.at, facts.asOf) <= HEARD_DAYS && asks(row.text));
  if (said.length === 0) return reported;
  const rows = said.map(({ row }) => row);
  const [last] = said.toSorted((a, b) => b.row.at.getTime() - a.row.at.getTime());
  if (!last) return reported;
  const who = facts.contacts.find(({ _id }) => _id === last.row.contactId)?.name ?? 'Somebody there';
  return [
    ...reported,
    signal('ask', 0.8 * faded(last.row.at, facts.asOf), new Date(latestOf(rows)), `${who} ${last.what} about it`, {
      about: last.row.text ?? '',
      contactId: last.row.contactId ?? null,
      evidence: said.slice(-3).flatMap(({ row, collection }) => evidenceOf(collection, 'text', [row])),
    }),
  ];
}
