import { type AccountFacts, type Finding, findingOf, type Text } from '../facts/index.ts';
import { type Part, tablePart } from '../kit/present/index.ts';
import { listed, ofFacts, t } from '../kit/say.ts';
import { figureText } from '../kit/text.ts';
import { figureOf, shortDate } from '../metrics/index.ts';
import { type MetricChange, WORTH_SAYING } from './changes.ts';
import { GOOD, POOR } from './compose.ts';

type Known = Pick<AccountFacts, 'account' | 'asOf'>;

type Moved = ReturnType<typeof movedOf>;

/** A metric's part in a change of health, in words and figures: `facts` of the later instant, `since` the earlier. All `points` add up to the change. */
export function movedOf(change: MetricChange, facts: Known, since: Date) {
  const { kind, metric, before, after, contribution } = change;
  const { of } = ofFacts(facts);
  const key = `health_points:${metric.key}:${since.toISOString()}`;
  return {
    key: metric.key,
    kind,
    label: metric.label,
    points: of(key, `${metric.label}, points of health`, contribution, 'points', { digits: 1, signed: true }),
    level: levelOf(change, facts, since),
    line: changeLine(change, facts, since),
    was: before?.reading?.text() ?? null,
    is: after?.reading?.text() ?? null,
    evidence: [...(after?.reading?.evidence().slice(0, 4) ?? []), ...(before?.reading?.evidence().slice(0, 4) ?? [])],
  };
}

function levelOf({ kind, metric, before, after }: MetricChange, facts: Known, since: Date) {
  if (kind === 'gone') return figureOf(metric, before.reading, { account: facts.account, asOf: since });
  const now = figureOf(metric, after.reading, facts);
  return kind === 'new' ? now : { ...now, signed: false, from: before.value };
}

/** "Champion engagement 85 → 23: Jennifer Walsh left on 1 Nov"; what reads like the opposite of the move, or only repeats it, is left out. */
export function changeLine(change: MetricChange, facts: Known, since: Date): Text {
  const { kind, metric, after, contribution } = change;
  const level = levelOf(change, facts, since);
  if (kind !== 'moved') return t`${metric.label} ${level}`;
  const { reading, score } = after;
  const said = reading?.text() ?? '';
  const value = figureText({ ...level, from: null });
  const repeats = said.startsWith(value) || said.startsWith(`${metric.label.split(', ')[0]} ${value}`);
  const fits = contribution < 0 ? score < POOR : score >= GOOD;
  if (said !== '' && fits && !repeats) return t`${metric.label} ${level}: ${said}`;
  return t`${metric.label} ${level}${reading?.latest ? `, ${shortDate(new Date(reading.latest), facts.asOf)}` : ''}`;
}

export const withPoints = ({ line, points }: Moved): Text => t`${points} points: ${line}`;

const APART = { new: 'newly measured', gone: 'no longer known' } as const;

/** What is said of metrics that came or went: that the change is `mostly` theirs, or, in the `notes`, that they are no move. */
export function apartOf(moved: readonly Moved[], change: number): { mostly: Text | null; notes: Text[] } {
  const line = apartLine(moved);
  if (line === null) return { mostly: null, notes: [] };
  return mostlyApart(moved, change) ? { mostly: line, notes: [] } : { mostly: null, notes: [t`Not a move: ${line}`] };
}

/** One line on the metrics that are known at one of the dates only, which moved nothing by their value; null where they hardly matter. */
function apartLine(moved: readonly Moved[]): Text | null {
  const telling = moved.filter(({ kind, points }) => kind !== 'moved' && Math.abs(Number(points.value)) >= WORTH_SAYING);
  if (telling.length === 0) return null;
  const groups = (['new', 'gone'] as const).flatMap((kind): Text[] => {
    const lines = telling.filter((each) => each.kind === kind).map(({ line, points }) => t`${line} (${points} points)`);
    return lines.length > 0 ? [t`${APART[kind]}: ${listed(lines.slice(0, 3))}`] : [];
  });
  return listed(groups, '; ');
}

/** Whether more than half of a change comes from them. */
function mostlyApart(moved: readonly Moved[], change: number): boolean {
  const apart = moved.reduce((total, { kind, points }) => total + (kind === 'moved' ? 0 : Number(points.value)), 0);
  return apart * Math.sign(change) > Math.abs(change) / 2;
}

/** Every metric, those that moved apart from those that came or went. */
export function movedTables(moved: readonly Moved[]): Part[] {
  const table = (title: string, of: Moved['kind'], value = 'Value') => {
    const rows = moved.filter(({ kind }) => kind === of).map(({ label, level, points }) => [label, level, points]);
    return tablePart(title, ['Metric', value, 'Points'], rows);
  };
  return [...table('What moved', 'moved', 'From → to'), ...table('Newly measured', 'new'), ...table('No longer known', 'gone')];
}

/** The documents behind what moved most, with what was known before and after. */
export const movedFindings = (moved: readonly Moved[]): Finding[] =>
  moved
    .filter(({ points }) => Math.abs(Number(points.value)) >= WORTH_SAYING)
    .slice(0, 12)
    .map(({ label, level, points, was, is, evidence }) => {
      const text = [is ?? 'No longer known', ...(was ? [`before: ${was}`] : [])].join('; ');
      return { ...findingOf(level, text, Number(points.value)), label, evidence };
    });
