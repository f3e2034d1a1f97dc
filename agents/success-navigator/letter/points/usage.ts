import { findingOf } from '../../../facts/finding.ts';
import { t } from '../../../kit/text.ts';
import { figureNow } from '../../../metrics/index.ts';
import { clamp } from '../../../metrics/statistics.ts';
import { about, dated, type PointsOf } from './point.ts';

/** Smaller changes, in %, are not worth a customer's attention. */
const NOTABLE = 15;

/** What may be said of how they use it. */
const SAID = ['active_users', 'api_calls', 'session_minutes', 'workflow_completion', 'core_adoption'] as const;

/** What changed in four weeks against the twelve before: a single odd week says nothing. */
export const usagePoints: PointsOf = (facts, _, words) =>
  SAID.flatMap((key) => {
    const level = figureNow(facts, key);
    const change = figureNow(facts, `${key}_change_4w`);
    if (!level || !change) return [];
    const moved = Number(change.figure.value);
    if (Math.abs(moved) < NOTABLE) return [];
    const down = moved < 0;
    const until = new Date(change.reading.latest);
    const way = down ? 'down' : 'up';
    const values = {
      noun: words.say(`usage.${key}`),
      now: words.figure(level.figure),
      until: words.date(until),
      by: words.figure({ ...change.figure, value: Math.abs(moved), signed: false }),
    };
    return {
      topic: 'usage' as const,
      weight: clamp(0.45 + Math.abs(moved) / 200, 0, 1),
      news: down ? ('bad' as const) : ('good' as const),
      line: words.say(`usage.${way}`, values),
      subject: about(facts.account.name, words.say(`usage.${way}_subject`)),
      ...(down ? {} : { ask: words.letter.ask.growing }),
      figure: findingOf(
        { ...change.figure, evidence: [...change.figure.evidence.slice(0, 4), ...change.figure.evidence.slice(-1)] },
        t`${level.figure.label}: ${level.figure}, ${change.figure} against the weeks before (4 weeks to ${dated(facts, `${key}_until`, 'until', until)}).`,
      ),
    };
  });

export const adoptionPoints: PointsOf = (facts, _, words) => {
  const [active, provisioned] = [figureNow(facts, 'active_users'), figureNow(facts, 'provisioned_users')];
  const share = Number(active?.figure.value) / Number(provisioned?.figure.value);
  if (!active || !provisioned || !(share <= 1)) return [];
  const until = new Date(active.reading.latest);
  const values = {
    until: words.date(until),
    some: words.figure({ ...active.figure, unit: '' }),
    all: words.figure({ ...provisioned.figure, unit: '' }),
  };
  return [
    {
      topic: 'adoption',
      weight: 0.2 + 0.2 * (1 - share),
      line: words.say('adoption.line', values),
      subject: about(facts.account.name, words.say('adoption.subject')),
      figure: findingOf(
        active.figure,
        t`Of ${provisioned.figure} with access, ${active.figure} were active in a week (4 weeks to ${dated(facts, 'active_users_until', 'until', until)}).`,
      ),
    },
  ];
};
