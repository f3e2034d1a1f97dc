import { z } from 'zod';
import type { Button, Card, Part, Tone } from '../../kit/card.ts';
import type { Summary } from '../../kit/define-agent.ts';
import { plural } from '../../metrics/format.ts';
import { bullets, buttonRow, call, capital, day, plain, show, stop } from '../words.ts';
import { type RunView, runSchema, type StepView } from './view.ts';

export const runOutputSchema = z.object({
  asOf: z.string(),
  /** What was just done, where something was. */
  said: z.string().nullable(),
  run: runSchema,
});
export type RunOutput = z.infer<typeof runOutputSchema>;

const TONES: Record<string, Tone> = { on_track: 'green', at_risk: 'yellow', delayed: 'orange', escalated: 'red' };
const MOST = 5;

const DUE: readonly StepView['state'][] = ['overdue', 'due', 'draft', 'waiting'];
export const dueOf = ({ steps }: RunView): StepView[] => steps.filter(({ state }) => DUE.includes(state));

/** "day 3 of 104, 3 of 18 steps done, on track". */
export function standing(run: RunView): string {
  const done = run.steps.filter(({ state }) => state === 'done').length;
  const left = run.steps.filter(({ state }) => state === 'skipped').length;
  const steps = `${done} of ${plural(run.steps.length, 'step')} done${left > 0 ? `, ${left} left out` : ''}`;
  if (run.status === 'completed') return `completed on day ${run.day}, ${steps}`;
  if (run.status === 'cancelled') return `cancelled on day ${run.day}, ${steps}`;
  if (run.status === 'on_hold') return `on hold, ${steps}`;
  return `day ${run.day} of ${run.days}, ${steps}${run.health ? `, ${plain(run.health)}` : ''}`;
}

/** Who does what until when, in one line. */
export function stepLine(step: StepView, asOf: string): string {
  const who = step.assignee ? ` (${step.assignee})` : '';
  const states: Record<StepView['state'], string> = {
    done: `done ${day(step.at, asOf)}`,
    skipped: 'left out',
    overdue: `overdue since ${day(step.dueUntil, asOf)}`,
    due: `due until ${day(step.dueUntil ?? step.dueAt, asOf)}`,
    draft: 'draft waits for approval',
    waiting: 'waits for the question',
    later: `from ${day(step.dueAt, asOf)}`,
  };
  return `${step.number}. ${step.title}${who}: ${states[step.state]}${step.problem ? `. ${step.problem}` : ''}`;
}

export function runSummary({ run, said, asOf }: RunOutput): Summary {
  const point = `${said ? `${said} ` : ''}${run.account.name}, ${run.playbook.name}: ${standing(run)}.`;
  if (run.status === 'completed') return { point: `${point}${scored(run)}`, why: run.targets.map(targetLine).slice(0, MOST) };
  const next = run.steps.find(({ state }) => state === 'later');
  const why = [
    ...(run.question ? [`To answer: ${run.question.text}`] : []),
    ...dueOf(run).map((step) => stepLine(step, asOf)),
    ...(next ? [`Next: ${stepLine(next, asOf)}`] : []),
    ...run.escalations.slice(-1).map(({ when, to }) => `Escalated${to ? ` to ${plain(to)}` : ''}: ${when}`),
  ];
  return { point, why: why.slice(0, MOST) };
}

const scored = ({ successScore, targets }: RunView): string =>
  successScore === null
    ? ' Its targets could not be measured.'
    : ` ${targets.filter(({ reached }) => reached).length} of ${plural(targets.length, 'target')} reached (${successScore} % of the way).`;

function targetLine({ label, unit, baseline, target, value, reached }: RunView['targets'][number]): string {
  const from = baseline === null ? '' : ` from ${baseline}`;
  const now = value === null ? 'not measured' : `${value}${from}`;
  return `${label}: ${now}, target ${target ?? 'none'}${unit === '%' ? ' %' : ''}${reached === null ? '' : reached ? ', reached' : ', not reached'}`;
}

/** Done and Skip for one step. */
export function stepButtons({ account, id }: Pick<RunView, 'account' | 'id'>, step: StepView, index = 0): Button[] {
  const args = { account: account.id, step: String(step.number), execution: id };
  return [
    call(`Done: ${step.number}. ${step.title}`, 'complete_playbook_step', { ...args, note: null }, index === 0 ? 'primary' : undefined),
    call(`Skip ${step.number}`, 'skip_playbook_step', { ...args, reason: null }),
  ];
}

/** Yes and No to the open branch. */
export function questionButtons({ account, id }: Pick<RunView, 'account' | 'id'>): Button[] {
  return (['yes', 'no'] as const).map((answer, index) =>
    call(capital(answer), 'answer_playbook_decision', { account: account.id, answer, execution: id }, index === 0 ? 'primary' : undefined),
  );
}

