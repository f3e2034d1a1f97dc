import type { Button, Card, Part, Tone } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { daysBetween, shortDate, shortMoney, signed } from '../metrics/format.ts';
import { mannKendall, round } from '../metrics/statistics.ts';
import type { RiskBand } from './horizon.ts';
import type { ChurnOutput, RefusedOutput, ScoredOutput } from './output.ts';

const MOST_REASONS = 5;
const LOW_CONFIDENCE = 0.6;
/** A change of the score smaller than this is none. */
const STEADY = 3;
const TABLE_ROWS = 8;

export const TONES: Record<RiskBand, Tone> = { high: 'red', medium: 'orange', low: 'green' };
export const percent = (share: number): string => `${round(share * 100)} %`;

function movement(change: number | null): string {
  if (change === null) return '';
  if (Math.abs(change) < STEADY) return ', steady over 30 days';
  return `, ${change > 0 ? 'up' : 'down'} ${Math.abs(round(change))} in 30 days`;
}

/** The first line: risk, direction, probability; low confidence is said here. */
export function pointOf(output: ScoredOutput): string {
  const doubt = output.confidence < LOW_CONFIDENCE ? ` Low confidence (${percent(output.confidence)}).` : '';
  return `${output.account.name}: churn risk ${round(output.riskScore)}, ${output.band}${movement(output.change30)}; ${percent(output.probability90)} within 90 days.${doubt}`;
}

export function refusalSummary({ status, account, churnedAt, missing, coverage, asOf }: RefusedOutput): Summary {
  if (status === 'churned')
    return {
      point: `${account.name} has already left${churnedAt ? `, on ${shortDate(new Date(churnedAt), new Date(asOf))}` : ''}: there is no churn to predict.`,
      why: [],
    };
  return {
    point: `${account.name}: too little data to predict churn (${percent(coverage)} of the signals known).`,
    why: missing.slice(0, MOST_REASONS).map((each) => `Missing: ${each}`),
  };
}

export function churnSummary(output: ChurnOutput): Summary {
  if (output.status !== 'scored') return refusalSummary(output);
  return { point: pointOf(output), why: reasons(output).map(({ text }) => text) };
}

/** Where the risk is low, what holds the account counts as the reason. */
function reasons({ factors, band }: ScoredOutput) {
  const leaving = factors.filter(({ contribution }) => contribution > 0.02);
  const staying = factors.filter(({ contribution }) => contribution < -0.02).reverse();
  return (band === 'low' ? [...staying, ...leaving] : [...leaving, ...staying]).slice(0, MOST_REASONS);
}

export function refusalCard(output: RefusedOutput): Card {
  const { point, why } = refusalSummary(output);
  return {
    point,
    parts: [
      { type: 'header', text: `${output.account.name}: churn risk`, tone: 'neutral' },
      { type: 'text', text: [point, ...why].join('\n') },
      { type: 'context', text: `As of ${shortDate(new Date(output.asOf))}` },
    ],
    sections: [],
  };
}

export function contextLine({ asOf, confidence, coverage, freshness, missing, basis }: ScoredOutput): Part {
  const unknown = missing.length > 0 ? ` Missing: ${missing.join('; ')}.` : ' Nothing missing.';
  const weights = basis === 'learnt' ? ' Weights learnt from your own accounts.' : '';
  return {
    type: 'context',
    text: `As of ${shortDate(new Date(asOf))}. Confidence ${percent(confidence)} (coverage ${percent(coverage)} × freshness ${percent(freshness)}).${unknown}${weights}`,
  };
}

export function fieldsOf(output: ScoredOutput): Part {
  const { account, asOf, criticalAt, change30 } = output;
  const from = new Date(asOf);
  const dated = (instant: string) => `in ${daysBetween(from, new Date(instant))} days, ${shortDate(new Date(instant), from)}`;
  return {
    type: 'fields',
    fields: [
      { label: 'Churn risk', value: `${round(output.riskScore)} of 100, ${output.band}` },
      { label: 'Change in 30 days', value: change30 === null ? 'unknown' : `${signed(change30)} points` },
      {
        label: 'Churn within 30 / 90 / 180 days',
        value: [output.probability30, output.probability90, output.probability180].map(percent).join(' / '),
      },
      ...(account.arr === null ? [] : [{ label: 'Yearly value', value: shortMoney(account.arr, account.currency) }]),
      ...(account.renewalAt ? [{ label: 'Renewal', value: dated(account.renewalAt) }] : []),
      ...(criticalAt
        ? [
            {
              label: 'Act before',
              value: criticalAt <= asOf ? 'now: past the point where it pays' : `${dated(criticalAt)} (then over 85 %)`,
            },
          ]
        : []),
    ],
  };
}

