import { z } from 'zod';
import type { Account } from '../../../models/account.ts';
import { EVANGELISM_STAGES, type EvangelismPipelineManagement } from '../../../models/evangelism-pipeline-management.ts';
import { rows } from '../../../models/kit/rows.ts';
import { loadAsked } from '../../kit/asking.ts';
import { filterOf } from '../../kit/conditions.ts';
import { headOf } from '../../kit/say.ts';
import { type Context, optional, ownerInput, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { namesOf, whoseAccounts } from '../../kit/who.ts';
import { assessEvangelist } from '../assess.ts';
import { holdOf } from '../hold.ts';
import { candidateOf } from '../parts.ts';
import { pipelineShown } from '../present-pipeline.ts';
import { daysInStage, exitOf, isStuck, nextStage } from '../stages.ts';

const MOST = 300;
const MOST_CANDIDATES = 3;
/** From here on it is worth looking whom an account has. */
const LEAST_READINESS = 50;

const input = z.object({
  owner: ownerInput,
  stage: optional(z.enum(EVANGELISM_STAGES)).describe(
    'Only this stage: prospect, qualified, developing, active, strategic_partner; null for all',
  ),
  stuck: optional(z.boolean()).describe('true for only those too long in their stage; null for all'),
  page: pageInput,
});

export const getEvangelismPipeline = readTool({
  name: 'get_evangelism_pipeline',
  title: 'The evangelism pipeline',
  description:
    'Lists the people in the evangelism programme, one’s own or everybody’s: stage, days in it, readiness and tier, what is open before the next stage, who is stuck, whose account is at risk, and who else is ready and not in it yet. Use it for "evangelism pipeline", "who are our evangelists", "which evangelists are stuck". Not for one person (assess_evangelist), and not for deals.',
  examples: [
    'Evangelism pipeline',
    'who are our evangelists',
    'my evangelists',
    'which evangelists are stuck',
    'who in the evangelism programme is ready for the next stage',
    'evangelists in the active stage',
    'show the evangelism program of my accounts',
    'who else could become an evangelist',
  ],
  words: ['stuck: stalled, hängt, festgefahren, bloqué, bloqués, atascado', 'pipeline: program, programme, programm, programa'],
  status: 'Looking through the programme',
  input,
  run,
  ...pipelineShown,
});

export type PipelineOutput = Awaited<ReturnType<typeof run>>;

async function run(given: z.output<typeof input>, context: Context) {
  const { tenant, models, asOf, actor } = context;
  const whose = await whoseAccounts(context, given.owner);
  const page = pageOf(given.page);
  const programme = await rows<EvangelismPipelineManagement>(
    models.evangelismPipelineManagement,
    tenant,
    { at: { $lte: asOf }, ingestedAt: { $lte: asOf } },
    { fields: { accountId: 1, contactId: 1, programManagerId: 1 }, sort: { at: -1 }, limit: MOST },
  );
  const accounts = await rows<Account>(
    models.accounts,
    tenant,
    { _id: { $in: [...new Set(programme.map(({ accountId }) => accountId))] }, ...whose.where },
    { fields: { name: 1 } },
  );
  const theirs = new Set(accounts.map(({ _id }) => _id));
  // Who looks after somebody in the programme counts them as theirs, whoever's account it is.
  const own = programme.filter(
    ({ accountId, programManagerId }) => theirs.has(accountId) || (whose.person !== null && programManagerId === whose.person.id),
  );
  const known = await loadAsked(
    context,
    own.map(({ accountId }) => accountId),
  );
  const entries = own.flatMap(({ accountId, contactId }) => {
    const asked = known.get(accountId);
    const contact = asked?.facts.contacts.find(({ _id }) => _id === contactId);
    if (!asked || !contact) return [];
    const candidate = candidateOf(asked, contact);
    const stage = candidate.programme?.pipelineStage;
    if (!stage) return [];
    const evangelist = assessEvangelist(candidate);
    const exit = exitOf(stage, { candidate, evangelist });
    const days = daysInStage(candidate);
    return [
      {
        account: headOf(asked.facts.account),
        person: headOf(contact),
        stage,
        days,
        stuck: isStuck(stage, days),
        readiness: evangelist.readiness,
        tier: evangelist.tier,
        open: exit.filter(({ met }) => !met).map(({ text }) => text),
        next: nextStage(stage),
        held: holdOf(asked, contact).map(({ text }) => text),
        managerId: candidate.programme?.programManagerId ?? null,
      },
    ];
  });
  const shown = entries
    .filter(({ stage, stuck }) => (given.stage === null || stage === given.stage) && (given.stuck !== true || stuck))
    .sort((a, b) => EVANGELISM_STAGES.indexOf(b.stage) - EVANGELISM_STAGES.indexOf(a.stage) || (b.readiness ?? -1) - (a.readiness ?? -1));
  const names = await namesOf(
    context,
    shown.map(({ managerId }) => managerId),
  );
  return {
    asOf: asOf.toISOString(),
    whose: whose.person?.id === actor.id ? 'your programme' : whose.label,
    total: shown.length,
    stages: EVANGELISM_STAGES.map((stage) => ({ stage, people: entries.filter((each) => each.stage === stage).length })),
    stuck: entries.filter(({ stuck }) => stuck).length,
    held: entries.filter(({ held }) => held.length > 0).length,
    page,
    pages: pagesOf(shown.length),
    people: shown
      .slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
      .map(({ managerId, ...each }) => ({ ...each, manager: names.get(managerId ?? '') ?? null })),
    candidates: await readyOutside(context, whose.where, new Set(programme.map(({ accountId }) => accountId))),
    arguments: given,
  };
}

/** The readiest accounts, as last said, nobody of whom is in the programme. */
async function readyOutside({ tenant, models, asOf }: Context, where: object, inside: ReadonlySet<string>) {
  const standings = await models.accountStandings
    .find(
      {
        tenant,
        ...where,
        asOf: { $lte: asOf },
        accountId: { $nin: [...inside] },
        ...filterOf({ metric: 'evangelism_readiness', comparator: 'at least', value: LEAST_READINESS }, asOf),
        band: { $in: ['green', 'yellow'] },
      },
      { accountId: 1, name: 1, asOf: 1, 'metrics.evangelism_readiness': 1 },
    )
    .sort({ 'metrics.evangelism_readiness': -1 })
    .limit(MOST_CANDIDATES)
    .lean<{ accountId: string; name: string; asOf: Date; metrics?: Record<string, number> }[]>();
  return standings.map(({ accountId, name, asOf, metrics }) => ({
    id: accountId,
    name,
    asOf: asOf.toISOString(),
    readiness: metrics?.evangelism_readiness ?? null,
  }));
}
