import type { Contact } from '../../../models/contact.ts';
import type { Context } from '../../kit/context.ts';
import { UserError } from '../../kit/errors.ts';
import type { OutreachProposal } from '../../kit/proposal.ts';
import type { Execution, PendingStep } from '../course/execution.ts';
import type { SignalFacts } from '../signals.ts';
import { topicsOf } from './choose-points.ts';
import { type Draft, draft } from './draft.ts';
import { fromTemplate } from './from-template.ts';
import { chooseRecipient, obstacleTo } from './recipient.ts';

/** The template a step names, in the playbook as it was started. */
export async function templateOf({ tenant, models }: Pick<Context, 'tenant' | 'models'>, execution: Execution, step: PendingStep) {
  if (!step.templateName) return undefined;
  const row = await models.successPlaybooks
    .findOne({ tenant, _id: execution.playbookId }, { emailTemplates: 1 })
    .lean<{ emailTemplates?: Template[] }>();
  return row?.emailTemplates?.find(({ name }) => name === step.templateName);
}
type Template = Parameters<typeof fromTemplate>[0];

/** Whom an e-mail step goes to. @throws UserError where that person is missing or may not be written to */
export function recipientOf(step: PendingStep, facts: SignalFacts, now: Date): Contact {
  if (!step.recipientRole) return chooseRecipient(facts.account, facts.contacts, undefined, topicsOf(step.title), now);
  const role = step.recipientRole.replaceAll('_', ' ');
  const people = facts.contacts.filter((contact) => contact.role === step.recipientRole);
  const reachable = people.find((contact) => !obstacleTo(contact, now));
  if (reachable) return reachable;
  const [first] = people;
  const why = first ? obstacleTo(first, now)?.text : `no ${role} is on record`;
  throw new UserError('no_recipient', `Nobody to write to: ${why}.`);
}

export interface StepDraft extends Draft {
  to: Contact;
}

/** The note of an e-mail step, in the sender's name. @throws UserError where it cannot be written */
export function draftStep(
  step: PendingStep,
  template: Template | undefined,
  facts: SignalFacts,
  sender: { name: string; title: string },
  now: Date,
): StepDraft {
  const to = recipientOf(step, facts, now);
  const written = template
    ? fromTemplate(template, facts, to, sender)
    : draft(facts, to, sender, { purpose: `${step.title} ${step.description ?? ''}`, subject: null, body: null });
  return { ...written, to };
}

export function proposalOf(
  execution: Execution,
  step: PendingStep,
  facts: SignalFacts,
  { to, subject, body, points }: StepDraft,
): OutreachProposal {
  return {
    kind: 'outreach',
    account: { id: facts.account._id, name: facts.account.name },
    facts: points.map(({ figure }) => figure),
    whyNow: `Step ${step.number} of the playbook ${execution.playbookName}: ${step.title}.`,
    recipient: { contactId: to._id, name: to.name, email: to.email ?? '' },
    channel: 'email',
    subject,
    body,
  };
}
