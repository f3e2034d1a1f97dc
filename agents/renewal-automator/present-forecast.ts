import { z } from 'zod';
import type { Card, Part } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { longDate, plural, shortDate, shortMoney } from '../metrics/format.ts';
import { type Book, bookSchema, DEFINITION, type Group } from './forecast.ts';
import { callSchema } from './schema.ts';
import { bullets, CATEGORY_WORDS, call, percent, shown } from './words.ts';

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

export function forecastSummary(output: ForecastOutput): Summary {
  const { books, atStake } = output;
  const [main, ...others] = books;
  if (!main) return { point: `No contract of ${spanOf(output)} is up for renewal.${undatedWords(output)}`, why: [] };
  const money = (amount: number) => shown(amount, main.currency);
  const range = `80 % range ${money(main.p10)} to ${money(main.p90)}`;
  const point = `Renewals, ${spanOf(output)}${others.length > 0 ? ` (${main.currency})` : ''}: ${money(main.expected)} expected of ${money(main.current)} up for renewal${main.proposed > main.current ? ` (${money(main.proposed)} with additions)` : ''}, ${range}.`;
  const [worst] = atStake.filter(({ currency }) => currency === main.currency);
  const why = [
    `Model: commit ${money(main.commit)}, best case ${money(main.bestCase)} (${plural(main.contracts, 'contract')})`,
    callsLine(main),
    ...others.map(
      (each) =>
        `In ${each.currency}, apart: ${shortMoney(each.expected, each.currency)} expected of ${shortMoney(each.current, each.currency)}`,
    ),
    ...(worst
      ? [
          `Most at stake: ${worst.account}, ${money(worst.annualValue)} on ${shortDate(new Date(worst.endAt), new Date(output.asOf))}, ${percent(worst.probability)}`,
        ]
      : []),
    ...heaviest(main),
  ];
  return { point, why: why.slice(0, 5) };
}

const callsLine = ({ called, contracts, currency }: Book): string =>
  called.contracts === 0
    ? 'CSMs’ own calls: none recorded yet'
    : `CSMs’ own calls on ${called.contracts} of ${contracts}: commit ${shortMoney(called.commit, currency)}, with best case ${shortMoney(called.bestCase, currency)}`;

const undatedWords = ({ undated }: ForecastOutput): string =>
  undated > 0 ? ` ${plural(undated, 'paying account has', 'paying accounts have')} no renewal date on record.` : '';

function heaviest({ byMonth, current, currency }: Book): string[] {
  const [top] = byMonth.toSorted((a, b) => b.current - a.current);
  return top && top.current > 0
    ? [`Heaviest month: ${monthLabel(top.key)}, ${shortMoney(top.current, currency)} (${percent(top.current / current)})`]
    : [];
}

function monthChart(book: Book): Part {
  const [top] = book.byMonth.toSorted((a, b) => b.current - a.current);
  const title =
    top && top.current > 0
      ? `Renewals by month: ${monthLabel(top.key)} is the heaviest, ${shortMoney(top.current, book.currency)}`
      : 'Renewals by month';
  const points = (pick: (group: Group) => number) => book.byMonth.map((each) => ({ x: monthLabel(each.key), y: Math.round(pick(each)) }));
  return {
    type: 'chart',
    title,
    alt: `${title}. ${book.byMonth
      .filter(({ current }) => current > 0)
      .map(
        ({ key, current, expected }) =>
          `${monthLabel(key)}: ${shortMoney(current, book.currency)} up, ${shortMoney(expected, book.currency)} expected`,
      )
      .join('; ')}`,
    kind: 'bar',
    unit: book.currency,
    series: [
      { label: 'Up for renewal', points: points(({ current }) => current) },
      { label: 'Expected', points: points(({ expected }) => expected) },
    ],
  };
}

const COLUMNS = ['Contracts', 'Up for renewal', 'Expected', 'Commit', 'Best case', 'CSM commit'].map((label) => ({
  label,
  align: 'right' as const,
}));

