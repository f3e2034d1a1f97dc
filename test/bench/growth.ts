import { GROWS, type Situation } from '../../adapters/sample/generator/growth.ts';
import { assessed, growthBook } from '../support/growth-book.ts';
import { type Bench, timed, today, verdict } from './kit.ts';

const SEEDS = [7, 1, 2, 3, 4];
const EACH = 12;
const OTHERS = 200;
/** Of what is told, so much is so; of what is so, so much is told. */
const AIM = { precision: 0.9, recall: 0.8 };

/**
 * How well growth is found in a generated book, whose generator knows the truth: that is no evidence of how well it is
 * found in the real world. The yardstick is the naive rule: active users over four weeks 10 % above the twelve before.
 */
export async function benchGrowth({ say }: Bench): Promise<void> {
  const counts = { found: 0, right: 0, seeming: 0, missed: 0, kind: 0, naive: 0, naiveSeeming: 0, real: 0, others: 0 };
  const perSituation = new Map<Situation, { found: number; of: number }>();
  let accounts = 0;
  const { ms } = await timed(async () => {
    for (const seed of SEEDS) {
      const world = growthBook({ today: today(), seed, each: EACH, accounts: OTHERS });
      accounts += world.accounts.length + world.others.length;
      counts.others += world.others.filter((facts) => assessed(facts, world).found.length > 0).length;
      for (const { situation, facts } of world.accounts) {
        const { found } = assessed(facts, world);
        const truth = GROWS[situation];
        const told = perSituation.get(situation) ?? { found: 0, of: 0 };
        perSituation.set(situation, { found: told.found + Number(found.length > 0), of: told.of + 1 });
        const naive = naively(facts.usage.map(({ activeUsersCount }) => activeUsersCount ?? 0));
        if (truth === null) {
          counts.seeming += Number(found.length > 0);
          counts.naiveSeeming += Number(naive);
          continue;
        }
        counts.real++;
        counts.naive += Number(naive);
        counts.found += Number(found.length > 0);
        counts.kind += Number(found.some(({ kind }) => kind === truth));
      }
    }
  });
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const precision = share(counts.found, counts.found + counts.seeming);
  const recall = share(counts.found, counts.real);
  say(
    `${SEEDS.length} books of ${EACH} accounts a situation and ${OTHERS} others, ${(ms / accounts).toFixed(1)} ms an account, loading from the generator included`,
  );
  say(
    `precision ${precision.toFixed(3)} (${counts.seeming} told that only seem to grow), aim ≥ ${AIM.precision}: ${verdict(precision >= AIM.precision)}`,
  );
  say(
    `recall ${recall.toFixed(3)} (${counts.found} of ${counts.real}), aim ≥ ${AIM.recall}: ${verdict(recall >= AIM.recall)}; of those found the right kind of growth ${share(counts.kind, counts.found).toFixed(3)}`,
  );
  say(
    `yardstick (active users 10 % above the quarter before): precision ${share(counts.naive, counts.naive + counts.naiveSeeming).toFixed(2)}, recall ${share(counts.naive, counts.real).toFixed(2)}`,
  );
  for (const [situation, { found, of }] of perSituation)
    say(`  ${situation.replaceAll('_', ' ')}${GROWS[situation] ? '' : ' (no growth)'}: found in ${found} of ${of}`);
  say(
    `of ${OTHERS * SEEDS.length} other accounts ${counts.others} are said to grow; whether they do nobody decided, so they are in no figure above`,
  );
}

function naively(values: readonly number[]): boolean {
  const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / Math.max(1, list.length);
  return mean(values.slice(-4)) > 1.1 * mean(values.slice(-16, -4));
}
