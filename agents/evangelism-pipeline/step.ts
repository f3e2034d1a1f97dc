import { EVANGELISM_STAGES, type EvangelismStage } from '../../models/evangelism-pipeline-management.ts';
import { UserError } from '../kit/tool.ts';
import { spaced } from '../metrics/index.ts';
import type { Found } from './find.ts';
import { type Exit, exitOf, nextStage } from './stages.ts';

export interface StageStep {
  from: EvangelismStage | null;
  to: EvangelismStage;
  /** What the stage left asks for. */
  exit: Exit[];
  reason: string | null;
}

/**
 * The step from a person's stage to another. Forward one at a time; with open criteria, and back, only for a stated
 * reason. Pure. @throws UserError
 */
export function stepOf(found: Found, wanted: EvangelismStage | null, reason: string | null): StageStep {
  const { contact, candidate } = found;
  const from = candidate.programme?.pipelineStage ?? null;
  const to = wanted ?? nextStage(from);
  const refuse = (code: string, message: string, choices: UserError['choices'] = []) =>
    new UserError(code, `Nothing was moved. ${message}`, choices);
  if (!to) throw refuse('last_stage', `${contact.name} is a strategic partner already: that is the last stage.`);
  if (to === from) throw refuse('same_stage', `${contact.name} is ${spaced(to)} already.`);
  const ahead = nextStage(from);
  const forward = from === null || EVANGELISM_STAGES.indexOf(to) > EVANGELISM_STAGES.indexOf(from);
  if (forward && to !== ahead && ahead)
    throw refuse(
      'one_at_a_time',
      `${contact.name} is ${from ? spaced(from) : 'not in the programme'}: the next stage is ${spaced(ahead)}.`,
      [{ label: `Move to ${spaced(ahead)}`, say: `Move ${contact.name} to ${spaced(ahead)}` }],
    );
  const exit = forward && from ? exitOf(from, found) : [];
  const open = exit.filter(({ met }) => !met);
  if (reason === null && open.length > 0)
    throw refuse(
      'criteria_open',
      `Open before ${spaced(to)}: ${open.map(({ text }) => text).join('; ')}. To move ${contact.name} all the same, say the reason.`,
    );
  if (reason === null && !forward) throw refuse('reason_wanted', `Say the reason why ${contact.name} goes back to ${spaced(to)}.`);
  return { from, to, exit, reason };
}
