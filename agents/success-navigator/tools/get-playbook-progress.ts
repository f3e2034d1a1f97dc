import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import type { Card } from '../../kit/card.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { colleagues } from '../../kit/people.ts';
import { callButton, primary } from '../../kit/present/buttons.ts';
import { cardOf } from '../../kit/present/card.ts';
import { contextLine } from '../../kit/present/context-line.ts';
import { ofAccount } from '../../kit/present/figures.ts';
import { t } from '../../kit/text.ts';
import { dueOf, runCard, runSummary, standing } from '../course/present.ts';
import { executionsOf, isRunning } from '../course/store.ts';
import { runSchema, viewOf } from '../course/view.ts';
import { headSchema, loadCase, nameIn, runInput } from '../load.ts';
import type { recommendPlaybook } from './recommend-playbook.ts';

const output = z.object({
  account: headSchema,
  asOf: z.string(),
  runs: z.array(runSchema).describe('running ones first, then the latest'),
});
type Output = z.infer<typeof output>;

const MOST = 6;

export const getPlaybookProgress = defineTool({
  name: 'get_playbook_progress',
  title: 'Progress of an account’s playbook',
  description:
    'Shows how the playbook of one account is going: day, steps done, due, overdue and left out with reasons, who does what, open questions, escalations, targets against now. Also what finished playbooks achieved.',
  examples: [
    "How is DataFlow's playbook going?",
    'playbook progress for TechCorp',
    'which steps of the playbook are open at Northwind?',
    'show the recovery playbook of DataFlow',
    'how far is the playbook at Acme?',
    'which steps are done at Globex?',
  ],
  status: 'Reading the playbook’s progress',
  input: z.object({ account: accountInput, execution: runInput }),
  output,
  access: 'read',
  roles: ROLES,
  async run({ account: named, execution }, context): Promise<Output> {
    const { account, facts } = await loadCase(context, named);
    const [executions, people] = await Promise.all([executionsOf(context, account._id), colleagues(context)]);
    const known = executions.filter(({ at, _id }) => at <= context.asOf && (!execution || _id === execution)).slice(0, MOST);
    return {
      account: { id: account._id, name: account.name },
      asOf: context.asOf.toISOString(),
      runs: known.map((each) => viewOf(each, facts, nameIn(people), context.asOf)),
    };
  },
  summary: progressSummary,
  card: progressCard,
});

function progressSummary({ account, runs, asOf }: Output): Summary {
  const [first] = runs;
  if (!first) return { point: `${account.name}: no playbook has been started.`, why: [] };
  const running = runs.filter((run) => isRunning({ executionStatus: run.status }));
  if (running.length < 2) return runSummary({ asOf, said: null, run: first });
  const { count } = ofAccount(account, asOf);
  const due = count('playbook_steps_due', running.flatMap(dueOf).length, 'step');
  return {
    point: t`${account.name}: ${count('playbooks_running', running.length, 'playbook')} running, ${due} to do now.`,
    why: runs.slice(0, 5).map((run) => t`${run.playbook.name}: ${standing(run, asOf)}`),
  };
}

function progressCard(output: Output): Card {
  const { account, runs, asOf } = output;
  const { point } = progressSummary(output);
  const [first, ...others] = runs;
  if (first)
    return runCard(
      { asOf, said: null, run: first },
      others.map((run) => t`${run.playbook.name}: ${standing(run, asOf)}`),
      point,
    );
  return cardOf({
    point,
    header: `${account.name}: no playbook`,
    next: [primary(callButton<typeof recommendPlaybook>('Which one fits?', 'recommend_playbook', { account: account.id }))],
    context: contextLine({ asOf }),
  });
}
