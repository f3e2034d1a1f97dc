import { noted } from '../../agents/kit/changing.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { UserError } from '../../agents/kit/errors.ts';
import { requireMayActOn } from '../../agents/kit/permissions.ts';
import type { Account } from '../../models/account.ts';
import type { Offer } from '../../models/offer.ts';
import { audit } from '../../tools/audit.ts';
import { requireMayCall } from '../../tools/catalog.ts';
import { contextFor } from '../assistant.ts';
import { type OfferDeps, UNDO_WITHIN_MS } from './deps.ts';
import { findOffer, type Press, step, touchedBy } from './press.ts';

export interface Undone {
  done: boolean;
  answer: string;
  offer?: Offer;
}

/** Takes back what a press wrote, once, by whoever pressed, as long as nothing else has happened to it. */
export async function undoOffer(deps: OfferDeps, { tenant, actor, offerId }: Press): Promise<Undone> {
  const { models, catalog, clock, log } = deps;
  const offer = await findOffer(deps, tenant, offerId);
  const tool = offer && catalog.get(offer.tool);
  const no = (answer: string, current = offer): Undone => ({ done: false, answer, ...(current ? { offer: current } : {}) });
  if (!offer || !tool) return no('This is no longer stored. Nothing was changed.');
  if (actor.id !== offer.asker.id) return no(`Not undone: only ${offer.asker.name}, who did it, can take it back.`);
  if (offer.status === 'undone') return no('Taken back already.');
  const now = clock.now();
  const { undo } = tool;
  if (offer.status !== 'pressed' || !offer.result?.ok || offer.output === undefined || !undo) return no('There is nothing to undo here.');
  if (now.getTime() - (offer.pressedAt?.getTime() ?? 0) > UNDO_WITHIN_MS) return no('Not undone: that is possible for a day only.');
  try {
    requireMayCall(actor, tool);
    const account = !undo.personal && offer.account && (await models.accounts.findOne({ tenant, _id: offer.account.id }).lean<Account>());
    if (account) requireMayActOn(actor, account, tool.area);
    const won = await step(deps, offer, 'pressed', { status: 'undone', undoneAt: now });
    if (!won) return no('Taken back already.');
    try {
      const data = { offer: offer._id, tool: tool.name, digest: offer.digest };
      await audit(models, { tenant, actorId: actor.id, at: now, event: 'undone', data });
      const answer = await noted({ ...deps, tenant }, touchedBy(offer), () =>
        undo.run({ before: offer.before, output: offer.output }, contextFor(deps, tenant, actor)),
      );
      return { done: true, answer: `Undone: ${answer}`, offer: won };
    } catch (error) {
      await models.offers.updateOne({ tenant, _id: offer._id }, { $set: { status: 'pressed' }, $unset: { undoneAt: 1 } });
      throw error;
    }
  } catch (error) {
    if (error instanceof UserError) return no(error.message);
    log.error({ offer: offer._id, error: describeError(error) }, 'an undo failed');
    return no('Not undone: that failed on our side. Look at the account before you try again.');
  }
}
