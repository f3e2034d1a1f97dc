import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import { UserError } from '../../kit/errors.ts';
import { longDate, plural } from '../../metrics/format.ts';
import { addDays } from '../course/execution.ts';

/** What a person may ask to change, read from their words. */
export type Change =
  | { kind: 'done'; milestone: string }
  | { kind: 'reopen'; milestone: string }
  | { kind: 'criterion'; text: string }
  | { kind: 'risk'; text: string }
  | { kind: 'agreed'; text: string }
  | { kind: 'move_phase'; phase: number; days: number }
  | { kind: 'move_milestone'; milestone: string; days: number | null; date: Date | null }
  | { kind: 'add_milestone'; name: string; date: Date }
  | { kind: 'drop_milestone'; milestone: string };

/** Changes a customer would notice: what was promised to them, or when. */
export const concernsCustomer = ({ kind }: Change): boolean =>
  kind === 'move_phase' || kind === 'move_milestone' || kind === 'add_milestone' || kind === 'drop_milestone';

export const UNDERSTOOD =
  'I understand: mark milestone "…" done, reopen milestone "…", add criterion: …, add risk: …, agreed: …; and for what the customer notices: move phase 2 by a week, move milestone "…" to 2026-12-18, add milestone "…" on 2026-12-18, drop milestone "…".';

