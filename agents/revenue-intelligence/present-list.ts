import type { Text } from '../facts/index.ts';
import { callButton, contextLine, type Line, type Listing, tableOf } from '../kit/present/index.ts';
import { listed, ofGroup, small, t } from '../kit/say.ts';
import { spaced } from '../metrics/index.ts';
import { figuresOfOne, worthText } from './figures.ts';
import type { detectExpansionSignals } from './tools/detect-expansion-signals.ts';
import type { GrowthList, listExpansionOpportunities } from './tools/list-expansion-opportunities.ts';
import { stageWords, TYPE_WORDS } from './words.ts';

type Row = GrowthList['rows'][number];

const figures = ({ accountId, account, asOf, confidence, ...found }: Row) =>
  figuresOfOne({ id: accountId, name: account }, asOf, found, confidence && Math.round(confidence));

const open = ({ accountId, account }: Row) =>
  callButton<typeof detectExpansionSignals>(account, 'detect_expansion_signals', { account: accountId });

function lineOf(row: Row): Line {
  const { worth, sure } = figures(row);
  return {
    name: row.account,
    figure: t`${small(row.name)}, ${worthText(worth)}`,
    more: [...(row.confidence === null ? [] : [t`${[sure]} sure`]), ...(row.stage === 'identified' ? [] : [small(stageWords(row.stage))])],
    open: open(row),
  };
}

function filters({ asked: { region, vertical, segment, kind, minValue, minConfidence }, whose, asOf, into }: GrowthList): Text[] {
  const { of } = ofGroup(whose, asOf ?? '');
  return [
    ...(kind === null ? [] : [spaced(kind)]),
    ...(minValue === null
      ? []
      : [
          t`worth ${of('expansion_value', 'yearly value of at least', minValue, into ?? '')} or more a year${into ? '' : ', each in its own currency'}`,
        ]),
    ...(minConfidence === null ? [] : [t`at least ${of('expansion_confidence', 'confidence of at least', minConfidence, '%')} sure`]),
    ...(vertical === null ? [] : [spaced(vertical)]),
    ...(segment === null ? [] : [segment.replace('_', '-')]),
    ...(region === null ? [] : [`region ${region}`]),
    ...(whose === 'all accounts' ? [] : [`of ${whose}`]),
  ];
}

function pointOf(list: GrowthList): Text {
  const { asOf, total, accounts, sums, rows, whose, page } = list;
  const conditions = filters(list);
  const which = conditions.length === 0 ? '' : t`, ${listed(conditions)}`;
  if (asOf === null && total === 0) return t`No growth has been found yet${which}.`;
  if (total === 0) return t`No open growth found${which}.`;
  const { of, money } = ofGroup(`expansion of ${whose}`, asOf ?? '');
  const worth =
    sums.length === 0
      ? 'not priced yet'
      : t`${listed(
          sums.map(({ currency, amount }) => [money(`expansion_value:${currency}`, 'together a year', amount, currency)]),
          ' and ',
        )} a year`;
  const [first] = rows;
  const top = first && page === 1 ? t`; first: ${first.account}, ${small(first.name)}` : '';
  return t`${of('expansions', total === 1 ? 'opportunity' : 'opportunities', total, '')} ${total === 1 ? 'opportunity' : 'opportunities'} at ${of('accounts', 'accounts', accounts, '')} ${accounts === 1 ? 'account' : 'accounts'}${which}, ${worth}${top}.`;
}

export function listingOf(list: GrowthList): Listing {
  const { asOf, page, pages, rows, whose, asked, compared, sums } = list;
  return {
    point: pointOf(list),
    header: 'Expansion opportunities',
    lines: rows.map(lineOf),
    table: tableOf(null, rows, (row) => ({
      Account: row.account,
      What: row.name,
      Kind: TYPE_WORDS[row.type],
      'A year': row.value === null ? 'not priced yet' : figures(row).worth,
      Sure: row.confidence === null ? '' : figures(row).sure,
      Stage: stageWords(row.stage),
      'Estimated by': row.basis ?? '',
    })),
    pages,
    next: [
      page < pages &&
        callButton<typeof listExpansionOpportunities>('Next page', 'list_expansion_opportunities', { ...asked, page: page + 1 }),
    ],
    context: contextLine({
      asOf,
      used: whose === 'all accounts' ? [] : [whose],
      notes: [
        ...(pages > 1 ? [`Page ${page} of ${pages}`] : []),
        'ordered by value and confidence',
        ...(compared ? [`amounts compared in ${compared}`] : sums.length > 1 ? ['no exchange rate on record: currencies stand apart'] : []),
      ],
    }),
  };
}
