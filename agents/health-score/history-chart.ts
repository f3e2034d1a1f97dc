import type { Part } from '../kit/present/index.ts';
import { clipped, shortDate } from '../metrics/index.ts';
import type { Point } from './history.ts';
import type { Milestone } from './milestones.ts';

/** Fewer weeks are no course. */
const FEWEST = 4;
const MARKS = 5;
/** Of one kind, so that no kind crowds out the others. */
const OF_A_KIND = 2;
/** A move smaller than this many points is none worth a title. */
const STEADY = 3;
const MARK_LENGTH = 60;

/** Health week by week with what happened, titled with the finding; the points in words where they are too few for a line. */
export function historyChart(history: readonly Point[], milestones: readonly Milestone[]): Part {
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last || history.length < FEWEST) {
    const known = history.map(({ asOf, score }) => `${shortDate(new Date(asOf))}: ${Math.round(score)}`).join(', ');
    return { type: 'text', text: `Too few weeks for a course${known ? `: ${known}` : ''}.` };
  }
  const now = new Date(last.asOf);
  const turn = history.reduce((a, b) => (Math.abs(b.score - last.score) > Math.abs(a.score - last.score) ? b : a));
  const change = last.score - turn.score;
  const within = milestones.filter(({ at }) => at >= first.asOf && at <= last.asOf);
  const marked = weightiest(within, MARKS).sort((a, b) => (a.at < b.at ? -1 : 1));
  const turning = weightiest(
    within.filter(({ at, direction }) => at >= turn.asOf && direction === (change < 0 ? 'bad' : 'good')),
    1,
  )[0];
  const course =
    Math.abs(change) < STEADY
      ? `Health held at ${Math.round(last.score)} over ${history.length} weeks`
      : `Health ${change < 0 ? 'fell' : 'rose'} from ${Math.round(turn.score)} to ${Math.round(last.score)} since ${shortDate(new Date(turn.asOf), now)}`;
  const title =
    turning && Math.abs(change) >= STEADY ? `${course}; ${lowered(brief(turning.text))}, ${shortDate(new Date(turning.at), now)}` : course;
  const scores = history.map(({ score }) => score);
  const range = `Between ${Math.round(Math.min(...scores))} and ${Math.round(Math.max(...scores))} over ${history.length} weeks`;
  return {
    type: 'chart',
    title,
    alt: `${title}. ${range}.`,
    kind: 'line',
    unit: 'points',
    series: [
      {
        label: 'Health',
        points: history.map(({ asOf, score }) => ({ x: shortDate(new Date(asOf), now), y: Math.round(score) })),
      },
    ],
    marks: marked.map(({ at, text }) => ({ x: weekOf(at, history, now), label: `${brief(text)} (${shortDate(new Date(at), now)})` })),
  };
}

/** The heaviest, of equals the latest. */
function weightiest(milestones: readonly Milestone[], most: number): Milestone[] {
  const counts = new Map<string, number>();
  return [...milestones]
    .sort((a, b) => b.weight - a.weight || (a.at < b.at ? 1 : -1))
    .filter(({ kind }) => {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return (counts.get(kind) ?? 0) <= OF_A_KIND;
    })
    .slice(0, most);
}

/** The first weekly point that can know of it, as the axis names it. */
function weekOf(at: string, history: readonly Point[], now: Date): string {
  const point = history.find(({ asOf }) => asOf >= at) ?? history.at(-1);
  return point ? shortDate(new Date(point.asOf), now) : '';
}

const brief = (text: string): string => clipped(text, MARK_LENGTH);

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