function groupTable(title: string, groups: readonly Group[], currency: string): Part {
  const money = (amount: number) => shortMoney(amount, currency);
  return {
    type: 'table',
    title: `${title} (${currency})`,
    columns: [{ label: title.replace(/^By /, '').replace(/^./, (letter) => letter.toUpperCase()) }, ...COLUMNS],
    rows: groups.map(({ label, contracts, current, expected, commit, bestCase, called }) => [
      label,
      `${contracts}`,
      money(current),
      money(expected),
      money(commit),
      money(bestCase),
      called.contracts === 0 ? '–' : money(called.commit),
    ]),
  };
}

export function forecastCard(output: ForecastOutput): Card {
  const { books, atStake, asOf, until } = output;
  const { point } = forecastSummary(output);
  const [main] = books;
  if (!main) return { point, parts: [{ type: 'text', text: point }], sections: [] };
  const from = new Date(asOf);
  return {
    point,
    parts: [
      { type: 'header', text: `Renewal forecast, ${spanOf(output)}` },
      ...books.map(
        (book): Part => ({
          type: 'table',
          title: `In ${book.currency}`,
          columns: [{ label: '' }, { label: 'Model', align: 'right' }, { label: 'CSMs’ own calls', align: 'right' }],
          rows: rowsOf(book),
        }),
      ),
      monthChart(main),
      {
        type: 'buttons',
        buttons: [
          ...atStake.slice(0, 2).map(({ accountId, account }) => call(account, 'assess_renewal', { account: accountId, renewsFrom: null })),
          { label: 'By owner', effect: { type: 'show', section: 0 } },
          { label: 'By segment', effect: { type: 'show', section: 1 } },
          { label: 'How computed', effect: { type: 'show', section: 2 } },
        ],
      },
      { type: 'feedback' },
      {
        type: 'context',
        text: `As of ${longDate(from)}, contracts ending by ${longDate(new Date(until))}; churn as last scored.${unassessedWords(books)}${undatedWords(output)}`,
      },
    ],
    sections: [
      { label: 'By owner', parts: books.map((book) => groupTable('By owner', book.byOwner, book.currency)) },
      { label: 'By segment', parts: books.map((book) => groupTable('By segment', book.bySegment, book.currency)) },
      {
        label: 'How computed',
        parts: [
          { type: 'text', text: DEFINITION },
          ...bullets(
            'Most at stake',
            atStake.map(
              (each) =>
                `${each.account}: ${shortMoney(each.annualValue, each.currency)} on ${shortDate(new Date(each.endAt), from)}, ${percent(each.probability)}, ${shortMoney(each.atRisk, each.currency)} at stake${each.call ? `; ${each.call.by} calls ${CATEGORY_WORDS[each.call.category]}` : ''}`,
            ),
          ),
        ],
      },
    ],
  };
}

function rowsOf({ currency, contracts, current, expected, commit, bestCase, p10, p50, p90, called }: Book): string[][] {
  const money = (amount: number) => shortMoney(amount, currency);
  const none = called.contracts === 0;
  return [
    ['Up for renewal', `${money(current)} (${contracts})`, `${called.contracts} of ${contracts} called`],
    ['Expected', money(expected), none ? '–' : `${money(called.total)} called`],
    ['Commit', money(commit), none ? '–' : money(called.commit)],
    ['Best case', money(bestCase), none ? '–' : money(called.bestCase)],
    ['P10 / P50 / P90', `${money(p10)} / ${money(p50)} / ${money(p90)}`, ''],
  ];
}

function unassessedWords(books: readonly Book[]): string {
  const found = books.filter(({ unassessed }) => unassessed.contracts > 0);
  return found
    .map(
      ({ unassessed, currency }) =>
        ` ${plural(unassessed.contracts, 'contract')} (${shortMoney(unassessed.amount, currency)}) with too little data, in no figure.`,
    )
    .join('');
}
