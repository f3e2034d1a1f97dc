import { z } from 'zod';
import type { Button, Card, Part } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { longDate, shortDate, shortMoney } from '../metrics/format.ts';

import { type Head, headSchema } from './load.ts';
import { assessmentSchema, type Call, callSchema, type RenewalAssessment, type Total } from './schema.ts';
import {
  BAND_WORDS,
  bullets,
  call,
  callWords,
  contextLine,
  inDays,
  LOW_CONFIDENCE,
  money,
  percent,
  points,
  shown,
  toneOf,
} from './words.ts';

export const assessOutputSchema = z.object({ account: headSchema, assessment: assessmentSchema, calls: z.array(callSchema) });
export type AssessOutput = z.infer<typeof assessOutputSchema>;

const LINES = 5;

/** "94 % likely to renew, in 127 days (31 March); $1.2M expected of $1.3M proposed, today $875K." */
function pointOf(name: string, assessment: RenewalAssessment): string {
  const { status, endedAt, renewalAt, days, probability, totals, contracts, confidence, currency } = assessment;
  const last = endedAt ? longDate(new Date(endedAt)) : 'an unknown date';
  if (status === 'churned') return `${name} has left: the contract ended on ${last}. There is nothing to renew.`;
  if (status === 'no_contract') return `${name} has no contract on record: there is nothing to renew yet.`;
  if (status === 'ended') {
    const [before] = contracts;
    const worth = before ? ` (${shortMoney(before.annualValue, before.currency)} a year)` : '';
    return `${name}: the contract ended on ${last}${worth} and no new one is on record. It is overdue, not upcoming.`;
  }
  const when =
    days !== null && renewalAt ? `${inDays(days)}, ${shortDate(new Date(renewalAt), new Date(assessment.asOf))}` : 'on an unknown date';
  const total = totals.find((each) => each.currency === currency);
  const several = contracts.length > 1 ? `, the first of ${contracts.length} contracts,` : '';
  const worth = total ? worthOf(total) : '';
  if (probability === null) return `${name}: renewal ${when}${several} ${worth}; too little is known for a probability.`;
  const doubt = confidence < LOW_CONFIDENCE ? ` Low confidence (${percent(confidence)}).` : '';
  return `${name}: ${percent(probability)} likely to renew${several} ${when}; ${worth}.${doubt}`;
}

function worthOf({ currency, current, proposed, expected }: Total): string {
  const grown =
    proposed > current ? `${shown(current, currency)} today, ${shown(proposed, currency)} proposed` : `${shown(current, currency)} a year`;
  return expected === null ? grown : `${grown}, ${shown(expected, currency)} expected`;
}

export function assessSummary({ account, assessment, calls }: AssessOutput): Summary {
  const { status, lines, risks, factors, totals, currency, contracts, budget } = assessment;
  const point = pointOf(account.name, assessment);
  if (status !== 'open') return { point, why: assessment.strategy.slice(0, 1) };
  const [plus] = factors.filter(({ contribution }) => contribution > 0.05);
  const [minus] = risks;
  const others = totals.filter((each) => each.currency !== currency);
  const why = [
    ...(contracts.length > 1 ? [contracts.map(contractWords).join('; ')] : []),
    ...others.map((each) => `In ${each.currency}, apart: ${worthOf(each)}`),
    ...(lines.length > 1
      ? [`Structure: ${lines.map((each) => `${shortMoney(each.annualValue, each.currency)} ${each.name}`).join(' + ')}`]
      : []),
    ...(plus ? [`For: ${plus.text}`] : []),
    ...(minus ? [`Against: ${minus.risk}. ${minus.mitigation}`] : []),
    ...calls.slice(0, 1).map((each) => `${callWords(each)} (the model stands beside it)`),
    ...(budget ? [`Budget: ${budget.text}`] : []),
  ];
  return { point, why: why.slice(0, LINES) };
}

const contractWords = ({ name, annualValue, currency, days, probability }: RenewalAssessment['contracts'][number]): string =>
  `${name} ${shortMoney(annualValue, currency)} ${days === null ? 'without an end date' : inDays(days)}${probability === null ? '' : `, ${percent(probability)}`}`;

