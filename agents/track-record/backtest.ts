import type { Account } from '../../models/account.ts';
import { HEALTH_BANDS, type HealthBand } from '../../models/account-health-score.ts';
import { rows } from '../../models/kit/rows.ts';
import { chanceAt, tenantWeights } from '../churn-predictor/face.ts';
import { type AccountFacts, addDays, factsAt, forgetEarlier, loadFacts } from '../facts/index.ts';
import { bandOf, loadScorecards, scoreAt, segmentOfFacts } from '../health-score/face.ts';
import { breather } from '../kit/breathe.ts';
import type { Context } from '../kit/tool.ts';
import type { Whose } from '../kit/who.ts';
import { auc, termsOf, wilson } from '../metrics/index.ts';
import { LEAST_TESTS, type Told, testsOf } from './accuracy.ts';
import { CHURN_EDGES, CHURN_SURPRISE } from './churn-record.ts';
import { type Claim, recordOf } from './claims.ts';
import { loadFates } from './fates.ts';
import { sampled } from './looked-at.ts';
import { leaving, type Outcome } from './outcomes.ts';

/** What is tested: who left within so many days of a snapshot. */
export const WITHIN_DAYS = 90;
const SNAPSHOTS = 12;
const STEP_DAYS = 30;
/** More do not fit into the time an answer has. */
const MOST_ACCOUNTS = 300;
const AT_ONCE = 25;

/** An account at a past date, as known then: what today's rules say of it, and whether it left. */
interface Snapshot extends Claim {
  /** 0 to 100; null where too little was known. */
  health: number | null;
}

/** Today's churn weights and scorecards on monthly snapshots of the past, against who left after each. */
export async function backtest(context: Context, whose: Whose) {
  const { tenant, models, asOf: now, signal } = context;
  const [all, { weights, basis }, scorecardOf] = await Promise.all([
    rows<Account>(models.accounts, tenant, whose.where, { fields: { _id: 1 } }),
    tenantWeights(context),
    loadScorecards(context),
  ]);
  const looked = sampled(
    all.map(({ _id }) => _id),
    MOST_ACCOUNTS,
  );
  const dates = Array.from({ length: SNAPSHOTS }, (_, index) => addDays(now, -WITHIN_DAYS - index * STEP_DAYS));
  const [latest = now, earliest = now] = [dates[0], dates.at(-1)];
  const fates = await loadFates(context, looked.ids, earliest);
  const breathe = breather();
  const snapshots: Snapshot[] = [];
  const tooLittle: Outcome[] = [];
  for (let start = 0; start < looked.ids.length; start += AT_ONCE) {
    signal.throwIfAborted();
    const ids = looked.ids.slice(start, start + AT_ONCE);
    const loaded = await loadFacts({ tenant, models, asOf: latest }, ids, { back: (SNAPSHOTS - 1) * STEP_DAYS });
    for (const facts of loaded.values())
      for (const at of dates) {
        await breathe();
        if (!isThere(facts, at)) continue;
        const view = factsAt(facts, at);
        const told = chanceAt(facts, at, weights);
        const { _id: id, name } = facts.account;
        const due = addDays(at, WITHIN_DAYS);
        const outcome = leaving(fates.of.get(id), at, due, now);
        if (told === null) {
          tooLittle.push(outcome);
          continue;
        }
        const ends = termsOf(view.account, view.contracts, at).renewalAt;
        snapshots.push({
          account: { id, name },
          told,
          health: scoreAt(facts, at, scorecardOf(segmentOfFacts(view))).score,
          asOf: at,
          due,
          outcome,
          test: `${id} ${Math.floor(dates.indexOf(at) / (WITHIN_DAYS / STEP_DAYS))}`,
          rule: ends && ends <= due ? 'ends' : 'runs on',
        });
        forgetEarlier(facts);
      }
  }
  return {
    looked: looked.ids.length,
    of: looked.of,
    basis,
    /** Snapshots of accounts of which too little was known then, and after how many of them the account left. */
    tooLittle: { n: tooLittle.length, came: tooLittle.filter((each) => each.state === 'due' && each.came).length },
    until: latest.toISOString(),
    churn: recordOf(snapshots, CHURN_EDGES, CHURN_SURPRISE, now),
    health: healthOf(snapshots),
    ruleAuc: auc(dueOf(snapshots).map((each) => ({ ...each, told: each.rule === 'ends' ? 1 : 0 }))),
  };
}

const isThere = ({ account }: AccountFacts, at: Date): boolean =>
  account.at <= at && account.ingestedAt <= at && !(account.churnedAt && account.churnedAt <= at);

const dueOf = (snapshots: readonly Snapshot[]) =>
  snapshots.flatMap((each) => (each.outcome.state === 'due' ? [{ ...each, came: each.outcome.came }] : []));

/** How often accounts of each band left, and how well the score ranks who did. */
function healthOf(snapshots: readonly Snapshot[]) {
  const scored = dueOf(snapshots).flatMap((each) =>
    each.health === null ? [] : [{ ...each, health: each.health, told: 1 - each.health / 100 }],
  );
  if (testsOf(scored) < LEAST_TESTS) return null;
  return { n: scored.length, auc: auc(scored), bands: HEALTH_BANDS.toReversed().flatMap((band) => inBand(band, scored)) };
}

function inBand(band: HealthBand, scored: readonly (Told & { health: number })[]) {
  const within = scored.filter(({ health }) => bandOf(health) === band);
  if (within.length === 0) return [];
  const came = within.filter((each) => each.came).length;
  const share = came / within.length;
  return [{ band, n: within.length, came, share, ...wilson(share, testsOf(within)) }];
}
