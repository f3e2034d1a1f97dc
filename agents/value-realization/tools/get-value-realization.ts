import { z } from 'zod';
import { accountInput, asOfInput, type Context, readTool } from '../../kit/tool.ts';
import { loadValueFacts } from '../load.ts';
import { valueShown } from '../present.ts';
import { realize } from '../realize.ts';

const input = z.object({ account: accountInput, asOf: asOfInput });

export const getValueRealization = readTool({
  name: 'get_value_realization',
  title: 'Value an account has got',
  description:
    'What one customer has got for its money: ROI with its definition, proven benefit by category (direct savings, efficiency, strategic) against target and apart from unproven claims, investment, payback, projection, baseline, checkpoints of weeks 4, 8 and 12, and what to measure next. Use it for "what has X got for its money", "what is the ROI of X", "how much has X saved with us", "has X reached its savings target". Not for the health score, churn, or what an account pays.',
  examples: [
    'What has TechCorp got for its money?',
    'what is the ROI of DataFlow?',
    'how much has Acme saved with us',
    'ROI and payback for Northwind',
    'which benefits are proven at TechCorp and which are only claimed?',
    'show the value realization of Contoso',
    'what return does Globex get on its investment?',
    'ROI projection for TechCorp',
    'what did they reach at the week 8 checkpoint?',
    'has DataFlow realized the savings we promised?',
    'did it pay off for Acme',
    'is Globex getting value',
    'what did TechCorp save',
    'what value did Acme get',
    'how much money did we save Globex',
    'return of Initech',
    'proof of value for Acme',
    'is it worth it for Globex',
    'business outcomes at Initech',
    'quel est le retour pour Globex',
    'qué valor obtuvo Initech',
  ],
  status: 'Adding up the measured value',
  input,
  run,
  ...valueShown,
});

export type ValueOutput = Awaited<ReturnType<typeof run>>;

async function run({ account }: z.output<typeof input>, context: Context) {
  const { facts, head } = await loadValueFacts(context, account);
  return { account: head, assessment: realize(facts, context.asOf) };
}
