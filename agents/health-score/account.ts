import { z } from 'zod';
import type { AccountFacts } from '../facts/account-facts.ts';
import type { Figure } from '../facts/figure.ts';
import { loadFacts } from '../facts/load.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';
import { resolveAccount } from '../kit/resolve.ts';
import { figureOf } from '../metrics/figure.ts';
import { longDate } from '../metrics/format.ts';
import { metricNamed, readingOf } from '../metrics/index.ts';
import { loadScorecards, type Scorecard, segmentOfFacts } from './scorecard.ts';

export const accountSchema = z.object({ id: z.string(), name: z.string() });

/** The facts and the scorecard of the account a person named. @throws UserError when it is unknown, unclear, or was not known yet at `asOf` */
export async function loadAccount(
  context: Context,
  name: string,
): Promise<{ account: z.infer<typeof accountSchema>; facts: AccountFacts; scorecard: Scorecard }> {
  const { _id: id, name: called } = await resolveAccount(context, name);
  const [loaded, scorecardOf] = await Promise.all([loadFacts(context, [id]), loadScorecards(context)]);
  const facts = loaded.get(id);
  if (!facts) throw new UserError('not_yet_known', `${called} was not known yet on ${longDate(context.asOf)}.`);
  return { account: { id, name: called }, facts, scorecard: scorecardOf(segmentOfFacts(facts)) };
}

/** A metric of the account as cards show it. */
export const figureNamed = (key: string, facts: AccountFacts): Figure => {
  const metric = metricNamed(key);
  return figureOf(metric, readingOf(metric, { facts, opinions: {} }), facts);
};
