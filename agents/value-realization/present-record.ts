import { callButton, fieldsPart, linesPart, primary, type Shown, shown, textPart } from '../kit/present/index.ts';
import { plain, t } from '../kit/say.ts';
import { capital } from '../metrics/index.ts';
import { CATEGORY_WORDS } from '../metrics/value.ts';
import { basisOf, makers, pointOf, sectionsOf } from './present.ts';
import type { getValueRealization } from './tools/get-value-realization.ts';
import type { RecordOutput } from './tools/record-value.ts';

export const recordShown = shown(({ account, record, roiBefore, assessment }: RecordOutput): Shown => {
  const { money, date, percent } = makers(assessment);
  const { id, description, currency, category } = record;
  const { roi } = assessment.figures;
  const amount = money(`whole_value:${id}`, description, record.amount, currency);
  const own = assessment.currency === currency;
  const then = roiBefore === null ? '' : t` (before: ${percent('roi_before', 'ROI before', roiBefore / 100)})`;
  const now = own && roi.value !== null ? t`ROI is now ${roi}${then}` : t`Now: ${pointOf(assessment)}`;
  // A receipt says to the unit what was written.
  const exact = plain([amount], { exact: true });
  const why = [
    t`${description}, ${date(`value_from:${id}`, 'measured from', record.periodStart)} to ${date(`value_to:${id}`, 'measured until', record.periodEnd)}`,
    record.evidence ? `Confirmed by: ${record.evidence}` : 'Without evidence it is shown apart and not in the ROI',
    ...(own ? [] : [`${currency} is kept apart from ${assessment.currency}: nothing is converted`]),
    ...assessment.cautions.slice(0, 2),
  ];
  return {
    point: t`Recorded for ${account.name}: ${exact}, ${CATEGORY_WORDS[category]}, ${record.proven ? 'proven' : 'unproven until somebody confirms it'}. ${now}.`,
    why,
    header: t`${account.name}: ${amount} recorded`,
    tone: 'neutral',
    body: [
      fieldsPart([
        ['Category', capital(CATEGORY_WORDS[category])],
        ['Promised', record.targetAmount === null ? 'no target' : money(`promised:${id}`, 'promised', record.targetAmount, currency)],
        ['Before', record.baseline ?? 'not given'],
        ['Evidence', record.evidence ?? 'none: unproven'],
      ]),
      ...linesPart(null, why),
      ...textPart(assessment.definition),
    ],
    next: [primary(callButton<typeof getValueRealization>('Value so far', 'get_value_realization', { account: account.id }))],
    sections: sectionsOf(assessment),
    feedback: true,
    context: basisOf(assessment),
  };
});
