import type { Account } from '../../models/account.ts';
import type { AccountEvent } from '../../models/account-event.ts';
import type { Contact } from '../../models/contact.ts';
import type { Contract } from '../../models/contract.ts';
import type { CustomerSuccessPlan } from '../../models/customer-success-plan.ts';
import type { CustomerUsageAnalytics } from '../../models/customer-usage-analytics.ts';
import type { Interaction } from '../../models/interaction.ts';
import type { Invoice } from '../../models/invoice.ts';
import type { SupportTicket } from '../../models/support-ticket.ts';
import type { Survey } from '../../models/survey.ts';
import type { ValueRecord } from '../../models/value-record.ts';

/** Everything known of one account as of an instant: raw documents (without their search keys), oldest first, none with an event or ingestion time later than `asOf`. */
export interface AccountFacts {
  asOf: Date;
  account: Account;
  contacts: Contact[];
  contracts: Contract[];
  /** Weekly rows of the last `USAGE_WEEKS` weeks. */
  usage: CustomerUsageAnalytics[];
  interactions: Interaction[];
  tickets: SupportTicket[];
  invoices: Invoice[];
  surveys: Survey[];
  events: AccountEvent[];
  values: ValueRecord[];
  plans: CustomerSuccessPlan[];
}
