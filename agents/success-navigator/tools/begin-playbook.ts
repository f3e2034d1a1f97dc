import { z } from 'zod';
import { isDuplicate } from '../../../models/kit/duplicates.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { colleagues } from '../../kit/people.ts';
import { requireMayActOn } from '../../kit/permissions.ts';
import { shortDate } from '../../metrics/format.ts';
import { begin } from '../course/begin.ts';
import { runningKey } from '../course/execution.ts';
import { type RunOutput, runCard, runOutputSchema, runSummary } from '../course/present.ts';
import { executionsOf, findExecution } from '../course/store.ts';
import { viewOf } from '../course/view.ts';
import { loadCase, nameIn } from '../load.ts';
import { keepOnRecord, loadShelf, playbooksNamed } from '../shelf/shelf.ts';
import { adjust, variantsFor } from '../shelf/variant.ts';

export const beginPlaybook = defineTool({
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
  output: runOutputSchema,
  access: 'approved',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  async run({ account: named, playbook: id, execution, cause }, context): Promise<RunOutput> {
    const { tenant, models, clock, actor } = context;
    const now = clock.now();
    const { account, facts } = await loadCase({ ...context, asOf: now }, named);
    requireMayActOn(actor, account);
    const people = await colleagues(context);
    const shown = (run: Parameters<typeof viewOf>[0], said: string): RunOutput => ({
      asOf: now.toISOString(),
      said,
      run: viewOf(run, facts, nameIn(people), now),
    });
    const before = await findExecution(context, execution);
    if (before && before.accountId === account._id) return shown(before, 'It had begun already.');
    const [shelf, variants] = await Promise.all([loadShelf(context), variantsFor({ ...context, asOf: now }, facts)]);
    const chosen = playbooksNamed(shelf, id).find((each) => each.id === id);
    if (!chosen)
      throw new UserError('playbook_changed', 'Not started: a newer version of the playbook has taken its place. Ask for it again.');
    await keepOnRecord(models, tenant, chosen, now);
    const started = begin(adjust(chosen, variants(chosen)), facts, people, {
      id: execution,
      tenant,
      now,
      byUserId: actor.id,
      cause,
      triggeredBy: 'manual',
    });
    try {
      await models.playbookExecutions.create(started);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const same = await findExecution(context, execution);
      if (same) return shown(same, 'It had begun already.');
      const other = (await executionsOf(context, account._id)).find(
        (each) => each.runningKey === runningKey(account._id, chosen.playbookName),
      );
      throw new UserError(
        'already_running',
        `Not started again: ${chosen.playbookName} runs for ${account.name} already${other?.actualStartDate ? `, since ${shortDate(other.actualStartDate, now)}` : ''}.`,
      );
    }
    return shown(started, 'Begun.');
  },
  summary: runSummary,
  card: runCard,
});
