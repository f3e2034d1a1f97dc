import type { Text } from '../facts/index.ts';
import { callButton, contextLine, type Line, type Listing, tablePart } from '../kit/present/index.ts';
import { listed, ofGroup, t } from '../kit/say.ts';
import type { assessChurnRisk } from './tools/assess-churn-risk.ts';
import type { ChurnList, listChurnRisks } from './tools/list-churn-risks.ts';

type Row = ChurnList['accounts'][number];
const riskOf = ({ figures, band }: Row): Text => t`${figures.churn_risk}, ${band}`;

function lineOf(row: Row): Line {
  const { churn_risk_change_30: change, arr } = row.figures;
  return {
    name: row.name,
    figure: change.value === null ? riskOf(row) : t`${riskOf(row)} (${change} in 30 days)`,
    more: [...(arr.value === null ? [] : [[arr]]), ...(row.reason ? [row.reason] : [])],
    open: callButton<typeof assessChurnRisk>(row.name, 'assess_churn_risk', { account: row.id }),
  };
}

/** The filters as figures: what was asked is a fact of the answer too. */
function filters({ asked: { minRisk, minArr, renewalWithinDays }, whose, asOf, into }: ChurnList): Text[] {
  const { of } = ofGroup(whose, asOf ?? '');
  return [
    ...(minRisk === null ? [] : [t`churn risk ${of('churn_risk', 'churn risk of at least', minRisk, 'points')} or more`]),
    ...(minArr === null
      ? []
      : [t`worth ${of('arr', 'yearly value of at least', minArr, into ?? '')} or more a year${into ? '' : ', each in its own currency'}`]),
    ...(renewalWithinDays === null ? [] : [t`renewing within ${of('days_to_renewal', 'renewal within', renewalWithinDays, 'days')}`]),
    ...(whose === 'all accounts' ? [] : [`of ${whose}`]),
  ];
}

function pointOf(list: ChurnList): Text {
  const { asOf, total, more, accounts, page, whose } = list;
  if (asOf === null) return 'No account has been scored for churn yet.';
  const conditions = filters(list);
  const condition = conditions.length === 0 ? ' with a churn risk' : t`, ${listed(conditions)}`;
  if (total === 0) return t`No account${condition}.`;
  const count = ofGroup(whose, asOf).of('count', 'accounts', total, '');
  const [top] = accounts;
  const highest = top && page === 1 ? t`; highest: ${top.name}, ${riskOf(top)}` : '';
  return t`${more ? 'More than ' : ''}${count} ${total === 1 ? 'account' : 'accounts'}${condition}${highest}.`;
}

export function listingOf(list: ChurnList): Listing {
  const { asOf, page, pages, more, accounts, whose, asked } = list;
  return {
    point: pointOf(list),
    header: 'Churn risks',
    tone: accounts.some(({ band }) => band === 'high') ? 'red' : 'neutral',
    lines: accounts.map(lineOf),
    table: tablePart(
      null,
      ['Account', 'Risk', '30 days', '90-day churn', 'Yearly', 'Renewal', 'Strongest reason'],
      accounts.map((row) => {
        const { churn_risk: _, ...others } = row.figures;
        return [row.name, riskOf(row), ...Object.values(others).map((each) => (each.value === null ? '' : each)), row.reason ?? ''];
      }),
    ),
    pages: more ? page + 1 : pages,
    next: [(more || page < pages) && callButton<typeof listChurnRisks>('Next page', 'list_churn_risks', { ...asked, page: page + 1 })],
    context: contextLine({
      asOf,
      used: whose === 'all accounts' ? [] : [whose],
      notes: [...(more || pages > 1 ? [`Page ${page}${more ? '' : ` of ${pages}`}`] : []), 'accounts with too little data are not listed'],
    }),
  };
}
