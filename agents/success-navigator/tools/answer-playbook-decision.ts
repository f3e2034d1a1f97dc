import { z } from 'zod';
import { accountInput, UserError } from '../../kit/tool.ts';
import { runInput, runTool } from '../course/act.ts';
import { decide } from '../course/execution.ts';

const input = z.object({ account: accountInput, answer: z.enum(['yes', 'no']).describe('The answer'), execution: runInput });

export const answerPlaybookDecision = runTool({
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
  sayFor: ({ answer }, account, playbook) => `Answer ${answer} to the question of the playbook ${playbook} for ${account}`,
  change(course, { answer }, { at, actor: { id, name } }) {
    const { afterStep, question, nextStep } = course.openDecision ?? {};
    if (afterStep == null || !question || nextStep == null)
      throw new UserError('no_question', `${course.playbookName} has no question open. Nothing was changed.`);
    return {
      course: decide(course, { afterStep, question, nextStep }, { at, byUserId: id, answer, basis: `Answered by ${name}.` }),
      done: `${question} ${answer === 'yes' ? 'Yes' : 'No'}.`,
      fields: [
        ['Question', question],
        ['Answer', answer],
      ],
    };
  },
});
