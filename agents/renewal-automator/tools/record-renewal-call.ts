import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CALL_CATEGORIES, type CallCategory, type RenewalCall } from '../../../models/renewal-call.ts';
import { callButton, type Fields, linesPart, type Shown, shown } from '../../kit/present/index.ts';
import { ofAccount, plain, t } from '../../kit/say.ts';
import { accountInput, actTool, asks, type Context, changedSince, onlyOne, optional, UserError } from '../../kit/tool.ts';
import { accountToActOn } from '../../kit/who.ts';
import { plural, spaced } from '../../metrics/index.ts';
import { latestCalls } from '../calls.ts';
import type { RenewalContract } from '../contracts.ts';
import { callText } from '../figures.ts';
import { loadRenewal } from '../load.ts';
import { type Band, bandOf } from '../weights.ts';
import { CATEGORY_WORDS } from '../words.ts';
import type { assessRenewalTool } from './assess-renewal.ts';
import type { forecastRenewals } from './forecast-renewals.ts';

const MOST = 1e12;

const input = z.object({
  account: accountInput,
  category: optional(z.enum(CALL_CATEGORIES)).describe(
    'commit, best_case, pipeline or at_risk; null if the person gave only a probability',
  ),
  probability: optional(z.number()).describe('Percent, 0 to 100, if the person gave one; else null'),
  amount: optional(z.number()).describe('Yearly value after the renewal in money, if said; null for the present value'),
  contract: optional(z.string().max(200)).describe('Which contract, where the account has several and the person said; else null'),
  note: optional(z.string().max(500)).describe('Reason or note in the person’s words; null if none'),
});

export const recordRenewalCall = actTool({
  name: 'record_renewal_call',
  title: 'Record a renewal call',
  description:
    'Records what a person expects of one account’s renewal: commit, best case, pipeline or at risk, or a probability; the yearly amount; a note. It stands beside the model and is never mixed with it; earlier calls stay as history. Use it for "I call X commit", "put X’s renewal at 80 %", "mark the renewal of X as at risk".',
  examples: [
    'I call TechCorp commit',
    'call the renewal of DataFlow at risk',
    'put Acme’s renewal at 80 %',
    'my call on Northwind is best case, $120k',
    'record my renewal call for Contoso: commit',
    'mark the renewal of Globex as at risk',
    'set my renewal call for TechCorp to pipeline',
  ],
  status: 'Recording the call',
  input,
  plan,
  told,
  write,
  undo: { run: undo },
  ...shown(tell),
});

type Plan = Awaited<ReturnType<typeof plan>>;
export type CallOutput = Awaited<ReturnType<typeof write>>;

/** The call as it would be stored. */
async function plan(asked: z.output<typeof input>, context: Context) {
  const account = await accountToActOn(context, asked.account);
  const { tenant, clock, actor } = context;
  const now = clock.now();
  const { head, assessment, calls } = await loadRenewal({ ...context, asOf: now }, account._id);
  const refuse = (message: string) => new UserError('bad_call', `Nothing was recorded. ${message}`);
  if (assessment.status !== 'open') throw refuse(`${account.name} has no contract in force: there is no renewal to call.`);
  const contract = contractCalled(assessment.contracts, asked.contract, account.name);
  const { probability, amount } = asked;
  if (probability !== null && !(probability >= 0 && probability <= 100)) throw refuse('A probability lies between 0 and 100 %.');
  if (amount !== null && !(amount >= 0 && amount <= MOST)) throw refuse('The amount must be a yearly value in money, zero or more.');
  const category = asked.category ?? (probability === null ? null : CALLED[bandOf(probability / 100)]);
  if (category === null) throw whichCall(account.name);
  const note = asked.note?.trim();
  const row = {
    _id: randomUUID(),
    tenant,
    accountId: account._id,
    contractId: contract.id,
    ...(contract.endAt ? { contractEndDate: new Date(contract.endAt) } : {}),
    category,
    ...(probability === null ? {} : { probability }),
    amount: amount ?? contract.annualValue,
    currency: contract.currency,
    ...(note ? { note } : {}),
    calledBy: actor.id,
    ...(contract.probability === null ? {} : { modelProbability: Math.round(contract.probability * 1000) / 10 }),
    at: now,
    ingestedAt: now,
  };
  return { head, contract, calls, now, row };
}

