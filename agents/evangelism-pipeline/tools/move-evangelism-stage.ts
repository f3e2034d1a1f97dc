import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { EVANGELISM_STAGES, type EvangelismPipelineManagement } from '../../../models/evangelism-pipeline-management.ts';
import type { Text } from '../../facts/index.ts';
import { callButton, type Fields, linesPart, type Shown, shown } from '../../kit/present/index.ts';
import { headOf } from '../../kit/say.ts';
import { actTool, type Context, changedSince, optional } from '../../kit/tool.ts';
import { requireMayActOn } from '../../kit/who.ts';
import { capital, spaced } from '../../metrics/index.ts';
import { findEvangelist } from '../find.ts';
import { requireNoHold } from '../hold.ts';
import { stepOf } from '../step.ts';
import { accountOf, type assessEvangelistTool, contactOf } from './assess-evangelist.ts';
import type { getEvangelismPipeline } from './get-evangelism-pipeline.ts';

const input = z.object({
  account: accountOf,
  contact: contactOf,
  stage: optional(z.enum(EVANGELISM_STAGES)).describe('prospect, qualified, developing, active or strategic_partner; null for the next'),
  reason: optional(z.string().max(300)).describe(
    'Reason in the person’s words, wanted where criteria are open or somebody goes back; null if none',
  ),
});

export const moveEvangelismStage = actTool({
  name: 'move_evangelism_stage',
  title: 'Move an evangelist to another stage',
  description:
    'Moves one customer’s person to the next stage of the evangelism programme (prospect, qualified, developing, active, strategic partner), back, or into it. Forward one stage at a time, once its exit criteria are met or a reason is given; refused while their account is at risk. Use it for "move Mike Chen to active", "add X to the evangelism programme". Not for an engagement such as a case study (record_advocacy_step).',
  examples: [
    'Move Mike Chen to strategic partner',
    'add Sarah Johnson to the evangelism programme',
    'move the evangelist at TechCorp to the next stage',
    'put Mike Chen into the evangelism pipeline',
    'Mike Chen is now a strategic partner of the evangelism program',
    'set the evangelism stage of Mike Chen to active',
  ],
  words: [
    'move: verschieben, setzen, déplacer, passer, mover',
    'programme: program, pipeline, programm, programa',
    'stage: phase, étape, etapa',
  ],
  area: 'advocacy',
  status: 'Looking at their stage',
  input,
  plan,
  told,
  write,
  undo: { run: undo },
  ...shown(
    (output: Output): Shown => ({
      point: pointOf(output),
      why: openOf(output),
      header: `${output.person.name}: ${spaced(output.to)}`,
      body: linesPart(null, [pointOf(output), ...openOf(output)]),
      next: [
        callButton<typeof assessEvangelistTool>('What is next', 'assess_evangelist', {
          account: output.account.id,
          contact: output.person.id,
        }),
        callButton<typeof getEvangelismPipeline>('Pipeline', 'get_evangelism_pipeline', {}),
      ],
    }),
  ),
});

type Plan = Awaited<ReturnType<typeof plan>>;
type Output = Awaited<ReturnType<typeof write>>;

const pointOf = ({ person, account, from, to }: Pick<Output, 'person' | 'account' | 'from' | 'to'>): Text =>
  from
    ? `${person.name} (${account.name}) moved from ${spaced(from)} to ${spaced(to)}.`
    : `${person.name} (${account.name}) is in the programme as ${spaced(to)}.`;
const openOf = ({ exit }: Pick<Output, 'exit'>): Text[] => exit.filter(({ met }) => !met).map(({ text }) => `Left open: ${text}`);

async function plan(given: z.output<typeof input>, context: Context) {
  const now = context.clock.now();
  const found = await findEvangelist({ ...context, asOf: now }, given.account, given.contact);
  requireMayActOn(context.actor, found.account, 'advocacy');
  requireNoHold(found.asked, found.contact, `${found.contact.name} does not move on in the programme`);
  return { found, step: stepOf(found, given.stage, given.reason?.trim() || null), now };
}

async function write({ found, step, now }: Plan, { tenant, models, actor }: Context) {
  const { account, contact, candidate } = found;
  const { from, to, reason } = step;
  const change = { ...(from ? { from } : {}), to, at: now, byUserId: actor.id, ...(reason ? { reason } : {}) };
  const { programme } = candidate;
  if (programme && from) {
    const { modifiedCount } = await models.evangelismPipelineManagement.updateOne(
      { tenant, _id: programme._id, pipelineStage: from },
      { $set: { pipelineStage: to, updatedAt: now }, $push: { stageHistory: change } },
    );
    if (modifiedCount === 0) throw changedSince(`Nothing was moved: ${contact.name}’s stage has just been changed. Look again.`);
  } else {
    const there = { tenant, contactId: contact._id };
    if (await models.evangelismPipelineManagement.exists(there))
      throw changedSince(`Nothing was added: ${contact.name} has just been added to the programme.`);
    await models.evangelismPipelineManagement.create({
      _id: randomUUID(),
      ...there,
      accountId: account._id,
      pipelineStage: to,
      stageHistory: [change],
      programManagerId: actor.id,
      at: now,
      ingestedAt: now,
      updatedAt: now,
    });
  }
  return { account: headOf(account), person: headOf(contact), from, to, exit: step.exit, reason, at: now.toISOString() };
}

function told({ found, step }: Plan, { actor }: Context) {
  const { account, contact } = found;
  return {
    account: headOf(account),
    title: step.from ? `Move ${contact.name} to ${spaced(step.to)}` : `Add ${contact.name} to the evangelism programme`,
    fields: [
      ['Person', `${contact.name}${contact.title ? `, ${contact.title}` : ''}`],
      ['Stage', step.from ? `${capital(spaced(step.from))} to ${spaced(step.to)}` : capital(spaced(step.to))],
      !step.from && ['Looked after by', actor.name],
      ...step.exit.map(({ text, met }) => [met ? 'Criterion met' : 'Criterion open', text] as const),
      step.reason && ['Reason', step.reason],
    ] satisfies Fields,
  };
}

async function undo({ output }: { output: Output }, { tenant, models }: Context): Promise<string> {
  const { person, from, to, at } = output;
  const row = await models.evangelismPipelineManagement.findOne({ tenant, contactId: person.id }).lean<EvangelismPipelineManagement>();
  const last = row?.stageHistory.at(-1);
  if (!row || row.pipelineStage !== to || last?.at.toISOString() !== at)
    throw changedSince(`Not undone: ${person.name}’s stage has been changed since.`);
  const unchanged = { tenant, _id: row._id, pipelineStage: to, updatedAt: row.updatedAt };
  if (from)
    await models.evangelismPipelineManagement.updateOne(unchanged, {
      $set: { pipelineStage: from, stageHistory: row.stageHistory.slice(0, -1) },
    });
  else await models.evangelismPipelineManagement.deleteOne(unchanged);
  return from ? `${person.name} is ${spaced(from)} again.` : `${person.name} is no longer in the programme.`;
}
