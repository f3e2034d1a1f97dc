import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { cardOf } from '../../kit/present/index.ts';
import { headOf } from '../../kit/say.ts';
import { accountInput, approvedTool, type Context, proposeTool, UserError } from '../../kit/tool.ts';
import { changeSaid, planInput, planOutput, planToChange, versionOf, writeChange } from '../plan/case.ts';
import { readChange } from '../plan/changes.ts';
import { planShown } from '../plan/present.ts';

type Output = Awaited<ReturnType<typeof changeToApprove>>;

export const proposePlanChange = proposeTool({
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
  run: changeToApprove,
  summary: ({ account, said, lines }) => ({
    point: `${account.name}: ${said.replace(/\.$/, '')}, put up for approval. Nothing has changed.`,
    why: lines.slice(0, 5),
  }),
  card: (found) =>
    cardOf({
      point: `${found.account.name}: ${found.said}`,
      header: `${found.account.name}: change of the plan`,
      body: [{ type: 'text', text: textOf(found) }],
    }),
  proposal: (found) => {
    const { account, plan, change, key, said } = found;
    return {
      kind: 'action',
      account,
      title: `Change the plan: ${said}`.slice(0, 150),
      text: textOf(found),
      deciders: 'team',
      files: [],
      facts: [],
      whyNow: `Asked for: ${change}`.slice(0, 300),
      call: { tool: 'apply_plan_change', arguments: { account: account.id, plan: plan.id, version: plan.version, change, key } },
    };
  },
});

/** What Approve runs. */
export const applyPlanChange = approvedTool({
  name: 'apply_plan_change',
  title: 'Apply an approved change of a plan',
  description: 'Applies a change of a success plan that a person approved. Run by approvals only; the same key is applied once.',
  examples: [],
  status: 'Changing the plan',
  input: z.object({
    account: accountInput,
    plan: z.string().max(80).describe('Id of the plan'),
    version: z.number().describe('How many changes the plan had when this one was proposed'),
    change: z.string().max(600).describe('The change as it was proposed'),
    key: z.string().max(80).describe('Made when it was proposed'),
  }),
  async run({ account, plan: id, version, change, key }, context) {
    const { found, plan, now } = await planToChange(context, account, id);
    if (plan.appliedChanges?.includes(key)) return planOutput(found, plan, 'Changed already.');
    if (versionOf(plan) !== version)
      throw new UserError(
        'plan_changed',
        'Nothing was changed: the plan has changed since this was proposed. Ask for it again and see the new dates.',
      );
    return writeChange(context, found, plan, readChange(change, now), key);
  },
  ...planShown,
});

async function changeToApprove(given: { account: string; change: string; plan: string | null }, context: Context) {
  const { found, plan, change } = await changeSaid(context, given, true);
  const { said, lines = [] } = change.apply(plan);
  const told = [plan.primaryCustomerContactId, plan.executiveSponsorId];
  return {
    account: headOf(found.account),
    plan: { id: plan._id, name: plan.planName, version: versionOf(plan) },
    change: given.change.trim(),
    said,
    lines,
    stakeholders: found.facts.contacts.filter(({ _id }) => told.includes(_id)).map(({ name }) => name),
    key: randomUUID(),
  };
}

function textOf({ plan, said, lines, stakeholders }: Output): string {
  const dates = lines.length > 0 ? ['**Dates**', ...lines.map((line) => `• ${line}`)].join('\n') : '';
  const tell = stakeholders.length > 0 ? `: tell ${stakeholders.join(' and ')}` : '';
  return `${plan.name}: ${said}\n${dates}\nThe customer notices this${tell}; nothing is sent by itself.`.slice(0, 2_500);
}
