import { z } from 'zod';
import { type Agent, defineAgent, defineTool } from '../../agents/kit/define-agent.ts';
import { requireMayActOn } from '../../agents/kit/permissions.ts';
import { ofAccount } from '../../agents/kit/present/figures.ts';
import type { Proposal } from '../../agents/kit/proposal.ts';
import { resolveAccount, resolveContact } from '../../agents/kit/resolve.ts';
import { t } from '../../agents/kit/text.ts';
import type { SupportTicket } from '../../models/support-ticket.ts';

const account = z.string().min(1).describe('Account name or id, as the person wrote it');
const figures = ({ account }: { account: { id: string; name: string } }) => ofAccount(account, '2026-11-22T09:00:00Z');
const named = z.object({ id: z.string(), name: z.string() });

/** An agent nobody ships: a thirteenth one, to show what adding an agent takes. */
export const toyAgent: Agent = defineAgent({
  name: 'toy-agent',
  title: 'Toy',
  purpose: 'Counts tickets',
  tools: [
    defineTool({
      name: 'count_tickets',
      title: 'Count tickets',
      description: 'How many support tickets an account has, and the last subject',
      examples: ['How many tickets does Northwind have?'],
      status: "Reading the account's tickets",
      input: z.object({ account, minimum: z.number().int().nullable().default(null).describe('Only if at least so many') }),
      output: z.object({ account: named, count: z.number(), share: z.number(), arr: z.number(), lastSubject: z.string() }),
      access: 'read',
      roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
      async run(input, context) {
        const found = await resolveAccount(context, input.account);
        const tickets = await context.models.supportTickets
          .find({ tenant: context.tenant, accountId: found._id })
          .sort({ _id: 1 })
          .lean<SupportTicket[]>();
        return {
          account: { id: found._id, name: found.name },
          count: tickets.length,
          share: 0.784,
          arr: 875_000,
          lastSubject: tickets.at(-1)?.subject ?? '',
        };
      },
      summary: (output) => ({
        point: t`${output.account.name} has ${figures(output).count('tickets', output.count, 'ticket')}.`,
        why: [`The last one: ${output.lastSubject}`],
      }),
      card: (output) => {
        const { count, percent, money } = figures(output);
        return {
          point: t`${output.account.name}: ${count('tickets', output.count, 'ticket')}`,
          parts: [
            {
              type: 'fields',
              fields: [
                { label: 'Slow', value: percent('slow_tickets', 'slow tickets', output.share, { digits: 1 }) },
                { label: 'Worth', value: money('arr', 'yearly value', output.arr, 'USD') },
              ].map(({ label, value }) => ({ label, value: t`${value}` })),
            },
          ],
          sections: [],
        };
      },
    }),
    defineTool({
      name: 'set_stage',
      title: 'Set the stage',
      description: "Changes an account's stage",
      examples: ['Set Northwind to churned'],
      status: "Changing the account's stage",
      input: z.object({ account, stage: z.enum(['adopting', 'churned']).describe('The new stage') }),
      output: z.object({ account: named, stage: z.string() }),
      access: 'act',
      roles: ['csm', 'manager'],
      async run(input, context) {
        const found = await resolveAccount(context, input.account);
        requireMayActOn(context.actor, found);
        await context.models.accounts.updateOne({ tenant: context.tenant, _id: found._id }, { $set: { lifecycleStage: input.stage } });
        return { account: { id: found._id, name: found.name }, stage: input.stage };
      },
      summary: (output) => ({ point: `${output.account.name} is now ${output.stage}.`, why: [] }),
      card: (output) => ({ point: `${output.account.name} is now ${output.stage}.`, parts: [], sections: [] }),
      undo: {
        before: async (input, context) => (await resolveAccount(context, input.account)).lifecycleStage,
        async run({ before, output }, { tenant, models }) {
          const lifecycleStage = before as 'adopting' | 'churned';
          await models.accounts.updateOne({ tenant, _id: output.account.id }, { $set: { lifecycleStage } });
          return `${output.account.name} is ${lifecycleStage} again.`;
        },
      },
    }),
    defineTool({
      name: 'draft_toy',
      title: 'Draft a note',
      description: 'Drafts a note to a contact',
      examples: ['Draft a note to Ada'],
      status: 'Writing a draft',
      input: z.object({ contact: z.string().describe('Name') }),
      output: z.object({ account: named, contact: named.extend({ email: z.string() }) }),
      access: 'propose',
      roles: ['csm', 'manager'],
      async run(input, context) {
        const person = await resolveContact(context, input.contact);
        const at = await resolveAccount(context, person.accountId);
        requireMayActOn(context.actor, at);
        return { account: { id: at._id, name: at.name }, contact: { id: person._id, name: person.name, email: person.email ?? '' } };
      },
      summary: (output) => ({ point: `A note to ${output.contact.name} is drafted.`, why: [] }),
      card: (output) => ({ point: `A note to ${output.contact.name}`, parts: [], sections: [] }),
      proposal: (output): Proposal => ({
        kind: 'outreach',
        account: output.account,
        recipient: { contactId: output.contact.id, name: output.contact.name, email: output.contact.email },
        channel: 'email',
        subject: 'A word about your tickets',
        body: 'Hello, may we talk about your tickets this week?',
        facts: [],
        whyNow: 'Tickets are open.',
      }),
    }),
    defineTool({
      name: 'see_margins',
      title: 'Margins',
      description: 'What an account earns us',
      examples: ['What is the margin of Northwind?'],
      status: 'Reading margins',
      input: z.object({ account }),
      output: z.object({ margin: z.number() }),
      access: 'read',
      roles: ['executive'],
      run: async () => ({ margin: 31 }),
      summary: (output) => ({ point: `The margin is ${output.margin} %.`, why: [] }),
      card: (output) => ({ point: `The margin is ${output.margin} %.`, parts: [], sections: [] }),
    }),
    defineTool({
      name: 'break_down',
      title: 'Breaks',
      description: 'Fails in the way asked for',
      examples: [],
      status: 'Breaking',
      input: z.object({ how: z.enum(['error', 'hang', 'wrong_output']).describe('How to fail') }),
      output: z.object({ count: z.number() }),
      access: 'read',
      roles: ['csm', 'manager'],
      async run({ how }, _context): Promise<{ count: number }> {
        if (how === 'error') throw new Error('canary-4471 at mongodb://someone:hunter2@db');
        if (how === 'hang') return new Promise(() => {});
        return JSON.parse('{"count":"many"}') as { count: number };
      },
      summary: () => ({ point: '', why: [] }),
      card: () => ({ point: '', parts: [], sections: [] }),
    }),
  ],
});