const COUNTED = 'one two three four five six seven eight nine ten'.split(' ');
/** "a week", "two weeks", "10 days". */
const numberOf = (word: string): number => Number(word) || Math.max(1, COUNTED.indexOf(word.toLowerCase()) + 1);
const DAYS: Record<string, number> = { day: 1, week: 7, month: 30 };
const SPAN = /\b(\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten)\s+(day|week|month)s?\b/i;
const EARLIER = /\b(earlier|forward|sooner|bring|pull|advance)\b/i;
const QUOTED = /["“'‘]([^"”]+?)["”'’](?=\s|$|[.,])/;
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** Reads one change. Dates without a year are the next such day. @throws UserError where it is none of the known */
export function readChange(said: string, now: Date): Change {
  const text = said.trim().replace(/\s+/g, ' ');
  const after = (pattern: RegExp) =>
    pattern
      .exec(text)?.[1]
      ?.replace(/^["“']|["”'.]+$/g, '')
      .trim();
  const criterion = after(/\b(?:add|new)\s+(?:an?\s+|the\s+)?(?:success\s+)?criteri(?:on|a)\b[^:"“]*?[:"“]\s*(.+)$/i);
  if (criterion) return { kind: 'criterion', text: criterion };
  const risk = after(/\b(?:add|new)\s+(?:an?\s+|the\s+)?risk\b[^:"“]*?[:"“]\s*(.+)$/i);
  if (risk) return { kind: 'risk', text: risk };
  const agreed = after(/\bagreed\b[^:"“]*?[:"“]\s*(.+)$/i);
  if (agreed) return { kind: 'agreed', text: agreed };
  const date = dateIn(text, now);
  const span = SPAN.exec(text);
  const days = span ? numberOf(span[1] ?? '') * (DAYS[(span[2] ?? '').toLowerCase()] ?? 1) * (EARLIER.test(text) ? -1 : 1) : null;
  const milestone = QUOTED.exec(text)?.[1] ?? after(/\bmilestone\s+(?:of\s+)?(.+?)(?:\s+(?:by|to|on|for|as|done|is|was|has|at)\b.*)?$/i);
  if (/\badd\b.*\bmilestone\b/i.test(text)) {
    if (!milestone || !date)
      throw new UserError(
        'which_date',
        'Nothing was changed: say the name and the date, e.g. add milestone "Second team live" on 2026-12-18.',
      );
    return { kind: 'add_milestone', name: milestone, date };
  }
  if (/\b(drop|remove|delete)\b.*\bmilestone\b/i.test(text) && milestone) return { kind: 'drop_milestone', milestone };
  if (/\b(move|shift|delay|postpone|push|pull|bring|advance|reschedule)\b/i.test(text)) {
    const phase = Number(/\bphase\s*(\d)/i.exec(text)?.[1]);
    if (phase && days !== null) return { kind: 'move_phase', phase, days };
    if (!phase && (days !== null || date)) return { kind: 'move_milestone', milestone: milestone ?? text, days: date ? null : days, date };
    throw new UserError(
      'which_shift',
      'Nothing was changed: by how much? For example "move phase 2 by a week" or "move milestone … to 2026-12-18".',
    );
  }
  if (/\breopen\b|\bnot done\b|\bundo\b/i.test(text)) return { kind: 'reopen', milestone: milestone ?? text };
  if (/\b(done|reached|complete[d]?|finished|tick|achieved)\b/i.test(text)) return { kind: 'done', milestone: milestone ?? text };
  throw new UserError('unclear_change', `Nothing was changed. ${UNDERSTOOD}`);
}

function dateIn(text: string, now: Date): Date | null {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(text);
  if (iso) return valid(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const worded = /\b(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})(?:\s+(\d{4}))?\b/i.exec(text);
  const month = worded ? MONTHS.findIndex((name) => name.startsWith((worded[2] ?? '').toLowerCase())) : -1;
  if (!worded || month < 0) return null;
  const year = Number(worded[3]) || now.getUTCFullYear();
  const date = valid(year, month, Number(worded[1]));
  return date && !worded[3] && date < now ? valid(year + 1, month, Number(worded[1])) : date;
}

function valid(year: number, month: number, day: number): Date | null {
  const date = new Date(Date.UTC(year, month, day));
  return date.getUTCMonth() === month && date.getUTCDate() === day ? date : null;
}

type Plan = Pick<
  CustomerSuccessPlan,
  'criticalMilestones' | 'successCriteria' | 'identifiedRisks' | 'toAgree' | 'plannedCompletionDate' | 'planStatus' | 'actualCompletionDate'
>;
export type Changed = Partial<Plan>;

/** The fields of the plan that a change alters, and what it is in words, each moved date named. Pure. @throws UserError where it cannot be made */
export function applyChange(plan: Plan, change: Change, now: Date): { set: Changed; said: string; lines: string[] } {
  const { criticalMilestones: milestones } = plan;
  switch (change.kind) {
    case 'criterion':
      if (plan.successCriteria.includes(change.text))
        throw new UserError('no_change', 'Nothing was changed: that criterion is there already.');
      return { set: { successCriteria: [...plan.successCriteria, change.text] }, said: `Criterion added: ${change.text}.`, lines: [] };
    case 'risk':
      return {
        set: { identifiedRisks: [...plan.identifiedRisks, { text: change.text, severity: 'medium' }] },
        said: `Risk added: ${change.text}.`,
        lines: [],
      };
    case 'agreed': {
      const open = plan.toAgree ?? [];
      const [point] = closest(open, change.text);
      if (!point)
        throw new UserError(
          'no_change',
          `Nothing was changed: no open point is like that.${open.length > 0 ? ` Open are: ${open.slice(0, 4).join('; ')}.` : ''}`,
        );
      return { set: { toAgree: open.filter((each) => each !== point) }, said: `Agreed: ${point}.`, lines: [] };
    }
    case 'done':
    case 'reopen': {
      const wanted = change.kind === 'done';
      const found = milestoneNamed(milestones, change.milestone, ({ completedAt }) => Boolean(completedAt) !== wanted);
      const list = milestones.map((each): Milestone => {
        if (each !== found) return each;
        const { completedAt: _, ...rest } = each;
        return wanted ? { ...rest, completedAt: now } : rest;
      });
      const over = list.every(({ completedAt }) => completedAt);
      const set: Changed = over
        ? { criticalMilestones: list, planStatus: 'completed', actualCompletionDate: now }
        : { criticalMilestones: list, ...(plan.planStatus === 'completed' ? { planStatus: 'active', actualCompletionDate: null } : {}) };
      return {
        set,
        said: `${found.name} is ${wanted ? `done${over ? '; that was the last milestone, the plan is completed' : ''}` : 'open again'}.`,
        lines: [],
      };
    }
    case 'move_phase': {
      const { phase, days } = change;
      const hit = milestones.filter((each) => !each.completedAt && (days > 0 ? each.phase >= phase : each.phase === phase));
      if (!milestones.some((each) => each.phase === phase))
        throw new UserError('no_such_phase', `Nothing was changed: there is no phase ${phase}.`);
      if (!hit.some((each) => each.phase === phase))
        throw new UserError('phase_over', `Nothing was changed: phase ${phase} has no open milestone.`);
      const later = days > 0 && hit.some((each) => each.phase > phase) ? ' with the phases after it' : '';
      return moved(plan, hit, (date) => addDays(date, days), `Phase ${phase}${later} moves ${shiftWords(days)}`);
    }
    case 'move_milestone': {
      const found = milestoneNamed(milestones, change.milestone, ({ completedAt }) => !completedAt);
      const { date, days } = change;
      return moved(
        plan,
        [found],
        (due) => date ?? addDays(due, days ?? 0),
        `${found.name} moves ${date ? `to ${longDate(date)}` : shiftWords(days ?? 0)}`,
      );
    }
    case 'add_milestone': {
      const { name, date } = change;
      if (milestones.some((each) => each.name.toLowerCase() === name.toLowerCase()))
        throw new UserError('no_change', 'Nothing was changed: a milestone of that name is there already.');
      const before = milestones
        .filter(({ dueAt }) => dueAt <= date)
        .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
        .at(-1);
      const list = [...milestones, { name, phase: before?.phase ?? 1, dueAt: date, ownerSide: 'both' as const }];
      return {
        set: { criticalMilestones: list, ...endOf(plan, list) },
        said: `Milestone ${name} added for ${longDate(date)}.`,
        lines: [`${name}: ${longDate(date)}`],
      };
    }
    case 'drop_milestone': {
      const found = milestoneNamed(milestones, change.milestone, ({ completedAt }) => !completedAt);
      return {
        set: { criticalMilestones: milestones.filter((each) => each !== found) },
        said: `Milestone ${found.name} dropped.`,
        lines: [`${found.name}, due ${longDate(found.dueAt)}, is dropped`],
      };
    }
  }
}

type Milestone = Plan['criticalMilestones'][number];

function moved(plan: Plan, hit: readonly Milestone[], move: (date: Date) => Date, said: string) {
  const list = plan.criticalMilestones.map((each) => (hit.includes(each) ? { ...each, dueAt: move(each.dueAt) } : each));
  const lines = hit.map((each) => `${each.name}: ${longDate(each.dueAt)} → ${longDate(move(each.dueAt))}`);
  return { set: { criticalMilestones: list, ...endOf(plan, list) }, said: `${said}: ${plural(hit.length, 'date')}.`, lines };
}

/** The plan ends no earlier than its last milestone. */
function endOf({ plannedCompletionDate }: Plan, list: readonly Milestone[]): Changed {
  const last = new Date(Math.max(...list.map(({ dueAt }) => dueAt.getTime())));
  return plannedCompletionDate && plannedCompletionDate >= last ? {} : { plannedCompletionDate: last };
}

const shiftWords = (days: number): string => {
  const size = Math.abs(days);
  const words = size % 7 === 0 ? plural(size / 7, 'week') : plural(size, 'day');
  return `${words} ${days < 0 ? 'earlier' : 'later'}`;
};

/** @throws UserError with the candidates where the words fit none or several */
function milestoneNamed(milestones: readonly Milestone[], said: string, wanted: (each: Milestone) => boolean): Milestone {
  const open = milestones.filter(wanted);
  const names = closest(
    open.map(({ name }) => name),
    said,
  );
  const [only] = names;
  const found = only && names.length === 1 ? open.find(({ name }) => name === only) : undefined;
  if (found) return found;
  const offered = (names.length > 1 ? names : open.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime()).map(({ name }) => name)).slice(
    0,
    4,
  );
  throw new UserError(
    'which_milestone',
    offered.length === 0
      ? 'Nothing was changed: there is no such milestone open.'
      : `Nothing was changed yet. Which milestone: ${offered.map((name) => `"${name}"`).join(', ')}?`,
  );
}

/** The texts that hold most of the words said; several where they tie. */
function closest(texts: readonly string[], said: string): string[] {
  const exact = texts.filter((text) => text.toLowerCase() === said.trim().toLowerCase());
  if (exact.length > 0) return exact.slice(0, 1);
  const words = wordsOf(said);
  const scored = texts.map((text) => {
    const own = wordsOf(text);
    return {
      text,
      score:
        own.filter((word) => words.some((each) => each === word || (word.length > 5 && each.slice(0, 6) === word.slice(0, 6)))).length /
        Math.max(1, Math.min(own.length, words.length)),
    };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best < 0.34 ? [] : scored.filter(({ score }) => score === best).map(({ text }) => text);
}

const IDLE = new Set('the and for mark milestone done move plan with from phase was has week weeks day days agreed who how'.split(' '));
const wordsOf = (text: string): string[] => (text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []).filter((word) => !IDLE.has(word));
