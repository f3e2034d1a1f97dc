import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { valueAssessmentSchema } from '../assessment.ts';
import { businessCase, businessCaseSchema, CASE_KINDS } from '../business-case.ts';
import { headSchema, loadValueFacts } from '../load.ts';
import { type CaseOutput, caseCard, caseSummary } from '../present-case.ts';
import { realize } from '../realize.ts';

export const caseOutputSchema = z.object({ account: headSchema, case: businessCaseSchema, assessment: valueAssessmentSchema });

export const buildBusinessCase = defineTool({
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
  ],
  words: ['expansion: expand, expanding, upsell, ausbau, extension, ampliación'],
  status: 'Building the case from proven value',
  input: z.object({
    account: accountInput,
    kind: z.enum(CASE_KINDS).nullable().default(null).describe('What the case is for: renewal or expansion; null for a renewal'),
  }),
  output: caseOutputSchema,
  access: 'read',
  roles: ROLES,
  async run({ account, kind }, context): Promise<CaseOutput> {
    const { facts, head } = await loadValueFacts(context, account);
    const assessment = realize(facts, context.asOf);
    return { account: head, case: businessCase(facts, assessment, kind ?? 'renewal'), assessment };
  },
  summary: caseSummary,
  card: caseCard,
});
