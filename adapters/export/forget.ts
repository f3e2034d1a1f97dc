import type { Model } from 'mongoose';
import { type Models, schemas } from '../../models/index.ts';
import { eraseIn, type Write } from '../../models/kit/bulk.ts';
import { withholdFromAudit } from '../../tools/audit.ts';
import { findPerson, type Person } from './person.ts';
import { createScrubber, scrubbedFields } from './scrub.ts';

export interface ForgetOptions {
  models: Models;
  tenant: string;
  clock: { now(): Date };
  email: string;
  dryRun?: boolean;
}

export interface ForgetReport {
  pseudonym: string;
  known: boolean;
  /** By the collection's name in the database. */
  counts: Record<string, { removed: number; changed: number }>;
}

type Row = Record<string, unknown> & { _id: string };
type Rule = { of(row: Row, person: Person): boolean; remove?: true; set?: (row: Row, person: Person) => object; unset?: string[] };

const theirs = (row: Row, { contactIds }: Person): boolean => typeof row.contactId === 'string' && contactIds.includes(row.contactId);
const REMOVED = '[removed]';

/** Where a whole row, or its free text, is about the person. Every other mention is replaced by the pseudonym. */
const RULES: Partial<Record<keyof Models, Rule>> = {
  contacts: { of: ({ _id }, { contactIds }) => contactIds.includes(_id), remove: true },
  evangelismPipelineManagement: { of: theirs, remove: true },
  // What a contact was before is about the person as much as what it is.
  rowVersions: { of: ({ of, rowId }, { contactIds }) => of === 'contacts' && contactIds.includes(String(rowId)), remove: true },
  users: {
    of: ({ _id }, { userIds }) => userIds.includes(_id),
    set: (_, { pseudonym }) => ({ name: pseudonym, email: `${pseudonym}@forgotten.invalid`, active: false, identities: {}, expertise: [] }),
  },
  // Their questions are nobody else's; what of others' names them is replaced as everywhere.
  turnTraces: { of: ({ actorId }, { userIds }) => userIds.includes(String(actorId)), remove: true },
  follows: { of: ({ userId }, { userIds }) => userIds.includes(String(userId)), remove: true },
  chatRecords: { of: ({ person }, { chatIds }) => chatIds.includes(String(person)), remove: true },
  interactions: { of: theirs, unset: ['subject', 'text'] },
  activityCopies: {
    of: ({ words }, { emails }) => typeof words === 'string' && emails.some((email) => words.toLowerCase().includes(email)),
    set: ({ state }) => (state === 'waiting' || state === 'sending' ? { state: 'withdrawn' } : {}),
    unset: ['words'],
  },
  surveys: { of: theirs, unset: ['comment'] },
  supportTickets: { of: theirs, set: () => ({ subject: REMOVED }), unset: ['text'] },
  communityIntelligenceMonitoring: {
    of: theirs,
    unset: ['platformUsername', 'platformUrl', 'contentText', 'contentUrl', 'productMentionContext'],
  },
  advocacyEngagements: { of: theirs, unset: ['advocacyDescription', 'contentUrl'] },
  behaviorIntelligenceTracking: {
    of: ({ userId }, { productUserIds }) => productUserIds.includes(String(userId)),
    unset: ['searchQueries', 'businessContext'],
  },
  approvals: {
    of: ({ recipient }, { contactIds }) => contactIds.includes((recipient as { contactId?: string } | undefined)?.contactId ?? ''),
    // What was approved no longer is what is there: nothing can be sent by it.
    set: ({ state }) => ({
      subject: REMOVED,
      body: REMOVED,
      versions: [],
      facts: [],
      ...(state === 'draft' || state === 'pending' || state === 'failed' ? { state: 'expired' } : {}),
    }),
  },
  outbox: {
    of: ({ to }, { emails }) => emails.includes(String((to as { address?: string } | undefined)?.address).toLowerCase()),
    set: ({ state }) => ({ subject: REMOVED, text: REMOVED, ...(state === 'frozen' ? { state: 'failed' } : {}) }),
  },
};

