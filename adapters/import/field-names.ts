import { type CollectionName, plainName } from './collections.ts';

/** What sources often call a field; letters and digits only. */
const EVERYWHERE: Record<string, string[]> = {
  accountId: [
    'account',
    'accountid',
    'company',
    'companyid',
    'customer',
    'customerid',
    'organization',
    'organizationid',
    'client',
    'accountname',
    'companyname',
    'customername',
    'kunde',
    'firma',
    'organizationname',
    'associatedcompany',
  ],
  contactId: [
    'contact',
    'contactid',
    'requester',
    'requesterid',
    'person',
    'requesteremail',
    'personemail',
    'email',
    'emailaddress',
    'ansprechpartner',
  ],
  contractId: ['contract', 'subscription', 'subscriptionid'],
  website: ['website', 'domain', 'companydomain', 'url'],
  vertical: ['vertical', 'industry', 'sector'],
  region: ['region', 'country', 'billingcountry'],
  employees: ['employees', 'numberofemployees', 'headcount'],
  customerSince: ['customersince', 'signupdate', 'createdate', 'createddate', 'created', 'originalcontractdate', 'kundeseit'],
  churnedAt: ['churnedat', 'churndate', 'cancelledat'],
  email: ['email', 'emailaddress', 'mail'],
  title: ['title', 'jobtitle', 'position', 'titel', 'funktion'],
  ownerId: ['owner', 'ownername', 'owneremail', 'csm', 'csmname', 'accountowner', 'companyowner', 'customersuccessmanager', 'betreuer'],
  startDate: ['startdate', 'start', 'begins', 'currentperiodstart', 'beginn', 'vertragsbeginn'],
  endDate: ['enddate', 'end', 'renewaldate', 'expires', 'currentperiodend', 'ende', 'vertragsende'],
  annualValue: ['annualvalue', 'arr', 'arramount', 'acv', 'amount', 'jahreswert'],
  seats: ['seats', 'licenses', 'quantity', 'plätze', 'lizenzen'],
  autoRenew: ['autorenew', 'autorenewflag', 'autorenewal', 'automatischeverlängerung'],
  amount: ['amount', 'total', 'amountdue', 'value', 'betrag'],
  dueAt: ['dueat', 'duedate', 'due', 'duebytime', 'fälligam'],
  paidAt: ['paidat', 'paiddate', 'paid'],
  closeDate: ['closedate', 'expectedclosedate', 'closingdate'],
  stage: ['stage', 'dealstage', 'stagename'],
  subject: ['subject', 'ticketname', 'summary', 'title', 'topic'],
  severity: ['severity', 'priority', 'urgency'],
  resolvedAt: ['resolvedat', 'closedat', 'solvedat', 'resolutiondate', 'resolvedtime'],
  resolutionHours: ['resolutionhours', 'resolutiontimehours'],
  escalated: ['escalated', 'escalationflag'],
  csat: ['csat', 'conversationrating', 'satisfactionscore', 'satisfaction'],
  score: ['score', 'nps', 'npsscore', 'rating'],
  comment: ['comment', 'feedback', 'feedbacktext'],
  feature: ['feature', 'featurename', 'event', 'eventname', 'eventtype'],
  uses: ['uses', 'usagecount', 'count'],
  errorCount: ['errorcount', 'errors'],
  minutes: ['minutes', 'durationminutes'],
  userId: ['userid', 'user', 'distinctid'],
  at: [
    'at',
    'date',
    'timestamp',
    'submittedat',
    'createdat',
    'usagedate',
    'issuedate',
    'churndate',
    'occurredat',
    'submitted',
    'createdtime',
    'submitdateutc',
  ],
};

