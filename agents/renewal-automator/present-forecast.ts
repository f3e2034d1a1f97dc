import type { Figure, Text } from '../facts/index.ts';
import type { Part, Shown } from '../kit/present/index.ts';
import { callButton, contextLine, linesOf, linesPart, shown, tablePart, textPart } from '../kit/present/index.ts';
import { listed, ofAccount, ofGroup, t } from '../kit/say.ts';
import { plural } from '../metrics/index.ts';
import { type Book, DEFINITION, type Group, LIKELY, SURE } from './forecast.ts';
import { spanTold } from './span.ts';
import type { assessRenewalTool } from './tools/assess-renewal.ts';
import type { ForecastOutput } from './tools/forecast-renewals.ts';
import { CATEGORY_WORDS, undatedWords } from './words.ts';

function spanOf(output: ForecastOutput): string {
  const { segment, whose } = output;
  return `${whose}${segment ? `, ${segment.replace('_', '-')}` : ''}, ${spanTold(output)}`;
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' });
const monthLabel = (key: string): string => month.format(new Date(`${key}-01T00:00:00Z`));

/** The amounts of a book, or of a group within it, as figures. */
function figuresOf(output: ForecastOutput, { currency, ...amounts }: Group | Book) {
  const within = 'key' in amounts ? `: ${amounts.label}` : '';
  const { of } = ofGroup(`${spanOf(output)}${within}`, output.asOf);
  const money = (metric: string, label: string, amount: number) =>
    of(`forecast_${metric}:${currency}`, label, amount, currency, { digits: 2 });
  /** What is reckoned with chances has no cents. */
  const estimate = (metric: string, label: string, amount: number) =>
    of(`forecast_${metric}:${currency}`, label, Math.round(amount), currency, { digits: 2 });
  return {
    money,
    estimate,
    contracts: of(`forecast_contracts:${currency}`, 'contracts', amounts.contracts, ''),
    current: money('current', 'up for renewal', amounts.current),
    /** Of contracts without a probability nothing is expected, and not 0. */
    expected: of(`forecast_expected:${currency}`, 'expected', amounts.scored > 0 ? Math.round(amounts.expected) : null, currency, {
      digits: 2,
    }),
    commit: money('commit', 'commit', amounts.commit),
    bestCase: money('best_case', 'best case', amounts.bestCase),
    called: of(`forecast_called:${currency}`, 'contracts with a call', amounts.called.contracts, ''),
    calledCommit: money('called_commit', 'called commit', amounts.called.commit),
    calledBest: money('called_best_case', 'called commit or best case', amounts.called.bestCase),
    calledAll: money('called_total', 'called', amounts.called.total),
  };
}

/** "$1.1M expected", "no probability yet". */
const expectedText = (output: ForecastOutput, group: Group | Book): Text =>
  group.scored > 0 ? t`${figuresOf(output, group).expected} expected` : 'no probability yet';

function rangeOf(output: ForecastOutput, book: Book) {
  const { estimate } = figuresOf(output, book);
  return { p10: estimate('p10', 'P10', book.p10), p50: estimate('p50', 'P50', book.p50), p90: estimate('p90', 'P90', book.p90) };
}

function stakeOf({ accountId, account, contract, atRisk }: ForecastOutput['atStake'][number], asOf: string) {
  const { of, percent, date } = ofAccount({ id: accountId, name: account }, asOf);
  const { id, annualValue, currency, endAt, probability } = contract;
  const worth = of(`contract:${id}`, 'yearly value', annualValue, currency, { digits: 2 });
  const on = date(`contract_end:${id}`, 'end', endAt);
  const chance = percent(`contract_chance:${id}`, 'probability in the forecast', probability);
  return { line: t`${account}: ${worth} on ${on}, chance ${chance}`, atRisk: of(`at_stake:${id}`, 'at stake', atRisk, currency) };
}

function pointOf(output: ForecastOutput): Text {
  const [main, ...others] = output.books;
  if (!main) return `Nothing is up for renewal: ${spanOf(output)}.`;
  const { current, expected, contracts, money } = figuresOf(output, main);
  const apart = others.length > 0 ? ` (${main.currency})` : '';
  const { p10, p90 } = rangeOf(output, main);
  const unscored = unscoredOf(output, main);
  const which = t`Renewals, ${spanOf(output)}${apart}`;
  if (main.scored === 0)
    return t`${which}: ${current} up for renewal, and no probability yet of ${main.contracts === 1 ? 'the contract' : t`any of the ${contracts} contracts`}: too little is known.`;
  const more = main.proposed > main.current ? t` (${money('proposed', 'with additions', main.proposed)} with additions)` : '';
  return t`${which}: ${expected} expected of ${current} up for renewal${more}, 80 % range ${p10} to ${p90}${unscored ? t`; ${unscored}` : ''}.`;
}

/** "$40K of 2 contracts without a probability yet"; null where every contract has one. */
function unscoredOf(output: ForecastOutput, book: Book): Text | null {
  const { contracts, amount } = book.unassessed;
  const worth = figuresOf(output, book).money('unassessed', 'without a probability', amount);
  return contracts > 0 ? t`${worth} of ${plural(contracts, 'contract')} without a probability yet` : null;
}

/** "Mar 27, $1.2M"; null where nothing ends, or all in one month. */
function heaviestOf(output: ForecastOutput, { byMonth }: Pick<Book, 'byMonth'>): Text | null {
  const [top, second] = byMonth.filter(({ current }) => current > 0).toSorted((a, b) => b.current - a.current);
  return top && second ? t`${monthLabel(top.key)}, ${figuresOf(output, top).current}` : null;
}

/** How the months compare; months before the first and after the last renewal show nothing. */
function monthChart(output: ForecastOutput, { byMonth, currency }: Book): Part[] {
  const heaviest = heaviestOf(output, { byMonth });
  if (!heaviest) return [];
  const title = t`Renewals by month: ${heaviest} is the heaviest`;
  const any = ({ current }: Group) => current > 0;
  const months = byMonth.slice(byMonth.findIndex(any), byMonth.findLastIndex(any) + 1);
  const series = (label: string, pick: (group: Group) => number) => {
    return { label, points: months.map((each) => ({ x: monthLabel(each.key), y: Math.round(pick(each)) })) };
  };
  const told = byMonth
    .filter(any)
    .map((each) => t`${monthLabel(each.key)}: ${figuresOf(output, each).current} up, ${expectedText(output, each)}`);
  const both = [series('Up for renewal', ({ current }) => current), series('Expected', ({ expected }) => expected)];
  return [{ type: 'chart', title, alt: listed([title, ...told], '; '), kind: 'bar', unit: currency, series: both }];
}

/** The currency of most contracts as a table, every other in a line. */
function bookParts(output: ForecastOutput): Part[] {
  const [main, ...others] = output.books;
  if (!main) return [];
  const { current, expected, commit, bestCase, called, contracts, calledCommit, calledBest, calledAll } = figuresOf(output, main);
  const { p10, p50, p90 } = rangeOf(output, main);
  const modelled = (figure: Figure): Text => (main.scored > 0 ? [figure] : '–');
  const unscored = unscoredOf(output, main);
  const rows = [
    ['Up for renewal', t`${current} (${contracts})`, t`${called} of ${contracts} called`],
    ...(unscored ? [['of it', unscored, '']] : []),
    ['Expected', modelled(expected), t`${calledAll} called`],
    [`Commit (${SURE} or more)`, modelled(commit), [calledCommit]],
    [`Best case (${LIKELY} or more)`, modelled(bestCase), [calledBest]],
    ['Low (P10)', modelled(p10), ''],
    ['Middle (P50)', modelled(p50), ''],
    ['High (P90)', modelled(p90), ''],
  ];
  const labels = ['What', 'Model', ...(main.called.contracts > 0 ? ['CSMs’ own calls'] : [])];
  return [
    ...tablePart(
      others.length > 0 ? `In ${main.currency}` : null,
      labels,
      rows.map((row) => row.slice(0, labels.length)),
    ),
    ...linesOf('In other currencies', others, (book) => bookLine(output, book)),
  ];
}

/** "In EUR €242K expected of €303K up for renewal (1); commit €0, best case €303K, 80 % range €0 to €303K". */
function bookLine(output: ForecastOutput, book: Book): Text {
  const { current, contracts, commit, bestCase, called, calledCommit, calledBest } = figuresOf(output, book);
  const { p10, p90 } = rangeOf(output, book);
  const own = book.called.contracts > 0 ? t`; CSMs’ own calls on ${called}: commit ${calledCommit}, with best case ${calledBest}` : '';
  const modelled = book.scored > 0 ? t`; commit ${commit}, best case ${bestCase}, 80 % range ${p10} to ${p90}` : '';
  return t`**In ${book.currency}** ${expectedText(output, book)} of ${current} up for renewal (${contracts})${modelled}${own}`;
}

/** Whose calls there are none of. */
const UNCALLED = 'CSMs’ own calls: none recorded yet';

const groupLines = (output: ForecastOutput, groupsOf: (book: Book) => readonly Group[]): Part[] =>
  output.books.flatMap((book) =>
    linesOf(`In ${book.currency}`, groupsOf(book), (group) => {
      const { contracts, current, commit, bestCase, calledCommit } = figuresOf(output, group);
      const own = group.called.contracts === 0 ? '' : t`; called commit ${calledCommit}`;
      const added = group.expected > group.current ? ', additions included' : '';
      if (group.scored === 0) return t`**${group.label}** ${current} up (${contracts}), ${expectedText(output, group)}${own}`;
      return t`**${group.label}** ${expectedText(output, group)} of ${current}${added} (${contracts}); commit ${commit}, best case ${bestCase}${own}`;
    }),
  );

function tell(output: ForecastOutput): Shown {
  const { books, atStake, asOf, undated } = output;
  const [main] = books;
  const point = pointOf(output);
  const unassessed = books.flatMap((book) => unscoredOf(output, book) ?? []).map((each) => t`${each}, in nothing expected`);
  const stakes = atStake.map((each) => {
    const { line, atRisk } = stakeOf(each, asOf);
    return t`${line}, ${atRisk} at stake${each.call ? `; ${each.call.by} calls ${CATEGORY_WORDS[each.call.category]}` : ''}`;
  });
  const until = t`Contracts ending by ${ofGroup(spanOf(output), asOf).date('forecast_until', 'until', output.until)}`;
  return {
    point,
    why: main ? reasonsOf(output, main) : undatedWords(undated),
    header: `Renewal forecast, ${spanOf(output)}`,
    body: main ? [...bookParts(output), ...monthChart(output, main)] : textPart(point),
    next: atStake
      .slice(0, 2)
      .map(({ accountId, account }) => callButton<typeof assessRenewalTool>(account, 'assess_renewal', { account: accountId })),
    sections: {
      'By owner': groupLines(output, ({ byOwner }) => byOwner),
      'By segment': groupLines(output, ({ bySegment }) => bySegment),
      'How computed': main ? [...textPart(DEFINITION), ...linesPart('Most at stake', stakes)] : [],
    },
    feedback: true,
    context: contextLine({
      asOf,
      notes: [
        until,
        'churn as last scored',
        ...(books.some(({ called }) => called.contracts > 0) ? [] : [UNCALLED]),
        ...unassessed,
        ...undatedWords(undated),
      ],
    }),
  };
}

export const forecastShown = shown(tell);

function reasonsOf(output: ForecastOutput, main: Book): Text[] {
  const { called, contracts, calledCommit, calledBest } = figuresOf(output, main);
  const worst = output.atStake.find(({ contract }) => contract.currency === main.currency);
  const heaviest = heaviestOf(output, main);
  return [
    ...(main.scored === 0 ? ['Model: no probability yet, so nothing is expected or committed'] : []),
    main.called.contracts === 0
      ? UNCALLED
      : t`CSMs’ own calls on ${called} of ${contracts}: commit ${calledCommit}, with best case ${calledBest}`,
    ...output.books.slice(1).map((each) => {
      return t`In ${each.currency}: ${expectedText(output, each)} of ${figuresOf(output, each).current} up for renewal`;
    }),
    ...(worst ? [t`Most at stake: ${stakeOf(worst, output.asOf).line}`] : []),
    ...(heaviest ? [t`Heaviest month: ${heaviest}`] : []),
  ];
}
