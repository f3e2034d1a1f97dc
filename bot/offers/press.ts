import { noted } from '../../agents/kit/changing.ts';
import type { Actor, Context } from '../../agents/kit/context.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { plain } from '../../agents/kit/text.ts';
import type { Offer } from '../../models/offer.ts';
import { offerTool } from '../../tools/offer-tool.ts';
import { readCall } from '../../tools/read-call.ts';
import { runTool, type ToolOutcome } from '../../tools/run-tool.ts';
import { contextFor } from '../assistant.ts';
import type { OfferDeps } from './deps.ts';
import { digestOf } from './digest.ts';
import { boundOf } from './make.ts';

export interface Press {
  tenant: string;
  /** From the platform's signed payload. */
  actor: Actor;
  offerId: string;
}

/** The offer where this press is the one that writes it; otherwise why not, in words. */
export type Claimed = { claimed: Offer } | { answer: string; offer?: Offer };

export const findOffer = async ({ models }: Pick<OfferDeps, 'models'>, tenant: string, id: string): Promise<Offer | undefined> =>
  (await models.offers.findOne({ tenant, _id: id }).lean<Offer>()) ?? undefined;

/** One press. Of any number at once exactly one writes; the roles, the owner and the state of the account are looked at again. */
export async function claimOffer(deps: OfferDeps, { tenant, actor, offerId }: Press): Promise<Claimed> {
  const { catalog, clock } = deps;
  const offer = await findOffer(deps, tenant, offerId);
  const tool = offer && catalog.get(offer.tool);
  if (!offer || !tool) return { answer: 'This is no longer stored. Nothing was written; ask for it again.' };
  if (actor.id !== offer.asker.id)
    return { answer: `Not done: only ${offer.asker.name}, who asked for it, can press this. Ask me for it yourself.`, offer };
  if (offer.status !== 'open') return { answer: already(offer), offer };
  const close = async (answer: string): Promise<Claimed> => ({
    answer,
    offer: (await step(deps, offer, 'open', { status: 'expired' })) ?? offer,
  });
  const now = clock.now();
  if (offer.expiresAt <= now) return close('Not done: this offer has expired. Nothing was written; ask for it again.');
  const again = await offerTool(catalog, tool, offer.arguments as object, contextFor(deps, tenant, actor));
  if (!('offered' in again)) return { answer: `Nothing was written. ${again.ok ? plain(again.summary.point) : again.message}`, offer };
  const bound = await boundOf(again, { tenant, actor, models: deps.models });
  if (digestOf(bound) !== offer.digest || digestOf(offer) !== offer.digest)
    return close('Not done: what it would write is not what it was when it was offered. Nothing was written; ask for it again.');
  const claimed = await step(deps, offer, 'open', { status: 'pressed', pressedAt: now });
  return claimed ? { claimed } : { answer: already((await findOffer(deps, tenant, offerId)) ?? offer), offer };
}

/** Writes a claimed offer and keeps what came of it, and what undoing it needs. */
export async function carryOut(deps: OfferDeps, offer: Offer, context: Context, timeLimit?: number): Promise<ToolOutcome> {
  const { catalog, log } = deps;
  const tool = catalog.get(offer.tool);
  const args = offer.arguments as object;
  const { undo } = tool ?? {};
  let before: unknown;
  let undoable = Boolean(undo);
  if (tool && undo?.before) {
    try {
      before = await undo.before(readCall(catalog, tool, args, context).input, context);
    } catch (error) {
      undoable = false;
      log.warn({ offer: offer._id, error: describeError(error) }, 'what undoing needs could not be read');
    }
  }
  const outcome = await noted({ ...deps, tenant: offer.tenant }, touchedBy(offer), () =>
    runTool(catalog, offer.tool, args, context, { pressed: true, ...(timeLimit ? { timeLimit } : {}) }),
  );
  const result = { ok: outcome.ok, said: outcome.ok ? plain(outcome.summary.point) : outcome.message };
  const kept = outcome.ok && undoable ? { output: outcome.output, ...(before === undefined ? {} : { before }) } : {};
  await step(deps, offer, 'pressed', { result, ...kept });
  return outcome;
}

/** Whose scores what an offer writes may move. */
export const touchedBy = ({ account }: Offer): string[] => (account ? [account.id] : []);

/** One atomic step from a status; undefined where it is another one by now. */
export async function step(
  { models }: Pick<OfferDeps, 'models'>,
  { tenant, _id, digest }: Offer,
  from: Offer['status'],
  set: Partial<Offer>,
): Promise<Offer | undefined> {
  return (
    (await models.offers
      .findOneAndUpdate({ tenant, _id, digest, status: from }, { $set: set }, { returnDocument: 'after' })
      .lean<Offer>()) ?? undefined
  );
}

function already({ status, result }: Offer): string {
  if (status === 'expired') return 'Not done: this offer has expired. Nothing was written; ask for it again.';
  if (status === 'undone') return 'Done and taken back already. Ask for it again where you want it after all.';
  return result ? `Pressed already. ${result.said}` : 'Pressed already; it is being done.';
}
