import { z } from 'zod';
import { accountInput, asOfInput, readTool } from '../../kit/tool.ts';
import { predictChurn } from '../predict.ts';
import { churnShown } from '../present.ts';

export const assessChurnRisk = readTool({
  name: 'assess_churn_risk',
  title: 'Churn risk of an account',
  description:
    'Says how likely one account is to leave and why: churn risk score 0 to 100 and its change over 30 days, probability of churn within 30, 90 and 180 days with confidence, each factor (usage, relationship, business, organisational change) with evidence, the date until which intervention pays, similar past accounts, and what the retention chances are. Use it for "why is X at risk", "will X churn", "how likely is X to leave". Not for lists of accounts (list_churn_risks), not for what to do (recommend_retention_strategy), not for the health score.',
  examples: [
    'could we lose Acme this year',
    'why is DataFlow at risk?',
    'will Northwind churn?',
    'how likely is it that we lose Contoso?',
    'churn risk of Acme',
    'what is the churn probability for Initech in the next 90 days?',
    'what are the warning signs at Globex?',
    'is Umbrella going to leave us?',
    'how much time do we have left to save Hooli?',
    'how sure are you about the churn risk of Acme',
    'is Globex about to bail',
    'do you think Initech will stay',
    'are we going to lose Acme',
    'chance that Initech cancels',
    'will they leave us at Globex',
    'red flags at Initech',
    'should I be worried about Acme',
    'warning signs at Acme',
    'how risky is Globex',
    'what is the biggest risk at Acme',
    'main threat at Initech',
    'any sign that Initech wants out',
    'verlieren wir Acme',
    'risque de perdre Globex',
    '¿vamos a perder Initech?',
  ],
  words: [
    'risk: threat, threats, risks, risky, riskiest, danger, endangered, threatened, trouble, worried, gefährdet, gefahr, risiko, risque, risques, riesgo, riesgos',
    'churn: churns, churned, churning, leave, leaving, lose, losing, lost, cancel, cancels, cancelling, attrition, quit, kündigen, kündigung, kündigt, abwandern, verlieren, perdre, partir, perdons, perder, abandonar, bail, bails, bailing, defect, defecting, ditch, ditching, dump, dumping, cancellation, churner, terminate, stay, staying, stays, springen, irse, résilier',
    'likely: probable, odds, chance, wahrscheinlich, vraisemblable, probability, sure, certain, certainty',
    'sign: signal, signals, signs',
  ],
  core: true,
  status: 'Reading the account’s churn signals',
  input: z.object({ account: accountInput, asOf: asOfInput }),
  run: predictChurn,
  ...churnShown,
});
