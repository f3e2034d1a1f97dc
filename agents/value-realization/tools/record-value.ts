import { randomUUID } from 'node:crypto';
import { headOf, ofAccount, plain, t } from '../../kit/say.ts';
import { actTool, type Context, changedSince, UserError } from '../../kit/tool.ts';
import { accountToActOn } from '../../kit/who.ts';
import { exactMoney, longDate } from '../../metrics/index.ts';
import { CATEGORY_WORDS, isProven } from '../../metrics/value.ts';
import { loadValueFacts } from '../load.ts';
import { recordShown } from '../present-record.ts';
import { realize } from '../realize.ts';
import { categoryOf, type Entry, entryInput, periodGiven } from '../record.ts';
import { sameBenefit } from '../totals.ts';

const MOST = 1e12;

/** The benefit as it would be stored. */
async function plan(given: Entry, context: Context) {
  const account = await accountToActOn(context, given.account);
  const now = context.clock.now();
  const { facts } = await loadValueFacts({ ...context, asOf: now }, account._id);
  const before = realize(facts, now);
  // What is asked back names the account, however it was given.
  const entry = valueEntry({ ...given, account: account.name }, before.currency, now);
  const twin = facts.values.find((each) => sameBenefit(each, entry));
  if (twin)
    throw new UserError(
      'already_recorded',
      `Nothing was recorded: "${twin.description}" is on record already, ${exactMoney(twin.amount, twin.currency)} for ${longDate(twin.periodStart)} to ${longDate(twin.periodEnd)}. Describe it differently if it is another benefit.`,
    );
  return { account, before, entry, now };
}

export const recordValue = actTool({
  name: 'record_value',
  title: 'Record measured value',
  description:
    'Records a measured benefit of one account in money: amount, what it is, category, the period it was measured over, and who or what confirms it. Adds to what is on record and overwrites nothing; without evidence it stays unproven. Says what the ROI is afterwards. Use it for "record", "log" or "add" a saving or benefit.',
  examples: [
    'Record $50,000 direct savings for TechCorp: fewer audit hours',
    'log $20k of benefit for DataFlow',
    'add a measured saving of €12,000 at Northwind, confirmed by their CFO',
    'log an efficiency gain of $30k for Contoso',
    'note down a measured saving of $80k at Globex',
    'record a strategic benefit of $100k for Acme',
    'record measured value for TechCorp',
  ],
  words: [
    'record: log, erfasse, erfassen, enregistre, registra',
    'saving: savings, einsparung, einsparungen, économies, ahorro, ahorros',
    'benefit: benefits, nutzen, bénéfice, beneficio',
  ],
  status: 'Recording the value',
  input: entryInput,
  plan,
  told({ account, entry, now }) {
    const head = headOf(account);
    const { money, date } = ofAccount(head, now.toISOString());
    const { amount, currency, description, category, periodStart, periodEnd, targetAmount, baseline, evidence } = entry;
    const exactly = (metric: string, value: number) => plain([money(metric, metric, value, currency)], { exact: true });
    return {
      account: head,
      fields: [
        ['Benefit', description],
        ['Amount', exactly('amount', amount)],
        ['Category', CATEGORY_WORDS[category]],
        ['Measured', t`${date('value_from', 'measured from', periodStart)} to ${date('value_to', 'measured until', periodEnd)}`],
        ['Promised', targetAmount === undefined ? 'no target' : exactly('promised', targetAmount)],
        ['Before', baseline ?? 'not given'],
        ['Evidence', evidence ?? 'none: it stays unproven'],
      ],
    };
  },
  write,
  undo: {
    async run({ output: { record, account } }, { tenant, models }) {
      const { deletedCount } = await models.valueRecords.deleteOne({ tenant, _id: record.id });
      if (deletedCount === 0) throw changedSince(`Not undone: the record of ${account.name} is not there any more.`);
      return `"${record.description}" is taken off the value of ${account.name} again.`;
    },
  },
  ...recordShown,
});

export type RecordOutput = Awaited<ReturnType<typeof write>>;

async function write({ account, before, entry, now }: Awaited<ReturnType<typeof plan>>, context: Context) {
  const { tenant, models } = context;
  const _id = randomUUID();
  await models.valueRecords.create({ _id, tenant, accountId: account._id, at: now, ingestedAt: now, ...entry });
  const { facts: after, head } = await loadValueFacts({ ...context, asOf: now }, account._id);
  return {
    account: head,
    record: {
      targetAmount: null,
      baseline: null,
      evidence: null,
      ...entry,
      id: _id,
      periodStart: entry.periodStart.toISOString(),
      periodEnd: entry.periodEnd.toISOString(),
      proven: isProven(entry),
    },
    roiBefore: before.total.roi,
    assessment: realize(after, now),
  };
}

/** The checked fields of the new record. @throws UserError that says what is wrong or missing */
function valueEntry(input: Entry, usual: string, now: Date) {
  const refuse = (message: string) => new UserError('bad_value', `Nothing was recorded. ${message}`);
  const { amount, targetAmount } = input;
  const description = input.description.trim();
  if (!(amount > 0 && amount <= MOST)) throw refuse('The amount must be above zero: a benefit in money.');
  if (targetAmount !== null && !(targetAmount > 0 && targetAmount <= MOST)) throw refuse('The target must be above zero, or left out.');
  if (description === '') throw refuse('Say what the benefit is.');
  const currency = (input.currency ?? usual).trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) throw refuse('The currency must be a three-letter code such as USD or EUR.');
  const category = categoryOf(input);
  const { start, end } = periodGiven(input, now);
  const baseline = input.baseline?.trim();
  const evidence = input.evidence?.trim();
  return {
    category,
    description,
    amount,
    currency,
    periodStart: start,
    periodEnd: end,
    ...(targetAmount === null ? {} : { targetAmount }),
    ...(baseline ? { baseline } : {}),
    ...(evidence ? { evidence } : {}),
  };
}
