import { z } from 'zod';
import type { Card, Part, Tone } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { longDate, shortMoney } from '../metrics/format.ts';
import { valueAssessmentSchema } from './assessment.ts';
import { type BusinessCase, businessCaseSchema } from './business-case.ts';
import { headSchema } from './load.ts';
import { bullets, categoryTable, SECTION_BUTTONS, sectionsOf } from './parts.ts';
import { pointOf } from './present.ts';
import { call, contextLine, doubtOf, money } from './words.ts';

export const caseOutputSchema = z.object({ account: headSchema, case: businessCaseSchema, assessment: valueAssessmentSchema });
export type CaseOutput = z.infer<typeof caseOutputSchema>;

const LINES = 5;
const TONES: Record<BusinessCase['strength'], Tone> = { strong: 'green', sound: 'yellow', thin: 'orange', none: 'neutral' };
const STRENGTH: Record<BusinessCase['strength'], string> = {
  strong: 'strong',
  sound: 'sound',
  thin: 'thin',
  none: 'not possible yet',
};

export function caseSummary({ account, case: made, assessment }: CaseOutput): Summary {
  const when = made.renewalInDays !== null && made.renewalInDays >= 0 ? `, renewal in ${made.renewalInDays} days` : '';
  const point = `${account.name}: the ${made.kind} case is ${STRENGTH[made.strength]}: ${pointOf(assessment).replace(/\.$/, '')}${when}.${doubtOf(assessment)}`;
  const [voice] = made.voices;
  const why = [
    ...proposedLines(made),
    ...made.ifNot.slice(0, 1),
    ...made.open.slice(0, 1).map((each) => `Open: ${each}`),
    ...(made.alternatives[0] ? [`Alternative: ${made.alternatives[0]}`] : []),
    ...(voice ? [`${voice.who}: "${voice.words}"`] : []),
    ...(made.strength === 'none' ? made.steps.map((each) => `Next: ${each}`) : []),
  ];
  return { point, why: why.slice(0, LINES) };
}

function proposedLines({ kind, currency, price, proposed, offers, roiOnProposed, toKeepRoi }: BusinessCase): string[] {
  if (kind !== 'expansion' || offers.length === 0 || roiOnProposed === null) return [];
  const keep = toKeepRoi ? `; ${shortMoney(toKeepRoi, currency)} more value a year would keep the present ROI` : '';
  return [
    `Proposed: ${shortMoney(price, currency)} + ${shortMoney(proposed - price, currency)} = ${shortMoney(proposed, currency)} a year; today’s proven value alone is ${Math.round(roiOnProposed)} % of it${keep}`,
  ];
}

export function caseCard(output: CaseOutput): Card {
  const { account, case: made, assessment } = output;
  const { point } = caseSummary(output);
  const { total, currency, definition } = assessment;
  const note = call(
    'Draft a note to the sponsor',
    'draft_outreach',
    { account: account.id, contact: account.sponsor, purpose: `the ${made.kind}` },
    'primary',
  );
  return {
    point,
    parts: [
      { type: 'header', text: `${account.name}: ${made.kind} case, ${STRENGTH[made.strength]}`, tone: TONES[made.strength] },
      {
        type: 'fields',
        fields: [
          { label: 'ROI, proven', value: total.roi === null ? 'unknown' : `${Math.round(total.roi)} %` },
          { label: 'Paid a year now', value: made.price > 0 ? money(made.price, currency) : 'no contract in force' },
          ...(made.offers.length > 0 ? [{ label: 'Proposed a year', value: money(made.proposed, currency) }] : []),
          { label: 'Proven return', value: money(total.proven, currency) },
          { label: 'Unproven, not counted', value: money(total.unproven, currency) },
          { label: 'Renewal', value: made.renewalAt ? longDate(new Date(made.renewalAt)) : 'date not on record' },
        ],
      },
      { type: 'text', text: definition },
      ...categoryTable(total),
      ...assessment.others.flatMap(categoryTable),
      ...offerTable(made),
      ...bullets(
        'In their words',
        made.voices.map(({ who, words, at }) => `${who}, ${longDate(new Date(at))}: "${words}"`),
      ),
      ...bullets('Without it', made.ifNot),
      ...bullets('Alternatives they named', made.alternatives.length > 0 ? made.alternatives : ['None in the last 400 days']),
      ...bullets('Unproven or open', made.open),
      ...bullets('Next steps', made.steps),
      {
        type: 'buttons',
        buttons: [
          ...(account.sponsor ? [note] : []),
          call('Value so far', 'get_value_realization', { account: account.id }),
          ...SECTION_BUTTONS,
        ],
      },
      { type: 'feedback' },
      { type: 'context', text: `${contextLine(assessment)} ${made.rule}` },
    ],
    sections: sectionsOf(assessment),
  };
}

function offerTable({ offers, offersApart, price, proposed, currency, toKeepRoi }: BusinessCase): Part[] {
  const table: Part[] =
    offers.length === 0
      ? []
      : [
          {
            type: 'table',
            title: 'Proposed yearly investment',
            columns: [{ label: 'Item' }, { label: currency, align: 'right' }],
            rows: [
              ['Today', money(price, currency)],
              ...offers.map(({ name, amount }) => [name, money(amount, currency)]),
              ['Together', money(proposed, currency)],
              ...(toKeepRoi === null ? [] : [['Additional value a year that keeps the present ROI', money(toKeepRoi, currency)]]),
            ],
          },
        ];
  return [...table, ...bullets('Open deals that cannot be added up', offersApart)];
}
