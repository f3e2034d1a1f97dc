import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { requireMayActOn } from '../../kit/permissions.ts';
import { cardOf } from '../../kit/present/card.ts';
import { headSchema } from '../load.ts';
import { planInput, planToChange, versionOf } from '../plan/change-plan.ts';
import { applyChange, concernsCustomer, readChange } from '../plan/changes.ts';
import { loadPlanCase } from '../plan/load.ts';

const output = z.object({
  account: headSchema,
  plan: z.object({ id: z.string(), name: z.string(), version: z.number() }),
  change: z.string(),
  said: z.string(),
  lines: z.array(z.string()).describe('each date before and after'),
  stakeholders: z.array(z.string()),
  key: z.string(),
});
type Output = z.infer<typeof output>;

export const proposePlanChange = defineTool({
  name: 'propose_plan_change',
  title: 'Propose a change of a success plan’s dates',
  description:
    'Proposes a change of an account’s success plan that the customer would notice, and puts it up for approval: move a phase or milestone by days or weeks or to a date, add or drop a milestone. Shows every date before and after. Nothing changes before a person approves.',
  examples: [
    'Move phase 2 of the plan of TechCorp by a week',
    "move phase 2 of Northwind's plan by two weeks",
    'move milestone "Users provisioned" to 18 December for Acme',
    'delay phase 3 at DataFlow by 10 days',
    'add milestone "Second team live" on 2026-12-18 to the plan of Globex',
    'drop milestone "Second team live" at Globex',
    'pull phase 3 of the plan of Initech forward by a week',
  ],
  status: 'Working out the new dates',
  input: z.object({
    account: accountInput,
    change: z.string().max(600).describe('The change in the person’s own words, with phase or milestone and by how much or to when'),
    plan: planInput,
  }),
  output,
  access: 'propose',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  async run({ account: named, change: said, plan: id }, context): Promise<Output> {
    const now = context.clock.now();
    const found = await loadPlanCase({ ...context, asOf: now }, named);
    const { account, facts } = found;
    requireMayActOn(context.actor, account);
    const plan = planToChange(found, id);
    const change = readChange(said, now);
    if (!concernsCustomer(change))
      throw new UserError(
        'no_approval_needed',
        'Nothing was proposed: that needs no approval, it can be noted at once (adjust_success_plan).',
      );
    const applied = applyChange(plan, change, now);
    return {
      account: { id: account._id, name: account.name },
      plan: { id: plan._id, name: plan.planName, version: versionOf(plan) },
      change: said.trim(),
      said: applied.said,
      lines: applied.lines,
      stakeholders: facts.contacts
        .filter(({ _id }) => _id === plan.primaryCustomerContactId || _id === plan.executiveSponsorId)
        .map(({ name }) => name),
      key: randomUUID(),
    };
  },
  summary: ({ account, said, lines }) => ({
    point: `${account.name}: ${said.replace(/\.$/, '')}, put up for approval. Nothing has changed.`,
    why: lines.slice(0, 5),
  }),
  card: (made) =>
    cardOf({
      point: `${made.account.name}: ${made.said}`,
      header: `${made.account.name}: change of the plan`,
      body: [{ type: 'text', text: textOf(made) }],
    }),
  proposal: (made) => ({
    kind: 'action',
    account: made.account,
    title: `Change the plan: ${made.said}`.slice(0, 150),
    text: textOf(made),
    deciders: 'team',
    files: [],
    facts: [],
    whyNow: `Asked for: ${made.change}`.slice(0, 300),
    call: {
      tool: 'apply_plan_change',
      arguments: { account: made.account.id, plan: made.plan.id, version: made.plan.version, change: made.change, key: made.key },
    },
  }),
});

function textOf({ plan, said, lines, stakeholders }: Output): string {
  const dates = lines.length > 0 ? ['**Dates**', ...lines.map((line) => `• ${line}`)].join('\n') : '';
  const tell =
    stakeholders.length > 0
      ? `\nThe customer notices this: tell ${stakeholders.join(' and ')}; nothing is sent by itself.`
      : '\nThe customer notices this; nothing is sent by itself.';
  return `${plan.name}: ${said}\n${dates}${tell}`.slice(0, 2_500);
}
