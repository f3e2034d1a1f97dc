import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import { addDays } from '../../facts/index.ts';
import { meant, onlyOne, UserError } from '../../kit/tool.ts';
import { longDate, plural } from '../../metrics/index.ts';
import { dateIn, daysIn } from './dates-said.ts';

type Plan = Pick<
  CustomerSuccessPlan,
  'criticalMilestones' | 'successCriteria' | 'identifiedRisks' | 'toAgree' | 'plannedCompletionDate' | 'planStatus' | 'actualCompletionDate'
>;
type Milestone = Plan['criticalMilestones'][number];

/** The fields of the plan that a change alters, and what it is in words, each moved date named. */
interface Applied {
  set: Partial<Plan>;
  said: string;
  lines?: string[];
}

/** One change, read from a person's words. */
export interface Change {
  /** Whether the customer would notice it: what was promised to them, or when. */
  noticed: boolean;
  /** Pure. @throws UserError where it cannot be made of that plan */
  apply(plan: Plan): Applied;
}

const UNDERSTOOD =
  'I understand: mark milestone "…" done, reopen milestone "…", add criterion: …, add risk: …, agreed: …; and for what the customer notices: move phase 2 by a week, move milestone "…" to 2026-12-18, add milestone "…" on 2026-12-18, drop milestone "…".';
const unchanged = (code: string, why: string) => new UserError(code, `Nothing was changed: ${why}`);

const seen = (apply: Change['apply']): Change => ({ noticed: true, apply });
const unseen = (apply: Change['apply']): Change => ({ noticed: false, apply });

