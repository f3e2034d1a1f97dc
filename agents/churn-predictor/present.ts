import type { Text } from '../facts/figure.ts';
import type { Finding } from '../facts/finding.ts';
import type { Card, Part } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { cardOf, whySection } from '../kit/present/card.ts';
import { doubt } from '../kit/present/context-line.ts';
import { ofAccount } from '../kit/present/figures.ts';
import { t } from '../kit/text.ts';
import { figuresOfRisk, TONES } from './figures.ts';
import type { ChurnOutput, ScoredOutput } from './output.ts';
import { historyChart, STEADY } from './present-history.ts';
import { basisOf, fieldsOf, nextSteps } from './present-parts.ts';
import { refusalCard, refusalSummary } from './present-refusal.ts';

const MOST_REASONS = 5;
/** Log-odds under this are not worth a word. */
const NEGLIGIBLE = 0.02;

/** The first line: risk, direction, probability; low confidence is said here. */
export function pointOf(output: ScoredOutput): Text {
  const { risk, by, within, confidence } = figuresOfRisk(output);
  const { change30 } = output;
  const moved = change30 === null ? '' : Math.abs(change30) < STEADY ? ', steady over 30 days' : t`, ${by} in 30 days`;
  return t`${output.account.name}: churn risk ${risk}, ${output.band}${moved}; ${within[90]} within 90 days.${doubt(confidence ?? output.confidence)}`;
}

export function churnSummary(output: ChurnOutput): Summary {
  if (output.status !== 'scored') return refusalSummary(output);
  const { band, factors } = output;
  const raising = factors.filter(({ contribution }) => contribution > NEGLIGIBLE);
  const lowering = factors.filter(({ contribution }) => contribution < -NEGLIGIBLE).reverse();
  const ordered = band === 'low' ? [...lowering, ...raising] : [...raising, ...lowering];
  return {
    point: pointOf(output),
    why: ordered.slice(0, MOST_REASONS).map(({ text, contribution }) => t`${effectOf(contribution)}: ${text}`),
  };
}

const effectOf = (contribution: number): string => (contribution > 0 ? 'Raises the risk' : 'Lowers the risk');

export function churnCard(output: ChurnOutput): Card {
  if (output.status !== 'scored') return refusalCard(output);
  const { risk, factor } = figuresOfRisk(output);
  const findings = output.factors.map((each): Finding => ({ ...each, contribution: 0, text: t`${each.text}; ${factor(each)}` }));
  const how = `Contributions are log-odds, added to a base of ${output.base}. Model ${output.modelVersion}.`;
  return cardOf({
    point: pointOf(output),
    header: t`${output.account.name}: churn risk ${risk}, ${output.band}`,
    tone: TONES[output.band],
    body: [fieldsOf(output)],
    next: nextSteps(output),
    sections: [
      whySection(findings, 'Every factor, with what it rests on', how),
      { label: 'History', parts: [historyChart(output)] },
      { label: 'Similar accounts', parts: similarAccounts(output) },
    ],
    feedback: true,
    context: basisOf(output),
  });
}

function similarAccounts({ account, similar, asOf }: ScoredOutput): Part[] {
  if (similar.length === 0) return [{ type: 'text', text: 'No past account with a known outcome looked like this.' }];
  return [
    {
      type: 'table',
      title: 'Past accounts that looked like this two months before they decided',
      columns: [{ label: 'Account' }, { label: 'Alike', align: 'right' }, { label: 'Then' }],
      rows: similar.map(({ accountId, name, similarity, outcome, at }) => {
        const { percent, date } = ofAccount({ id: accountId, name }, asOf);
        const then = date(outcome === 'churned' ? 'churned_at' : 'renewed_at', outcome, at);
        return [
          name,
          t`${percent(`similarity_to_${account.id}`, 'alike', similarity)}`,
          t`${outcome === 'churned' ? 'left' : 'renewed'}, ${then}`,
        ];
      }),
    },
  ];
}