export function runCard(output: RunOutput): Card {
  const { run, asOf } = output;
  const { point } = runSummary(output);
  const manual = dueOf(run).filter(({ state }) => state === 'due' || state === 'overdue');
  const [first] = manual;
  const ended = run.status === 'completed' || run.status === 'cancelled';
  const sections = [
    { label: 'All steps', parts: stepsTable(run, asOf) },
    { label: 'Targets', parts: targetsTable(run) },
    { label: 'History', parts: history(run, asOf) },
  ];
  const actions: Button[] = ended
    ? []
    : run.question
      ? questionButtons(run)
      : run.status === 'on_hold'
        ? [call('Resume', 'pause_playbook', { account: run.account.id, action: 'resume', reason: null, execution: run.id }, 'primary')]
        : first
          ? stepButtons(run, first)
          : [];
  return {
    point,
    parts: [
      {
        type: 'header',
        text: `${run.account.name}: ${run.playbook.name}`,
        tone: ended ? 'neutral' : (TONES[run.health ?? ''] ?? 'neutral'),
      },
      {
        type: 'fields',
        fields: [
          { label: 'Progress', value: `${progressBar(run.progress)} ${run.progress} %` },
          {
            label: 'Day',
            value: ended ? `ended ${day(run.endedAt, asOf)}` : `${run.day} of ${run.days}, until ${day(run.plannedEnd, asOf)}`,
          },
          { label: 'Status', value: capital(plain(run.status === 'in_progress' ? (run.health ?? 'on_track') : run.status)) },
        ],
      },
      ...(run.question ? [{ type: 'text' as const, text: `**To answer** ${run.question.text}` }] : []),
      ...bullets(
        'Now',
        dueOf(run)
          .slice(0, MOST)
          .map((step) => stepLine(step, asOf)),
      ),
      ...(ended ? bullets('Targets', run.targets.map(targetLine)) : []),
      ...bullets(
        'Escalated',
        run.escalations.map(({ when, to, text }) => `${when}${to ? `, to ${plain(to)}` : ''}: ${stop(text)}`),
      ),
      ...buttonRow(...actions, show('All steps', 0), show('Targets', 1), show('History', 2)),
      { type: 'feedback' },
      {
        type: 'context',
        text: `As of ${day(asOf, asOf)}. Version ${run.playbook.version}, started ${day(run.startedAt, asOf)}${run.cause ? ` because: ${run.cause}` : ''}${run.adjustments.length > 0 ? ` Adjusted for the segment: ${run.adjustments.join('; ')}.` : ''}`,
      },
    ],
    sections,
  };
}

const progressBar = (percent: number): string => '▰'.repeat(Math.round(percent / 10)).padEnd(10, '▱');

function stepsTable(run: RunView, asOf: string): Part[] {
  return [
    {
      type: 'table',
      title: `${run.playbook.name}, ${plural(run.steps.length, 'step')}`,
      columns: [{ label: 'Step' }, { label: 'Phase', align: 'right' }, { label: 'Who' }, { label: 'State' }],
      rows: run.steps
        .toSorted((a, b) => a.number - b.number)
        .map((step) => [`${step.number}. ${step.title}`, String(step.phase), step.assignee ?? '', stateWords(step, asOf)]),
    },
  ];
}

const stateWords = (step: StepView, asOf: string): string => stepLine(step, asOf).split(': ').at(-1) ?? '';

function targetsTable({ targets }: RunView): Part[] {
  const figure = (value: number | null) => (value === null ? '—' : String(value));
  return [
    {
      type: 'table',
      title: 'Targets',
      columns: [
        { label: 'What' },
        { label: 'At the start', align: 'right' },
        { label: 'Now', align: 'right' },
        { label: 'Target', align: 'right' },
        { label: 'Reached' },
      ],
      rows: targets.map(({ label, unit, baseline, value, target, reached }) => [
        `${label}${unit ? ` (${unit})` : ''}`,
        figure(baseline),
        figure(value),
        figure(target),
        reached === null ? 'not measured' : reached ? 'yes' : 'no',
      ]),
    },
  ];
}

function history(run: RunView, asOf: string): Part[] {
  const lines = [
    ...run.steps
      .filter(({ at }) => at)
      .map((step) => ({
        at: step.at ?? '',
        text: `${step.number}. ${step.title} ${step.state === 'done' ? 'done' : 'left out'}${step.note ? `: ${step.note}` : ''}`,
      })),
    ...run.decisions.map(({ question, answer, basis, at }) => ({ at, text: `${question} ${capital(answer)}. ${basis}` })),
    ...run.escalations.map(({ when, to, text, at }) => ({ at, text: `Escalated${to ? ` to ${plain(to)}` : ''}: ${when}. ${text}` })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return bullets('History', lines.length === 0 ? ['Nothing happened yet'] : lines.map(({ at, text }) => `${day(at, asOf)}: ${text}`));
}