/** The best next step first: a note to the sponsor, the strategy, the health behind it. */
export function nextSteps({ account, band }: ScoredOutput, without?: 'assess' | 'strategy'): Button[] {
  const call = (label: string, tool: string, extra: Record<string, unknown> = {}): Button => ({
    label,
    effect: { type: 'call', tool, arguments: { account: account.id, ...extra } },
  });
  const note: Button = {
    ...call(account.sponsor ? `Draft a note to ${account.sponsor}` : 'Draft a note', 'draft_outreach', {
      contact: account.sponsor,
      purpose: null,
    }),
    style: 'primary',
  };
  return [
    ...(band === 'low' ? [] : [note]),
    ...(without === 'strategy' ? [call('Why at risk', 'assess_churn_risk')] : [call('Retention strategy', 'recommend_retention_strategy')]),
    call('Health', 'get_account_health'),
  ];
}

export function churnCard(output: ChurnOutput): Card {
  if (output.status !== 'scored') return refusalCard(output);
  const { account, factors } = output;
  const total = factors.reduce((sum, { contribution }) => sum + Math.abs(contribution), 0) || 1;
  const shown = [...factors]
    .filter(({ contribution }) => contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, TABLE_ROWS);
  return {
    point: pointOf(output),
    parts: [
      { type: 'header', text: `${account.name}: churn risk ${round(output.riskScore)}, ${output.band}`, tone: TONES[output.band] },
      fieldsOf(output),
      {
        type: 'table',
        title: 'What moves it',
        columns: [{ label: 'Factor' }, { label: 'Effect' }, { label: 'Share of all', align: 'right' }],
        rows: shown.map(({ label, contribution }) => [
          label,
          contribution > 0 ? 'raises the risk' : 'lowers the risk',
          percent(Math.abs(contribution) / total),
        ]),
      },
      { type: 'buttons', buttons: [{ label: 'Why', effect: { type: 'show', section: 0 } }, ...nextSteps(output)] },
      {
        type: 'buttons',
        buttons: [
          { label: 'History', effect: { type: 'show', section: 1 } },
          { label: 'Similar accounts', effect: { type: 'show', section: 2 } },
        ],
      },
      { type: 'feedback' },
      contextLine(output),
    ],
    sections: [
      {
        label: 'Why',
        parts: [
          { type: 'evidence', title: 'Every factor, with what it rests on', figures: factors.map(inLogOdds) },
          {
            type: 'context',
            text: `Contributions are log-odds: base ${signed(output.base, 2)}, all factors ${signed(
              factors.reduce((total, each) => total + each.contribution, 0),
              2,
            )}. Model ${output.modelVersion}.`,
          },
        ],
      },
      { label: 'History', parts: [historyChart(output)] },
      { label: 'Similar accounts', parts: [similarTable(output)] },
    ],
  };
}

/** Renderers show a contribution as points of a score; these are log-odds, and say so. */
const inLogOdds = (factor: ScoredOutput['factors'][number]) => ({
  ...factor,
  contribution: 0,
  text: `${factor.text}; log-odds ${signed(factor.contribution, 2)}`,
});

function historyChart({ history, asOf }: ScoredOutput): Part {
  const from = new Date(asOf);
  const scores = history.map(({ riskScore }) => riskScore);
  const known = history.filter((each) => each.riskScore !== null);
  const first = known[0];
  const last = known.at(-1);
  const { p } = mannKendall(scores);
  const change = (last?.riskScore ?? 0) - (first?.riskScore ?? 0);
  const finding =
    !first || !last || p > 0.1 || Math.abs(change) < STEADY
      ? 'Churn risk shows no clear trend over 12 weeks'
      : `Churn risk ${change > 0 ? 'rose' : 'fell'} from ${round(first.riskScore ?? 0)} to ${round(last.riskScore ?? 0)} since ${shortDate(new Date(first.at), from)}`;
  return {
    type: 'chart',
    title: finding,
    alt: finding,
    kind: 'line',
    unit: 'points',
    series: [{ label: 'Churn risk', points: history.map(({ at, riskScore }) => ({ x: shortDate(new Date(at), from), y: riskScore })) }],
  };
}

function similarTable({ similar, asOf }: ScoredOutput): Part {
  if (similar.length === 0) return { type: 'text', text: 'No past account with a known outcome looked like this.' };
  return {
    type: 'table',
    title: 'Past accounts that looked like this two months before they decided',
    columns: [{ label: 'Account' }, { label: 'Alike', align: 'right' }, { label: 'Then' }],
    rows: similar.map(({ name, similarity, outcome, at }) => [
      name,
      percent(similarity),
      `${outcome === 'churned' ? 'left' : 'renewed'}, ${shortDate(new Date(at), new Date(asOf))}`,
    ]),
  };
}
