import { z } from 'zod';
import type { User } from '../../../models/user.ts';
import { ROLES } from '../../../models/user.ts';
import type { Context } from '../../kit/context.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { ownerInput } from '../../kit/inputs.ts';
import { resolveAccount } from '../../kit/resolve.ts';
import { headOf } from '../head.ts';
import { loadBehavior } from '../load.ts';
import { type TriggersOutput, triggersOutputSchema } from '../output.ts';
import { portfolioTriggers } from '../portfolio.ts';
import { triggersCard, triggersSummary } from '../present-triggers.ts';
import { dated, storedTriggers } from '../record.ts';
import { detect, RULES } from '../triggers.ts';

export const detectBehaviorTriggers = defineTool({
  name: 'detect_behavior_triggers',
  title: 'Behaviour that calls for action',
  description:
    'Finds behaviour that calls for somebody to act, in one account or the whole portfolio: session time falling by 20 % over two weeks, hardly any new feature discovered in a month, workflows abandoned in over 30 % of runs, and people who work like power users; each with evidence, who should act and a next step. Use it for "any behaviour alerts?", "where do sessions decline?", "which accounts abandon workflows?", "where has adoption stalled?". Not for a full analysis of one account (analyze_behavior), and not for churn risk.',
  examples: [
    'any behavior triggers in my accounts?',
    'which accounts show a session decline?',
    'where has feature adoption stalled?',
    'which accounts abandon workflows?',
    'behavior alerts for DataFlow',
    'usage triggers across the portfolio',
    'where did new power users emerge?',
    'who spends less time in the product than two weeks ago?',
    'friction alerts',
  ],
  words: ['behavior: behaviour, behavioral, verhalten, comportement, comportamiento', 'alert: alerts, warning, warnings'],
  status: 'Looking for behaviour that calls for action',
  input: z.object({
    account: z.string().max(200).nullable().default(null).describe('Account name or id, as the person wrote it; null for the portfolio'),
    owner: ownerInput,
  }),
  output: triggersOutputSchema,
  access: 'read',
  roles: ROLES,
  run: ({ account, owner }, context) => (account ? accountTriggers(context, account) : portfolioTriggers(context, owner)),
  summary: triggersSummary,
  card: triggersCard,
});

async function accountTriggers(context: Context, named: string): Promise<TriggersOutput> {
  const { tenant, models, asOf } = context;
  const account = await resolveAccount(context, named);
  const facts = await loadBehavior(context, account);
  const triggers = detect(facts);
  const seen = facts.sessions.length > 0 || facts.uses.length > 0;
  const [stored, owner] = await Promise.all([
    storedTriggers(context, [account._id]),
    account.ownerId ? models.users.findOne({ tenant, _id: account.ownerId }, { name: 1 }).lean<User>() : null,
  ]);
  const found = dated(triggers, stored.get(account._id), asOf).map(({ since, ...each }) => ({
    ...each,
    since: since.toISOString(),
    person: facts.contacts.find(({ productUserId }) => productUserId && productUserId === each.subject)?.name ?? null,
  }));
  return {
    whose: account.name,
    single: true,
    accounts: found.length > 0 ? [{ account: headOf(facts), owner: owner?.name ?? null, triggers: found }] : [],
    found: found.length > 0 ? 1 : 0,
    counts: [...Map.groupBy(found, ({ kind }) => kind).keys()].map((kind) => ({ kind, accounts: 1 })),
    checked: seen ? 1 : 0,
    without: seen ? 0 : 1,
    asOf: asOf.toISOString(),
    rules: [...RULES],
  };
}
