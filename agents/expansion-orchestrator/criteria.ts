import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import { type AccountFacts, happened, present, type Text, within } from '../facts/index.ts';
import { figuresOf, ofFacts, t } from '../kit/say.ts';
import { engaged } from '../metrics/engagement.ts';
import { figureNow, numberOf } from '../metrics/index.ts';
import { ofDeal, oneLine } from './deals.ts';
import { type OpenStage, stageSince } from './stages.ts';

export interface Criterion {
  name: string;
  met: boolean;
  /** What is on record about it. */
  text: Text;
}

interface Scope {
  facts: AccountFacts;
  row: ExpansionOpportunity;
}

const RECENT_DAYS = 45;

type Check = (scope: Scope) => Criterion;
const check =
  (name: string, found: (scope: Scope) => Text | null | false | undefined, open: string): Check =>
  (scope) => {
    const text = found(scope);
    return text ? { name, met: true, text } : { name, met: false, text: open };
  };

/** When somebody of their side in one of these roles last took part, since an instant; null where nobody did. */
function spokenWith({ facts }: Scope, roles: readonly string[], since: Date): Text | null {
  const people = new Map(present(facts).flatMap((contact) => (roles.includes(contact.role ?? 'user') ? [[contact._id, contact]] : [])));
  const row = facts.interactions.findLast(
    (each) => each.at >= since && people.has(each.contactId ?? '') && engaged(each, facts.asOf) === true,
  );
  const contact = row && people.get(row.contactId ?? '');
  return contact
    ? t`${contact.name} on ${figuresOf({ kind: 'person', id: contact._id, name: contact.name }, facts.asOf).date('took_part', 'took part', row.at)}`
    : null;
}

const recent = ({ facts }: Scope): Date => new Date(facts.asOf.getTime() - RECENT_DAYS * 86_400_000);

function budgetOf({ facts, row }: Scope): Text | null {
  if (row.budgetQualification === 'confirmed') return 'confirmed';
  const event = within(facts.events, facts.asOf, 200).findLast(({ kind }) => kind === 'budget_approved');
  return event ? t`money was approved on ${ofFacts(facts).date('budget_approved', 'budget approved', event.at)}` : null;
}

const need = check(
  'Need on record',
  ({ row }) => oneLine(row.businessDriver ?? '') || (row.triggerSignals.length > 0 && 'from the signals it was found by'),
  'neither driver nor signal',
);
const seller = check('Seller', ({ row }) => row.assignedSalesRepId && 'handed off', 'nobody assigned');
const confirmed = check(
  'Need talked about with them',
  (scope) => spokenWith(scope, ['executive_sponsor', 'champion', 'decision_maker', 'technical_lead'], stageSince(scope.row)),
  'nobody of theirs took part in a conversation since it came to this stage',
);
const value = check(
  'Value estimated',
  ({ facts, row: { estimatedValue, currency, ...row } }) =>
    (estimatedValue ?? 0) > 0
      ? t`${ofDeal(row, facts.asOf).money('expansion_value', 'value a year', estimatedValue ?? 0, currency)} a year`
      : null,
  'no value on record',
);
const technical = check(
  'Technical lead with us',
  (scope) => spokenWith(scope, ['technical_lead'], recent(scope)),
  `no exchange with a technical lead in ${RECENT_DAYS} days`,
);
const proven = check(
  'Value so far proven',
  ({ facts }) => {
    const roi = (numberOf(facts, 'proven_benefits')?.value ?? 0) > 0 ? figureNow(facts, 'roi') : null;
    return roi && t`ROI ${roi.figure}`;
  },
  'no proven value on record',
);
const decider = check(
  'Decision maker with us',
  (scope) => spokenWith(scope, ['decision_maker', 'executive_sponsor'], recent(scope)),
  `no exchange with a decision maker or sponsor in ${RECENT_DAYS} days`,
);
const budget = check('Budget', budgetOf, 'none on record');
const date = check(
  'Decision date',
  ({ row, facts }) =>
    row.expectedDecisionDate && !happened(row.expectedDecisionDate, facts.asOf)
      ? t`${ofDeal(row, facts.asOf).date('expected_decision', 'decision', row.expectedDecisionDate)}`
      : null,
  'none, or it has passed',
);
const calm = check('No escalation', ({ facts }) => (numberOf(facts, 'open_escalations')?.value ?? 0) === 0 && 'none open', 'one is open');

const EXIT: Record<OpenStage, readonly Check[]> = {
  identified: [need, value, calm],
  qualified: [seller, need, confirmed],
  developing: [technical, value, proven],
  proposing: [decider, budget, date],
  negotiating: [budget, decider, calm],
};

/** What is to be true before a stage is left, each met or open by what is on record. Pure. */
export const exitCriteria = (stage: OpenStage, scope: Scope): Criterion[] => EXIT[stage].map((each) => each(scope));
