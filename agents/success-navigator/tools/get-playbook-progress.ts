import { z } from 'zod';
import { callButton, contextLine, primary, type Shown, shown } from '../../kit/present/index.ts';
import { headOf, ofAccount, t } from '../../kit/say.ts';
import { accountInput, type Context, readTool } from '../../kit/tool.ts';
import { colleagues } from '../../kit/who.ts';
import { isRunning } from '../../metrics/topics/plan.ts';
import { runInput } from '../course/act.ts';
import { dueOf, standing, tellRun } from '../course/present.ts';
import { runningFirst } from '../course/store.ts';
import { type RunView, viewOf } from '../course/view.ts';
import { loadCase } from '../load.ts';
import type { recommendPlaybook } from './recommend-playbook.ts';

type Output = Awaited<ReturnType<typeof progressOf>>;

const MOST = 6;

export const getPlaybookProgress = readTool({
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
    'which step are we at with Acme',
    'is the playbook of Globex on track',
    'what is left in the playbook of Initech',
  ],
  status: 'Reading the playbook’s progress',
  input: z.object({ account: accountInput, execution: runInput }),
  run: ({ account: named, execution }, context) => progressOf(named, execution, context),
  ...shown(tell),
});

async function progressOf(named: string, execution: string | null, context: Context) {
  const [{ account, facts }, people] = await Promise.all([loadCase(context, named), colleagues(context)]);
  const known = runningFirst(facts.executions).filter(({ _id }) => !execution || _id === execution);
  return {
    account: headOf(account),
    asOf: facts.asOf.toISOString(),
    runs: known.slice(0, MOST).map((each) => viewOf(each, facts, people)),
  };
}

function tell({ account, runs, asOf }: Output): Shown {
  const [first, ...others] = runs;
  if (!first)
    return {
      point: `${account.name}: no playbook has been started.`,
      header: `${account.name}: no playbook`,
      next: [primary(callButton<typeof recommendPlaybook>('Which one fits?', 'recommend_playbook', { account: account.id }))],
      context: contextLine({ asOf }),
    };
  const lineOf = (run: RunView) => t`${run.playbook.name}: ${standing(run, asOf)}`;
  const one = tellRun({ asOf, said: null, run: first }, others.map(lineOf));
  const running = runs.filter(({ status }) => isRunning({ executionStatus: status }));
  if (running.length < 2) return one;
  const { count } = ofAccount(account, asOf);
  const due = count('playbook_steps_due', running.flatMap(dueOf).length, 'step');
  const point = t`${account.name}: ${count('playbooks_running', running.length, 'playbook')} running, ${due} to do now.`;
  return { ...one, point, why: runs.map(lineOf) };
}
