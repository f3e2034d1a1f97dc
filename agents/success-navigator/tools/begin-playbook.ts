import { z } from 'zod';
import { isDuplicate } from '../../../models/kit/duplicates.ts';
import { approvedTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { shortDate } from '../../metrics/format.ts';
import { runOutput } from '../course/act.ts';
import { begin } from '../course/begin.ts';
import { runningKey } from '../course/execution.ts';
import { runShown } from '../course/present.ts';
import { executionsOf, findExecution } from '../course/store.ts';
import { loadOwnCase } from '../load.ts';
import { shelfFor } from '../shelf/recommend.ts';
import { keepOnRecord } from '../shelf/shelf.ts';

export const beginPlaybook = approvedTool({
  name: 'begin_playbook',
  title: 'Begin an approved playbook',
  description:
    'Begins a playbook that a person approved: writes its dated steps. Run by approvals only; the same execution id begins once.',
  examples: [],
  status: 'Beginning the playbook',
  input: z.object({
    account: accountInput,
    playbook: z.string().max(200).describe('Id of the playbook'),
    execution: z.string().max(80).describe('Id the execution gets, made when it was proposed'),
    cause: z.string().max(1_000).describe('Why it is started'),
  }),
  async run({ account: named, playbook, execution: id, cause }, context) {
    const { tenant, models, actor } = context;
    const { account, facts, now } = await loadOwnCase(context, named);
    const { shelf, people, adjusted } = await shelfFor(context, facts);
    const begun = async () => {
      const known = await findExecution(context, id);
      return known?.accountId === account._id ? runOutput(known, facts, people, 'It had begun already.') : undefined;
    };
    const before = await begun();
    if (before) return before;
    const chosen = shelf.find((each) => each.id === playbook);
    if (!chosen)
      throw new UserError('playbook_changed', 'Not started: a newer version of the playbook has taken its place. Ask for it again.');
    await keepOnRecord(models, tenant, chosen, now);
    const started = begin(adjusted(chosen), facts, people, { id, tenant, now, byUserId: actor.id, cause });
    try {
      await models.playbookExecutions.create(started);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const same = await begun();
      if (same) return same;
      const key = runningKey(account._id, chosen.playbookName);
      const other = (await executionsOf(context, account._id)).find(({ runningKey: its }) => its === key);
      const since = other?.actualStartDate ? `, since ${shortDate(other.actualStartDate, now)}` : '';
      throw new UserError('already_running', `Not started again: ${chosen.playbookName} runs for ${account.name} already${since}.`);
    }
    return runOutput(started, facts, people, 'Begun.');
  },
  ...runShown,
});