/** Reads one change. Dates without a year are the next such day. @throws UserError where it is none of the known */
export function readChange(words: string, now: Date): Change {
  const text = words.trim().replace(/\s+/g, ' ');
  const after = (pattern: RegExp) =>
    pattern
      .exec(text)?.[1]
      ?.replace(/^["“']|["”'.]+$/g, '')
      .trim();
  const criterion = after(/\b(?:add|new)\s+(?:an?\s+|the\s+)?(?:success\s+)?criteri(?:on|a)\b[^:"“]*?[:"“]\s*(.+)$/i);
  if (criterion) return addCriterion(criterion);
  const risk = after(/\b(?:add|new)\s+(?:an?\s+|the\s+)?risk\b[^:"“]*?[:"“]\s*(.+)$/i);
  if (risk) return addRisk(risk);
  const agreed = after(/\bagreed\b[^:"“]*?[:"“]\s*(.+)$/i);
  if (agreed) return agree(agreed);
  const named = NEXT.test(text)
    ? text
    : (QUOTED.exec(text)?.[1] ?? after(/\bmilestone\s+(?:of\s+)?(.+?)(?:\s+(?:by|to|on|for|as|done|is|was|has|at)\b.*)?$/i));
  const [date, days] = [dateIn(text, now), daysIn(text)];
  if (/\badd\b.*\bmilestone\b/i.test(text)) {
    if (named && date) return addMilestone(named, date);
    throw unchanged('which_date', 'say the name and the date, e.g. add milestone "Second team live" on 2026-12-18.');
  }
  if (/\b(drop|remove|delete)\b.*\bmilestone\b/i.test(text) && named) return dropMilestone(named);
  if (/\b(move|shift|delay|postpone|push|pull|bring|advance|reschedule)\b/i.test(text)) {
    const phase = Number(/\bphase\s*(\d)/i.exec(text)?.[1]);
    if (phase && days !== null) return movePhase(phase, days);
    if (!phase && (days !== null || date)) return moveMilestone(named ?? text, date ?? days ?? 0);
    throw unchanged('which_shift', 'by how much? For example "move phase 2 by a week" or "move milestone … to 2026-12-18".');
  }
  if (/\breopen\b|\bnot done\b|\bundo\b/i.test(text)) return mark(named ?? text, null);
  if (/\b(done|reached|complete[d]?|finished|tick|achieved)\b/i.test(text)) return mark(named ?? text, now);
  throw new UserError('unclear_change', `Nothing was changed. ${UNDERSTOOD}`);
}

const QUOTED = /["“'‘]([^"”]+?)["”'’](?=\s|$|[.,])/;
const addCriterion = (text: string): Change =>
  unseen(({ successCriteria }) => {
    if (successCriteria.includes(text)) throw unchanged('no_change', 'that criterion is there already.');
    return { set: { successCriteria: [...successCriteria, text] }, said: `Criterion added: ${text}.` };
  });

const addRisk = (text: string): Change =>
  unseen(({ identifiedRisks }) => ({
    set: { identifiedRisks: [...identifiedRisks, { text, severity: 'medium' }] },
    said: `Risk added: ${text}.`,
  }));

const agree = (said: string): Change =>
  unseen(({ toAgree }) => {
    const open = toAgree ?? [];
    const [point] = meant(open, said, (each) => each);
    if (!point)
      throw unchanged('no_change', `no open point is like that.${open.length > 0 ? ` Open are: ${open.slice(0, 4).join('; ')}.` : ''}`);
    return { set: { toAgree: open.filter((each) => each !== point) }, said: `Agreed: ${point}.` };
  });

/** Done at an instant, or open again. The last one done completes the plan. */
const mark = (said: string, doneAt: Date | null): Change =>
  unseen(({ criticalMilestones, planStatus }) => {
    const found = milestoneMeant(criticalMilestones, said, doneAt === null);
    const list = criticalMilestones.map((each): Milestone => {
      if (each !== found) return each;
      const { completedAt: _, ...rest } = each;
      return doneAt ? { ...rest, completedAt: doneAt } : rest;
    });
    const over = list.every(({ completedAt }) => completedAt);
    const status: Partial<Plan> = over
      ? { planStatus: 'completed', actualCompletionDate: doneAt }
      : planStatus === 'completed'
        ? { planStatus: 'active', actualCompletionDate: null }
        : {};
    const done = `done${over ? '; that was the last milestone, the plan is completed' : ''}`;
    return { set: { criticalMilestones: list, ...status }, said: `${found.name} is ${doneAt ? done : 'open again'}.` };
  });

/** Later, with the phases after it; earlier, alone. */
const movePhase = (phase: number, days: number): Change =>
  seen((plan) => {
    const { criticalMilestones: all } = plan;
    const hit = all.filter((each) => !each.completedAt && (days > 0 ? each.phase >= phase : each.phase === phase));
    if (!all.some((each) => each.phase === phase)) throw unchanged('no_such_phase', `there is no phase ${phase}.`);
    if (!hit.some((each) => each.phase === phase)) throw unchanged('phase_over', `phase ${phase} has no open milestone.`);
    const more = hit.some((each) => each.phase > phase) ? ' with the phases after it' : '';
    return moved(plan, hit, days, `Phase ${phase}${more}`);
  });

const moveMilestone = (said: string, to: Date | number): Change =>
  seen((plan) => {
    const found = milestoneMeant(plan.criticalMilestones, said);
    return moved(plan, [found], to, found.name);
  });

const addMilestone = (name: string, dueAt: Date): Change =>
  seen((plan) => {
    const { criticalMilestones: all } = plan;
    if (all.some((each) => each.name.toLowerCase() === name.toLowerCase()))
      throw unchanged('no_change', 'a milestone of that name is there already.');
    const before = byDate(all.filter((each) => each.dueAt <= dueAt)).at(-1);
    const list = [...all, { name, phase: before?.phase ?? 1, dueAt, ownerSide: 'both' as const }];
    const day = longDate(dueAt);
    return { set: withEnd(plan, list), said: `Milestone ${name} added for ${day}.`, lines: [`${name}: ${day}`] };
  });

const dropMilestone = (said: string): Change =>
  seen(({ criticalMilestones }) => {
    const found = milestoneMeant(criticalMilestones, said);
    return {
      set: { criticalMilestones: criticalMilestones.filter((each) => each !== found) },
      said: `Milestone ${found.name} dropped.`,
      lines: [`${found.name}, due ${longDate(found.dueAt)}, is dropped`],
    };
  });

/** @param to the new date, or by how many days */
function moved(plan: Plan, hit: readonly Milestone[], to: Date | number, what: string): Applied {
  const move = (date: Date) => (typeof to === 'number' ? addDays(date, to) : to);
  const list = plan.criticalMilestones.map((each) => (hit.includes(each) ? { ...each, dueAt: move(each.dueAt) } : each));
  const lines = hit.map(({ name, dueAt }) => `${name}: ${longDate(dueAt)} → ${longDate(move(dueAt))}`);
  const how = typeof to === 'number' ? shiftWords(to) : `to ${longDate(to)}`;
  return { set: withEnd(plan, list), said: `${what} moves ${how}: ${plural(hit.length, 'date')}.`, lines };
}

/** The plan ends no earlier than its last milestone. */
function withEnd({ plannedCompletionDate: end }: Plan, criticalMilestones: Milestone[]): Partial<Plan> {
  const last = byDate(criticalMilestones).at(-1)?.dueAt;
  return { criticalMilestones, ...(last && (!end || end < last) ? { plannedCompletionDate: last } : {}) };
}

const byDate = (list: readonly Milestone[]) => list.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());

function shiftWords(days: number): string {
  const size = Math.abs(days);
  return `${size % 7 === 0 ? plural(size / 7, 'week') : plural(size, 'day')} ${days < 0 ? 'earlier' : 'later'}`;
}

/** The next one is the open one that is due first. */
const NEXT = /\bnext (?:open )?milestone\b/i;

/** Among those open, or done. @throws UserError with the candidates where the words fit none or several */
function milestoneMeant(milestones: readonly Milestone[], said: string, done = false): Milestone {
  const open = milestones.filter(({ completedAt }) => Boolean(completedAt) === done);
  const [next] = byDate(open);
  if (next && NEXT.test(said)) return next;
  return onlyOne(
    meant(open, said, ({ name }) => name),
    (found) => {
      const offered = (found.length > 1 ? found : byDate(open)).slice(0, 4).map(({ name }) => `"${name}"`);
      const which = `Nothing was changed yet. Which milestone: ${offered.join(', ')}?`;
      return new UserError('which_milestone', offered.length > 0 ? which : 'Nothing was changed: there is no such milestone open.');
    },
  );
}
