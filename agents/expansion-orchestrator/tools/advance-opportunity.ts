import { z } from 'zod';
import type { ExpansionOpportunity } from '../../../models/expansion-opportunity.ts';
import { SALES_STAGES } from '../../../models/opportunity.ts';
import { headOf } from '../../kit/say.ts';
import { accountInput, actTool, asks, type Context, changedSince, optional, UserError } from '../../kit/tool.ts';
import { exitCriteria } from '../criteria.ts';
import { nameOf } from '../deals.ts';
import { findOpportunity, openStageOf, requireMayMove } from '../find.ts';
import { opportunityInput } from '../input.ts';
import { loadHandoff } from '../load.ts';
import { protectionText } from '../present-handoff.ts';
import { openText, opportunityShown } from '../present-opportunity.ts';
import { isStep, type NoStep, nextStage, type SalesStage, STAGE_WORDS, stepBetween } from '../stages.ts';

const input = z.object({
  account: accountInput,
  opportunity: opportunityInput,
  stage: optional(z.enum(SALES_STAGES)).describe('The stage it moves to; null for the next one. closed_won: signed; closed_lost: given up'),
  reason: optional(z.string().trim().max(500)).describe('Why, in the person’s words; needed to move back or to close as lost'),
});
type Input = z.output<typeof input>;

export const advanceOpportunity = actTool({
  name: 'advance_opportunity',
  title: 'Move an opportunity',
  description:
    'Moves one expansion opportunity to its next stage, back to an earlier one, or closes it as won or lost with the reason. Says what is met and what is still open before it goes on. Not for handing it to sales.',
  examples: [
    'Move the TechCorp expansion to proposing',
    'advance the Acme opportunity',
    'put the Globex deal to negotiating',
    'mark the expansion at Initech as won',
    'close the Acme upsell as lost: budget cut',
    'we lost the expansion at Northwind, they chose Vantory',
    'move the Contoso opportunity back to developing: new decision maker',
    'we signed the expansion at Globex',
    'TechCorp deal won',
    'won the Hooli upsell',
    'DataFlow upsell lost',
    'TechCorp signed the expansion',
  ],
  words: [
    'move: advance, verschiebe, schiebe, avance, avancer, mueve, mover, avanzar',
    'won: signed, gewonnen, gagné, gagnée, ganado, ganada',
    'lost: verloren, perdu, perdue, perdido, perdida',
  ],
  status: 'Looking at the opportunity',
  input,
  plan,
  async told({ found, to, reason }, context) {
    const { row, account, facts } = found;
    const stage = openStageOf(row);
    const loaded = await loadHandoff(context, found);
    const criteria = stage ? exitCriteria(stage, { facts, row }) : [];
    const met = criteria.filter((each) => each.met).map(({ name }) => name);
    return {
      account: headOf(account),
      title:
        to === 'closed_won' ? 'Close an opportunity as won' : to === 'closed_lost' ? 'Close an opportunity as lost' : 'Move an opportunity',
      fields: [
        ['Opportunity', nameOf(row)],
        ['Stage', `${STAGE_WORDS[row.salesStage]} to ${STAGE_WORDS[to]}`],
        ['Met', met.join('; ') || 'nothing'],
        ['Still open', openText(criteria)],
        loaded.protection.level !== 'clear' && to !== 'closed_lost' && ['Relationship', protectionText(loaded)],
        ['Reason', reason ?? 'none'],
      ],
    };
  },
  async write({ found, to, now, change }, context) {
    const { tenant, models } = context;
    const { row } = found;
    const moved = await models.expansionOpportunities
      .findOneAndUpdate(
        { tenant, _id: row._id, salesStage: row.salesStage },
        { $set: { salesStage: to, updatedAt: now }, $push: { stageHistory: change } },
        { returnDocument: 'after' },
      )
      .lean<ExpansionOpportunity>();
    if (!moved) throw changedSince(`Not moved: "${nameOf(row)}" was moved at the same moment. Look at it again.`);
    return loadHandoff({ ...context, asOf: now }, { ...found, row: moved, facts: { ...found.facts, asOf: now } });
  },
  undo: {
    before: ({ found }) => found.row.salesStage,
    async run({ before, output }, { tenant, models }) {
      const { deal, history } = output;
      const at = history[0]?.at;
      const { matchedCount } = await models.expansionOpportunities.updateOne(
        // Nothing has happened since: the last change is the one that was pressed.
        { tenant, _id: deal.id, salesStage: deal.stage, 'stageHistory.at': { $not: { $gt: new Date(at ?? 0) } } },
        { $set: { salesStage: before }, $pull: { stageHistory: { at: new Date(at ?? 0), to: deal.stage } } },
      );
      if (matchedCount === 0) throw changedSince(`Not undone: "${deal.name}" has been moved since.`);
      return `"${deal.name}" is ${STAGE_WORDS[before]} again.`;
    },
  },
  ...opportunityShown,
});

/** The move as it would be written. */
async function plan({ account: named, opportunity, stage, reason }: Input, context: Context) {
  const now = context.clock.now();
  const found = await findOpportunity({ ...context, asOf: now }, named, opportunity, (name) => `Move the opportunity of ${name}`);
  requireMayMove(context, found);
  const { row, account } = found;
  const open = openStageOf(row);
  const to = stage ?? (open ? nextStage(open) : row.salesStage);
  const about = `"${nameOf(row)}" (${account.name})`;
  if (account.lifecycleStage === 'churned') throw new UserError('no_move', `Not moved: ${account.name} is no longer a customer.`);
  const step = stepBetween(row.salesStage, to);
  if (!isStep(step)) throw notMoved(step, about, row.salesStage, account.name);
  if ((step === 'back' || step === 'lost') && !reason)
    throw asks(
      'which_reason',
      `Nothing is moved yet. Why ${step === 'lost' ? `was ${about} lost` : `does ${about} go back to ${STAGE_WORDS[to]}`}?`,
      ['no budget', 'another priority', 'a competitor', 'no answer'],
      {
        label: (each) => each,
        say: (each) => `Move the opportunity of ${account.name} to ${to}, opportunity: "${nameOf(row)}", reason: ${each}`,
      },
    );
  return {
    found,
    to,
    now,
    reason,
    change: { from: row.salesStage, to, at: now, byUserId: context.actor.id, ...(reason ? { reason } : {}) },
  };
}

function notMoved(why: NoStep, about: string, from: SalesStage, account: string): UserError {
  const next = openStageOf({ salesStage: from } as ExpansionOpportunity);
  const said: Record<NoStep, string> = {
    closed: `${about} is ${STAGE_WORDS[from]}. What is closed stays closed; a new need is a new opportunity.`,
    same: `${about} is ${STAGE_WORDS[from]} already.`,
    handoff: `${about} has not been handed to sales. The hand-off qualifies it.`,
    skips: `${about} is ${STAGE_WORDS[from]}, and ${next ? STAGE_WORDS[nextStage(next)] : 'closing it'} comes next; no stage is left out.`,
    too_early: `${about} is ${STAGE_WORDS[from]}, and is won only from negotiating.`,
    returns: `${about} was handed to sales. It goes no further back than qualified; close it as lost where it is given up.`,
  };
  const choices =
    why === 'handoff'
      ? [{ label: 'Prepare the hand-off', say: `Hand off ${account} to sales` }]
      : (why === 'skips' || why === 'too_early') && next
        ? [{ label: `To ${STAGE_WORDS[nextStage(next)]}`, say: `Move the opportunity of ${account} to ${nextStage(next)}` }]
        : [];
  return new UserError('no_move', `Not moved: ${said[why]}`, choices);
}
