import { findingOf } from '../../facts/finding.ts';
import { figureText, t } from '../../kit/text.ts';
import { longDate } from '../../metrics/format.ts';
import { clamp } from '../../metrics/statistics.ts';
import { about, dated, figureNow, type PointsOf } from './point.ts';

/** Smaller changes, in %, are not worth a customer's attention. */
const NOTABLE = 15;
const ASK_GROWING = 'Could we find half an hour to talk about what you plan to do with it next?';

/** What may be said of how they use it, as it stands in a sentence. */
const SAID: readonly [key: string, noun: string][] = [
  ['active_users', 'active users'],
  ['api_calls', 'API calls'],
  ['session_minutes', 'the length of a session'],
  ['workflow_completion', 'the share of workflows completed'],
  ['core_adoption', 'the share of people on the core features'],
];

/** What changed in four weeks against the twelve before: a single odd week says nothing. */
export const usagePoints: PointsOf = (facts) =>
  SAID.flatMap(([key, noun]) => {
    const level = figureNow(facts, key);
    const change = figureNow(facts, `${key}_change_4w`);
    if (!level || !change) return [];
    const moved = Number(change.figure.value);
    if (Math.abs(moved) < NOTABLE) return [];
    const down = moved < 0;
    const until = new Date(change.reading.latest);
    const now = figureText({ ...level.figure, unit: level.figure.unit === 'users' ? '' : level.figure.unit });
    const by = figureText({ ...change.figure, value: Math.abs(moved), signed: false });
    return {
      topic: 'usage' as const,
      weight: clamp(0.45 + Math.abs(moved) / 200, 0, 1),
      line: `On your side, ${noun} stood at ${now} in the four weeks to ${longDate(until)}, ${by} ${down ? 'down' : 'up'} on the weeks before.`,
      subject: about(facts.account.name, down ? `what changed in ${noun.replace(/^the /, '')}` : 'building on your growing use'),
      ...(down ? {} : { ask: ASK_GROWING }),
      figure: findingOf(
        { ...change.figure, evidence: [...change.figure.evidence.slice(0, 4), ...change.figure.evidence.slice(-1)] },
        t`${level.figure.label}: ${level.figure}, ${change.figure} against the weeks before (4 weeks to ${dated(facts, `${key}_until`, 'until', until)}).`,
      ),
    };
  });

export const adoptionPoints: PointsOf = (facts) => {
  const [active, provisioned] = [figureNow(facts, 'active_users'), figureNow(facts, 'provisioned_users')];
  const share = Number(active?.figure.value) / Number(provisioned?.figure.value);
  if (!active || !provisioned || !(share <= 1)) return [];
  const until = new Date(active.reading.latest);
  const [some, all] = [active, provisioned].map(({ figure }) => figureText({ ...figure, unit: '' }));
  return [
    {
      topic: 'adoption',
      weight: 0.2 + 0.2 * (1 - share),
      line: `In the four weeks to ${longDate(until)}, ${some} of your ${all} people with access used it in a week.`,
      subject: about(facts.account.name, 'making it useful for more of your people'),
      figure: findingOf(
        active.figure,
        t`Of ${provisioned.figure} with access, ${active.figure} were active in a week (4 weeks to ${dated(facts, 'active_users_until', 'until', until)}).`,
      ),
    },
  ];
};
