import { z } from 'zod';
import { findingSchema } from '../../facts/finding.ts';
import type { Context } from '../../kit/context.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { requireMayActOn } from '../../kit/permissions.ts';
import { resolveContact } from '../../kit/resolve.ts';
import { plain as inWords } from '../../kit/text.ts';
import { executionsOf } from '../course/store.ts';
import { draft } from '../draft.ts';
import { loadCase } from '../load.ts';
import { draftStep, templateOf } from '../outreach/step-draft.ts';
import { topicsOf } from '../purpose.ts';
import { chooseRecipient } from '../recipient.ts';
import type { SignalFacts } from '../signals.ts';

const output = z.object({
  account: z.object({ id: z.string(), name: z.string() }),
  contact: z.object({ id: z.string(), name: z.string(), title: z.string().nullable(), email: z.string() }),
  sender: z.object({ name: z.string(), title: z.string() }),
  subject: z.string(),
  body: z.string(),
  facts: z.array(findingSchema),
  whyNow: z.string(),
});
type Output = z.infer<typeof output>;

export const draftOutreach = defineTool({
  name: 'draft_outreach',
  title: 'Draft a note to a customer',
  description:
    "Drafts an e-mail to one of an account's people in the asker's name, from that account's own facts, and puts it up for approval. Nothing is sent before a manager, executive or admin approves. Leave subject and body null to have it composed; a given text may use only figures the account's records show.",
  examples: [
    'Draft a note to Mark Rodriguez',
    'Draft him a note',
    'Write an e-mail to the champion of DataFlow about their open ticket',
    'Reach out to the sponsor at TechCorp about the renewal',
    'Prepare a message to our contact at Northwind',
    'Can you compose an outreach to Jennifer about her new role?',
  ],
  status: 'Writing a draft from the account’s facts',
  input: z.object({
    account: accountInput,
    contact: z.string().max(200).nullable().default(null).describe('Name of the person to write to; null for the sponsor or champion'),
    purpose: z
      .string()
      .max(500)
      .nullable()
      .default(null)
      .describe('What the note should be about, in the person’s words; null if they did not say'),
    subject: z.string().max(300).nullable().default(null).describe('Subject to use instead of the composed one; null to have it composed'),
    body: z
      .string()
      .max(6_000)
      .nullable()
      .default(null)
      .describe('Text to use instead of the composed one, plain, at most 150 words; null to have it composed'),
    playbookStep: z
      .string()
      .max(80)
      .nullable()
      .default(null)
      .describe('Number of an e-mail step of the account’s running playbook, to use its template instead; null otherwise'),
  }),
  output,
  access: 'propose',
  core: true,
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  async run({ account: named, contact: person, purpose, subject, body, playbookStep }, context): Promise<Output> {
    const { account, facts } = await loadCase(context, named);
    requireMayActOn(context.actor, account);
    if (playbookStep) return forStep(playbookStep, facts, context);
    const known = person ? await resolveContact(context, person, account._id) : undefined;
    const to = chooseRecipient(account, facts.contacts, known, topicsOf(purpose), context.clock.now());
    const written = draft(facts, to, context.actor, { purpose, subject, body });
    const [lead] = written.points;
    const why = lead ? inWords(lead.figure.text) : `Little is recorded about ${account.name}; the note asks what matters to them.`;
    return {
      account: { id: account._id, name: account.name },
      contact: { id: to._id, name: to.name, title: to.title ?? null, email: to.email ?? '' },
      sender: { name: context.actor.name, title: context.actor.title },
      subject: written.subject,
      body: written.body,
      facts: written.points.map(({ figure }) => figure),
      whyNow: purpose ? `${why} Asked for: ${plain(purpose)}` : why,
    };
  },
  summary: ({ account, contact, facts }) => ({
    point: `A note to ${contact.name} (${account.name}) is drafted; nothing is sent before it is approved.`,
    why: facts.slice(0, 5).map(({ text }) => text),
  }),
  card: ({ account, contact, sender, subject, body, facts }) => ({
    point: `Draft to ${contact.name} (${account.name}), from ${sender.name}.`,
    parts: [
      { type: 'header', text: `Draft to ${contact.name}, ${account.name}` },
      { type: 'text', verbatim: true, text: `Subject: ${subject}\n\n${body}` },
      ...(facts.length > 0 ? [{ type: 'evidence' as const, title: 'Facts used', figures: facts }] : []),
    ],
    sections: [],
  }),
  proposal: ({ account, contact, subject, body, facts, whyNow }) => ({
    kind: 'outreach',
    account,
    recipient: { contactId: contact.id, name: contact.name, email: contact.email },
    channel: 'email',
    subject,
    body,
    facts,
    whyNow,
  }),
});

/** The note of an e-mail step that is still to do. @throws UserError where no such step is open */
async function forStep(said: string, facts: SignalFacts, context: Context): Promise<Output> {
  const { account } = facts;
  const number = Number(said.replace(/\D+/g, ''));
  const runs = (await executionsOf(context, account._id)).filter(({ executionStatus }) => executionStatus === 'in_progress');
  const found = runs.flatMap((run) =>
    run.pendingSteps.flatMap((step) => (step.number === number && step.kind === 'email' ? [{ run, step }] : [])),
  )[0];
  if (!found) throw new UserError('no_such_step', `No e-mail step ${said} is open in a playbook of ${account.name}.`);
  const written = draftStep(found.step, await templateOf(context, found.run, found.step), facts, context.actor, context.clock.now());
  const { to, subject, body, points } = written;
  return {
    account: { id: account._id, name: account.name },
    contact: { id: to._id, name: to.name, title: to.title ?? null, email: to.email ?? '' },
    sender: { name: context.actor.name, title: context.actor.title },
    subject,
    body,
    facts: points.map(({ figure }) => figure),
    whyNow: `Step ${number} of the playbook ${found.run.playbookName}: ${found.step.title}.`,
  };
}

function plain(text: string): string {
  return text
    .replace(/[\p{C}\s*_`<>[\]]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
