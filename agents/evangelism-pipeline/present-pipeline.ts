import type { Text } from '../facts/index.ts';
import { callButton, contextLine, linesOf, opening, primary, type Shown, shown, tableLabel, tableOf } from '../kit/present/index.ts';
import { listed, ofAccount, ofGroup, t } from '../kit/say.ts';
import { capital, metricNamed, spaced } from '../metrics/index.ts';
import { readinessOf, sayOf } from './figures.ts';
import { tierWord } from './tiers.ts';
import type { assessEvangelistTool } from './tools/assess-evangelist.ts';
import type { getEvangelismPipeline, PipelineOutput } from './tools/get-evangelism-pipeline.ts';

type Entry = PipelineOutput['people'][number];

const lineText = ({ person, stage, days, stuck, readiness, tier, open, next, held }: Entry, asOf: string): Text => {
  const parts: Text[] = [
    spaced(stage),
    ...(days === null ? [] : [t`${sayOf(person, asOf).of('days_in_stage', 'days in the stage', days, 'days')}${stuck ? ', stuck' : ''}`]),
    readiness === null ? 'too little known' : t`readiness ${readinessOf(person, { readiness }, asOf)}${tier ? ` (${tierWord(tier)})` : ''}`,
    ...(held.length > 0
      ? [t`on hold: ${held[0] ?? ''}`]
      : open.length > 0
        ? [`open: ${open[0]}`]
        : next
          ? [`ready for ${spaced(next)}`]
          : []),
  ];
  return listed(parts, '; ');
};

function pointOf({ whose, total, stuck, held, asOf, arguments: given, candidates }: PipelineOutput): Text {
  const group = ofGroup(`evangelism:${whose}:${given.stage ?? 'all'}:${given.stuck === true ? 'stuck' : 'all'}`, asOf);
  const where = whose === 'all accounts' ? 'the programme' : whose;
  if (total === 0)
    return `Nobody${given.stuck === true ? ' stuck' : ''}${given.stage ? ` in ${spaced(given.stage)}` : ''} in ${where}.${candidates.length > 0 ? ` Ready and not in it: ${candidates.map(({ name }) => name).join(', ')}.` : ''}`;
  const notes: Text[] = [
    ...(stuck > 0 && given.stuck !== true ? [t`${group.of('evangelists_stuck', 'stuck', stuck, '')} stuck`] : []),
    ...(held > 0 && given.stuck !== true ? [t`${group.of('evangelists_on_hold', 'on hold', held, '')} on hold`] : []),
  ];
  return t`${group.count('evangelists', total, 'person', 'people')}${given.stuck === true ? ' stuck' : ''}${given.stage ? ` in ${spaced(given.stage)}` : ''} in ${where}${notes.length > 0 ? t`, ${listed(notes)}` : ''}.`;
}

const named = ({ person, account }: Entry): string => `${person.name} (${account.name})`;

const open = ({ person, account }: Entry) =>
  callButton<typeof assessEvangelistTool>(person.name, 'assess_evangelist', { account: account.id, contact: person.id });

export const pipelineShown = shown((found: PipelineOutput): Shown => {
  const { people, stages, asOf, page, pages, arguments: given, candidates, whose } = found;
  const group = ofGroup(`evangelism:${whose}`, asOf);
  const { label, unit } = metricNamed('evangelism_readiness');
  const turn = (to: number) =>
    callButton<typeof getEvangelismPipeline>(to > page ? 'Next page' : 'Previous page', 'get_evangelism_pipeline', { ...given, page: to });
  const ready = people.find(({ open, held, next }) => open.length === 0 && held.length === 0 && next);
  const rows = people.map((each) => ({ name: each.person.name, open: open(each) }));
  const [first, ...others] = opening([...(ready ? [{ name: ready.person.name, open: open(ready) }] : []), ...rows]);
  return {
    point: pointOf(found),
    why: people.map((each) => t`${named(each)}: ${lineText(each, asOf)}`),
    header: `Evangelism: ${whose}`,
    body: [
      ...linesOf(null, stages.filter(({ people: count }) => count > 0).length > 0 ? [stages] : [], (all) =>
        listed(
          all.map(({ stage, people: count }) => t`${capital(spaced(stage))} ${group.of(`in_stage:${stage}`, spaced(stage), count, '')}`),
          ' → ',
        ),
      ),
      ...linesOf(null, people.slice(5), (each) => t`**${named(each)}** ${lineText(each, asOf)}`),
      ...linesOf(
        'Ready, and not in the programme',
        candidates,
        ({ id, name, readiness, asOf: at }) =>
          t`${name}: readiness ${ofAccount({ id, name }, at).of('evangelism_readiness', label, readiness, unit)}`,
      ),
    ],
    rows,
    next: [first && (ready ? primary(first) : first), ...others, page < pages && turn(page + 1), page > 1 && turn(page - 1)],
    sections: {
      [tableLabel(pages)]: tableOf(null, people, (each) => ({
        Person: named(each),
        Stage: spaced(each.stage),
        'Open before the next': each.open.join('; ') || '–',
        'Looked after by': each.manager ?? '–',
      })),
    },
    context: contextLine({ asOf, used: whose === 'all accounts' ? [] : [whose] }),
  };
});
