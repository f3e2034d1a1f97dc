import { z } from 'zod';
import { type Finding, fact } from '../../facts/index.ts';
import { evidencePart, type Shown, shown, textPart } from '../../kit/present/index.ts';
import { ofAccount, t } from '../../kit/say.ts';
import { distance } from '../../kit/text.ts';
import { type ActionProposal, accountInput, type Context, optional, proposeTool, UserError } from '../../kit/tool.ts';
import { accountToActOn } from '../../kit/who.ts';
import { longDate, plural, shortMoney } from '../../metrics/index.ts';
import { type Loaded, loadRenewal } from '../load.ts';
import type { PackageContent } from '../package/content.ts';
import { makePackage } from '../package/make.ts';
import { money } from '../words.ts';

const FACTS = 12;

const input = z.object({
  account: accountInput,
  termMonths: optional(z.number().int().min(1).max(120)).describe(
    'Length of the new term in months, if the person said; null: to be agreed',
  ),
});

export const prepareRenewalPackage = proposeTool({
  name: 'prepare_renewal_package',
  title: 'Prepare a renewal package',
  description:
    'Makes the executive presentation (.pptx) and the term sheet (.docx) for one account’s renewal from its own facts, and puts both up for approval by a manager, executive or admin. Use it for "prepare the renewal package for X", "make the renewal deck for X", "term sheet for X". Nothing is sent to the customer.',
  examples: [
    'Prepare the renewal package for TechCorp',
    'make the renewal deck for DataFlow',
    'create a renewal presentation for Acme',
    'I need a term sheet for Northwind’s renewal',
    'build the executive deck for Contoso’s renewal',
    'generate the renewal slides for Globex',
    'put together the renewal documents for TechCorp',
    'renewal deck for Acme please',
    'slides for the renewal of Globex',
  ],
  status: 'Making the deck and the term sheet',
  input,
  run,
  ...shown(tell),
  proposal,
});

export type PackageOutput = Awaited<ReturnType<typeof run>>;

async function run({ account: named, termMonths }: z.output<typeof input>, context: Context) {
  const account = await accountToActOn(context, named);
  const loaded = await loadRenewal(context, account._id);
  const { assessment, head } = loaded;
  const ended = assessment.endedAt ? ` since ${longDate(new Date(assessment.endedAt))}` : '';
  if (assessment.status !== 'open')
    throw new UserError('nothing_to_renew', `No package was made: ${account.name} has no contract in force${ended}.`);
  const { packageId, content, files } = await makePackage(context, loaded, termMonths);
  const { currency, current, proposed, value, contracts, base, additions } = content;
  const total = assessment.totals.find((each) => each.currency === currency);
  return {
    account: head,
    asOf: assessment.asOf,
    packageId,
    files,
    endAt: content.endAt.toISOString(),
    days: assessment.days ?? 0,
    currency,
    lines: [...base, ...additions],
    current,
    proposed,
    // Ours; not in the documents.
    probability: assessment.probability,
    expected: contracts.length === assessment.contracts.length ? (total?.expected ?? null) : null,
    roi: value?.roi ?? null,
    proven: value?.proven ?? null,
    investment: value?.investment ?? null,
    termMonths,
    leftOut: leftOutOf(loaded, content),
    open: openOf(loaded, content),
    facts: factsOf(loaded, content),
  };
}

function tell(output: PackageOutput): Shown {
  const { account, asOf, currency, proposed, current, days, files, leftOut, open, facts } = output;
  const { of } = ofAccount(account, asOf);
  const sum = (metric: string, amount: number) => of(`${metric}:${currency}`, 'package, a year', amount, currency, { digits: 2 });
  const before = proposed === current ? ', the price as it is' : t` (${sum('package_today', current)} today)`;
  const when = of('package_days', 'days to the new term', days, 'days', { relative: true });
  return {
    point: t`The renewal package of ${account.name} is ready: ${sum('package_proposed', proposed)} a year${before}, ${when}. Nothing goes to the customer.`,
    why: [...files.map(({ name, about }) => `${name}: ${about}`), ...leftOut, ...open],
    header: `${account.name}: renewal package`,
    body: [...textPart(textOf(output)), ...files],
    sections: { Sources: evidencePart('Where the figures come from', facts) },
  };
}

