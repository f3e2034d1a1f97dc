import { randomUUID } from 'node:crypto';
import type { Context } from '../../agents/kit/context.ts';
import type { AgentTool } from '../../agents/kit/define-agent.ts';
import type { Account } from '../../models/account.ts';
import type { Offer } from '../../models/offer.ts';
import { audit } from '../../tools/audit.ts';
import { type OfferedCall, offerTool } from '../../tools/offer-tool.ts';
import type { ToolFailure, ToolSuccess } from '../../tools/run-tool.ts';
import { type OfferDeps, PRESS_WITHIN_MS } from './deps.ts';
import { digestOf } from './digest.ts';

export interface OfferMade {
  ok: true;
  offer: Offer;
  /** The arguments as they were asked for. */
  input: unknown;
}

export interface MakeOptions {
  context: Context;
  conversation: string;
  timeLimit?: number;
}

/** Stores what an `act` tool would write, for the person who asked to press. Writes nothing else; a call that could not be run is refused as it would be. */
export async function makeOffer(
  { models, catalog }: Pick<OfferDeps, 'models' | 'catalog'>,
  tool: AgentTool,
  rawArguments: string | object,
  { context, conversation, timeLimit }: MakeOptions,
): Promise<OfferMade | ToolSuccess | ToolFailure> {
  const asked = await offerTool(catalog, tool, rawArguments, context, timeLimit);
  if (!('offered' in asked)) return asked;
  const { tenant, actor, clock } = context;
  const now = clock.now();
  const bound = await boundOf(asked, context);
  const row = {
    ...bound,
    _id: randomUUID(),
    digest: digestOf(bound),
    conversation,
    timezone: actor.timezone,
    at: now,
    ingestedAt: now,
    expiresAt: new Date(now.getTime() + PRESS_WITHIN_MS),
  };
  const data = { offer: row._id, tool: tool.name, arguments: row.arguments, digest: row.digest };
  await audit(models, { tenant, actorId: actor.id, at: now, event: 'offered', data });
  return { ok: true, offer: (await models.offers.create(row)).toObject<Offer>(), input: asked.input };
}

/** What an offer binds, as it would be made at this moment: the account by its id, everything else as it was asked for. */
export async function boundOf(
  { tool, input, offered }: OfferedCall,
  { tenant, actor, models }: Pick<Context, 'tenant' | 'actor' | 'models'>,
) {
  const { account, title, fields } = offered;
  const row =
    account && (await models.accounts.findOne({ tenant, _id: account.id }, { lifecycleStage: 1 }).lean<Pick<Account, 'lifecycleStage'>>());
  const given = input as Record<string, unknown>;
  return {
    tenant,
    tool: tool.name,
    // As the database gives it back: what is bound must read the same later.
    arguments: JSON.parse(JSON.stringify(account && 'account' in given ? { ...given, account: account.id } : given)) as Record<
      string,
      unknown
    >,
    asker: { id: actor.id, name: actor.name },
    ...(account ? { account: { ...account, ...(row?.lifecycleStage ? { stage: row.lifecycleStage } : {}) } } : {}),
    title,
    fields,
  };
}
