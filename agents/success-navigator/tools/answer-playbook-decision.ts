import { z } from 'zod';
import type { Context } from '../../kit/context.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { actOnRun, offerOnRun, runInput, undoOnRun, type Wanted } from '../course/act.ts';
import { decide } from '../course/moves.ts';
import { runShown } from '../course/present.ts';

const input = z.object({ account: accountInput, answer: z.enum(['yes', 'no']).describe('The answer'), execution: runInput });

const wanted = ({ account, execution, answer }: z.output<typeof input>, { actor: { id, name } }: Context): Wanted => ({
  account,
  execution,
  said: '',
  sayFor: (where, playbook) => `Answer ${answer} to the question of the playbook ${playbook} for ${where}`,
  change(course, at) {
    const { afterStep, question, nextStep } = course.openDecision ?? {};
    if (afterStep == null || !question || nextStep == null)
      throw new UserError('no_question', `${course.playbookName} has no question open. Nothing was changed.`);
    const move = { at, byUserId: id, answer, basis: `Answered by ${name}.` };
    return [decide(course, { afterStep, question, nextStep }, move), `${question} ${answer === 'yes' ? 'Yes' : 'No'}.`];
  },
});

export const answerPlaybookDecision = defineTool({
  name: 'answer_playbook_decision',
  title: 'Answer a playbook’s question',
  description:
    'Answers the open branch question of an account’s running playbook with yes or no; yes leaves out the steps it makes needless. Only where get_playbook_progress shows a question to answer.',
  examples: [
    "Answer yes to the playbook's question for DataFlow",
    'answer no to the question of the playbook at TechCorp',
    'the answer to the playbook question for Acme is yes',
    'the playbook question of Northwind: no',
    'yes to the open playbook question at Globex',
  ],
  status: 'Taking the branch',
  input,
  access: 'act',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  run: (given, context) => actOnRun(context, wanted(given, context)),
  offer: (given, context) =>
    offerOnRun(context, wanted(given, context), ({ openDecision }) => ({
      title: 'Answer a playbook’s question',
      fields: [
        { label: 'Question', value: openDecision?.question ?? 'none is open' },
        { label: 'Answer', value: given.answer },
      ],
    })),
  undo: undoOnRun(() => ''),
  ...runShown,
});
