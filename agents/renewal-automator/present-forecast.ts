import { z } from 'zod';
import type { Text } from '../facts/figure.ts';
import type { Card, Part } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { callButton } from '../kit/present/buttons.ts';
import { cardOf, linesPart } from '../kit/present/card.ts';
import { contextLine } from '../kit/present/context-line.ts';
import { ofAccount, ofGroup } from '../kit/present/figures.ts';
import { t } from '../kit/text.ts';
import { plural } from '../metrics/format.ts';
import { type Book, bookSchema, DEFINITION, type Group } from './forecast.ts';
import { undatedWords } from './present-list.ts';
import { callSchema } from './schema.ts';
import type { assessRenewalTool } from './tools/assess-renewal.ts';
import { CATEGORY_WORDS } from './words.ts';

export const forecastOutputSchema = z.object({
  asOf: z.string(),
  until: z.string(),
  days: z.number(),
  whose: z.string(),
  segment: z.string().nullable(),
  books: z.array(bookSchema).describe('One a currency, never added up between them'),
  atStake: z.array(
    z.object({
      accountId: z.string(),
      account: z.string(),
      contractId: z.string(),
      annualValue: z.number(),
      currency: z.string(),
      probability: z.number(),
      endAt: z.string(),
      atRisk: z.number().describe('Yearly value × (1 − probability)'),
      call: callSchema.nullable(),
    }),
  ),
  undated: z.number().describe('Paying accounts without a renewal date: in no figure'),
  arguments: z.record(z.string(), z.unknown()),
});
export type ForecastOutput = z.infer<typeof forecastOutputSchema>;

const spanOf = ({ days, segment, whose }: ForecastOutput): string =>
  `${whose}${segment ? `, ${segment.replace('_', '-')}` : ''}, next ${days === 365 ? '12 months' : plural(days, 'day')}`;

const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' });
const monthLabel = (key: string): string => month.format(new Date(`${key}-01T00:00:00Z`));

/** The amounts of a book, or of a group within it, as figures. */
function figuresOf(output: ForecastOutput, { currency, ...amounts }: Group | Book) {
  const within = 'key' in amounts ? `: ${amounts.label}` : '';
  const { of } = ofGroup(`${spanOf(output)}${within}`, output.asOf);
  const money = (metric: string, label: string, amount: number) =>
    of(`forecast_${metric}:${currency}`, label, amount, currency, { digits: 2 });
  return {
    of,
    money,
    contracts: of(`forecast_contracts:${currency}`, 'contracts', amounts.contracts, ''),
    current: money('current', 'up for renewal', amounts.current),
    expected: money('expected', 'expected', amounts.expected),
    commit: money('commit', 'commit', amounts.commit),
    bestCase: money('best_case', 'best case', amounts.bestCase),
    called: of(`forecast_called:${currency}`, 'contracts with a call', amounts.called.contracts, ''),
    calledCommit: money('called_commit', 'called commit', amounts.called.commit),
    calledBest: money('called_best_case', 'called commit or best case', amounts.called.bestCase),
    calledAll: money('called_total', 'called', amounts.called.total),
  };
}

const rangeOf = (output: ForecastOutput, book: Book) => {
  const { money } = figuresOf(output, book);
  return { p10: money('p10', 'P10', book.p10), p50: money('p50', 'P50', book.p50), p90: money('p90', 'P90', book.p90) };
};

function stakeOf(
  { accountId, account, contractId, annualValue, currency, probability, endAt, atRisk }: ForecastOutput['atStake'][number],
  asOf: string,
) {
  const { of, percent, date } = ofAccount({ id: accountId, name: account }, asOf);
  const worth = of(`contract:${contractId}`, 'yearly value', annualValue, currency, { digits: 2 });
  const on = date(`contract_end:${contractId}`, 'end', endAt);
  const chance = percent(`contract_chance:${contractId}`, 'probability in the forecast', probability);
  return { line: t`${account}: ${worth} on ${on}, ${chance}`, atRisk: of(`at_stake:${contractId}`, 'at stake', atRisk, currency) };
}

export function forecastSummary(output: ForecastOutput): Summary {
  const { books, atStake, undated, asOf } = output;
  const [main, ...others] = books;
  if (!main) return { point: `No contract of ${spanOf(output)} is up for renewal.`, why: undatedWords(undated) };
  const { current, expected, commit, bestCase, called, contracts, calledCommit, calledBest, money } = figuresOf(output, main);
  const { p10, p90 } = rangeOf(output, main);
  const more = main.proposed > main.current ? t` (${money('proposed', 'with additions', main.proposed)} with additions)` : '';
  const apart = others.length > 0 ? ` (${main.currency})` : '';
  const [worst] = atStake.filter(({ currency }) => currency === main.currency);
  const heaviest = heaviestOf(output, main);
  const why: Text[] = [
    t`Model: commit ${commit}, best case ${bestCase} (${contracts} ${main.contracts === 1 ? 'contract' : 'contracts'})`,
    main.called.contracts === 0
      ? 'CSMs’ own calls: none recorded yet'
      : t`CSMs’ own calls on ${called} of ${contracts}: commit ${calledCommit}, with best case ${calledBest}`,
    ...others.map(
      (each) => t`In ${each.currency}, apart: ${figuresOf(output, each).expected} expected of ${figuresOf(output, each).current}`,
    ),
    ...(worst ? [t`Most at stake: ${stakeOf(worst, asOf).line}`] : []),
    ...(heaviest ? [t`Heaviest month: ${heaviest}`] : []),
  ];
  return {
    point: t`Renewals, ${spanOf(output)}${apart}: ${expected} expected of ${current} up for renewal${more}, 80 % range ${p10} to ${p90}.`,
    why: why.slice(0, 5),
  };
}