export function assessCard(output: AssessOutput): Card {
  const { account, assessment, calls } = output;
  const { status, probability, band, factors, budget, cautions, unpriced, risks } = assessment;
  const { point } = assessSummary(output);
  if (status !== 'open')
    return {
      point,
      parts: [
        { type: 'header', text: `${account.name}: ${status === 'no_contract' ? 'no contract' : 'contract ended'}`, tone: 'neutral' },
        { type: 'text', text: point },
        ...bullets('Next', assessment.strategy),
        { type: 'feedback' },
        { type: 'context', text: contextLine(assessment) },
      ],
      sections: [],
    };
  const [firstCall] = calls;
  return {
    point,
    parts: [
      {
        type: 'header',
        text: `${account.name}: renewal ${probability === null || band === null ? 'without a probability yet' : `${percent(probability)}, ${BAND_WORDS[band]}`}`,
        tone: toneOf(assessment),
      },
      fieldsOf(assessment, firstCall),
      ...structureTables(assessment),
      ...bullets(
        'Risks and what answers them',
        risks.slice(0, 3).map(({ risk, mitigation }) => `${risk} → ${mitigation}`),
      ),
      ...bullets('Mind', [...cautions, ...(unpriced.length > 0 ? [`Without an amount, not counted: ${unpriced.join(', ')}`] : [])]),
      { type: 'buttons', buttons: buttonsOf(account, assessment) },
      { type: 'feedback' },
      { type: 'context', text: contextLine(assessment) },
    ],
    sections: [
      {
        label: 'Why',
        parts: [
          ...(probability === null
            ? []
            : [
                {
                  type: 'text' as const,
                  text: `Log-odds: base ${points(assessment.base)} (85 in 100 renew) plus the factors below × ${assessment.persistence.toFixed(2)} (how much of today still counts then) gives ${percent(probability)}.`,
                },
              ]),
          { type: 'evidence', title: 'Factors, in log-odds of renewal', figures: factors },
          { type: 'evidence', title: 'What the signs of leaving are made of', figures: assessment.signals.slice(0, 8) },
          { type: 'text', text: assessment.definition },
          ...(budget ? [{ type: 'evidence' as const, title: 'Budget', figures: [budget] }] : []),
        ],
      },
      {
        label: 'Approach',
        parts: [
          ...bullets('Lead with', assessment.strategy),
          ...stakeholderTable(assessment),
          ...bullets(
            'Steps',
            assessment.process.map(({ step, from, to }) => `${shortDate(new Date(from))} to ${shortDate(new Date(to))}: ${step}`),
          ),
        ],
      },
    ],
  };
}

function fieldsOf({ days, renewalAt, totals, budget, roi, nps, currency }: RenewalAssessment, first: Call | undefined): Part {
  const total = totals.find((each) => each.currency === currency);
  return {
    type: 'fields',
    fields: [
      { label: 'Renewal', value: renewalAt && days !== null ? `${longDate(new Date(renewalAt))} (${inDays(days)})` : 'no date' },
      { label: 'Expected value', value: total?.expected == null ? 'unknown' : money(total.expected, currency) },
      { label: 'ROI', value: roi === null ? 'nothing proven' : `${Math.round(roi)} %` },
      { label: 'NPS answers', value: nps === null ? 'none' : `${nps} of 10` },
      { label: 'Budget set aside', value: budget?.value == null ? 'not known' : shortMoney(budget.value, budget.unit) },
      { label: 'CSM’s call', value: first ? callWords(first) : 'none yet' },
    ],
  };
}

/** One table a currency: contracts, additions, total. */
function structureTables({ lines, totals, contracts }: RenewalAssessment): Part[] {
  return totals.map((total): Part => {
    const own = lines.filter(({ currency }) => currency === total.currency);
    const chance = (share: number | null) => (share === null ? '–' : percent(share));
    const end = (key: string) => contracts.find(({ id }) => key === `contract:${id}`)?.days;
    return {
      type: 'table',
      title: `Recommended structure (${total.currency} a year)`,
      columns: [{ label: 'What' }, { label: 'A year', align: 'right' }, { label: 'Chance', align: 'right' }, { label: 'Why' }],
      rows: [
        ...own.map(({ key, name, annualValue, chance: share, reason }) => {
          const days = end(key);
          const when = contracts.length > 1 && days != null ? ` (${inDays(days)})` : '';
          return [`${name}${when}`, money(annualValue, total.currency), chance(share), reason];
        }),
        [
          'Total',
          money(total.proposed, total.currency),
          '',
          total.expected === null ? '' : `${money(total.expected, total.currency)} expected`,
        ],
      ],
    };
  });
}

function stakeholderTable({ stakeholders }: RenewalAssessment): Part[] {
  if (stakeholders.length === 0) return [];
  return [
    {
      type: 'table',
      title: 'Who decides and where they stand',
      columns: [{ label: 'Who' }, { label: 'Stands' }, { label: 'Because' }],
      rows: stakeholders.map(({ name, title, stance, because }) => [title ? `${name}, ${title}` : name, stance, because ?? '–']),
    },
  ];
}

function buttonsOf({ id }: Head, { band }: RenewalAssessment): Button[] {
  const prepare = call('Prepare the package', 'prepare_renewal_package', { account: id, termMonths: null }, 'primary');
  const rescue = call('How to keep them', 'recommend_retention_strategy', { account: id }, 'primary');
  const first = band === 'at_risk' || band === 'low' ? rescue : prepare;
  return [first, { label: 'Why', effect: { type: 'show', section: 0 } }, { label: 'Approach', effect: { type: 'show', section: 1 } }];
}
