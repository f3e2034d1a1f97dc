import { z } from 'zod';
import { accountInput, type Context, optional, ownerInput, readTool } from '../../kit/tool.ts';
import { namesOf, readAccount } from '../../kit/who.ts';
import { figuresOfFacts } from '../../metrics/index.ts';
import { portfolioTriggers, type TriggersOutput } from '../portfolio.ts';
import { triggersShown } from '../present-triggers.ts';
import { dated, storedTriggers } from '../record.ts';
import { behaviorAt, withRecord } from '../sessions.ts';
import { detect, RULES } from '../triggers.ts';

export const detectBehaviorTriggers = readTool({
  name: 'detect_behavior_triggers',
  title: 'Behaviour that calls for action',
  description:
    'Finds behaviour that calls for somebody to act, in one account or the whole portfolio: session time falling by 20 % over two weeks, hardly any new feature discovered in a month, workflows abandoned in over 30 % of runs, and people who work like power users; each with evidence, who should act and a next step. Use it for "any behaviour alerts?", "where do sessions decline?", "which accounts abandon workflows?", "where has adoption stalled?". Not for a full analysis of one account (analyze_behavior), and not for churn risk.',
  examples: [
    'any behavior triggers in my accounts?',
    'usage alarms this week',
    'which accounts show a session decline?',
    'where has feature adoption stalled?',
    'which accounts abandon workflows?',
    'behavior alerts for DataFlow',
    'usage triggers across the portfolio',
    'where did new power users emerge?',
    'who spends less time in the product than two weeks ago?',
    'friction alerts',
    'who stopped using the product',
    'which customers have not logged in lately',
    'where is usage dropping',
    'usage warnings',
    'who is using it less',
    'which accounts went quiet in the product',
    'usage alerts',
    'where do people stop logging in',
    'accounts with falling adoption',
    'who has stopped logging in',
  ],
  words: ['behavior: behaviour, behavioral, verhalten, comportement, comportamiento', 'alert: alerts, warning, warnings'],
  status: 'Looking for behaviour that calls for action',
  input: z.object({
    account: optional(accountInput).describe('Account name or id, as the person wrote it; null for the portfolio'),
    owner: ownerInput,
  }),
  run: ({ account, owner }, context) => (account ? accountTriggers(context, account) : portfolioTriggers(context, owner)),
  ...triggersShown,
});

async function accountTriggers(context: Context, named: string): Promise<TriggersOutput> {
  const { asOf } = context;
  const facts = behaviorAt(withRecord((await readAccount(context, named, { sessions: true })).facts), asOf);
  const { _id: id, name, ownerId } = facts.account;
  const seen = facts.sessions.length > 0 || facts.uses.length > 0;
  const [stored, owners] = await Promise.all([storedTriggers(context, [id]), namesOf(context, [ownerId])]);
  const triggers = dated(detect(facts), stored.get(id), asOf).map((each) => ({
    ...each,
    since: each.since.toISOString(),
    person: facts.contacts.find(({ productUserId }) => productUserId && productUserId === each.subject)?.name ?? null,
  }));
  const { arr } = figuresOfFacts(facts, ['arr']);
  return {
    whose: name,
    single: true,
    accounts: triggers.length > 0 ? [{ account: { id, name }, arr, owner: owners.get(ownerId ?? '') ?? null, triggers }] : [],
    found: triggers.length > 0 ? 1 : 0,
    counts: [...new Set(triggers.map(({ kind }) => kind))].map((kind) => ({ kind, accounts: 1 })),
    checked: seen ? 1 : 0,
    without: seen ? 0 : 1,
    asOf: asOf.toISOString(),
    rules: [...RULES],
  };
}
