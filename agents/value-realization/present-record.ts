import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { callButton, primary } from '../kit/present/buttons.ts';
import { cardOf, linesPart } from '../kit/present/card.ts';
import { fieldsPart } from '../kit/present/table.ts';
import { plain, t } from '../kit/text.ts';
import { capital } from '../metrics/format.ts';
import { CATEGORY_WORDS } from '../metrics/value.ts';
import { basisOf, makers, pointOf, sectionsOf } from './present.ts';
import type { getValueRealization } from './tools/get-value-realization.ts';
import type { RecordOutput } from './tools/record-value.ts';

function figuresOf({ record, roiBefore, assessment }: RecordOutput) {
  const { money, date, percent } = makers(assessment);
  const { id, description, amount, targetAmount, currency } = record;
  return {
    amount: money(`whole_value:${id}`, description, amount, currency),
    target: money(`promised:${id}`, 'promised', targetAmount, currency),
    from: date(`value_from:${id}`, 'measured from', record.periodStart),
    to: date(`value_to:${id}`, 'measured until', record.periodEnd),
    before: percent('roi_before', 'ROI before', roiBefore === null ? null : roiBefore / 100),
  };
}

export function recordSummary(output: RecordOutput): Summary {
  const { account, record, roiBefore, assessment } = output;
  const { amount, from, to, before } = figuresOf(output);
  const { roi } = assessment.figures;
  // A receipt says to the unit what was written.
  const exact = plain([amount], { exact: true });
  const known = assessment.currency === record.currency && roi.value !== null;
  const then = roiBefore === null ? '' : t` (before: ${before})`;
  const now = known ? t`ROI is now ${roi}${then}` : t`Now: ${pointOf(assessment)}`;
  return {
    point: t`Recorded for ${account.name}: ${exact}, ${CATEGORY_WORDS[record.category]}, ${record.proven ? 'proven' : 'unproven until somebody confirms it'}. ${now}.`,
    why: [
      t`${record.description}, ${from} to ${to}`,
      record.evidence ? `Confirmed by: ${record.evidence}` : 'Without evidence it is shown apart and not in the ROI',
      ...(assessment.currency === record.currency
        ? []
        : [`${record.currency} is kept apart from ${assessment.currency}: nothing is converted`]),
      ...assessment.cautions.slice(0, 2),
    ],
  };
}

export function recordCard(output: RecordOutput): Card {
  const { account, record, assessment } = output;
  const { point, why } = recordSummary(output);
  const { amount, target } = figuresOf(output);
  return cardOf({
    point,
    header: t`${account.name}: ${amount} recorded`,
    tone: 'neutral',
    body: [
      fieldsPart([
        ['Category', capital(CATEGORY_WORDS[record.category])],
        ['Promised', record.targetAmount === null ? 'no target' : target],
        ['Before', record.baseline ?? 'not given'],
        ['Evidence', record.evidence ?? 'none: unproven'],
      ]),
      ...linesPart(null, why),
      { type: 'text', text: assessment.definition },
    ],
    next: [primary(callButton<typeof getValueRealization>('Value so far', 'get_value_realization', { account: account.id }))],
    sections: sectionsOf(assessment),
    feedback: true,
    context: basisOf(assessment),
  });
}
