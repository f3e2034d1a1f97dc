import type { Models } from '../../../models/index.ts';
import { type Read, readTogether } from '../../../models/kit/together.ts';
import type { Evidence } from '../../facts/evidence.ts';
import { spaced } from '../../metrics/format.ts';
import type { Card, Part } from '../card.ts';
import { contactNames, namesOf } from '../people.ts';

/** So many sources of a finding are shown; only they are looked up. */
const SHOWN_SOURCES = 3;
const MOST_ROWS = 500;

interface Row {
  _id: string;
  contactId?: string;
  userId?: string;
  [field: string]: unknown;
}

interface Kind {
  model: keyof Models;
  /** What such a row is called in the systems it comes from. */
  noun: string;
  /** The fields read to say which one. */
  fields: readonly string[];
  words?(row: Row): string;
}

const quoted = (title: unknown): string => (typeof title === 'string' && title.trim() ? ` “${title.trim().slice(0, 80)}”` : '');

/** Rows told from each other by a title. */
const titled = (model: Kind['model'], noun: string, field: string): Kind => ({
  model,
  noun,
  fields: [field],
  words: (row) => `${noun}${quoted(row[field])}`,
});

/** Every collection that evidence points at, in words of the field. */
const KINDS: Record<string, Kind> = {
  accounts: { model: 'accounts', noun: 'account record', fields: [] },
  contacts: { model: 'contacts', noun: 'contact', fields: ['name'], words: ({ name }) => `contact ${name}` },
  contracts: titled('contracts', 'contract', 'name'),
  opportunities: titled('opportunities', 'deal', 'name'),
  interactions: {
    model: 'interactions',
    noun: 'conversation',
    fields: ['kind', 'direction', 'subject'],
    words: ({ kind, subject }) => `${kind === 'email' ? 'e-mail' : kind}${quoted(subject)}`,
  },
  support_tickets: titled('supportTickets', 'ticket', 'subject'),
  invoices: { model: 'invoices', noun: 'invoice', fields: ['dueAt'] },
  surveys: {
    model: 'surveys',
    noun: 'survey answer',
    fields: ['kind', 'score'],
    words: ({ kind, score }) => `${String(kind).toUpperCase()} answer ${score}`,
  },
  account_events: {
    model: 'accountEvents',
    noun: 'event',
    fields: ['kind', 'detail'],
    words: ({ kind, detail }) => `event: ${spaced(String(kind ?? ''))}${quoted(detail)}`,
  },
  value_records: titled('valueRecords', 'value record', 'description'),
  customer_usage_analytics: { model: 'customerUsageAnalytics', noun: 'usage of the week to', fields: [] },
  customer_success_plans: titled('customerSuccessPlans', 'success plan', 'planName'),
  playbook_executions: titled('playbookExecutions', 'playbook', 'playbookName'),
  behavior_intelligence_tracking: { model: 'behaviorIntelligenceTracking', noun: 'usage of a feature', fields: [] },
  expansion_opportunities: titled('expansionOpportunities', 'opportunity', 'opportunityDescription'),
  community_intelligence_monitoring: {
    model: 'communityIntelligenceMonitoring',
    noun: 'post or profile',
    fields: ['contentType', 'platformType', 'contentText'],
    words: ({ contentType, platformType, contentText }) =>
      `${contentType ?? 'profile'} on ${spaced(String(platformType))}${quoted(contentText)}`,
  },
  evangelism_pipeline_management: { model: 'evangelismPipelineManagement', noun: 'evangelism record', fields: [] },
  advocacy_engagements: titled('advocacyEngagements', 'advocacy engagement', 'advocacyTitle'),
  account_health_scores: { model: 'accountHealthScores', noun: 'health score', fields: [] },
  churn_predictions: { model: 'churnPredictions', noun: 'churn prediction', fields: [] },
};

/** What one row of a collection is called. */
export const sourceNoun = (collection: string): string => (KINDS[collection]?.noun ?? spaced(collection)).replace(/ to$/, '');

/** One source as a person checks it in their own systems: "e-mail “Pricing” with Lisa Park, 12 Nov 2026". */
export function evidenceText({ collection, words, at }: Evidence): string {
  const what = words ?? KINDS[collection]?.noun ?? spaced(collection);
  const day = new Date(at);
  if (Number.isNaN(day.getTime())) return what;
  const when = day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return what.endsWith(' to') ? `${what} ${when}` : `${what}, ${when}`;
}

/** The card with its sources named by what, and with whom: one read a collection, and none where no source is shown. */
export async function nameSources({ tenant, models }: { tenant: string; models: Models }, card: Card): Promise<Card> {
  const shown = [...card.parts, ...card.sections.flatMap(({ parts }) => parts)].flatMap((part) =>
    part.type === 'evidence' ? part.figures.flatMap(({ evidence }) => evidence.slice(0, SHOWN_SOURCES)) : [],
  );
  const unnamed = shown.filter(({ words, collection }) => words === undefined && KINDS[collection]).slice(0, MOST_ROWS);
  if (unnamed.length === 0) return card;
  const rows = await rowsOf({ tenant, models }, unnamed);
  const people = await peopleOf({ tenant, models }, [...rows.values()]);
  const named = (source: Evidence): Evidence => {
    const row = rows.get(keyOf(source));
    const words = row && KINDS[source.collection]?.words?.(row);
    const who = row && (people.get(row.contactId ?? '') ?? people.get(row.userId ?? ''));
    if (!words && !who) return source;
    return { ...source, words: `${words ?? KINDS[source.collection]?.noun}${who ? ` ${preposition(row)} ${who}` : ''}` };
  };
  const partOf = (part: Part): Part =>
    part.type === 'evidence' ? { ...part, figures: part.figures.map((each) => ({ ...each, evidence: each.evidence.map(named) })) } : part;
  return {
    ...card,
    parts: card.parts.map(partOf),
    sections: card.sections.map((section) => ({ ...section, parts: section.parts.map(partOf) })),
  };
}

const keyOf = ({ collection, id }: Pick<Evidence, 'collection' | 'id'>): string => `${collection}/${id}`;

function preposition({ kind, direction }: Row): string {
  if (kind === 'email' || kind === 'chat') return direction === 'inbound' ? 'from' : 'to';
  return kind === 'meeting' || kind === 'call' ? 'with' : 'of';
}

async function rowsOf({ tenant, models }: { tenant: string; models: Models }, sources: readonly Evidence[]): Promise<Map<string, Row>> {
  const asked = [...Map.groupBy(sources, ({ collection }) => collection)].flatMap(([collection, found]) => {
    const kind = KINDS[collection];
    if (!kind || (kind.fields.length === 0 && !kind.words)) return [];
    const fields = Object.fromEntries([...kind.fields, 'contactId', 'userId'].map((field) => [field, 1]));
    const read: Read<Row> = {
      model: models[kind.model],
      filter: { _id: { $in: [...new Set(found.map(({ id }) => id))] } },
      stages: [{ $project: fields }],
    };
    return [{ collection, read }];
  });
  const rows = await readTogether(
    tenant,
    asked.map(({ read }) => read),
  );
  return new Map(asked.flatMap(({ collection }, at) => (rows[at] ?? []).map((row) => [keyOf({ collection, id: row._id }), row] as const)));
}

async function peopleOf(scope: { tenant: string; models: Models }, rows: readonly Row[]): Promise<Map<string, string>> {
  const users = rows.map(({ userId }) => userId);
  const [contacts, colleagues] = await Promise.all([contactNames(scope, rows), namesOf(scope, users)]);
  return new Map([...contacts, ...colleagues]);
}
