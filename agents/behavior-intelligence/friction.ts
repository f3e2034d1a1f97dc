import type { Evidence, Session } from '../facts/index.ts';
import { evidenceOf, sum, wilson } from '../metrics/index.ts';
import { type BehaviorFacts, lastDays, peopleIn, sessionsIn, TRACKING } from './sessions.ts';

export interface Friction {
  kind: 'workflow' | 'setup' | 'help' | 'error';
  subject: string;
  /** Abandoned, incomplete, bounced or unresolved; null where the source does not say. */
  rate: number | null;
  /** Runs abandoned, people without a completed setup, visits bounced, errors unresolved. */
  failed: number;
  /** Runs started, people who began, visits, errors. */
  of: number;
  people: number;
  /** Where most runs were given up. */
  step: string | null;
  flagged: boolean;
  evidence: Evidence[];
}

/** A workflow that is done once by each person, by its name. */
const SETUP = /\b(?:set[ _-]?up|config(?:ure|uration)?|connect(?:ion)?|install(?:ation)?|enable(?:ment)?|wizard)\b/i;
const SETUP_DAYS = 90;
/** Limits above which something is flagged, and the least it must rest on. */
export const ABANDONED = 0.3;
const LEAST_RUNS = 20;
const LEAST_PEOPLE = 3;
const SURELY = 0.2;
/** One-sided, 90 %. */
const Z90 = 1.2816;
const INCOMPLETE = 0.3;
const LEAST_BEGUN = 5;
const BOUNCED = 0.5;
const LEAST_VISITS = 10;
const UNRESOLVED = 0.3;
const LEAST_ERRORS = 5;

const isSetup = (workflow: string): boolean => SETUP.test(workflow.replace(/[_-]+/g, ' '));

/** What gets in people's way, the flagged first, then by rate: workflows given up, setups never finished, help pages left at once, errors. */
export function frictionOf(facts: BehaviorFacts, days: number): Friction[] {
  const sessions = sessionsIn(facts.sessions, lastDays(facts.asOf, days));
  const longer = sessionsIn(facts.sessions, lastDays(facts.asOf, Math.max(days, SETUP_DAYS)));
  return [...workflows(sessions), ...setups(longer), ...helpPages(sessions), ...errors(sessions)].sort(
    (a, b) =>
      Number(b.flagged) - Number(a.flagged) || (b.rate ?? 0) - (a.rate ?? 0) || b.failed - a.failed || (a.subject < b.subject ? -1 : 1),
  );
}

const evidenceIn = (sessions: readonly Session[], field: keyof Session & string) => evidenceOf(TRACKING, field, sessions);

type List = 'workflowCompletions' | 'helpContentAccessed' | 'errorEncounters';
type RowOf<Of extends List> = NonNullable<Session[Of]>[number];

/** Rows of a list of the sessions by a name they carry, the names in order. */
function byName<Of extends List>(
  sessions: readonly Session[],
  list: Of,
  nameOf: (row: RowOf<Of>) => string,
): [name: string, rows: { row: RowOf<Of>; session: Session }[]][] {
  const rows = sessions.flatMap((session) => ((session[list] ?? []) as RowOf<Of>[]).map((row) => ({ row, session })));
  return [...Map.groupBy(rows, ({ row }) => nameOf(row))].sort(([a], [b]) => (a < b ? -1 : 1));
}
const runsBy = (sessions: readonly Session[], setup: boolean) =>
  byName(sessions, 'workflowCompletions', ({ workflow }) => workflow).filter(([workflow]) => isSetup(workflow) === setup);

/** Workflows by share of runs given up. */
export function workflows(sessions: readonly Session[]): Friction[] {
  return runsBy(sessions, false).map(([workflow, runs]) => {
    const started = sum(runs.map(({ row }) => row.started));
    const abandoned = sum(runs.map(({ row }) => Math.max(0, row.started - row.completed)));
    const givenUp = runs.filter(({ row }) => row.started > row.completed);
    const people = peopleIn(runs.map(({ session }) => session)).size;
    const rate = started === 0 ? null : abandoned / started;
    return {
      kind: 'workflow',
      subject: workflow,
      rate,
      failed: abandoned,
      of: started,
      people,
      step: mostOften(givenUp.flatMap(({ row }) => row.abandonedAt ?? [])),
      flagged:
        rate !== null &&
        rate > ABANDONED &&
        started >= LEAST_RUNS &&
        people >= LEAST_PEOPLE &&
        wilson(Math.min(1, abandoned / started), started, Z90).low > SURELY,
      evidence: evidenceOf(
        TRACKING,
        'workflowCompletions',
        givenUp.map(({ session }) => session),
      ),
    };
  });
}

/** Setups by share of the people who began one and have not completed it. */
function setups(sessions: readonly Session[]): Friction[] {
  return runsBy(sessions, true).map(([workflow, runs]) => {
    const peopleWho = (did: (row: (typeof runs)[number]['row']) => boolean) =>
      peopleIn(runs.filter(({ row }) => did(row)).map(({ session }) => session));
    const begun = peopleWho(({ started, completed }) => started > 0 || completed > 0);
    const finished = peopleWho(({ completed }) => completed > 0);
    const stuck = runs.filter(({ row, session }) => row.started > 0 && !finished.has(session.userId));
    const rate = begun.size === 0 ? null : (begun.size - finished.size) / begun.size;
    return {
      kind: 'setup',
      subject: workflow,
      rate,
      failed: begun.size - finished.size,
      of: begun.size,
      people: begun.size,
      step: mostOften(stuck.flatMap(({ row }) => row.abandonedAt ?? [])),
      flagged: rate !== null && rate > INCOMPLETE && begun.size >= LEAST_BEGUN,
      evidence: evidenceIn([...new Set(stuck.map(({ session }) => session))], 'workflowCompletions'),
    };
  });
}

const helpPages = (sessions: readonly Session[]): Friction[] =>
  byName(sessions, 'helpContentAccessed', ({ article }) => article).map(([article, visits]) => {
    const seen = met('help', article, visits, 'helpContentAccessed', ({ bounced }) => bounced);
    return { ...seen, flagged: seen.rate !== null && seen.rate > BOUNCED && seen.of >= LEAST_VISITS };
  });

const errors = (sessions: readonly Session[]): Friction[] =>
  byName(sessions, 'errorEncounters', ({ code }) => code).map(([code, rows]) => {
    const seen = met('error', code, rows, 'errorEncounters', ({ resolved }) => (resolved == null ? resolved : !resolved));
    return { ...seen, flagged: seen.rate !== null && seen.rate > UNRESOLVED && seen.failed >= LEAST_ERRORS };
  });

/** Something people met that went wrong, or not, where the source says. */
function met<Of extends List>(
  kind: Friction['kind'],
  subject: string,
  rows: readonly { row: RowOf<Of>; session: Session }[],
  list: Of,
  wentWrong: (row: RowOf<Of>) => boolean | null | undefined,
): Omit<Friction, 'flagged'> {
  const own = [...new Set(rows.map(({ session }) => session))];
  const said = rows.map(({ row }) => wentWrong(row)).filter((wrong) => wrong != null);
  const failed = said.filter(Boolean).length;
  const rate = said.length === 0 ? null : failed / said.length;
  const seen = { rate, failed, of: said.length || rows.length, people: peopleIn(own).size };
  return { kind, subject, ...seen, step: null, evidence: evidenceIn(own, list) };
}

function mostOften(names: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
}
