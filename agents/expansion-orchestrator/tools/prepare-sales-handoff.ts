import { z } from 'zod';
import { accountInput, type Context, proposeTool, UserError } from '../../kit/tool.ts';
import { namesOf } from '../../kit/who.ts';
import { longDate } from '../../metrics/index.ts';
import { findOpportunity, requireMayMove } from '../find.ts';
import { holderOf } from '../handoff.ts';
import { opportunityInput } from '../input.ts';
import { type Loaded, loadHandoff } from '../load.ts';
import { handoffProposal, handoffShown, protectionText } from '../present-handoff.ts';
import { STAGE_WORDS } from '../stages.ts';

const input = z.object({ account: accountInput, opportunity: opportunityInput });

export const prepareSalesHandoff = proposeTool({
  name: 'prepare_sales_handoff',
  title: 'Prepare a sales hand-off',
  description:
    'Prepares the hand-off of one expansion opportunity to sales and puts it up for approval: who sells it and why, whom to speak to, first tasks, what is still open, milestones, and whether the relationship bears a sale. Refused while the account is at high risk of churn, in escalation or being recovered, and for a closed opportunity. Sends nothing.',
  examples: [
    'Hand off the TechCorp expansion',
    'hand the Acme opportunity over to sales',
    'prepare the sales handoff for Globex',
    'give the Initech upsell to sales',
    'pass the expansion at Northwind on to an account executive',
    'handoff Contoso to sales',
  ],
  words: [
    'handoff: hand-off, handover, hand, übergabe, übergib, übergeben, transfère, transférer, transmets, traspasa, traspasar, traspaso',
    'sales: vertrieb, ventes, ventas, commercial',
    'expansion: expansions, upsell, upsells, erweiterung, ausbau, extension, ampliación',
  ],
  status: 'Preparing the hand-off',
  input,
  run,
  ...handoffShown,
  proposal: handoffProposal,
});

export type HandoffOutput = Awaited<ReturnType<typeof run>>;

async function run({ account: named, opportunity }: z.output<typeof input>, context: Context) {
  const found = await findOpportunity(context, named, opportunity, (name) => `Hand off ${name} to sales`);
  requireMayMove(context, found);
  const loaded = await loadHandoff(context, found);
  refuseHandoff(loaded);
  const { account, deal, seats, steps, protection } = loaded;
  const seller = holderOf(seats, 'Account executive');
  if (!seller)
    throw new UserError(
      'nobody_sells',
      'Not handed off: nobody with the role of an account executive is active here. An admin records people.',
    );
  const names = await namesOf(context, [...steps.map(({ owner }) => owner), seller.id]);
  const toStage = deal.stage === 'identified' ? ('qualified' as const) : deal.stage;
  return {
    ...loaded,
    toStage,
    names: Object.fromEntries(names),
    call: {
      tool: 'record_sales_handoff',
      arguments: {
        account: account.id,
        opportunity: deal.id,
        rep: seller.id,
        csm: holderOf(seats, 'Customer success manager')?.id ?? null,
        requestedBy: context.actor.id,
        steps,
        warned: protection.level === 'warned',
      },
    },
  };
}

/** @throws UserError with the reason where it cannot be handed off now */
export function refuseHandoff({ account, deal, handedOff, protection, churned, setAside, seats, history }: Loaded): void {
  const refuse = (why: string, choices: { label: string; say: string }[] = []) =>
    new UserError('no_handoff', `Not handed off: ${why}`, choices);
  const about = `"${deal.name}"`;
  if (churned) throw refuse(`${account.name} is no longer a customer.`);
  if (!deal.open) {
    const last = history.find(({ to }) => to === deal.stage);
    const when = last ? ` on ${longDate(new Date(last.at))}${last.reason ? ` (${last.reason})` : ''}` : '';
    throw refuse(
      `${about} at ${account.name} was ${STAGE_WORDS[deal.stage]}${when}. What is closed stays closed; a new need is a new opportunity.`,
    );
  }
  if (setAside) throw refuse(`${about} at ${account.name} is ${setAside}.`);
  if (handedOff)
    throw refuse(`${holderOf(seats, 'Account executive')?.name ?? 'Somebody'} has ${about} already; it is ${STAGE_WORDS[deal.stage]}.`, [
      { label: 'Open it', say: `Show the expansion opportunity of ${account.name}, opportunity: "${deal.name}"` },
    ]);
  if (protection.level === 'blocked')
    throw refuse(
      `nothing is sold to ${account.name} now. ${protectionText({ protection }).replace(/^stopped: /, 'Because ')}. The relationship comes first.`,
      [{ label: 'Assess the churn risk', say: `Why is ${account.name} at risk?` }],
    );
}
