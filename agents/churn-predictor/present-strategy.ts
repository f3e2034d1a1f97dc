import { evidencePart, linesOf, type Shown, shown, tableOf, textPart } from '../kit/present/index.ts';
import { plain, t } from '../kit/say.ts';
import { daysBetween, plural, round, shortDate } from '../metrics/index.ts';
import { TONES } from './figures.ts';
import type { ChurnOutput, ScoredOutput } from './predict.ts';
import { basisOf, fieldsOf, nextSteps, refusal } from './present-parts.ts';
import { HORIZONS } from './strategy.ts';

/** No chance that is modelled is certain. */
const percent = (share: number): string =>
  share > 0.99 && share < 1 ? 'over 99 %' : share < 0.01 && share > 0 ? 'under 1 %' : `${round(share * 100)} %`;

const TIERS: Record<ScoredOutput['retention'][number]['tier'], string> = {
  none: 'No action',
  standard: 'Standard intervention',
  comprehensive: 'Comprehensive strategy',
  executive: 'Executive engagement',
};

const chanceOf = ({ retention }: ScoredOutput, tier: string) => percent(retention.find((each) => each.tier === tier)?.probability ?? 0);

const endOf = (action: string): string => (action.endsWith('?') ? '' : '.');

const dashed = (horizon: string): string => horizon.replace('-', '–');

function point(output: ScoredOutput): string {
  const { account, actions, advised, asOf, criticalAt } = output;
  const nothing = chanceOf(output, 'none');
  if (!advised)
    return `${account.name}: ${nothing} likely to stay over 90 days without an intervention${actions.length > 0 ? `; ${plural(actions.length, 'action')} would answer what speaks against it` : ''}.`;
  const [now, end] = [new Date(asOf), new Date(criticalAt ?? 0)];
  const left = ` ${plural(daysBetween(now, end), 'day')} left, until ${shortDate(end, now)}.`;
  const until = criticalAt === null ? '' : criticalAt <= asOf ? ' It is late: churn is already likelier than 85 %.' : left;
  return `${account.name}: ${TIERS[advised].toLowerCase()} keeps it with ${chanceOf(output, advised)}, against ${nothing} if nothing is done.${until}`;
}

export const strategyShown = shown((output: ChurnOutput): Shown => {
  if (output.status !== 'scored') return refusal(output);
  const { account, actions, factors, retention } = output;
  const [now = [], soon = [], later = []] = HORIZONS.map((horizon) => actions.filter((each) => each.horizon === horizon));
  const how = `The chances start from stated rates (standard 45 %, comprehensive 73 %, executive 89 % where doing nothing keeps 22 %), are updated by your completed retention playbooks, and moved by this account's own odds (${chanceOf(output, 'none')} if nothing is done).`;
  // A reason of several actions is told with the first of them.
  const inTime = HORIZONS.flatMap((horizon) => actions.filter((each) => each.horizon === horizon));
  const told = inTime.map((each, at) => {
    const reason = plain(each.because);
    const first = inTime.findIndex(({ because }) => plain(because) === reason) === at;
    return { ...each, line: t`${each.action}${first ? t`${endOf(each.action)} ${each.because}` : ''}` };
  });
  const chances = tableOf('Chance of keeping the account over 90 days', retention, ({ tier, probability, observed }) => ({
    With: TIERS[tier],
    Chance: percent(probability),
    'Own playbooks': tier === 'none' ? '' : String(observed),
  }));
  const answered = factors.filter(({ name }) => actions.some(({ factor }) => factor === name));
  return {
    point: point(output),
    why: [...now.slice(0, 3), ...soon.slice(0, 1), ...later.slice(0, 1)].map(
      ({ horizon, action, because }) => t`${dashed(horizon)}: ${action}${endOf(action)} ${because}`,
    ),
    header: `${account.name}: retention strategy`,
    tone: TONES[output.band],
    body: [
      ...HORIZONS.flatMap((horizon) =>
        linesOf(
          dashed(horizon),
          told.filter((each) => each.horizon === horizon),
          ({ line }) => line,
        ),
      ),
      // Where nothing needs to be chosen, what would be won by it is no news.
      ...(output.advised ? chances : []),
      fieldsOf(output),
    ],
    next: nextSteps(output, 'strategy'),
    sections: {
      Chances: output.advised ? [] : chances,
      Evidence: [...evidencePart('The factors these actions answer', answered), ...textPart(how)],
    },
    feedback: true,
    context: basisOf(output),
  };
});
