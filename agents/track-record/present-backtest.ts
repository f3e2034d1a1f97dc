import type { briefAccount } from '../daily-desk/face.ts';
import type { Text } from '../facts/index.ts';
import { callButton, contextLine, linesOf, type Shown, tableOf, textPart } from '../kit/present/index.ts';
import { listed, t } from '../kit/say.ts';
import { LEAST_TESTS } from './accuracy.ts';
import { WITHIN_DAYS } from './backtest.ts';
import { binsTable, type ForecastFigures, forecastFigures, missLines, missText, rangeOf, skillTexts, worstBinText } from './figures.ts';
import type { BacktestOutput } from './tools/backtest-scores.ts';

const SHOWN_MISSES = 3;
const RULE = '“they leave when a contract ends”';
const NO_FORECAST = 'A test on the past by today’s rules, which may have been learnt from it: no forecast that was made.';
const HOW = `At the first of twelve dates 30 days apart, the last ${WITHIN_DAYS} days ago, every account that was there was scored with what was known then, by today’s weights and scorecards. The ranking is the chance that one who left was ranked above one who stayed: 50 % is a coin, 100 % perfect. Error is Brier’s; the base rate and the rule are given the rates that came. Snapshots of one account within ${WITHIN_DAYS} days count once for the intervals (Wilson, 95 %).`;

function rankingText({ churn: { held }, health, ruleAuc }: BacktestOutput, { percent }: ForecastFigures): Text[] {
  const of = (key: string, label: string, auc: number | null | undefined, who: string): Text[] =>
    auc == null ? [] : [t`${who} ${percent(`rank_${key}`, `ranking of ${label}`, auc)}`];
  const ranks = [
    ...of('churn', 'the churn model', held?.auc, 'churn model'),
    ...of('health', 'the health score', health?.auc, 'health score'),
    ...of('rule', 'the rule', ruleAuc, RULE),
  ];
  return ranks.length === 0 ? [] : [t`Ranked a leaver above one who stayed: ${listed(ranks)}`];
}

function bandText({ health }: BacktestOutput, { percent, of }: ForecastFigures): Text[] {
  if (!health) return [];
  const bands = health.bands.map(({ band, share, n }) => {
    const left = percent(`band_${band}_share`, `share of ${band} that left`, share);
    return t`${band} ${left} of ${of(`band_${band}_n`, `${band} snapshots`, n, '')}`;
  });
  return [t`Left within ${WITHIN_DAYS} days by health: ${listed(bands)}`];
}

/** What was not tested: where more of the others stayed, the test holds more leavers than the book does. */
function untestedText({ tooLittle, churn: { counts, came } }: BacktestOutput, { of, count, percent }: ForecastFigures): Text[] {
  const all = tooLittle.n + counts.due;
  if (tooLittle.n === 0 || counts.due === 0) return [];
  const tested = percent('rate_tested', 'share of the tested that left', came / counts.due);
  const whole = percent('rate_all', 'share of all that left', (came + tooLittle.came) / all, { digits: 1 });
  const untested = t`Of ${count('too_little', tooLittle.n, 'more snapshot')} too little was known to test them, ${of('too_little_came', 'left untested', tooLittle.came, '')} left after`;
  return [t`${untested}: ${whole} of all left, ${tested} of those tested`];
}

function pointOf({ churn, whose, until }: BacktestOutput, figures: ForecastFigures): Text {
  const { counts, held, came, accounts } = churn;
  const { of, count, date } = figures;
  if (counts.due === 0) return t`Nothing to test: of ${whose} too little was known until three months ago.`;
  const did = of('came', 'left', came, '');
  const snapshots = t`${count('due', counts.due, 'monthly snapshot')} of ${count('accounts', accounts, 'account')}`;
  if (!held) return t`${snapshots}, ${did} left after: fewer than ${LEAST_TESTS} separate ones, so no percentages.`;
  const when = t`${date('from', 'from', churn.since)} to ${date('until', 'until', until)}`;
  const expected = of('expected', 'expected to have left', Math.round(held.expected), '');
  return t`On ${snapshots} from ${when} today’s churn model expects ${expected} to leave within ${WITHIN_DAYS} days; ${did} left.${worstBinText(figures, held.bins, 'left', 'it says')}`;
}

export function backtestShown(output: BacktestOutput): Shown {
  const { churn, health, whose, looked, of, basis, asOf } = output;
  const figures = forecastFigures('test on the past', whose, asOf);
  const { held } = churn;
  const misses = churn.misses.map((miss) => missText(miss, { key: 'churn_test', came: 'left', not: 'stayed', would: true }, asOf));
  const lines = [
    ...rankingText(output, figures),
    ...(held ? [t`Churn percentages: ${listed(skillTexts(figures, held, RULE))}`] : []),
    ...bandText(output, figures),
    ...untestedText(output, figures),
    NO_FORECAST,
  ];
  return {
    point: pointOf(output, figures),
    why: lines,
    header: 'Test on the past',
    body: [...linesOf(null, lines, (line) => line), ...missLines('Would have been missed', misses.slice(0, SHOWN_MISSES))],
    next: misses
      .slice(0, SHOWN_MISSES)
      .map(({ account }) => callButton<typeof briefAccount>(account.name, 'brief_account', { account: account.id })),
    sections: {
      'Churn model': held ? binsTable(figures, held.bins, 'left', 'it says') : [],
      'Health bands': tableOf(null, health?.bands ?? [], ({ band, n, came, share, low, high }) => ({
        Band: band,
        Snapshots: figures.of(`band_${band}_n`, `${band} snapshots`, n, ''),
        Left: t`${figures.percent(`band_${band}_share`, `share of ${band} that left`, share)} (${figures.of(`band_${band}_came`, `${band} that left`, came, '')})`,
        'Sure to lie in': rangeOf(figures, `band_${band}`, `share of ${band} that left, interval`, low, high),
      })),
      'All missed': missLines(null, misses.length > SHOWN_MISSES ? misses : []),
      'How it is counted': textPart(held ? HOW : ''),
    },
    context: contextLine({
      asOf,
      used: whose === 'all accounts' ? [] : [whose],
      notes: [
        basis === 'learnt' ? 'weights learnt from your own accounts that left and stayed' : 'starting weights, nothing learnt yet',
        ...(looked < of
          ? [t`looked at ${figures.count('looked', looked, 'account')} of ${figures.count('of', of, 'account')}, a fixed sample`]
          : []),
      ],
    }),
  };
}
