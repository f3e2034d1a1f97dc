import type { Text } from '../facts/index.ts';
import type { Cell, Part, Shown, Tone } from '../kit/present/index.ts';
import { callButton, doubt, fieldsPart, linesOf, linesPart, primary, shown, tablePart, textPart } from '../kit/present/index.ts';
import { t } from '../kit/say.ts';
import type { draftOutreach } from '../success-navigator/face.ts';
import type { BusinessCase } from './business-case.ts';
import { basisOf, makers, pointOf, sectionsOf } from './present.ts';
import type { CaseOutput } from './tools/build-business-case.ts';
import type { getValueRealization } from './tools/get-value-realization.ts';

const TONES: Record<BusinessCase['strength'], Tone> = { strong: 'green', sound: 'yellow', thin: 'orange', none: 'neutral' };
const strengthOf = ({ strength }: BusinessCase): string => (strength === 'none' ? 'not possible yet' : strength);

/** What is paid and what is proposed, as figures. */
function priceOf({ case: made, assessment }: CaseOutput) {
  const { money, percent } = makers(assessment);
  const { currency, price, proposed, toKeepRoi, roiOnProposed } = made;
  return {
    now: money(`paid_a_year:${currency}`, 'paid a year now', price, currency),
    more: money('offers_a_year', 'offers', proposed - price, currency),
    proposed: money('proposed_a_year', 'proposed a year', proposed, currency),
    keep: money('value_to_keep_roi', 'additional value that keeps the ROI', toKeepRoi, currency),
    roi: percent('roi_on_proposed', 'proven value on the proposed price', roiOnProposed === null ? null : roiOnProposed / 100),
    offer: (name: string, id: string, amount: number) => money(`deal:${id}`, name, amount, currency),
  };
}

function reasonsOf(output: CaseOutput): Text[] {
  const { case: made } = output;
  const [voice] = made.voices;
  const [alternative] = made.alternatives;
  return [
    ...proposedLines(output),
    ...made.ifNot.slice(0, 1),
    ...made.open.slice(0, 1).map((each) => t`Open: ${each}`),
    ...(alternative ? [t`Alternative: ${alternative}`] : []),
    ...(voice ? [`${voice.who}: "${voice.words}"`] : []),
    ...(made.strength === 'none' ? made.steps.map((each) => t`Next: ${each}`) : []),
  ];
}

function proposedLines(output: CaseOutput): Text[] {
  const { kind, offers, roiOnProposed, toKeepRoi } = output.case;
  if (kind !== 'expansion' || offers.length === 0 || roiOnProposed === null) return [];
  const { now, more, proposed, roi, keep } = priceOf(output);
  const kept = toKeepRoi ? t`; ${keep} more value a year would keep the present ROI` : '';
  return [t`Proposed: ${now} + ${more} = ${proposed} a year; today’s proven value alone is ${roi} of it${kept}`];
}

export const caseShown = shown((output: CaseOutput): Shown => {
  const { account, case: made, assessment } = output;
  const { sponsor } = account;
  const { days_to_renewal: days, renewal_date: renewal } = made.renewal;
  const when = typeof days.value === 'number' && days.value >= 0 ? t`, renewal ${{ ...days, relative: true }}` : '';
  const note = { account: account.id, contact: sponsor, purpose: `the ${made.kind}` };
  return {
    point: t`${account.name}: the ${made.kind} case is ${strengthOf(made)}: ${pointOf(assessment)}${when}.${doubt(assessment.confidence)}`,
    why: reasonsOf(output),
    header: t`${account.name}: ${made.kind} case, ${strengthOf(made)}`,
    tone: TONES[made.strength],
    body: [
      fieldsPart([
        ['Paid a year now', made.price > 0 ? priceOf(output).now : 'no contract in force'],
        ['Renewal', renewal.value === null ? 'date not on record' : renewal],
      ]),
      ...textPart(assessment.definition),
      ...offerTable(output),
      ...linesOf(
        'In their words',
        made.voices,
        ({ who, words, at, evidence }) => t`${who}, ${makers(assessment).date(`said:${evidence[0]?.id}`, who, at)}: "${words}"`,
      ),
      ...linesPart('Without it', made.ifNot),
      ...linesPart('Alternatives they named', made.alternatives.length > 0 ? made.alternatives : ['None in the last 400 days']),
      ...linesPart('Unproven or open', made.open),
      ...linesPart('Next steps', made.steps),
    ],
    next: [
      sponsor !== null && primary(callButton<typeof draftOutreach>('Draft a note to the sponsor', 'draft_outreach', note)),
      callButton<typeof getValueRealization>('Value so far', 'get_value_realization', { account: account.id }),
    ],
    sections: sectionsOf(assessment),
    feedback: true,
    context: basisOf(assessment, [made.rule]),
  };
});

function offerTable(output: CaseOutput): Part[] {
  const { offers, offersApart, currency, toKeepRoi } = output.case;
  const { now, proposed, keep, offer } = priceOf(output);
  const rows: Cell[][] = [
    ['Today', now],
    ...offers.map(({ name, amount, evidence }) => [name, offer(name, evidence[0]?.id ?? name, amount)]),
    ['Together', proposed],
    ...(toKeepRoi === null ? [] : [['Additional value a year that keeps the present ROI', keep]]),
  ];
  return [
    ...tablePart('Proposed yearly investment', ['Item', currency], offers.length === 0 ? [] : rows),
    ...linesPart('Open deals that cannot be added up', offersApart),
  ];
}
