import { plain as inWords } from '../../kit/text.ts';
import { plural, shortDate } from '../../metrics/format.ts';
import type { RunView } from '../course/view.ts';
import { bookFigures, bookOf } from './book.ts';
import type { Playbook } from './shelf.ts';

/** As much as an approval holds. */
const MOST = 2_500;

/** What is approved of a playbook that is to be started: its phases with every dated step, its targets, what the segments changed. */
export function plannedText({ account, steps, targets, adjustments }: RunView, playbook: Playbook, now: Date): string {
  const phases = [...Map.groupBy(steps, ({ phase }) => phase)].map(([phase, own]) => {
    const dates = own.flatMap(({ dueAt, dueUntil }) => [dueAt?.getTime() ?? 0, dueUntil?.getTime() ?? 0]);
    const [from, until] = [Math.min(...dates), Math.max(...dates)].map((time) => shortDate(new Date(time), now));
    const title = `**${playbook.phaseNames[phase - 1] ?? `Phase ${phase}`}**, ${from} – ${until}`;
    const lines = own.map((each) => `• ${each.number}. ${each.title}${each.assignee ? ` (${each.assignee})` : ''}`);
    return { full: [title, ...lines].join('\n'), short: `• ${title}: ${plural(own.length, 'step')}` };
  });
  const wanted = targets.map(
    ({ label, target, value, unit }) => `${label} ${value === null ? '' : `${value} → `}${target ?? ''}${unit === '%' ? ' %' : ''}`,
  );
  const rest = [
    `**Targets** ${wanted.join('; ')}`,
    ...(adjustments.length > 0 ? [`**Adjusted for the segment** ${adjustments.join('; ')}`] : []),
    `**Record** ${inWords(bookFigures(bookOf(playbook), now.toISOString()).record)}`,
    'E-mail steps become drafts that need their own approval; nothing goes to the customer by itself.',
  ];
  const head = `Starts today for ${account.name}.`;
  const full = [head, ...phases.map((each) => each.full), ...rest].join('\n');
  const short = [head, '**Phases**', ...phases.map((each) => each.short), ...rest].join('\n');
  return full.length <= MOST ? full : short.slice(0, MOST);
}
