import type { briefAccount } from '../daily-desk/face.ts';
import type { Text } from '../facts/index.ts';
import { callButton, contextLine, linesOf, type Shown, textPart } from '../kit/present/index.ts';
import { listed, t } from '../kit/say.ts';
import type { ProbabilityRecord } from './claims.ts';
import { binsTable, forecastFigures, missLines, missText, skillText, skillTexts, worstBinText } from './figures.ts';
import { ofHealth } from './present-health.ts';
import { fewText, standText, type Told } from './told.ts';
import type { backtestScores } from './tools/backtest-scores.ts';
import type { RecordOutput } from './tools/get-track-record.ts';

const SHOWN_MISSES = 3;

interface Words {
  kind: string;
  title: string;
  what: string;
  came: string;
  not: string;
  toCome: string;
  rule: string;
}

function probabilities(record: ProbabilityRecord, words: Words, { whose, asOf }: RecordOutput): Told {
  const figures = forecastFigures(`${words.what}s`, whose, asOf);
  const { of, count, date } = figures;
  const { counts, held, came, accounts, since } = record;
  const shared = {
    title: words.title,
    enough: held !== null,
    misses: record.misses.map((miss) => missText(miss, { key: words.kind, ...words }, asOf)),
  };
  const did = of('came', words.came, came, '');
  if (!held || !since)
    return {
      ...shared,
      point: fewText(figures, counts.due, t`, ${did} ${words.came}`, words.what),
      more: [standText(figures, record)],
      table: {},
    };
  const among = t`${count('due', counts.due, words.what)} made since ${date('since', 'made since', since)} for ${count('accounts', accounts, 'account')}`;
  const expected = of('expected', `expected to have ${words.came}`, Math.round(held.expected), '');
  return {
    ...shared,
    point: t`Of ${among} I expected ${expected} to ${words.toCome}; ${did} ${words.came}.${worstBinText(figures, held.bins, words.came)}`,
    more: [listed(skillTexts(figures, held, words.rule)), standText(figures, record)].filter((text) => text !== ''),
    table: { [words.title]: binsTable(figures, held.bins, words.came) },
  };
}

/** What people called on the same contracts. */
function callsText({ renewals, whose, asOf }: RecordOutput): Text[] {
  if (!renewals || renewals.calls.n === 0) return [];
  const figures = forecastFigures('renewal calls', whose, asOf);
  const { of, count } = figures;
  const { n, ours, theirs, overCalls } = renewals.calls;
  const right = t`${of('called_right', 'called rightly by people', theirs, '')} came as people called, ${of('told_right', 'told rightly by me', ours, '')} as I said`;
  return [
    listed([
      t`Of ${count('called', n, 'contract')} that people called, ${right}`,
      ...skillText(figures, 'calls', overCalls, 'their calls'),
    ]),
  ];
}

function told(output: RecordOutput): Told[] {
  const { churn, renewals, health } = output;
  const leaving = { came: 'left', not: 'stayed', toCome: 'leave', rule: '“they leave when a contract ends”' };
  const renewing = { came: 'renewed', not: 'did not renew', toCome: 'renew', rule: 'a rule' };
  return [
    ...(churn
      ? [probabilities(churn, { kind: 'churn', title: 'Churn', what: `${churn.days}-day churn forecast`, ...leaving }, output)]
      : []),
    ...(renewals ? [probabilities(renewals, { kind: 'renewal', title: 'Renewals', what: 'renewal forecast', ...renewing }, output)] : []),
    ...(health ? [ofHealth(health, output)] : []),
  ];
}

const HOW =
  'One forecast an account and week counts, the first, as it was frozen; of a renewal the first that was made 97 to 30 days before the end. Error is Brier’s (mean squared). The base rate and the rule are given the rates that came, which nobody knew before. Forecasts of one account that overlap in time count once for the intervals (Wilson, 95 %). Not known: gone from the records, other scoring rules, or no word within 30 days.';

export function recordShown(output: RecordOutput): Shown {
  const { whose, looked, of, churn, health, asOf } = output;
  const all = told(output);
  // What can be told in full comes first.
  const [first, ...others] = all.toSorted((a, b) => Number(b.enough) - Number(a.enough));
  if (!first) return { point: 'Nothing was asked about.' };
  const lines = [
    ...first.more,
    // Of what is not due yet, the day it will be is all there is to say.
    ...others.map(({ enough, point, more }) => (enough ? point : t`${point} ${more.at(-1) ?? ''}`)),
    ...callsText(output),
  ];
  const misses = all.flatMap((each) => each.misses);
  const filledIn = (churn?.filledIn ?? 0) + (health?.filledIn ?? 0);
  const { count } = forecastFigures('forecasts', whose, asOf);
  return {
    point: first.point,
    why: lines,
    header: 'Was I right?',
    body: [...linesOf(null, lines, (line) => line), ...missLines('Missed', misses.slice(0, SHOWN_MISSES))],
    next: [
      ...misses
        .slice(0, SHOWN_MISSES)
        .map(({ account }) => callButton<typeof briefAccount>(account.name, 'brief_account', { account: account.id })),
      !all.some(({ enough }) => enough) && callButton<typeof backtestScores>('Test on the past', 'backtest_scores', {}),
    ],
    sections: {
      ...Object.assign({}, ...all.map(({ table }) => table)),
      'All missed': missLines(null, misses.length > SHOWN_MISSES ? misses : []),
      'How it is counted': textPart(all.some(({ enough }) => enough) ? HOW : ''),
    },
    context: contextLine({
      asOf,
      used: whose === 'all accounts' ? [] : [whose],
      notes: [
        ...(filledIn > 0 ? [t`${count('filled_in', filledIn, 'forecast')} filled in afterwards not counted`] : []),
        ...(looked < of ? [t`looked at ${count('looked', looked, 'account')} of ${count('of', of, 'account')}, a fixed sample`] : []),
      ],
    }),
  };
}