function textOf({ lines, currency, proposed, roi, proven, investment, termMonths, leftOut, open, endAt }: PackageOutput): string {
  const result =
    roi === null || proven === null || investment === null
      ? 'Results: nothing is proven yet, and the deck says so'
      : `Results: ${money(proven, currency)} proven on ${money(investment, currency)}, ROI ${Math.round(roi)} %`;
  return [
    `**New term** from ${longDate(new Date(endAt))}, ${termMonths === null ? 'length to be agreed' : plural(termMonths, 'month')}`,
    ...lines.map((each) => `• ${each.name}: ${money(each.annualValue, currency)}, ${each.source === 'contract' ? 'as today' : 'new'}`),
    `• **Together ${money(proposed, currency)} a year**`,
    result,
    ...leftOut.map((each) => `Not in it: ${each}`),
    ...open.map((each) => `Look at: ${each}`),
  ].join('\n');
}

function proposal(output: PackageOutput): ActionProposal {
  const { account, packageId, files, days, probability, expected, currency, facts } = output;
  const likely = probability === null ? 'no probability yet' : `${Math.round(100 * probability)} % likely by our model`;
  return {
    kind: 'action',
    account: { id: account.id, name: account.name },
    title: 'Release the renewal package',
    text: `Both files are released for use with the customer. Nothing is sent.\n\n${textOf(output).slice(0, 2_300)}`,
    deciders: 'leaders',
    files,
    facts,
    whyNow: `The contract ends ${distance(days)}; ${likely}${expected === null ? '' : `, ${shortMoney(expected, currency, 2)} expected`}.`,
    call: { tool: 'release_renewal_package', arguments: { packageId, accountId: account.id } },
  };
}

/** Contracts and lines that are not in this package, and why. */
function leftOutOf({ assessment }: Loaded, { contracts, currency }: PackageContent): string[] {
  const worth = (each: { name: string; annualValue: number; currency: string }) =>
    `${each.name} (${shortMoney(each.annualValue, each.currency)})`;
  const ends = (endAt: string | null) => (endAt ? `ends only on ${longDate(new Date(endAt))}` : 'no end date on record');
  const others = assessment.contracts.filter(({ id }) => !contracts.some((each) => each.id === id));
  const foreign = assessment.lines.filter((line) => line.source !== 'contract' && line.currency !== currency);
  return [
    ...others.map((each) => `${worth(each)}, ${each.currency === currency ? ends(each.endAt) : `in ${each.currency}`}`),
    ...foreign.map((line) => `${worth(line)}, in ${line.currency}`),
    ...assessment.unpriced.map((name) => `${name}, without an amount on record`),
  ];
}

/** What the approver should look at first. */
function openOf({ assessment }: Loaded, { value, termMonths, proposed, usage }: PackageContent): string[] {
  const budget = assessment.budget?.value;
  return [
    ...(value ? [] : ['no proven value: the deck proposes to measure instead']),
    ...(usage && usage.active < 0.8 * (usage.weeks[0]?.active ?? 0)
      ? [`fewer people use it than half a year ago (${usage.weeks[0]?.active} to ${usage.active}), and the deck shows it`]
      : []),
    ...(termMonths === null ? ['the term: the sheet says "to be agreed"'] : []),
    ...(budget != null && budget < proposed
      ? [`the budget they set aside for the renewal, ${shortMoney(budget, assessment.currency)}, is below the proposal`]
      : []),
  ];
}

/** The figures of the documents with their rows, for the approver. */
function factsOf({ assessment }: Loaded, { base, additions, currency: unit }: PackageContent): Finding[] {
  const lines = [...base, ...additions].map(({ name, annualValue, reason, evidence }) =>
    fact(name, `${name}: ${reason}`, evidence, annualValue, unit),
  );
  const results = assessment.factors.filter(({ name }) => name === 'roi' || name === 'nps');
  return [...results.map((each) => ({ ...each, contribution: 0 })), ...lines].slice(0, FACTS);
}
