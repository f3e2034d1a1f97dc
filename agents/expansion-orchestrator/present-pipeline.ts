import type { Text } from '../facts/index.ts';
import {
  callButton,
  contextLine,
  linesOf,
  notePart,
  opening,
  type Shown,
  shown,
  tableLabel,
  tableOf,
  textPart,
} from '../kit/present/index.ts';
import { listed, ofGroup, t } from '../kit/say.ts';
import { capital, plural } from '../metrics/index.ts';
import { standingText } from './deals.ts';
import type { Pipeline } from './pipeline.ts';
import { STAGE_WORDS } from './stages.ts';
import type { getExpansionOpportunity } from './tools/get-expansion-opportunity.ts';
import type { getExpansionPipeline, PipelineOutput } from './tools/get-expansion-pipeline.ts';

type Row = PipelineOutput['deals'][number];

const scopeOf = ({ whose, arguments: { stage, stuck } }: PipelineOutput) => `${whose}${stage ? `, ${stage}` : ''}${stuck ? ', stuck' : ''}`;

function worthText(output: PipelineOutput, worth: Pipeline['worth'], key: string): Text {
  const { money } = ofGroup(key, output.asOf);
  return listed(
    worth
      .filter(({ value }) => value > 0)
      .map(
        ({ currency, value, weighted }) =>
          t`${money(`pipeline_value:${currency}`, 'value a year', value, currency)} (${money(`pipeline_weighted:${currency}`, 'weighted', weighted, currency)} weighted)`,
      ),
  );
}

function pointOf(output: PipelineOutput): Text {
  const { total, stuck, worth, whose, arguments: asked } = output;
  const what = `${asked.stuck ? 'stuck ' : ''}expansion ${total === 1 ? 'deal' : 'deals'}${asked.stage ? ` in ${STAGE_WORDS[asked.stage]}` : ''}`;
  if (total === 0) return `No open ${what} in ${whose}.`;
  const { of } = ofGroup(scopeOf(output), output.asOf);
  const value = worth.some((each) => each.value > 0) ? t`, ${worthText(output, worth, scopeOf(output))}` : ', none with a value on record';
  const halted = stuck > 0 && !asked.stuck ? t`; ${of('pipeline_stuck', 'stuck', stuck, '')} stuck` : '';
  return t`${of('pipeline_deals', 'open deals', total, '')} open ${what} in ${whose}${value}${halted}.`;
}

const lineOf = (deal: Row, person: string | null): Text =>
  t`**${deal.account.name}** ${deal.name}: ${standingText(deal)}${deal.repId === person || !deal.rep ? '' : `, ${deal.rep}`}`;

const open = ({ account, name, id }: Row) =>
  callButton<typeof getExpansionOpportunity>(`Open ${account.name}: ${name}`, 'get_expansion_opportunity', {
    account: account.id,
    opportunity: id,
  });

export const pipelineShown = shown((output: PipelineOutput): Shown => {
  const { deals, stages, page, pages, asOf, person, unpriced, partly } = output;
  const rows = deals.map((deal) => ({ name: deal.account.name, ...(deal.source === 'found' ? { open: open(deal) } : {}) }));
  return {
    point: pointOf(output),
    why: deals.map((deal) => t`${deal.account.name}, ${deal.name}: ${standingText(deal)}`),
    header: `Expansion pipeline: ${scopeOf(output)}`,
    body: [...textPart(stagesText(output)), ...linesOf(null, deals, (deal) => lineOf(deal, person))],
    rows,
    next: [
      ...opening(rows),
      (output.total === 0 || output.arguments.owner === null) &&
        output.person !== null &&
        callButton<typeof getExpansionPipeline>('Everybody’s pipeline', 'get_expansion_pipeline', {
          ...output.arguments,
          owner: 'all',
          page: null,
        }),
      page < pages &&
        callButton<typeof getExpansionPipeline>('Next page', 'get_expansion_pipeline', { ...output.arguments, page: page + 1 }),
    ],
    sections: {
      'By stage':
        stages.length === 0
          ? []
          : [
              ...linesOf(null, stages, ({ stage, count, stuck, longest, worth }) => {
                const key = `${scopeOf(output)}:${stage}`;
                const { of } = ofGroup(key, asOf);
                const value = worth.some((each) => each.value > 0) ? t`, ${worthText(output, worth, key)}` : '';
                return t`**${capital(STAGE_WORDS[stage])}** ${of('pipeline_deals', 'open deals', count, '')}${value}, longest ${of('longest_in_stage', 'longest', longest, 'days')}${stuck > 0 ? t`, ${of('pipeline_stuck', 'stuck', stuck, '')} stuck` : ''}`;
              }),
              ...notePart(chancesText(output)),
            ],
      [tableLabel(pages)]: tableOf(null, deals, ({ account, name, stage, figures, rep, decisionAt, value }) => ({
        Account: account.name,
        Opportunity: name,
        Stage: STAGE_WORDS[stage],
        Days: t`${figures.days}`,
        Value: value === null ? '–' : figures.value,
        Weighted: value === null ? '–' : figures.weighted,
        Decision: decisionAt === null ? '–' : figures.decision,
        'Sold by': rep ?? '–',
      })),
    },
    context: contextLine({
      asOf,
      used: [output.whose],
      notes: [
        ...(pages > 1 ? [`Page ${page} of ${pages}`] : []),
        ...(unpriced > 0 ? [`${plural(unpriced, 'deal')} without a value on record`] : []),
        ...(deals.some(({ source }) => source === 'crm')
          ? ['Deals that only the CRM knows are moved there; one linked to it is counted once']
          : []),
        ...(partly ? ['Only the largest were read'] : []),
      ],
    }),
  };
});

/** How many are in each stage, in a line; of one stage, and on later pages, nothing. */
function stagesText(output: PipelineOutput): Text {
  const { stages, page, asOf } = output;
  if (stages.length < 2 || page > 1) return '';
  const each = stages.map(
    ({ stage, count }) =>
      t`${STAGE_WORDS[stage]} ${ofGroup(`${scopeOf(output)}:${stage}`, asOf).of('pipeline_deals', 'open deals', count, '')}`,
  );
  return t`**By stage** ${listed(each)}`;
}

/** What "weighted" means, with the figures. */
function chancesText({ chances, asOf }: PipelineOutput): Text {
  const { percent } = ofGroup('stage chances', asOf);
  const each = Object.entries(chances).map(
    ([stage, { chance, closed }]) =>
      t`${stage} ${percent(`stage_chance:${stage}`, `${stage} won`, chance)}${closed > 0 ? ` (${plural(closed, 'sale')} over)` : ''}`,
  );
  return t`Weighted: the value times how likely a deal in its stage is won, a starting chance pulled towards how your own ended: ${listed(each)}.`;
}