/** What sources call a field of one collection. */
const OF_ONE: Record<string, string[]> = {
  'accounts.name': ['accountname', 'companyname', 'company', 'customername', 'organizationname'],
  'contacts.name': ['fullname', 'personname', 'contactname'],
  'contacts.at': ['createdate', 'createddate', 'created'],
  'contracts.name': ['plantier', 'plan', 'product', 'vertrag'],
  'opportunities.name': ['dealname', 'opportunityname', 'dealtitle', 'title'],
  'supportTickets.text': ['description', 'ticketdescription'],
  'supportTickets.at': ['createdate', 'created', 'openedat'],
  'supportTickets.status': ['ticketstatus', 'conversationstate', 'state'],
  'supportTickets.resolvedAt': ['closedate', 'closedtime'],
  'surveys.kind': ['surveytype'],
  'surveys.at': ['responsedate', 'completedat', 'datesubmitted', 'enddate'],
  'featureUsage.at': ['time', 'eventtime'],
  'customerUsageAnalytics.usagePeriodStart': ['periodstart', 'weekstart', 'monthstart'],
  'customerUsageAnalytics.usagePeriodEnd': ['periodend', 'weekend', 'monthend', 'date', 'week', 'month'],
  'customerUsageAnalytics.totalLogins': ['logins', 'weeklylogins', 'monthlylogins', 'logincount'],
  'customerUsageAnalytics.activeUsersCount': [
    'activeusers',
    'monthlyactiveusers',
    'weeklyactiveusers',
    'dailyactiveusers',
    'mau',
    'wau',
    'dau',
  ],
  'customerUsageAnalytics.provisionedUsersCount': ['totalseats', 'seats', 'licenses', 'totalusers'],
  'customerUsageAnalytics.apiCallsCount': ['apicalls', 'apicallslast30d'],
};

/** Questions and long names that say what a field is. */
const SAYS: Record<string, RegExp> = {
  'surveys.score': /howlikely|recommend/,
  'surveys.comment': /reason|tellusmore|anythingelse|whydidyou/,
  'supportTickets.at': /^conversationstarted/,
};

/** What a table says by its columns alone, of every row. */
export const ASSUMED: { collection: CollectionName; field: string; value: string | number; where: RegExp; note: string }[] = [
  {
    collection: 'surveys',
    field: 'kind',
    value: 'nps',
    where: /nps|howlikely|recommend/,
    note: 'every row is read as an answer to an NPS question',
  },
  { collection: 'surveys', field: 'kind', value: 'csat', where: /csat|satisf/, note: 'every row is read as an answer about satisfaction' },
  { collection: 'featureUsage', field: 'uses', value: 1, where: /^event/, note: 'every event is read as one use' },
];

/** What sources call a value; letters and digits only. */
export const WORDS: Record<string, Record<string, string>> = {
  'supportTickets.status': { closed: 'resolved', solved: 'resolved', done: 'resolved', new: 'open', waiting: 'pending', onhold: 'pending' },
  'supportTickets.severity': { medium: 'normal', critical: 'urgent' },
  'contracts.status': { canceled: 'cancelled', expired: 'ended' },
};

export const FIRST_NAME = /^(?:first|given|fore)name$|^vorname$/;
export const LAST_NAME = /^(?:last|sur|family)name$|^nachname$/;
const OF_A_COLLEAGUE = /owner|csm|manager|assign|agent|betreuer|salesrep/;
const OF_A_PERSON = /e?mail$|emailaddress|^(?:first|last|full|given|family|sur|person|contact)name$|^(?:vor|nach)name$|^jobtitle$/;

/** Whether a column is about one person of a customer. */
export const isOfAPerson = (column: string): boolean => OF_A_PERSON.test(plainName(column)) && !OF_A_COLLEAGUE.test(plainName(column));

/** The names a column goes by: its own, and what stands behind the kind of thing in front of it (`Deal - Title`). */
const namesOf = (column: string): string[] => [plainName(column), ...(/ - (.+)$/.exec(column)?.slice(1).map(plainName) ?? [])];

/** The columns that are called as a field may be, the likest first. */
export function columnsNamed(collection: CollectionName, field: string, header: readonly string[]): string[] {
  const own = `${collection}.${field}`;
  const wanted = [plainName(field), ...(OF_ONE[own] ?? []), ...(EVERYWHERE[field] ?? [])];
  const called = wanted.flatMap((name) => header.filter((column) => namesOf(column).includes(name)));
  return [...new Set([...called, ...header.filter((column) => SAYS[own]?.test(plainName(column)))])];
}

const NAMES_AN_ACCOUNT = new Set(EVERYWHERE.accountId);
/** Whether a column says of which account a row is. */
export const namesAnAccount = (column: string): boolean => NAMES_AN_ACCOUNT.has(plainName(column));
