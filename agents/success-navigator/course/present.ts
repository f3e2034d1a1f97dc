import type { Text } from '../../facts/index.ts';
import type { Button, Part, Shown, Tone } from '../../kit/present/index.ts';
import { callButton, contextLine, fieldsPart, linesOf, linesPart, primary, shown, tableOf, textPart } from '../../kit/present/index.ts';
import { figuresOf, ofAccount, t } from '../../kit/say.ts';
import { capital, spaced } from '../../metrics/index.ts';
import type { answerPlaybookDecision } from '../tools/answer-playbook-decision.ts';
import type { completePlaybookStep } from '../tools/complete-playbook-step.ts';
import type { pausePlaybook } from '../tools/pause-playbook.ts';
import type { skipPlaybookStep } from '../tools/skip-playbook-step.ts';
import { progressBar, stop } from '../words.ts';
import type { RunOutput } from './act.ts';
import type { RunView, StepView } from './view.ts';

const TONES: Record<string, Tone> = { on_track: 'green', at_risk: 'yellow', delayed: 'orange', escalated: 'red' };
const MOST = 5;

const DUE: readonly StepView['state'][] = ['overdue', 'due', 'draft', 'waiting'];
export const dueOf = ({ steps }: RunView): StepView[] => steps.filter(({ state }) => DUE.includes(state));
const isOver = ({ status }: RunView): boolean => status === 'completed' || status === 'cancelled';

const ofRun = ({ id, playbook, account }: RunView, asOf: string) =>
  figuresOf({ kind: 'playbook', id, name: `${playbook.name}, ${account.name}` }, asOf);

/** "day 3 of 104". */
function dayText(run: RunView, asOf: string): Text {
  const { of } = ofRun(run, asOf);
  return t`${of('course_day', 'day of the playbook', run.day, '')} of ${of('course_days', 'days of the playbook', run.days, '')}`;
}

/** "day 3 of 104, 3 of 18 steps done, on track". */
export function standing(run: RunView, asOf: string): Text {
  const { of, count } = ofRun(run, asOf);
  const { done = [], skipped = [] } = Object.groupBy(run.steps, ({ state }) => state);
  const out = skipped.length > 0 ? t`, ${of('steps_left_out', 'steps left out', skipped.length, '')} left out` : '';
  const steps = t`${of('steps_done', 'steps done', done.length, '')} of ${count('steps', run.steps.length, 'step')} done${out}`;
  if (isOver(run)) return t`${run.status} on day ${of('course_day', 'day of the playbook', run.day, '')}, ${steps}`;
  if (run.status === 'on_hold') return t`on hold, ${steps}`;
  return t`day ${dayText(run, asOf)}, ${steps}${run.health ? `, ${spaced(run.health)}` : ''}`;
}

/** Where a step is: "overdue since 3 Nov", "due until 5 Nov", "from 9 Nov". */
export function stateOf(step: StepView, { id }: RunView, asOf: string): Text {
  const { date } = figuresOf({ kind: 'step', id: `${id} ${step.number}`, name: step.title }, asOf);
  const until = date('step_due', 'due', step.dueUntil ?? step.dueAt);
  const states: Record<StepView['state'], Text> = {
    done: t`done ${date('step_done', 'done', step.at)}`,
    skipped: 'left out',
    overdue: t`overdue since ${until}`,
    due: t`due until ${until}`,
    draft: 'draft waits for approval',
    waiting: 'waits for the question',
    later: t`from ${date('step_from', 'from', step.dueAt)}`,
  };
  return states[step.state];
}

/** Who does what until when, in one line. */
const stepLine = (step: StepView, run: RunView, asOf: string): Text =>
  t`${step.number}. ${step.title}${step.assignee ? ` (${step.assignee})` : ''}: ${stateOf(step, run, asOf)}${step.problem ? `. ${step.problem}` : ''}`;

function targetFigures({ account, endedAt }: RunView, target: RunView['targets'][number], asOf: string) {
  const { name, label, unit, digits, baseline, value, reached } = target;
  const { of } = ofAccount(account, endedAt ?? asOf);
  const now = of(name, label, value, unit, { digits });
  return {
    now,
    course: value === null || baseline === null ? now : { ...now, from: baseline },
    baseline: of(`${name}_at_start`, `${label} at the start`, baseline, unit, { digits }),
    target: of(`${name}_target`, `${label}, target`, target.target, unit, { digits }),
    reached: reached === null ? 'not measured' : reached ? 'reached' : 'not reached',
  };
}

function targetLine(run: RunView, each: RunView['targets'][number], asOf: string): Text {
  const { course, target, reached } = targetFigures(run, each, asOf);
  return t`${each.label}: ${each.value === null ? '' : t`${course}, `}${reached}, target ${target}`;
}

function scored(run: RunView, asOf: string): Text {
  const { successScore, targets } = run;
  if (successScore === null) return ' Its targets could not be measured.';
  const { of, count } = ofRun(run, asOf);
  const reached = of('targets_reached', 'targets reached', targets.filter((each) => each.reached).length, '');
  return t` ${reached} of ${count('targets', targets.length, 'target')} reached (${of('playbook_score', 'way to the targets', successScore, '%')} of the way).`;
}

const escalated = ({ when, to }: RunView['escalations'][number]): string => `Escalated${to ? ` to ${spaced(to)}` : ''}: ${when}`;

