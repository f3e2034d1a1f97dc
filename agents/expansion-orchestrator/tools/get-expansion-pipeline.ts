import { z } from 'zod';
import { type Context, optional, ownerInput, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { namesOf, whoseAccounts } from '../../kit/who.ts';
import { loadPipeline } from '../load-pipeline.ts';
import { pipelineOf } from '../pipeline.ts';
import { pipelineShown } from '../present-pipeline.ts';
import { OPEN_STAGES } from '../stages.ts';

const input = z.object({
  owner: ownerInput,
  stage: optional(z.enum(OPEN_STAGES)).describe('Only sales in this stage; null for all open ones'),
  stuck: optional(z.boolean()).describe('True only where somebody asks for stuck, stalled or overdue deals'),
  page: pageInput,
});

export const getExpansionPipeline = readTool({
  name: 'get_expansion_pipeline',
  title: 'Expansion pipeline',
  description:
    'The open sales to existing customers by stage: how many, how long in their stage, which are stuck and why, what they are worth and what that is weighted by how likely each stage is won. Whose: sold by them, or at accounts they look after. Not renewals (forecast_renewals), and not one opportunity.',
  examples: [
    'Show my expansion pipeline',
    'my pipeline',
    'pipeline',
    'expansion pipeline of Marcus',
    'which expansion deals are stuck?',
    'what is stuck in my pipeline',
    'pipeline by stage',
    'weighted pipeline',
    'how much expansion is in negotiation?',
    'open upsell deals of my team',
    'which deals have not moved',
    'open deals',
    'biggest deals',
    'deals by stage',
    'what is in the pipe',
    'how big is my pipeline',
    'deals in negotiation',
    'what is about to close',
    'which deals are late',
    'oldest deals in the pipeline',
    'where are my deals',
    'total pipeline of the team',
    'sales funnel',
    'meine Pipeline',
    'mon pipeline',
    'mi embudo de ventas',
  ],
  words: [
    'pipeline: funnel, pipe, vertriebspipeline, entonnoir, embudo',
    'deal: deals, sale, sales, geschäft, geschäfte, affaire, affaires, negocio, negocios',
    'stuck: stalled, stale, hängt, hängen, festgefahren, bloqué, bloquées, estancado, estancados, estancadas, blocked, blocking, blocks, stagnant, frozen, idle',
    'expansion: expansions, upsell, upsells, erweiterung, ausbau, extension, ampliación',
  ],
  status: 'Looking through the open deals',
  input,
  run,
  ...pipelineShown,
});

export type PipelineOutput = Awaited<ReturnType<typeof run>>;

async function run(asked: z.output<typeof input>, context: Context) {
  // Who sells means what they sell.
  const whose = await whoseAccounts(context, asked.owner ?? (context.actor.roles.includes('ae') ? 'mine' : null));
  const { deals, chances, partly } = await loadPipeline(context, whose);
  const wanted = deals.filter(({ stage, stuck }) => (asked.stage === null || stage === asked.stage) && (!asked.stuck || stuck.length > 0));
  const pipeline = pipelineOf(wanted);
  const page = pageOf(asked.page);
  const shown = pipeline.deals.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const names = await namesOf(
    context,
    shown.map(({ repId }) => repId),
  );
  return {
    ...pipeline,
    asOf: context.asOf.toISOString(),
    whose: whose.label,
    /** Whose sales they are is said above. */
    person: whose.person?.id ?? null,
    deals: shown.map((deal) => ({ ...deal, rep: names.get(deal.repId ?? '') ?? null })),
    total: wanted.length,
    page,
    pages: pagesOf(wanted.length),
    chances,
    partly,
    arguments: asked,
  };
}
