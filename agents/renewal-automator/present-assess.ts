import type { recommendRetentionStrategy } from '../churn-predictor/face.ts';
import type { Figure, Text } from '../facts/index.ts';
import {
  callButton,
  contextLine,
  doubt,
  evidencePart,
  fieldsPart,
  linesOf,
  linesPart,
  type Part,
  primary,
  type Shown,
  shown,
  tableThenLines,
  textPart,
} from '../kit/present/index.ts';
import { listed, t } from '../kit/say.ts';
import type { Line, RenewalAssessment } from './assess.ts';
import type { Total } from './contracts.ts';
import { callText, figuresOfRenewal } from './figures.ts';
import type { AssessOutput } from './tools/assess-renewal.ts';
import type { prepareRenewalPackage } from './tools/prepare-renewal-package.ts';
import { BAND_WORDS, toneOf } from './words.ts';

type Figures = ReturnType<typeof figuresOfRenewal>;

function tell(output: AssessOutput): Shown {
  const { account, assessment } = output;
  const { status, probability, band, cautions, unpriced, risks, asOf, confidence, missing, strategy } = assessment;
  const figures = figuresOfRenewal(account, assessment);
  const point = pointOf(output, figures);
  const context = contextLine({ asOf, confidence, missing });
  if (status !== 'open')
    return {
      point,
      why: strategy.slice(0, 1),
      header: `${account.name}: ${status === 'no_contract' ? 'no contract' : 'contract ended'}`,
      tone: 'neutral',
      body: linesPart('Next', strategy),
      feedback: true,
      context,
    };
  const rescue = band === 'at_risk' || band === 'low';
  const said = probability === null || band === null ? 'without a probability yet' : t`${figures.chance}, ${BAND_WORDS[band]}`;
  return {
    point,
    why: reasonsOf(output, figures, rescue),
    header: t`${account.name}: renewal ${said}`,
    tone: toneOf(band),
    body: [
      fieldsOf(output, figures),
      ...structure(assessment, figures),
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
    sections: { Why: whyOf(assessment, figures), Approach: approachOf(assessment, figures) },
    feedback: true,
    context,
  };
}

export const renewalShown = shown(tell);

/** "94 % likely to renew in 127 days, 31 Mar 2027; $875K today, $1.34M proposed, $1.23M expected." */
function pointOf({ account: { name }, assessment }: AssessOutput, figures: Figures): Text {
  const { status, endedAt, renewalAt, totals, contracts, confidence, currency, probability } = assessment;
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
  const worth = total ? worthOf(total, figures) : '';
  if (probability === null) return t`${name}: renewal ${when}${several} ${worth}; too little is known for a probability.`;
  return t`${name}: ${figures.chance} likely to renew${several} ${when}; ${worth}.${doubt(confidence)}`;
}

function worthOf({ currency, current, proposed, expected }: Total, { sum }: Figures): Text {
  const today = sum('renewal_today', 'paid a year today', current, currency);
  const grown =
    proposed > current ? t`${today} today, ${sum('renewal_proposed', 'proposed a year', proposed, currency)} proposed` : t`${today} a year`;
  return expected === null ? grown : t`${grown}, ${sum('renewal_expected', 'expected a year', expected, currency)} expected`;
}

/** @param rescue whether what speaks against it comes first */
function reasonsOf({ account, assessment, calls: [call] }: AssessOutput, figures: Figures, rescue: boolean): Text[] {
  const { lines, risks, factors, totals, currency, contracts, budget } = assessment;
  const plus = factors.find(({ contribution }) => contribution > 0.05);
  const [minus] = risks;
  const against = minus ? [t`Against: ${minus.risk}. ${minus.mitigation}`] : [];
  const pro = plus ? [t`For: ${plus.text}`] : [];
  const each = contracts.map((contract) => {
    const { worth, days, chance } = figures.contract(contract);
    const when = contract.days === null ? 'without an end date' : t`${days}`;
    return t`${contract.name} ${worth} ${when}${contract.probability === null ? '' : t`, ${chance}`}`;
  });
  const parts = lines.map((line) => t`${lineFigure(line, figures)} ${line.name}`);
  return [
    ...(rescue ? against : []),
    ...(contracts.length > 1 ? [listed(each, '; ')] : []),
    ...totals.filter((total) => total.currency !== currency).map((total) => t`In ${total.currency}, apart: ${worthOf(total, figures)}`),
    ...(lines.length > 1 ? [t`Structure: ${listed(parts, ' + ')}`] : []),
    ...(rescue ? pro : [...pro, ...against]),
    ...(call ? [t`${callText(account, call)} (the model stands beside it)`] : []),
    ...(budget ? [t`Budget: ${budget.text}`] : []),
  ];
}

const lineFigure = ({ key, name, annualValue, currency }: Line, { of }: Figures): Figure =>
  of(key, name, annualValue, currency, { digits: 2 });

function whyOf(
  { base, persistence, probability, factors, signals, budget, definition }: RenewalAssessment,
  { of, chance }: Figures,
): Part[] {
  const start = of('renewal_base', 'base', base, '', { digits: 2, signed: true });
  const share = of('renewal_persistence', 'how much of today still counts', persistence, '', { digits: 2 });
  const how = t`Log-odds: base ${start} (85 in 100 renew) plus the factors below × ${share} (how much of today still counts then) gives ${chance}.`;
  return [
    ...textPart(probability === null ? null : how),
    ...evidencePart('Factors, in log-odds of renewal', factors),
    ...evidencePart('What the signs of leaving are made of', signals.slice(0, 8)),
    ...textPart(definition),
    ...evidencePart('Budget', budget ? [budget] : []),
  ];
}

const approachOf = ({ strategy, stakeholders, process }: RenewalAssessment, { date }: Figures): Part[] => [
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

function fieldsOf({ account, assessment: { budget, roi, nps }, calls: [first] }: AssessOutput, figures: Figures): Part {
  const money = budget?.value == null ? 'not known' : figures.of('renewal_budget', 'budget for the renewal', budget.value, budget.unit);
  return fieldsPart([
    ['ROI', roi === null ? 'nothing proven' : figures.roi],
    ['NPS answers', nps === null ? 'none' : figures.nps],
    ['Budget set aside', money],
    ['CSM’s call', first ? callText(account, first) : 'none yet'],
  ]);
}

/** What is proposed: a table in the main currency, lines in every other. */
function structure({ totals, lines }: RenewalAssessment, figures: Figures): Part[] {
  const { percent, sum } = figures;
  const tables = totals.map(({ currency, proposed }) => {
    const rows = lines
      .filter((line) => line.currency === currency)
      .map((line) => {
        const chance = line.chance === null ? '–' : percent(`chance:${line.key}`, `chance of ${line.name}`, line.chance);
        return [line.name, lineFigure(line, figures), chance, line.reason];
      });
    const together = ['Together', sum('renewal_proposed', 'proposed a year', proposed, currency), '', ''];
    return { title: `Recommended structure (${currency} a year)`, rows: rows.length > 1 ? [...rows, together] : rows };
  });
  return tableThenLines(tables, ['What', 'A year', 'Chance', 'Why'], (name, worth, chance, reason) =>
    chance === '' ? t`**${name}** ${worth}` : t`**${name}** ${worth}, ${chance}: ${reason}`,
  );
}
