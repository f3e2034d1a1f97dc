import { z } from 'zod';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { requireMayActOn } from '../../kit/permissions.ts';
import { resolveAccount } from '../../kit/resolve.ts';
import { longDate, shortMoney } from '../../metrics/format.ts';
import { type Loaded, loadRenewal } from '../load.ts';
import type { PackageContent } from '../package/content.ts';
import { makePackage } from '../package/make.ts';
import { type PackageOutput, packageCard, packageOutputSchema, packageProposal, packageSummary } from '../present-package.ts';

const FACTS = 12;

export const prepareRenewalPackage = defineTool({
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
  ],
  status: 'Making the deck and the term sheet',
  input: z.object({
    account: accountInput,
    termMonths: z
      .number()
      .int()
      .min(1)
      .max(120)
      .nullable()
      .default(null)
      .describe('Length of the new term in months, if the person said; null: to be agreed'),
  }),
  output: packageOutputSchema,
  access: 'propose',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  async run({ account: named, termMonths }, context): Promise<PackageOutput> {
    const account = await resolveAccount(context, named);
    requireMayActOn(context.actor, account);
    const loaded = await loadRenewal(context, account._id);
    const { assessment, head } = loaded;
    if (assessment.status !== 'open')
      throw new UserError(
        'nothing_to_renew',
        `No package was made: ${account.name} has no contract in force${assessment.endedAt ? ` since ${longDate(new Date(assessment.endedAt))}` : ''}.`,
      );
    const { packageId, content, files } = await makePackage(context, loaded, termMonths);
    const total = assessment.totals.find(({ currency }) => currency === content.currency);
    return {
      account: head,
      asOf: assessment.asOf,
      packageId,
      files,
      endAt: content.endAt.toISOString(),
      days: assessment.days ?? 0,
      probability: assessment.probability,
      currency: content.currency,
      lines: [...content.base, ...content.additions].map(({ name, annualValue, currency, source }) => ({
        name,
        annualValue,
        currency,
        source,
      })),
      current: content.current,
      proposed: content.proposed,
      expected: content.contracts.length === assessment.contracts.length ? (total?.expected ?? null) : null,
      roi: content.value?.roi ?? null,
      proven: content.value?.proven ?? null,
      investment: content.value?.investment ?? null,
      termMonths,
      leftOut: leftOutOf(loaded, content),
      open: openOf(loaded, content),
      facts: factsOf(loaded, content),
    };
  },
  summary: packageSummary,
  card: packageCard,
  proposal: packageProposal,
});

function leftOutOf({ assessment }: Loaded, { contracts, currency }: PackageContent): string[] {
  const covered = new Set(contracts.map(({ id }) => id));
  const others = assessment.contracts.filter(({ id }) => !covered.has(id));
  return [
    ...others.map(
      (each) =>
        `${each.name} (${shortMoney(each.annualValue, each.currency)}), ${each.currency === currency ? (each.endAt ? `ends only on ${longDate(new Date(each.endAt))}` : 'no end date on record') : `in ${each.currency}`}`,
    ),
    ...assessment.lines
      .filter((line) => line.source !== 'contract' && line.currency !== currency)
      .map((line) => `${line.name} (${shortMoney(line.annualValue, line.currency)}), in ${line.currency}`),
    ...assessment.unpriced.map((name) => `${name}, without an amount on record`),
  ];
}

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
function factsOf({ assessment }: Loaded, { base, additions, currency }: PackageContent): PackageOutput['facts'] {
  const lines = [...base, ...additions].map(({ name, annualValue, reason, evidence }) => ({
    label: name,
    value: annualValue,
    unit: currency,
    contribution: 0,
    text: `${name}: ${reason}`,
    evidence,
  }));
  const results = assessment.factors
    .filter(({ name }) => name === 'roi' || name === 'nps')
    .map(({ name: _, ...figure }) => ({ ...figure, contribution: 0 }));
  return [...results, ...lines].slice(0, FACTS);
}
