import type { Account } from '../../models/account.ts';
import type { AccountAttribute } from '../../models/account-attribute.ts';
import type { AccountEvent } from '../../models/account-event.ts';
import type { AdvocacyEngagement } from '../../models/advocacy-engagement.ts';
import type { BehaviorIntelligenceTracking } from '../../models/behavior-intelligence-tracking.ts';
import type { CommunityIntelligenceMonitoring } from '../../models/community-intelligence-monitoring.ts';
import type { Contact } from '../../models/contact.ts';
import type { Contract } from '../../models/contract.ts';
import type { CustomerSuccessPlan } from '../../models/customer-success-plan.ts';
import type { CustomerUsageAnalytics } from '../../models/customer-usage-analytics.ts';
import type { EvangelismPipelineManagement } from '../../models/evangelism-pipeline-management.ts';
import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import type { FeatureUsage } from '../../models/feature-usage.ts';
import type { Interaction } from '../../models/interaction.ts';
import type { Invoice } from '../../models/invoice.ts';
import type { Opportunity } from '../../models/opportunity.ts';
import type { PlaybookExecution } from '../../models/playbook-execution.ts';
import type { RenewalCall } from '../../models/renewal-call.ts';
import type { RowVersion } from '../../models/row-version.ts';
import type { SupportTicket } from '../../models/support-ticket.ts';
import type { Survey } from '../../models/survey.ts';
import type { Task } from '../../models/task.ts';
import type { ValueRecord } from '../../models/value-record.ts';
import type { Evidence } from './evidence.ts';
import type { DayRate } from './exchange.ts';

/** One session of one person in the product. */
export type Session = BehaviorIntelligenceTracking;

/** The lists of one account's rows: raw documents (without their search keys), oldest first, then by id. */
export interface FactLists {
  contacts: Contact[];
  contracts: Contract[];
  opportunities: Opportunity[];
  /** Growth found (`expansion_opportunities`). */
  expansions: ExpansionOpportunity[];
  /** Weekly rows of the last `USAGE_WEEKS` weeks. */
  usage: CustomerUsageAnalytics[];
  // Of the last `HISTORY_DAYS` days:
  interactions: Interaction[];
  tickets: SupportTicket[];
  invoices: Invoice[];
  surveys: Survey[];
  events: AccountEvent[];
  /** What their people published, and what they say of us in public (`community_intelligence_monitoring`). */
  community: CommunityIntelligenceMonitoring[];
  // Of all time:
  values: ValueRecord[];
  plans: CustomerSuccessPlan[];
  /** Playbooks at work, finished and cancelled (`playbook_executions`). */
  executions: PlaybookExecution[];
  tasks: Task[];
  /** What people said of renewals (`renewal_calls`). */
  calls: RenewalCall[];
  /** `advocacy_engagements` */
  advocacy: AdvocacyEngagement[];
  /** A row a person (`evangelism_pipeline_management`). */
  evangelism: EvangelismPipelineManagement[];
}

/** Sessions and uses without sessions of the last `SESSION_DAYS` days: large, and therefore there only when they were asked for. */
export interface SessionLists {
  sessions: Session[];
  /** From sources that know no sessions. */
  uses: FeatureUsage[];
  /** Whether there are sessions older than those given. */
  olderSessions: boolean;
}

/** A value of one of the customer's own fields, as last known. */
export interface Attribute {
  value: number | string | boolean;
  at: Date;
  evidence: Evidence;
}

/** A collection of which only the newest rows were read. */
export interface PartlyRead {
  read: number;
  /** How many there are, counted in the database. */
  of: number;
}

/**
 * Everything known of one account as of an instant: nothing that happened, or that Greendoor learnt, later than `asOf`.
 * Later rows are gone, what happened later to the rows that stay is undone, and rows that were changed since are as they were.
 */
export interface AccountFacts extends FactLists, Partial<SessionLists> {
  asOf: Date;
  account: Account;
  /** The newest value of each of the customer's own fields, by its key. */
  attributes: Readonly<Record<string, Attribute>>;
  /** The tenant's exchange rates, where there are some: `ratesOfFacts` tells those of the instant. */
  rates?: readonly DayRate[];
  /** The collections (as in the database) of which only the newest rows were read; `counts` says how many there are. */
  partial: readonly string[];
  counts: Readonly<Record<string, PartlyRead>>;
  /** What they were made from, so that an earlier instant can be told: see `factsAt`. Absent where facts are made up. */
  whole?: Whole | undefined;
}

/** What is read of an account to tell every instant of `REWIND_DAYS` days before `asOf`. */
export interface Whole {
  asOf: Date;
  /** The earliest instant it can tell. */
  since: Date;
  account: Account;
  lists: FactLists;
  attributes: AccountAttribute[];
  /** Earlier versions of accounts, contacts, contracts, deals and plans, whichever account the row is of now. */
  versions: RowVersion[];
  rates?: readonly DayRate[] | undefined;
  sessions?: { rows: Session[]; uses: FeatureUsage[]; first: Date | null } | undefined;
  counts: Readonly<Record<string, PartlyRead>>;
}
