import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { EvangelismPipelineManagement } from '../../../models/evangelism-pipeline-management.ts';
import { headOf } from '../../kit/say.ts';
import { approvedTool, type Context, changedSince, dayWritten, UserError } from '../../kit/tool.ts';
import { requireMayActOn } from '../../kit/who.ts';
import { findEvangelist } from '../find.ts';
import { requireNoHold } from '../hold.ts';
import { recordedShown } from '../present-project.ts';

const input = z.object({
  accountId: z.string().max(200).describe('Id of the account'),
  contactId: z.string().max(200).describe('Id of the person'),
  name: z.string().min(1).max(200).describe('Name of the project'),
  scope: z.string().max(1_000).describe('Who does what'),
  startsAt: z.string().max(40).describe('First day, as YYYY-MM-DD'),
  endsAt: z.string().max(40).describe('Last day, as YYYY-MM-DD'),
});

export const recordCoInnovationProject = approvedTool({
  name: 'record_co_innovation_project',
  title: 'Record a project to build together',
  description: 'Records a co-innovation project that was approved in the evangelism programme. Sends nothing.',
  examples: [],
  area: 'advocacy',
  status: 'Recording the project',
  input,
  roles: ['manager', 'executive', 'admin'],
  run,
  ...recordedShown,
});

export type RecordedProject = Awaited<ReturnType<typeof run>>;

async function run({ accountId, contactId, name, scope, startsAt, endsAt }: z.output<typeof input>, context: Context) {
  const { tenant, models, actor, clock } = context;
  const now = clock.now();
  const [begins, ends] = [dayWritten(startsAt), dayWritten(endsAt)];
  if (!begins || !ends) throw new UserError('bad_date', 'Nothing was recorded: the project has no dates. Plan it again.');
  const { account, contact, asked } = await findEvangelist({ ...context, asOf: now }, accountId, contactId);
  requireMayActOn(actor, account, 'advocacy');
  requireNoHold(asked, contact, 'the project is not recorded');
  const project = {
    name,
    scope,
    status: 'agreed' as const,
    startsAt: begins,
    endsAt: ends,
    agreedAt: now,
    agreedBy: actor.id,
  };
  const which = { tenant, contactId: contact._id };
  const row = await models.evangelismPipelineManagement.findOne(which).lean<EvangelismPipelineManagement>();
  const known = row?.coInnovationProjects?.some((each) => each.name === name) ?? false;
  if (!row)
    await models.evangelismPipelineManagement.create({
      _id: randomUUID(),
      ...which,
      accountId: account._id,
      pipelineStage: 'prospect',
      coInnovationProjects: [project],
      at: now,
      ingestedAt: now,
      updatedAt: now,
    });
  else if (!known) {
    // Approved twice at once, it is recorded once.
    const { modifiedCount } = await models.evangelismPipelineManagement.updateOne(
      { tenant, _id: row._id, 'coInnovationProjects.name': { $ne: name } },
      { $push: { coInnovationProjects: project }, $set: { updatedAt: now } },
    );
    const there =
      modifiedCount > 0 || (await models.evangelismPipelineManagement.exists({ tenant, _id: row._id, 'coInnovationProjects.name': name }));
    if (!there) throw changedSince(`Nothing was recorded: ${contact.name} is no longer in the programme.`);
  }
  return { account: headOf(account), person: headOf(contact), name, endsAt: ends.toISOString(), asOf: now.toISOString(), known };
}