async function write({ head, contract, calls, now, row }: Plan, { tenant, models }: Context) {
  await models.renewalCalls.create(row);
  const history = await models.renewalCalls.countDocuments({ tenant, accountId: head.id, contractId: contract.id });
  const call = (await latestCalls({ tenant, models, asOf: now }, [head.id])).find(({ contractId }) => contractId === contract.id);
  if (!call) throw new Error('the call that was just stored cannot be read');
  const before = calls.find(({ contractId }) => contractId === contract.id) ?? null;
  return { account: head, contract, call, before, history };
}

function tell({ account, contract, call, before, history }: CallOutput): Shown {
  const { of, percent, date } = ofAccount(account, call.at);
  const id = call.contractId;
  const chance = percent(`contract_renewal:${id}`, 'renewal probability', contract.probability);
  const model = contract.probability === null ? 'the model gives no probability' : t`the model says ${chance}`;
  const own = call.probability === null ? '' : t` (${percent(`called_probability:${id}`, 'called', call.probability / 100)})`;
  const amount = of(`called_amount:${id}`, 'called', call.amount, call.currency, { digits: 2 });
  const category = CATEGORY_WORDS[call.category];
  const point = t`Recorded: the renewal of ${account.name} is called ${category}${own}, ${amount}; ${model}. Both stand, neither changes the other.`;
  const why = [
    ...(call.note ? [`Note: ${call.note}`] : []),
    ...(before ? [t`Before: ${callText(account, before)}, ${date('called_at', 'called on', before.at)}`] : []),
    t`${plural(history, 'call')} on "${contract.name}"${contract.endAt ? t`, which ends on ${date(`contract_end:${id}`, 'end', contract.endAt)}` : ''}`,
  ];
  return {
    point,
    why,
    header: `${account.name}: ${category}`,
    body: linesPart(null, [point, ...why]),
    next: [
      callButton<typeof forecastRenewals>('Renewal forecast', 'forecast_renewals', { owner: 'mine' }),
      callButton<typeof assessRenewalTool>('This renewal', 'assess_renewal', { account: account.id }),
    ],
  };
}

function told({ head, contract, row, now }: Plan) {
  const { of, date } = ofAccount(head, now.toISOString());
  const { probability, amount, currency, category, note } = row;
  const end = contract.endAt && date('contract_end', 'end', contract.endAt);
  return {
    account: { id: head.id, name: head.name },
    title: 'Record your renewal call',
    fields: [
      ['Contract', end ? t`${contract.name}, ends ${end}` : contract.name],
      ['Call', CATEGORY_WORDS[category]],
      ['Probability', probability === undefined ? 'none of your own' : of('called_probability', 'called', probability, '%', { digits: 1 })],
      ['Yearly amount', plain([of('called_amount', 'called', amount, currency, { digits: 2 })], { exact: true })],
      ['Note', note ?? 'none'],
    ] satisfies Fields,
  };
}

async function undo({ output: { call, account } }: { output: CallOutput }, { tenant, models }: Context): Promise<string> {
  const newest = await models.renewalCalls
    .findOne({ tenant, accountId: account.id, contractId: call.contractId })
    .sort({ at: -1, ingestedAt: -1 })
    .lean<RenewalCall>();
  if (newest?.at.toISOString() !== call.at) throw changedSince(`Not undone: the renewal of ${account.name} has been called again since.`);
  await models.renewalCalls.deleteOne({ tenant, _id: newest._id });
  return `The renewal call on ${account.name} is taken back; what was called before counts again.`;
}

const whichCall = (account: string): UserError =>
  asks('which_call', `Nothing is recorded yet. What is your call on ${account}?`, CALL_CATEGORIES, {
    label: spaced,
    say: (category) => `Record my renewal call for ${account}: ${spaced(category)}`,
  });

const CALLED: Record<Band, CallCategory> = { high: 'commit', medium: 'best_case', low: 'pipeline', at_risk: 'at_risk' };

function contractCalled(contracts: readonly RenewalContract[], named: string | null, account: string): RenewalContract {
  const asked = named?.trim().toLowerCase();
  const [next] = contracts;
  if (!asked && next) return next;
  const meant = contracts.filter(({ id, name }) => id === named || name.toLowerCase().includes(asked ?? ''));
  return onlyOne(meant, () =>
    asks('which_contract', `Nothing was recorded. Which contract of ${account}?`, contracts, {
      label: ({ name }) => name,
      say: ({ name }) => `Record my renewal call for ${account}, contract: "${name}"`,
    }),
  );
}
