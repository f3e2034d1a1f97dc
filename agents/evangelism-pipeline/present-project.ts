import type { Text } from '../facts/index.ts';
import { callButton, contextLine, findingsPart, linesPart, type Shown, shown } from '../kit/present/index.ts';
import { figuresOf, plain, t } from '../kit/say.ts';
import type { Proposal } from '../kit/tool.ts';
import { readinessOf } from './figures.ts';
import { tierWord } from './tiers.ts';
import type { assessEvangelistTool } from './tools/assess-evangelist.ts';
import type { ProjectOutput, planCoInnovation } from './tools/plan-co-innovation.ts';
import type { RecordedProject, recordCoInnovationProject } from './tools/record-co-innovation-project.ts';

const sayOf = ({ account, name, asOf }: Pick<ProjectOutput, 'account' | 'name' | 'asOf'>) =>
  figuresOf({ kind: 'step', id: `${account.id} ${name}`, name }, asOf);

function datesOf(plan: ProjectOutput) {
  const { of, date } = sayOf(plan);
  return {
    months: of('project_months', 'length', plan.months, 'months'),
    start: date('project_start', 'start', plan.startsAt),
    end: date('project_end', 'end', plan.endsAt),
  };
}

const milestoneLines = (plan: ProjectOutput): Text[] =>
  plan.milestones.map(({ text, at }, index) => t`${sayOf(plan).date(`project_milestone:${index}`, text, at)}: ${text}`);

export const projectShown = shown((plan: ProjectOutput): Shown => {
  const { person, account, name, tier, readiness, facts, asOf, others, theirPart, ourPart } = plan;
  const { months, start, end } = datesOf(plan);
  return {
    point: t`Project with ${person.name} (${account.name}): ${name}, ${months} from ${start} to ${end}. Nothing is agreed before it is approved.`,
    why: [
      t`${person.name}: ${tier ? `${tierWord(tier)}, ` : ''}readiness ${readinessOf(person, { readiness }, asOf)}`,
      ...milestoneLines(plan),
      ...(others.length > 0 ? [`Also thinkable: ${others.join('; ')}`] : []),
    ],
    header: `Build together: ${name}`,
    body: [...linesPart(`Their part`, theirPart), ...linesPart('Our part', ourPart)],
    next: [
      ...others.slice(0, 2).map((topic) =>
        callButton<typeof planCoInnovation>(`Instead: ${topic}`, 'plan_co_innovation', {
          account: account.id,
          contact: person.id,
          topic,
        }),
      ),
      callButton<typeof assessEvangelistTool>(person.name, 'assess_evangelist', { account: account.id, contact: person.id }),
    ],
    sections: { Why: findingsPart(facts, 'What it comes from') },
    feedback: true,
    context: contextLine({ asOf, notes: ['No value is stated: none has been measured'] }),
  };
});

export function projectProposal(plan: ProjectOutput): Proposal {
  const { account, person, name, months, startsAt, endsAt, facts, theirPart, ourPart } = plan;
  const list = (lines: readonly Text[]) => lines.map((line) => `• ${plain(line)}`).join('\n');
  return {
    kind: 'action',
    account,
    title: `Build with ${person.name}: ${name}`.slice(0, 150),
    text: [
      `Record a project with **${person.name}** (${account.name}) as agreed: **${name}**, ${months} months.`,
      `**Their part**\n${list(theirPart)}`,
      `**Our part**\n${list(ourPart)}`,
      `**Milestones**\n${list(milestoneLines(plan))}`,
      'On Approve it is recorded in the evangelism programme. Nothing is sent to the customer.',
    ]
      .join('\n\n')
      .slice(0, 2_500),
    deciders: 'leaders',
    files: [],
    facts,
    whyNow: `${person.name} is ready to build with us, and their account is not at risk.`,
    call: {
      tool: 'record_co_innovation_project',
      arguments: {
        accountId: account.id,
        contactId: person.id,
        name,
        scope: [...theirPart, ...ourPart].join('. ').slice(0, 1_000),
        startsAt,
        endsAt,
      } satisfies Parameters<typeof recordCoInnovationProject.input.parse>[0] & object,
    },
  };
}

export const recordedShown = shown(({ person, account, name, asOf, endsAt, known }: RecordedProject): Shown => {
  const end = sayOf({ account, name, asOf }).date('project_end', 'end', endsAt);
  const point = t`${known ? 'Already agreed' : 'Agreed'}: ${name}, with ${person.name} (${account.name}), until ${end}.`;
  return {
    point,
    header: `Build together: ${name}`,
    body: linesPart(null, [point]),
    next: [callButton<typeof assessEvangelistTool>('What is next', 'assess_evangelist', { account: account.id, contact: person.id })],
  };
});