/** "Mar 27, $1.2M"; null where nothing ends. */
function heaviestOf(output: ForecastOutput, { byMonth }: Book): Text | null {
  const [top] = byMonth.toSorted((a, b) => b.current - a.current);
  return top && top.current > 0 ? t`${monthLabel(top.key)}, ${figuresOf(output, top).current}` : null;
}

function monthChart(output: ForecastOutput, book: Book): Part {
  const top = heaviestOf(output, book);
  const title = top ? t`Renewals by month: ${top} is the heaviest` : 'Renewals by month';
  const points = (pick: (group: Group) => number) => book.byMonth.map((each) => ({ x: monthLabel(each.key), y: Math.round(pick(each)) }));
  const told = book.byMonth
    .filter((each) => each.current > 0)
    .map((each) => t`${monthLabel(each.key)}: ${figuresOf(output, each).current} up, ${figuresOf(output, each).expected} expected`);
  return {
    type: 'chart',
    title,
    alt: told.reduce((all: Text, each) => t`${all}; ${each}`, title),
    kind: 'bar',
    unit: book.currency,
    series: [
      { label: 'Up for renewal', points: points(({ current }) => current) },
      { label: 'Expected', points: points(({ expected }) => expected) },
    ],
  };
}

/** One table a message: that of the first currency; every other as lines. */
function bookParts(output: ForecastOutput): Part[] {
  return output.books.flatMap((book, index): Part[] => {
    const { current, expected, commit, bestCase, called, contracts, calledCommit, calledBest, calledAll } = figuresOf(output, book);
    const { p10, p50, p90 } = rangeOf(output, book);
    const said = (figure: Text) => (book.called.contracts === 0 ? '–' : figure);
    const rows: Text[][] = [
      ['Up for renewal', t`${current} (${contracts})`, t`${called} of ${contracts} called`],
      ['Expected', t`${expected}`, said(t`${calledAll} called`)],
      ['Commit', t`${commit}`, said(t`${calledCommit}`)],
      ['Best case', t`${bestCase}`, said(t`${calledBest}`)],
      ['P10 / P50 / P90', t`${p10} / ${p50} / ${p90}`, ''],
    ];
    const title = `In ${book.currency}`;
    if (index > 0)
      return linesPart(
        title,
        rows.map(([label = '', model = '', own = '']) =>
          own === '' || own === '–' ? t`${label}: ${model}` : t`${label}: ${model}; CSMs: ${own}`,
        ),
      );
    return [
      {
        type: 'table',
        title,
        columns: [{ label: '' }, { label: 'Model', align: 'right' }, { label: 'CSMs’ own calls', align: 'right' }],
        rows,
      },
    ];
  });
}

const groupLines = (output: ForecastOutput, groupsOf: (book: Book) => readonly Group[]): Part[] =>
  output.books.flatMap((book) =>
    linesPart(
      `In ${book.currency}`,
      groupsOf(book).map((group) => {
        const { contracts, current, expected, commit, bestCase, calledCommit } = figuresOf(output, group);
        const own = group.called.contracts === 0 ? '' : t`; called commit ${calledCommit}`;
        return t`**${group.label}** ${expected} expected of ${current} (${contracts}); commit ${commit}, best case ${bestCase}${own}`;
      }),
    ),
  );

export function forecastCard(output: ForecastOutput): Card {
  const { books, atStake, asOf, undated } = output;
  const { point } = forecastSummary(output);
  const [main] = books;
  const unassessed = books.flatMap((book) => {
    const { contracts, amount } = book.unassessed;
    const worth = figuresOf(output, book).money('unassessed', 'with too little data', amount);
    return contracts > 0 ? [t`${plural(contracts, 'contract')} (${worth}) with too little data, in no figure`] : [];
  });
  const { date } = ofGroup(spanOf(output), asOf);
  const until = t`Contracts ending by ${date('forecast_until', 'until', output.until)}`;
  return cardOf({
    point,
    header: `Renewal forecast, ${spanOf(output)}`,
    body: main ? [...bookParts(output), monthChart(output, main)] : [{ type: 'text', text: point }],
    next: atStake
      .slice(0, 2)
      .map(({ accountId, account }) => callButton<typeof assessRenewalTool>(account, 'assess_renewal', { account: accountId })),
    sections: main
      ? [
          { label: 'By owner', parts: groupLines(output, ({ byOwner }) => byOwner) },
          { label: 'By segment', parts: groupLines(output, ({ bySegment }) => bySegment) },
          {
            label: 'How computed',
            parts: [
              { type: 'text', text: DEFINITION },
              ...linesPart(
                'Most at stake',
                atStake.map((each) => {
                  const { line, atRisk } = stakeOf(each, asOf);
                  return t`${line}, ${atRisk} at stake${each.call ? `; ${each.call.by} calls ${CATEGORY_WORDS[each.call.category]}` : ''}`;
                }),
              ),
            ],
          },
        ]
      : [],
    feedback: true,
    context: contextLine({ asOf, notes: [until, 'churn as last scored', ...unassessed, ...undatedWords(undated)] }),
  });
}
