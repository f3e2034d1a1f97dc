import { z } from 'zod';
import { accountInput, asOfInput, type Context, optional, readTool } from '../../kit/tool.ts';
import { businessCase, CASE_KINDS } from '../business-case.ts';
import { loadValueFacts } from '../load.ts';
import { caseShown } from '../present-case.ts';
import { realize } from '../realize.ts';

const input = z.object({
  account: accountInput,
  kind: optional(z.enum(CASE_KINDS)).describe('What the case is for: renewal or expansion; null for a renewal'),
  asOf: asOfInput,
});

export const buildBusinessCase = readTool({
  name: 'build_business_case',
  title: 'Business case for a renewal or expansion',
  description:
    'Builds the business case for renewing or expanding one account: investment, proven return, what is unproven, what the customer’s own people said, alternatives they named, what would be lost, next steps. Use it for "build the business case for X", "justify the price of X", "justify the expansion at X". Not for renewal dates, and not for how to retain an account at risk.',
  examples: [
    'Build the business case for TechCorp’s renewal',
    'business case for DataFlow',
    'make the case for expanding Acme',
    'justify the price to Northwind’s CFO',
    'financial justification for Contoso',
    'I need a business case for the expansion at TechCorp',
    'put together an ROI case for Globex',
    'which alternatives did TechCorp name and what justifies our price?',
    'arguments for the CFO of Acme',
    'why should Globex keep paying',
    'justify our price at Initech',
  ],
  words: ['expansion: expand, expanding, upsell, ausbau, extension, ampliación'],
  status: 'Building the case from proven value',
  input,
  run,
  ...caseShown,
});

export type CaseOutput = Awaited<ReturnType<typeof run>>;

async function run({ account, kind }: z.output<typeof input>, context: Context) {
  const { facts, head } = await loadValueFacts(context, account);
  const assessment = realize(facts, context.asOf);
  return { account: head, case: businessCase(facts, assessment, kind ?? 'renewal'), assessment };
}