/** Done and Skip for one step. */
export function stepButtons({ account, id }: RunView, { number, title }: StepView, index = 0): Button[] {
  const args = { account: account.id, step: String(number), execution: id };
  const done = callButton<typeof completePlaybookStep>(`Done: ${number}. ${title}`, 'complete_playbook_step', args);
  return [index === 0 ? primary(done) : done, callButton<typeof skipPlaybookStep>(`Skip ${number}`, 'skip_playbook_step', args)];
}

/** Yes and No to the open branch. */
export function questionButtons({ account, id: execution }: RunView): Button[] {
  const answer = (said: 'yes' | 'no') =>
    callButton<typeof answerPlaybookDecision>(capital(said), 'answer_playbook_decision', { account: account.id, answer: said, execution });
  return [primary(answer('yes')), answer('no')];
}

function actionsOf(run: RunView): Button[] {
  if (isOver(run)) return [];
  if (run.question) return questionButtons(run);
  if (run.status === 'on_hold') {
    const args = { account: run.account.id, action: 'resume', execution: run.id } as const;
    return [primary(callButton<typeof pausePlaybook>('Resume', 'pause_playbook', args))];
  }
  const first = run.steps.find(({ state }) => state === 'due' || state === 'overdue');
  return first ? stepButtons(run, first) : [];
}

/** A playbook at work, or how it ended. @param others beside it, in words */
export function tellRun({ run, said, asOf }: RunOutput, others: readonly Text[] = []): Shown {
  const { date, percent } = ofRun(run, asOf);
  const over = isOver(run);
  const end = date('course_end', 'end', run.endedAt ?? run.plannedEnd);
  const next = run.steps.find(({ state }) => state === 'later');
  const targets = run.targets.map((each) => targetLine(run, each, asOf));
  const due = dueOf(run).map((step) => stepLine(step, run, asOf));
  const ahead = [
    ...(run.question ? [`To answer: ${run.question}`] : []),
    ...due,
    ...(next ? [t`Next: ${stepLine(next, run, asOf)}`] : []),
    ...run.escalations.slice(-1).map(escalated),
  ];
  return {
    point: t`${said ? `${said} ` : ''}${run.account.name}, ${run.playbook.name}: ${standing(run, asOf)}.${run.status === 'completed' ? scored(run, asOf) : ''}`,
    why: run.status === 'completed' ? targets : ahead,
    header: `${run.account.name}: ${run.playbook.name}`,
    tone: over ? 'neutral' : (TONES[run.health ?? ''] ?? 'neutral'),
    body: [
      fieldsPart(
        Object.entries({
          Progress: t`${progressBar(run.progress / 100)} ${percent('progress', 'progress', run.progress / 100)}`,
          Day: over ? t`ended ${end}` : t`${dayText(run, asOf)}, until ${end}`,
          Status: capital(spaced(run.status === 'in_progress' ? (run.health ?? 'on_track') : run.status)),
        }),
      ),
      ...textPart(run.question && `**To answer** ${run.question}`),
      ...linesPart('Now', due.slice(0, MOST)),
      ...linesPart('Targets', over ? targets : []),
      ...linesOf('Escalated', run.escalations, ({ when, to, text }) => `${when}${to ? `, to ${spaced(to)}` : ''}: ${stop(text)}`),
      ...linesPart('Others', others),
    ],
    next: actionsOf(run),
    sections: { 'All steps': stepsTable(run, asOf), Targets: targetsTable(run, asOf), History: history(run, asOf) },
    feedback: true,
    context: contextLine({
      asOf,
      notes: [
        t`Version ${run.playbook.version}, started ${date('course_start', 'start', run.startedAt)}${run.cause ? ` because: ${run.cause}` : ''}`,
        ...(run.adjustments.length > 0 ? [`Adjusted for the segment: ${run.adjustments.join('; ')}`] : []),
      ],
    }),
  };
}

const stepsTable = (run: RunView, asOf: string): Part[] =>
  tableOf(
    run.playbook.name,
    run.steps.toSorted((a, b) => a.number - b.number),
    (step) => ({
      Step: `${step.number}. ${step.title}`,
      Phase: String(step.phase),
      Who: step.assignee ?? '',
      State: stateOf(step, run, asOf),
    }),
  );

const targetsTable = (run: RunView, asOf: string): Part[] =>
  tableOf('Targets', run.targets, (each) => {
    const { baseline, now, target, reached } = targetFigures(run, each, asOf);
    return { What: each.label, 'At the start': baseline, Now: now, Target: target, Reached: reached };
  });

function history(run: RunView, asOf: string): Part[] {
  const { date } = ofRun(run, asOf);
  const lines = [
    ...run.steps.flatMap(({ number, title, state, note, at }) =>
      at ? [{ at, text: `${number}. ${title} ${state === 'done' ? 'done' : 'left out'}${note ? `: ${note}` : ''}` }] : [],
    ),
    ...run.decisions.map(({ question, answer, basis, at }) => ({ at, text: `${question} ${capital(answer)}. ${basis}` })),
    ...run.escalations.map((each) => ({ at: each.at, text: `${escalated(each)}. ${each.text}` })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const said = lines.map(({ at, text }, index) => t`${date(`history_${index + 1}`, text, at)}: ${text}`);
  return linesPart('History', said.length === 0 ? ['Nothing happened yet'] : said);
}

/** What every tool that acts on a running playbook shows. */
export const runShown = shown((output: RunOutput) => tellRun(output));
