import { z } from 'zod';
import { VALUE_CATEGORIES } from '../../models/value-record.ts';
import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { longDate } from '../metrics/format.ts';
import { valueAssessmentSchema } from './assessment.ts';
import { CATEGORY_WORDS } from './counted.ts';
import { headSchema } from './load.ts';
import { capital, SECTION_BUTTONS, sectionsOf } from './parts.ts';
import { pointOf } from './present.ts';
import { call, contextLine, money } from './words.ts';

export const recordOutputSchema = z.object({
  account: headSchema,
  record: z.object({
    id: z.string(),
    category: z.enum(VALUE_CATEGORIES),
    description: z.string(),
    amount: z.number(),
    currency: z.string(),
    periodStart: z.string(),
    periodEnd: z.string(),
    targetAmount: z.number().nullable(),
    baseline: z.string().nullable(),
    evidence: z.string().nullable(),
    proven: z.boolean(),
  }),
  roiBefore: z.number().nullable().describe('%'),
  assessment: valueAssessmentSchema.describe('With the new record'),
});
export type RecordOutput = z.infer<typeof recordOutputSchema>;

export function recordSummary({ account, record, roiBefore, assessment }: RecordOutput): Summary {
  const { roi } = assessment.total;
  const before = roiBefore === null || roi === null ? '' : ` (before: ${Math.round(roiBefore)} %)`;
  const proof = record.proven ? 'proven' : 'unproven until somebody confirms it';
  const own = assessment.currency === record.currency;
  return {
    point: `Recorded for ${account.name}: ${money(record.amount, record.currency)}, ${CATEGORY_WORDS[record.category]}, ${proof}. ${own && roi !== null ? `ROI is now ${Math.round(roi)} %${before}.` : `Now: ${pointOf(assessment)}`}`,
    why: [
      `${record.description}, ${longDate(new Date(record.periodStart))} to ${longDate(new Date(record.periodEnd))}`,
      ...(record.evidence ? [`Confirmed by: ${record.evidence}`] : ['Without evidence it is shown apart and not in the ROI']),
      ...(own ? [] : [`${record.currency} is kept apart from ${assessment.currency}: nothing is converted`]),
      ...assessment.cautions.slice(0, 2),
    ],
  };
}

export function recordCard(output: RecordOutput): Card {
  const { account, record, assessment } = output;
  const { point, why } = recordSummary(output);
  return {
    point,
    parts: [
      { type: 'header', text: `${account.name}: ${money(record.amount, record.currency)} recorded`, tone: 'neutral' },
      {
        type: 'fields',
        fields: [
          { label: 'Category', value: capital(CATEGORY_WORDS[record.category]) },
          { label: 'Promised', value: record.targetAmount === null ? 'no target' : money(record.targetAmount, record.currency) },
          { label: 'Before', value: record.baseline ?? 'not given' },
          { label: 'Evidence', value: record.evidence ?? 'none: unproven' },
        ],
      },
      { type: 'text', text: why.join('\n') },
      { type: 'text', text: assessment.definition },
      {
        type: 'buttons',
        buttons: [call('Value so far', 'get_value_realization', { account: account.id }, 'primary'), ...SECTION_BUTTONS],
      },
      { type: 'feedback' },
      { type: 'context', text: contextLine(assessment) },
    ],
    sections: sectionsOf(assessment),
  };
}
