import type { Text } from '../facts/index.ts';
import type { Button, Part, Shown } from '../kit/present/index.ts';
import { callButton, contextLine, evidencePart, linesOf, primary, shown, textPart } from '../kit/present/index.ts';
import { figuresOf, plain, t } from '../kit/say.ts';
import { spaced } from '../metrics/index.ts';
import type { createSuccessPlan, draftOutreach } from '../success-navigator/face.ts';
import type { buildBusinessCase } from '../value-realization/face.ts';
import { paceText } from './deals.ts';
import { holderOf } from './handoff.ts';
import type { Loaded } from './load.ts';
import { personText, protectionText, seatText } from './present-handoff.ts';
import { isOpenStage, nextStage, STAGE_WORDS } from './stages.ts';
import type { advanceOpportunity } from './tools/advance-opportunity.ts';
import type { prepareSalesHandoff } from './tools/prepare-sales-handoff.ts';

const DRAFTED = 3;

const worthText = ({ deal }: Loaded): Text =>
  deal.value === null ? 'no value on record' : t`${deal.figures.value} a year, ${deal.figures.weighted} weighted at ${deal.figures.chance}`;

function pointOf(output: Loaded): Text {
  const { account, deal, seats, handedOff } = output;
  const who = handedOff ? `, sold by ${holderOf(seats, 'Account executive')?.name ?? 'nobody'}` : deal.open ? ', not handed off yet' : '';
  return t`${deal.name} (${account.name}): ${worthText(output)}, ${paceText(deal)}${who}.`;
}

const dated = ({ deal }: Loaded, iso: string): Text =>
  t`${figuresOf({ kind: 'opportunity', id: deal.id, name: deal.name }, iso).date('stage_changed', 'changed', iso)}`;

export const opportunityShown = shown((output: Loaded): Shown => {
  const { account, asOf, deal, seats, stakeholders, criteria, milestones, value, drivers, requirements, competitors, history } = output;
  const relationship = protectionText(output);
  return {
    point: pointOf(output),
    why: [
      ...criteria.flatMap(({ name, text, met }) => (met ? [] : [t`Still open: ${name} (${text})`])),
      ...(output.protection.level === 'clear' ? [] : [`Relationship: ${relationship}`]),
      ...drivers.map(({ text }) => text),
    ],
    header: `${account.name}: ${deal.name}`,
    body: [
      ...linesOf(
        deal.open ? `Before it goes on from ${STAGE_WORDS[deal.stage]}` : null,
        criteria,
        ({ name, met, text }) => t`${met ? 'met' : 'open'}: ${name} (${text})`,
      ),
      ...textPart(`**Relationship** ${relationship}`),
    ],
    next: nextOf(output),
    sections: {
      People: [
        ...linesOf('Team', seats, seatText),
        ...linesOf('Whom to speak to', stakeholders, (each) => personText(each, asOf)),
        ...draftsOf(output),
      ],
      Briefing: [
        ...evidencePart('Why there is an opportunity', drivers),
        ...linesOf('What they need', requirements, (each) => each),
        ...linesOf('Who else is looked at', competitors, (each) => each),
        ...linesOf('What they have got so far', value.lines, (line) => line),
        ...evidencePart('What it could put at risk', [...output.protection.reasons, ...output.protection.risks]),
      ],
      Milestones: deal.open ? linesOf(null, milestones, ({ name, dueAt }) => t`${dated(output, dueAt)}: ${name}`) : [],
      History: linesOf(
        null,
        history,
        ({ from, to, at, by, reason }) =>
          t`${dated(output, at)}: ${from ? `${spaced(from)} to ` : ''}${spaced(to)}${by ? `, ${by}` : ''}${reason ? `: ${reason}` : ''}`,
      ),
    },
    context: contextLine({
      asOf,
      confidence: output.confidence === null ? null : output.confidence / 100,
      notes: [
        ...(output.crm ? [`In the CRM as "${output.crm.name}", ${STAGE_WORDS[output.crm.stage]}; counted once`] : []),
        ...(deal.type ? [deal.type] : []),
        ...(output.setAside ? [output.setAside] : []),
      ],
    }),
  };
});

function nextOf(output: Loaded): (Button | false)[] {
  const { account, deal, handedOff, protection, mayMove, churned } = output;
  const about = { account: account.id, opportunity: deal.id };
  const move = (label: string, stage: typeof deal.stage) =>
    callButton<typeof advanceOpportunity>(label, 'advance_opportunity', { ...about, stage });
  const { stage } = deal;
  if (!mayMove || churned || !isOpenStage(stage))
    return [
      mayMove &&
        stage === 'closed_won' &&
        callButton<typeof createSuccessPlan>('Success plan', 'create_success_plan', { account: account.id }),
    ];
  const next = nextStage(stage);
  return [
    !handedOff &&
      protection.level !== 'blocked' &&
      primary(callButton<typeof prepareSalesHandoff>('Prepare the hand-off', 'prepare_sales_handoff', about)),
    handedOff && stage !== 'identified' && primary(move(`Move to ${STAGE_WORDS[next]}`, next)),
    callButton<typeof buildBusinessCase>('Business case', 'build_business_case', { account: account.id, kind: 'expansion' }),
  ];
}

/** A note to each of the people who matter most: its author's own until they ask for approval. */
function draftsOf({ account, stakeholders, protection, mayMove }: Loaded): Part[] {
  if (!mayMove || protection.level === 'blocked') return [];
  const kinds = { new_executive: 'congratulation', executive_sponsor: 'sponsor' } as const;
  const buttons = stakeholders
    .filter(({ mailable }) => mailable)
    .slice(0, DRAFTED)
    .map(({ id, name, part }) =>
      callButton<typeof draftOutreach>(`Draft a note to ${name}`, 'draft_outreach', {
        account: account.id,
        contact: id,
        kind: part === 'new_executive' || part === 'executive_sponsor' ? kinds[part] : 'meeting',
      }),
    );
  return buttons.length > 0 ? [{ type: 'buttons', buttons }] : [];
}

/** In a line, for whoever has just moved it. */
export const openText = (criteria: Loaded['criteria']): string =>
  criteria
    .filter(({ met }) => !met)
    .map(({ name, text }) => `${name}: ${plain(text)}`)
    .join('; ') || 'nothing';