const UNTOUCHED: ReadonlySet<string> = new Set<keyof Models>(['auditEntries', 'auditHeads']);
const BATCH = 500;

/**
 * Takes one person out of everything a tenant has: removes their contact, the free text of what they wrote, and
 * replaces their address and name by a pseudonym wherever else they stand. Done again, it changes nothing more.
 */
export async function forgetPerson({ models, tenant, clock, email, dryRun = false }: ForgetOptions): Promise<ForgetReport> {
  const person = await findPerson(models, tenant, email);
  const report: ForgetReport = {
    pseudonym: person.pseudonym,
    known: person.contactIds.length + person.userIds.length > 0,
    counts: {},
  };
  const everywhere = createScrubber(person, !person.namesake);
  const atTheirAccount = createScrubber(person, true);
  const concerns = (row: Row) => {
    if (person.accountIds.some((id) => row.accountId === id || row._id === id)) return true;
    const text = JSON.stringify(row);
    return person.contactIds.some((id) => text.includes(id));
  };
  const scrubOf = (row: Row) => (person.namesake && !concerns(row) ? everywhere : atTheirAccount);
  // Contacts go last: they say who the person is, should this be broken off and done again.
  const names = (Object.keys(schemas) as (keyof Models)[]).filter((name) => !UNTOUCHED.has(name)).sort((a, b) => rank(a) - rank(b));
  const changedAudit = await withholdFromAudit(models, {
    tenant,
    at: clock.now(),
    actorId: 'forget',
    reason: person.pseudonym,
    dryRun,
    scrub: (data) => String(everywhere(data)),
  });
  if (changedAudit > 0) report.counts.audit_trail = { removed: 0, changed: changedAudit };
  for (const name of names) {
    const counts = await forgetIn(models[name] as unknown as Model<Row>, tenant, RULES[name], person, scrubOf, dryRun);
    if (counts.removed + counts.changed > 0) report.counts[String(schemas[name].get('collection'))] = counts;
  }
  return report;
}

const rank = (name: keyof Models): number => (name === 'contacts' || name === 'users' ? 1 : 0);

async function forgetIn(
  model: Model<Row>,
  tenant: string,
  rule: Rule | undefined,
  person: Person,
  scrubOf: (row: Row) => (value: unknown) => unknown,
  dryRun: boolean,
): Promise<{ removed: number; changed: number }> {
  const counts = { removed: 0, changed: 0 };
  let operations: Write[] = [];
  const flush = async () => {
    if (!dryRun) await eraseIn(model, tenant, operations);
    operations = [];
  };
  for await (const row of model.find({ tenant }).lean<Row[]>().cursor({ batchSize: BATCH })) {
    const filter = { _id: row._id };
    const about = rule?.of(row, person) ?? false;
    if (about && rule?.remove) {
      operations.push({ deleteOne: { filter } });
      counts.removed++;
    } else {
      const update = updateOf(row, about ? rule : undefined, person, scrubOf(row));
      if (!update) continue;
      operations.push({ updateOne: { filter, update } });
      counts.changed++;
    }
    if (operations.length >= BATCH) await flush();
  }
  await flush();
  return counts;
}

function updateOf(row: Row, rule: Rule | undefined, person: Person, scrub: (value: unknown) => unknown): object | undefined {
  const unset = (rule?.unset ?? []).filter((field) => row[field] !== undefined && row[field] !== null);
  const without = Object.fromEntries(
    Object.entries({ ...row, ...rule?.set?.(row, person) }).filter(([field]) => !unset.includes(field)),
  ) as Row;
  const scrubbed = { ...without, ...scrubbedFields(without, scrub) };
  const set = Object.fromEntries(Object.entries(scrubbed).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(row[field])));
  if (Object.keys(set).length + unset.length === 0) return undefined;
  return {
    ...(Object.keys(set).length > 0 ? { $set: set } : {}),
    ...(unset.length > 0 ? { $unset: Object.fromEntries(unset.map((field) => [field, ''])) } : {}),
  };
}
