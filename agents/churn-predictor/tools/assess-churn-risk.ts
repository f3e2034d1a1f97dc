import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { resolveAccount } from '../../kit/resolve.ts';
import { churnOutputSchema } from '../output.ts';
import { predictChurn } from '../predict.ts';
import { churnCard, churnSummary } from '../present.ts';

export const assessChurnRisk = defineTool({
  name: 'assess_churn_risk',
  title: 'Churn risk of an account',
  description:
    'Says how likely one account is to leave and why: churn risk score 0 to 100 and its change over 30 days, probability of churn within 30, 90 and 180 days with confidence, each factor (usage, relationship, business, organisational change) with evidence, the date until which intervention pays, similar past accounts, and what the retention chances are. Use it for "why is X at risk", "will X churn", "how likely is X to leave". Not for lists of accounts (list_churn_risks), not for what to do (recommend_retention_strategy), not for the health score.',
  examples: [
    'why is DataFlow at risk?',
    'will Northwind churn?',
    'how likely is it that we lose Contoso?',
    'churn risk of Acme',
    'what is the churn probability for Initech in the next 90 days?',
    'what are the warning signs at Globex?',
    'is Umbrella going to leave us?',
    'how much time do we have left to save Hooli?',
  ],
  status: 'Reading the account’s churn signals',
  input: z.object({ account: accountInput }),
  output: churnOutputSchema,
  access: 'read',
  core: true,
  roles: ROLES,
  async run({ account }, context) {
    return predictChurn(await resolveAccount(context, account), context);
  },
  summary: churnSummary,
  card: churnCard,
});
