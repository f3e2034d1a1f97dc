import { DOORS_OF, type Door } from '../../models/doors.ts';
import { type Models, schemas } from '../../models/index.ts';

export type CollectionName = keyof Models;

/** What the import needs to know of a collection beside its schema. */
export interface Importable {
  /** Which collection a field's ids are of. */
  references: Record<string, CollectionName>;
  /** Where the event time comes from when the source names none: a field, or `required` where only the source can say. */
  at?: string;
  /** The fields that identify a row whose source gives no id. */
  identity: string[];
  /** What people decided in Greendoor: kept as it is, whatever a row says. */
  own?: string[];
}

const account = { accountId: 'accounts' } as const;
const person = { ...account, contactId: 'contacts' } as const;

/** What the import knows of every collection that `DOORS_OF` opens to rows. */
const IMPORTABLE: Partial<Record<CollectionName, Importable>> = {
  accounts: { references: { ownerId: 'users', accountExecutiveId: 'users' }, at: 'customerSince', identity: ['name'] },
  contacts: { references: account, identity: ['accountId', 'email', 'name'] },
  contracts: { references: account, at: 'startDate', identity: ['accountId', 'name', 'startDate'] },
  opportunities: { references: { ...account, ownerId: 'users' }, identity: ['accountId', 'name'] },
  interactions: { references: { ...person, userId: 'users' }, at: 'required', identity: ['accountId', 'contactId', 'kind', 'at'] },
  supportTickets: { references: person, at: 'required', identity: ['accountId', 'at', 'subject'] },
  invoices: { references: { ...account, contractId: 'contracts' }, at: 'required', identity: ['accountId', 'at', 'amount'] },
  surveys: { references: person, at: 'required', identity: ['accountId', 'contactId', 'kind', 'at'] },
  accountEvents: { references: person, at: 'required', identity: ['accountId', 'contactId', 'kind', 'at'] },
  valueRecords: { references: account, at: 'periodEnd', identity: ['accountId', 'category', 'description', 'periodEnd'] },
  accountAttributes: { references: account, at: 'required', identity: ['accountId', 'key', 'at'] },
  tasks: {
    references: { ...person, ownerId: 'users', doneBy: 'users', cancelledBy: 'users' },
    identity: ['accountId', 'ownerId', 'text', 'dueAt'],
  },
  exchangeRates: { references: {}, at: 'required', identity: ['base', 'quote', 'at'] },
  customerUsageAnalytics: {
    references: account,
    at: 'usagePeriodEnd',
    identity: ['accountId', 'measurementFrequency', 'usagePeriodStart'],
  },
  featureUsage: {
    references: { ...account, contractId: 'contracts' },
    at: 'required',
    identity: ['accountId', 'contractId', 'userId', 'feature', 'at'],
  },
  behaviorIntelligenceTracking: {
    references: account,
    at: 'sessionEndTime',
    identity: ['accountId', 'userId', 'sessionId', 'sessionStartTime'],
  },
  customerSuccessPlans: {
    references: { ...account, opportunityId: 'opportunities', customerSuccessManagerId: 'users', primaryCustomerContactId: 'contacts' },
    at: 'planStartDate',
    identity: ['accountId', 'planName'],
    own: ['changes', 'appliedChanges', 'ownerReasons'],
  },
  communityIntelligenceMonitoring: { references: person, at: 'required', identity: [] },
  advocacyEngagements: {
    references: { ...person, ownerId: 'users' },
    at: 'requestDate',
    identity: ['accountId', 'contactId', 'advocacyType', 'requestDate'],
    own: ['statusHistory'],
  },
  evangelismPipelineManagement: { references: { ...person, programManagerId: 'users' }, identity: ['contactId'], own: ['stageHistory'] },
  expansionOpportunities: {
    references: { ...account, assignedSalesRepId: 'users', csManagerId: 'users', parentOpportunityId: 'opportunities' },
    identity: [],
    own: ['stageHistory'],
  },
  successPlaybooks: { references: {}, identity: ['playbookName', 'version'] },
  segmentSuccessPlaybooks: { references: { playbookId: 'successPlaybooks' }, identity: ['segmentName', 'playbookName'] },
};

/** Letters and digits of a name in lower case: how `Close Date`, `close_date` and `closeDate` are the same. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** A collection by what people call it: as in the code or the database, in any notation. */
export function findCollection(name: string): CollectionName | undefined {
  const wanted = plainName(name);
  return (Object.keys(schemas) as CollectionName[]).find(
    (each) => plainName(each) === wanted || plainName(String(schemas[each].get('collection'))) === wanted,
  );
}

export const importableNames = (door: Door = 'import'): CollectionName[] =>
  (Object.keys(IMPORTABLE) as CollectionName[]).filter((name) => DOORS_OF[name].includes(door));

/** What the rows of a collection are checked by, where this door leads to it. */
export const importable = (name: CollectionName, door: Door): Importable | undefined =>
  DOORS_OF[name].includes(door) ? IMPORTABLE[name] : undefined;
