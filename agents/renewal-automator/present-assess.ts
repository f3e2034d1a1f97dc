import type { recommendRetentionStrategy } from '../churn-predictor/face.ts';
import type { Text } from '../facts/figure.ts';
import type { Card, Part } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { callButton, primary } from '../kit/present/buttons.ts';
import { cardOf, evidencePart, linesPart } from '../kit/present/card.ts';
import { contextLine, doubt } from '../kit/present/context-line.ts';
import { linesOf } from '../kit/present/parts.ts';
import { fieldsPart, tableThenLines } from '../kit/present/table.ts';
import { listed, t } from '../kit/text.ts';
import type { Line } from './assess.ts';
import type { Total } from './contracts.ts';
import { callText, figuresOfRenewal } from './figures.ts';
import type { AssessOutput } from './tools/assess-renewal.ts';
import type { prepareRenewalPackage } from './tools/prepare-renewal-package.ts';
import { BAND_WORDS, toneOf } from './words.ts';

const LINES = 5;

/** "94 % likely to renew in 127 days, 31 Mar 2027; $875K today, $1.34M proposed, $1.23M expected." */
function pointOf(output: AssessOutput): Text {
  const { account, assessment } = output;
  const { status, endedAt, renewalAt, totals, contracts, confidence, currency, probability } = assessment;
  const { name } = account;
  const figures = figuresOfRenewal(account, assessment);
  const last = endedAt ? t`${figures.date('contract_ended', 'ended', endedAt)}` : 'an unknown date';
  if (status === 'churned') return t`${name} has left: the contract ended on ${last}. There is nothing to renew.`;
  if (status === 'no_contract') return `${name} has no contract on record: there is nothing to renew yet.`;
  if (status === 'ended') {
    const worth = contracts[0] ? t` (${figures.contract(contracts[0]).worth} a year)` : '';
    return t`${name}: the contract ended on ${last}${worth} and no new one is on record. It is overdue, not upcoming.`;
  }
  const when = renewalAt ? t`${figures.days}, ${figures.renewal}` : 'on an unknown date';
  const several = contracts.length > 1 ? `, the first of ${contracts.length} contracts,` : '';
  const total = totals.find((each) => each.currency === currency);
  const worth = total ? worthOf(output, total) : '';
  if (probability === null) return t`${name}: renewal ${when}${several} ${worth}; too little is known for a probability.`;
  return t`${name}: ${figures.chance} likely to renew${several} ${when}; ${worth}.${doubt(confidence)}`;
}

function worthOf({ account, assessment }: AssessOutput, { currency, current, proposed, expected }: Total): Text {
  const { sum } = figuresOfRenewal(account, assessment);
  const today = sum('renewal_today', 'paid a year today', current, currency);
  const grown =
    proposed > current ? t`${today} today, ${sum('renewal_proposed', 'proposed a year', proposed, currency)} proposed` : t`${today} a year`;
  return expected === null ? grown : t`${grown}, ${sum('renewal_expected', 'expected a year', expected, currency)} expected`;
}

export function assessSummary(output: AssessOutput): Summary {
  const { account, assessment, calls } = output;
  const { status, lines, risks, factors, totals, currency, contracts, budget, band } = assessment;
  const point = pointOf(output);
  if (status !== 'open') return { point, why: assessment.strategy.slice(0, 1) };
  const figures = figuresOfRenewal(account, assessment);
  const plus = factors.find(({ contribution }) => contribution > 0.05);
  const [[minus], [call]] = [risks, calls];
  const against = minus ? [t`Against: ${minus.risk}. ${minus.mitigation}`] : [];
  const pro = plus ? [t`For: ${plus.text}`] : [];
  const bad = band === 'low' || band === 'at_risk';
  const each = contracts.map((contract) => {
    const { worth, days, chance } = figures.contract(contract);
    const when = contract.days === null ? 'without an end date' : t`${days}`;
    return t`${contract.name} ${worth} ${when}${contract.probability === null ? '' : t`, ${chance}`}`;
  });
  const structure = lines.map((line) => t`${lineFigure(output, line)} ${line.name}`);
  const why: Text[] = [
    ...(bad ? against : []),
    ...(contracts.length > 1 ? [listed(each, '; ')] : []),
    ...totals.filter((total) => total.currency !== currency).map((total) => t`In ${total.currency}, apart: ${worthOf(output, total)}`),
    ...(lines.length > 1 ? [t`Structure: ${listed(structure, ' + ')}`] : []),
    ...(bad ? pro : [...pro, ...against]),
    ...(call ? [t`${callText(account, call)} (the model stands beside it)`] : []),
    ...(budget ? [t`Budget: ${budget.text}`] : []),
  ];
  return { point, why: why.slice(0, LINES) };
}

const lineFigure = ({ account, assessment }: AssessOutput, { key, name, annualValue, currency }: Line) =>
  figuresOfRenewal(account, assessment).of(key, name, annualValue, currency, { digits: 2 });

