import type { Session } from '../facts/account-facts.ts';
import type { Evidence } from '../facts/evidence.ts';
import { sum } from '../metrics/statistics.ts';
import type { Friction } from './assessment.ts';
import { type BehaviorFacts, lastDays, peopleIn, sessionsIn } from './sessions.ts';

/** A workflow that is done once by each person, by its name. */
const SETUP = /\b(?:set[ _-]?up|config(?:ure|uration)?|connect(?:ion)?|install(?:ation)?|enable(?:ment)?|wizard)\b/i;
const SETUP_DAYS = 90;
/** Limits above which something is flagged, and the least it must rest on. */
export const ABANDONED = 0.3;
const LEAST_RUNS = 20;
const LEAST_PEOPLE = 3;
const SURELY = 0.2;
const INCOMPLETE = 0.3;
const LEAST_BEGUN = 5;
const BOUNCED = 0.5;
const LEAST_VISITS = 10;
const UNRESOLVED = 0.3;
const LEAST_ERRORS = 5;
const SHOWN = 6;

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

/** Workflows by share of runs given up. */
export function workflows(sessions: readonly Session[]): Friction[] {
  const names = namesIn(sessions, (each) => each.workflowCompletions?.map(({ workflow }) => workflow)).filter((name) => !isSetup(name));
  return names.map((workflow) => {
    const runs = sessions.flatMap((session) =>
      (session.workflowCompletions ?? []).flatMap((run) => (run.workflow === workflow ? [{ ...run, session }] : [])),
    );
    const started = sum(runs.map((run) => run.started));
    const abandoned = sum(runs.map((run) => Math.max(0, run.started - run.completed)));
    const givenUp = runs.filter((run) => run.started > run.completed);
    const people = peopleIn(runs.map(({ session }) => session)).size;
    const rate = started === 0 ? null : abandoned / started;
    return {
      kind: 'workflow' as const,
      subject: workflow,
      rate,
      failed: abandoned,
      of: started,
      people,
      step: mostOften(givenUp.flatMap(({ abandonedAt }) => abandonedAt ?? [])),
      flagged: rate !== null && rate > ABANDONED && started >= LEAST_RUNS && people >= LEAST_PEOPLE && atLeast(abandoned, started) > SURELY,
      evidence: evidenceOf(
        givenUp.map(({ session }) => session),
        'workflowCompletions',
      ),
    };
  });
}

/** Setups by share of the people who began one and have not completed it. */
function setups(sessions: readonly Session[]): Friction[] {
  const names = namesIn(sessions, (each) => each.workflowCompletions?.map(({ workflow }) => workflow)).filter(isSetup);
  return names.map((workflow) => {
    const own = sessions.filter((each) => each.workflowCompletions?.some((run) => run.workflow === workflow && run.started > 0));
    const done = sessions.filter((each) => each.workflowCompletions?.some((run) => run.workflow === workflow && run.completed > 0));
    const begun = peopleIn([...own, ...done]);
    const finished = peopleIn(done);
    const failed = begun.size - finished.size;
    const rate = begun.size === 0 ? null : failed / begun.size;
    const stuck = own.filter(({ userId }) => !finished.has(userId));
    return {
      kind: 'setup' as const,
      subject: workflow,
      rate,
      failed,
      of: begun.size,
      people: begun.size,
      step: mostOften(
        stuck.flatMap(({ workflowCompletions }) =>
          (workflowCompletions ?? []).flatMap((run) => (run.workflow === workflow ? (run.abandonedAt ?? []) : [])),
        ),
      ),
      flagged: rate !== null && rate > INCOMPLETE && begun.size >= LEAST_BEGUN,
      evidence: evidenceOf(stuck, 'workflowCompletions'),
    };
  });
}

function helpPages(sessions: readonly Session[]): Friction[] {
  return namesIn(sessions, (each) => each.helpContentAccessed?.map(({ article }) => article)).map((article) => {
    const own = sessions.filter((each) => each.helpContentAccessed?.some((visit) => visit.article === article));
    const visits = own.flatMap(({ helpContentAccessed }) => (helpContentAccessed ?? []).filter((visit) => visit.article === article));
    const said = visits.filter(({ bounced }) => typeof bounced === 'boolean');
    const bounced = said.filter((visit) => visit.bounced).length;
    const rate = said.length === 0 ? null : bounced / said.length;
    return {
      kind: 'help' as const,
      subject: article,
      rate,
      failed: bounced,
      of: rate === null ? visits.length : said.length,
      people: peopleIn(own).size,
      step: null,
      flagged: rate !== null && rate > BOUNCED && said.length >= LEAST_VISITS,
      evidence: evidenceOf(own, 'helpContentAccessed'),
    };
  });
}

function errors(sessions: readonly Session[]): Friction[] {
  return namesIn(sessions, (each) => each.errorEncounters?.map(({ code }) => code)).map((code) => {
    const own = sessions.filter((each) => each.errorEncounters?.some((error) => error.code === code));
    const met = own.flatMap(({ errorEncounters }) => (errorEncounters ?? []).filter((error) => error.code === code));
    const said = met.filter(({ resolved }) => typeof resolved === 'boolean');
    const open = said.filter(({ resolved }) => resolved === false).length;
    const rate = said.length === 0 ? null : open / said.length;
    return {
      kind: 'error' as const,
      subject: code,
      rate,
      failed: open,
      of: rate === null ? met.length : said.length,
      people: peopleIn(own).size,
      step: null,
      flagged: rate !== null && rate > UNRESOLVED && open >= LEAST_ERRORS,
      evidence: evidenceOf(own, 'errorEncounters'),
    };
  });
}

const namesIn = (sessions: readonly Session[], get: (session: Session) => string[] | undefined): string[] =>
  [...new Set(sessions.flatMap((session) => get(session) ?? []))].sort();

function mostOften(names: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
}

/** The share one can be 90 % sure of having at least (Wilson). */
function atLeast(hits: number, of: number): number {
  const z = 1.2816;
  const p = Math.min(1, hits / of);
  const middle = p + (z * z) / (2 * of);
  const margin = z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of));
  return (middle - margin) / (1 + (z * z) / of);
}

/** The latest sessions that show it. */
export function evidenceOf(sessions: readonly Session[], field: string): Evidence[] {
  return sessions
    .slice(-SHOWN)
    .reverse()
    .map(({ _id, at }) => ({ collection: 'behavior_intelligence_tracking', id: _id, field, at: at.toISOString() }));
}
