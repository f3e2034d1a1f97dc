import { z } from 'zod';
import { accountInput, readTool } from '../../kit/tool.ts';
import { predictChurn } from '../predict.ts';
import { strategyShown } from '../present-strategy.ts';

export const recommendRetentionStrategy = readTool({
  name: 'recommend_retention_strategy',
  title: 'Retention strategy for an account',
  description:
    'Recommends what to do to keep one account at risk: actions for the next 48 hours, one to two weeks and two to eight weeks, each answering a named risk factor, and the modelled chance of keeping the account with no, a standard, a comprehensive or an executive intervention. Use it for "how do we save X", "what should we do about X", "retention plan for X". It starts nothing and sends nothing; it does not explain the risk itself (assess_churn_risk).',
  examples: [
    'how do we save DataFlow?',
    'what should I do about Northwind?',
    'what could still be tried at Acme',
    'retention plan for Contoso',
    'which intervention would keep Initech?',
    'recommend a retention strategy for Acme',
    'what are our chances to keep Globex with executive involvement?',
    'what can we do in the next 48 hours to stop Hooli from leaving?',
    'our champion at Acme left, what now',
    'how do I turn Globex around',
    'rescue plan for Initech',
    'next best action for Acme',
    'what can we do to keep Globex',
    'should we try to save Acme',
    'how can we win Globex back',
    'what would keep Initech with us',
    'save plan for Acme',
    'how do we stop Globex from leaving',
    'advice for Acme',
    'ideas to keep Globex',
  ],
  words: [
    'save: keep, retain, retention, rescue, retten, halten, sauver, garder, salvar, retener, conservar, rescuing, salvage, turnaround, fix',
  ],
  status: 'Working out what would keep the account',
  input: z.object({ account: accountInput }),
  run: predictChurn,
  ...strategyShown,
});