export function assessCard(output: AssessOutput): Card {
  const { account, assessment } = output;
  const { status, probability, band, cautions, unpriced, risks, asOf, confidence, missing } = assessment;
  const point = pointOf(output);
  const context = contextLine({ asOf, confidence, missing });
  if (status !== 'open')
    return cardOf({
      point,
      header: `${account.name}: ${status === 'no_contract' ? 'no contract' : 'contract ended'}`,
      tone: 'neutral',
      body: linesPart('Next', assessment.strategy),
      feedback: true,
      context,
    });
  const { chance } = figuresOfRenewal(account, assessment);
  const rescue = band === 'at_risk' || band === 'low';
  const said = probability === null || band === null ? 'without a probability yet' : t`${chance}, ${BAND_WORDS[band]}`;
  return cardOf({
    point,
    header: t`${account.name}: renewal ${said}`,
    tone: toneOf(band),
    body: [
      fieldsOf(output),
      ...structure(output),
      ...linesOf('Risks and what answers them', risks.slice(0, 3), ({ risk, mitigation }) => t`${risk} → ${mitigation}`),
      ...linesPart('Mind', [...cautions, ...(unpriced.length > 0 ? [`Without an amount, not counted: ${unpriced.join(', ')}`] : [])]),
    ],
    next: [
      primary(
        rescue
          ? callButton<typeof recommendRetentionStrategy>('How to keep them', 'recommend_retention_strategy', { account: account.id })
          : callButton<typeof prepareRenewalPackage>('Prepare the package', 'prepare_renewal_package', { account: account.id }),
      ),
    ],
    sections: [
      { label: 'Why', parts: whyOf(output) },
      { label: 'Approach', parts: approachOf(output) },
    ],
    feedback: true,
    context,
  });
}

function whyOf({ account, assessment }: AssessOutput): Part[] {
  const { base, persistence, probability, factors, signals, budget, definition } = assessment;
  const { of, chance } = figuresOfRenewal(account, assessment);
  const start = of('renewal_base', 'base', base, '', { digits: 2, signed: true });
  const share = of('renewal_persistence', 'how much of today still counts', persistence, '', { digits: 2 });
  const how = t`Log-odds: base ${start} (85 in 100 renew) plus the factors below × ${share} (how much of today still counts then) gives ${chance}.`;
  return [
    ...(probability === null ? [] : [{ type: 'text' as const, text: how }]),
    ...evidencePart('Factors, in log-odds of renewal', factors),
    ...evidencePart('What the signs of leaving are made of', signals.slice(0, 8)),
    { type: 'text', text: definition },
    ...evidencePart('Budget', budget ? [budget] : []),
  ];
}

function approachOf({ account, assessment }: AssessOutput): Part[] {
  const { strategy, stakeholders, process } = assessment;
  const { date } = figuresOfRenewal(account, assessment);
  return [
    ...linesPart('Lead with', strategy),
    ...linesOf(
      'Who decides and where they stand',
      stakeholders,
      ({ name, title, stance, because }) => `${title ? `${name}, ${title}` : name}: ${stance}${because ? `, ${because}` : ''}`,
    ),
    ...linesOf(
      'Steps',
      process,
      ({ step, from, to }) => t`${date(`step_from:${step}`, 'from', from)} to ${date(`step_to:${step}`, 'to', to)}: ${step}`,
    ),
  ];
}

function fieldsOf({ account, assessment, calls: [first] }: AssessOutput): Part {
  const { budget, roi, nps } = assessment;
  const figures = figuresOfRenewal(account, assessment);
  const money = budget?.value == null ? 'not known' : figures.of('renewal_budget', 'budget for the renewal', budget.value, budget.unit);
  return fieldsPart([
    ['ROI', roi === null ? 'nothing proven' : figures.roi],
    ['NPS answers', nps === null ? 'none' : figures.nps],
    ['Budget set aside', money],
    ['CSM’s call', first ? callText(account, first) : 'none yet'],
  ]);
}

/** What is proposed: a table in the main currency, lines in every other. */
function structure(output: AssessOutput): Part[] {
  const { account, assessment } = output;
  const { percent, sum } = figuresOfRenewal(account, assessment);
  const tables = assessment.totals.map(({ currency, proposed }) => ({
    title: `Recommended structure (${currency} a year)`,
    rows: [
      ...assessment.lines
        .filter((line) => line.currency === currency)
        .map((line) => {
          const chance = line.chance === null ? '–' : percent(`chance:${line.key}`, `chance of ${line.name}`, line.chance);
          return [line.name, lineFigure(output, line), chance, line.reason];
        }),
      ['Together', sum('renewal_proposed', 'proposed a year', proposed, currency), '', ''],
    ],
  }));
  return tableThenLines(tables, ['What', 'A year', 'Chance', 'Why'], (name, worth, chance, reason) =>
    chance === '' ? t`**${name}** ${worth}` : t`**${name}** ${worth}, ${chance}: ${reason}`,
  );
}
