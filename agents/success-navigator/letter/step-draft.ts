import type { AdvocacyType } from '../../../models/advocacy-engagement.ts';
import type { Contact } from '../../../models/contact.ts';
import type { SuccessPlaybook } from '../../../models/success-playbook.ts';
import { headOf } from '../../kit/say.ts';
import { type Context, type OutreachProposal, UserError } from '../../kit/tool.ts';
import { spaced } from '../../metrics/index.ts';
import type { Execution, PendingStep } from '../course/execution.ts';
import type { SignalFacts } from '../signals.ts';
import { topicsOf } from './choose-points.ts';
import type { Sender } from './compose.ts';
import { type Draft, draft } from './draft.ts';
import { fromTemplate } from './from-template.ts';
import { chooseRecipient, obstacleTo } from './recipient.ts';

/** The template a step names, in the playbook as it was started. */
export async function templateOf(
  { tenant, models }: Pick<Context, 'tenant' | 'models'>,
  { playbookId }: Execution,
  { templateName }: PendingStep,
) {
  if (!templateName) return undefined;
  const row = await models.successPlaybooks
    .findOne({ tenant, _id: playbookId }, { emailTemplates: 1 })
    .lean<Partial<Pick<SuccessPlaybook, 'emailTemplates'>>>();
  return row?.emailTemplates?.find(({ name }) => name === templateName);
}

/** Whom an e-mail step goes to. @throws UserError where that person is missing or may not be written to */
function recipientOf({ recipientRole, title }: PendingStep, { account, contacts }: SignalFacts, now: Date): Contact {
  if (!recipientRole) return chooseRecipient(account, contacts, {}, topicsOf(title), now);
  const people = contacts.filter(({ role }) => role === recipientRole);
  const reachable = people.find((contact) => !obstacleTo(contact, now));
  if (reachable) return reachable;
  const why = people[0] ? obstacleTo(people[0], now)?.text : `no ${spaced(recipientRole)} is on record`;
  throw new UserError('no_recipient', `Nobody to write to: ${why}.`);
}

interface StepDraft extends Draft {
  to: Contact;
  /** The favour it asks for, where it asks for one. */
  askedFor?: AdvocacyType | undefined;
}

/** The note of an e-mail step, in the sender's name. @throws UserError where it cannot be written */
export function draftStep(
  step: PendingStep,
  template: Awaited<ReturnType<typeof templateOf>>,
  facts: SignalFacts,
  sender: Sender,
  now: Date,
): StepDraft {
  const to = recipientOf(step, facts, now);
  const written = template
    ? fromTemplate(template, facts, to, sender)
    : draft(facts, to, sender, { purpose: `${step.title} ${step.description ?? ''}` });
  return { ...written, to };
}

export const whyStep = ({ playbookName }: Execution, { number, title }: PendingStep): string =>
  `Step ${number} of the playbook ${playbookName}: ${title}.`;

/** A note as it is put up: to whom, in whose name, on which facts. */
export const noteOf = (
  { account }: SignalFacts,
  { name, title }: Sender,
  { to, subject, body, points, askedFor, ownFigures, leftOut, language }: StepDraft,
  whyNow: string,
) => ({
  account: headOf(account),
  contact: { ...headOf(to), title: to.title ?? null, email: to.email ?? '' },
  sender: { name, title },
  subject,
  body,
  facts: points.map(({ figure }) => figure),
  whyNow,
  ...(askedFor ? { askedFor } : {}),
  ...(ownFigures ? { ownFigures } : {}),
  ...(leftOut ? { leftOut } : {}),
  ...(language && language !== 'en' ? { language } : {}),
});
export type Note = ReturnType<typeof noteOf>;

export const outreachOf = ({
  contact: { id, name, email },
  sender: _,
  leftOut: _out,
  language: _language,
  ...note
}: Note): OutreachProposal => ({
  kind: 'outreach',
  recipient: { contactId: id, name, email },
  channel: 'email',
  ...note,
});
