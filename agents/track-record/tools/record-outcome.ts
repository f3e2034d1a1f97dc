import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Account } from '../../../models/account.ts';
import type { Contract } from '../../../models/contract.ts';
import type { briefAccount } from '../../daily-desk/face.ts';
import { callButton, type Fields, receipt } from '../../kit/present/index.ts';
import { headOf, ofAccount, t } from '../../kit/say.ts';
import { accountInput, actTool, type Context, changedSince, daySaid, optional } from '../../kit/tool.ts';
import { accountToActOn } from '../../kit/who.ts';
import { contractRenewed, requireStillThere, writeCome } from '../come.ts';

const input = z.object({
  account: accountInput,
  outcome: z.enum(['left', 'churned', 'renewed']).describe('left, or churned: no longer a customer; renewed: the contract goes on'),
  on: optional(z.string().max(40)).describe('The day, YYYY-MM-DD; null for today'),
  reason: optional(z.string().max(500)).describe('Why they left, in the person’s words; null if none'),
});

export const recordOutcome = actTool({
  name: 'record_outcome',
  title: 'Record what came',
  description:
    'Records that a customer has left, or has renewed its contract, and when, where no other system said so. Forecasts are held against it. Only for what has happened, not for what somebody expects (record_renewal_call) or fears.',
  examples: [
    'record that Acme has left us',
    'record that Globex churned',
    'mark Initech as churned',
    'record that Contoso has renewed its contract for another year',
    'mark the contract of Hooli as renewed',
  ],
  status: 'Looking at what would be written',
  input,
  plan,
  told,
  write,
  undo: {
    before: ({ account, contract }) => ({
      stage: account.lifecycleStage,
      churnedAt: account.churnedAt?.toISOString() ?? null,
      status: contract?.status ?? null,
    }),
    run: undo,
  },
  ...receipt(({ account, outcome, on, asOf }: Output) => ({
    point: t`Recorded: ${account.name} ${outcome} on ${ofAccount(account, asOf).date('outcome', outcome, on)}. Scores and lists follow within minutes.`,
    header: account.name,
    next: [callButton<typeof briefAccount>(account.name, 'brief_account', { account: account.id })],
  })),
});

type Plan = Awaited<ReturnType<typeof plan>>;
type Output = Awaited<ReturnType<typeof write>>;

async function plan({ account: named, outcome: said, on: day, reason }: z.output<typeof input>, context: Context) {
  const outcome = said === 'churned' ? 'left' : said;
  const account = await accountToActOn(context, named);
  const now = context.clock.now();
  const on = daySaid(day, 'past', now) ?? now;
  requireStillThere(account, on, now);
  const contract = outcome === 'renewed' ? await contractRenewed(context, account, on) : null;
  return { account, outcome, contract, on, now, reason: reason?.trim() || null, by: context.actor.name };
}

function told({ account, outcome, contract, on, now, reason }: Plan) {
  const { date } = ofAccount(headOf(account), now);
  return {
    account: headOf(account),
    title: outcome === 'left' ? 'Record that they left' : 'Record that they renewed',
    fields: [
      ['On', date('outcome', outcome, on)],
      contract && ['Contract', t`${contract.name}, ends ${date('contract_end', 'end', contract.endDate)}`],
      ['Afterwards', outcome === 'left' ? 'no longer a customer: no score, no list, no alert' : 'this contract counts as renewed'],
      outcome === 'left' && ['Reason', reason ?? 'none'],
    ] satisfies Fields,
  };
}

async function write({ account, outcome, contract, on, now, reason, by }: Plan, context: Context) {
  const { tenant, models } = context;
  const eventId = randomUUID();
  if (contract) await writeCome(context, { of: 'contracts', before: contract }, { set: { status: 'renewed' } }, now);
  else {
    const set = { churnedAt: on, lifecycleStage: 'churned' };
    await writeCome(context, { of: 'accounts', before: account }, { set, validFrom: on }, now);
    const detail = `Recorded by ${by}${reason ? `: ${reason}` : ''}`;
    await models.accountEvents.create({ _id: eventId, tenant, accountId: account._id, kind: 'churned', at: on, ingestedAt: now, detail });
  }
  return { account: headOf(account), outcome, contractId: contract?._id ?? null, eventId, on: on.toISOString(), asOf: now.toISOString() };
}

interface Before {
  stage: Account['lifecycleStage'];
  churnedAt: string | null;
  status: Contract['status'] | null;
}

async function undo({ before, output }: { before: Before; output: Output }, context: Context): Promise<string> {
  const { tenant, models, clock } = context;
  const { account, contractId, eventId, asOf } = output;
  const row = contractId
    ? await models.contracts.findOne({ tenant, _id: contractId }).lean<Contract>()
    : await models.accounts.findOne({ tenant, _id: account.id }).lean<Account>();
  if (row?.recordedAt?.toISOString() !== asOf) throw changedSince(`Not undone: ${account.name} has been changed since.`);
  const now = clock.now();
  if (contractId) await writeCome(context, { of: 'contracts', before: row as Contract }, { set: { status: before.status } }, now);
  else {
    const date = before.churnedAt ? { set: { churnedAt: new Date(before.churnedAt) } } : { unset: ['churnedAt'] };
    const change = { ...date, set: { ...date.set, lifecycleStage: before.stage } };
    await writeCome(context, { of: 'accounts', before: row as Account }, change, now);
    await models.accountEvents.deleteOne({ tenant, _id: eventId });
  }
  return `What was recorded of ${account.name} is taken back.`;
}
