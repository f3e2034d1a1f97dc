import { z } from 'zod';
import type { Context } from '../../kit/context.ts';
import { defineTool, made } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { requireMayActOn } from '../../kit/permissions.ts';
import { resolveContact } from '../../kit/resolve.ts';
import { plain } from '../../kit/text.ts';
import { runningFirst } from '../course/store.ts';
import { draft } from '../draft.ts';
import { loadCase } from '../load.ts';
import { draftStep, type Note, noteOf, outreachOf, templateOf, whyStep } from '../outreach/step-draft.ts';
import { topicsOf } from '../purpose.ts';
import { chooseRecipient } from '../recipient.ts';
import type { SignalFacts } from '../signals.ts';

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
  output: made<Note>(),
  access: 'propose',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  async run({ account: named, contact: person, purpose, subject, body, playbookStep }, context) {
    const { actor, clock } = context;
    const { account, facts } = await loadCase(context, named);
    requireMayActOn(actor, account);
    if (playbookStep) return forStep(playbookStep, facts, context);
    const known = person ? await resolveContact(context, person, account._id) : undefined;
    const to = chooseRecipient(account, facts.contacts, known, topicsOf(purpose), clock.now());
    const written = draft(facts, to, actor, { purpose, subject, body });
    const [lead] = written.points;
    const why = lead ? plain(lead.figure.text) : `Little is recorded about ${account.name}; the note asks what matters to them.`;
    return noteOf(facts, actor, { ...written, to }, purpose ? `${why} Asked for: ${quoted(purpose)}` : why);
  },
  summary: ({ account, contact, facts }) => ({
    point: `A note to ${contact.name} (${account.name}) is drafted and waits for approval; nothing is sent before.`,
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
  proposal: outreachOf,
});

/** The note of an e-mail step that is still to do. @throws UserError where no such step is open */
async function forStep(said: string, facts: SignalFacts, context: Context): Promise<Note> {
  const { account, executions } = facts;
  const number = Number(said.replace(/\D+/g, ''));
  const running = runningFirst(executions).filter(({ executionStatus }) => executionStatus === 'in_progress');
  const [found] = running.flatMap((run) =>
    run.pendingSteps.flatMap((step) => (step.number === number && step.kind === 'email' ? [{ run, step }] : [])),
  );
  if (!found) throw new UserError('no_such_step', `No e-mail step ${said} is open in a playbook of ${account.name}.`);
  const { run, step } = found;
  const written = draftStep(step, await templateOf(context, run, step), facts, context.actor, context.clock.now());
  return noteOf(facts, context.actor, written, whyStep(run, step));
}

/** What a person asked for, as an approver may read it: one line, without markup. */
const quoted = (text: string): string =>
  text
    .replace(/[\p{C}\s*_`<>[\]]+/gu, ' ')
    .trim()
    .slice(0, 200);
