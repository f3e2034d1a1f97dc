import { renderMessage } from '../../adapters/slack/cards.ts';
import { LIMITS } from '../../adapters/slack/limits.ts';
import { sealDigest } from '../../agents/health-score/digest.ts';
import { shown } from '../../bot/shown.ts';
import { type Bench, count, median, percentile, seconds, TENANT, timed, verdict, withDatabase } from './kit.ts';
import { asker, writeStandings } from './standings.ts';

const AIM_MS = 1_000;
const ROUNDS = 20;

/** The daily digest of the whole team, from the question to the blocks of one message: before any was posted, and with one to compare with. */
export async function benchDigest({ accounts, say }: Bench): Promise<void> {
  await withDatabase(async (database) => {
    const { ms } = await timed(() => writeStandings(database, accounts));
    say(`${count(accounts)} standings written in ${seconds(ms)}`);
    const run = asker(database);
    const digest = async () => {
      const { card } = await run('get_health_digest', {});
      return renderMessage(shown({ replyId: 'digest', text: '', cards: [card] }));
    };
    const all: number[] = [];
    let most = { messages: 0, blocks: 0 };
    const measure = async (what: string) => {
      await digest();
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const { ms: took, result } = await timed(digest);
        times.push(took);
        const blocks = Math.max(...result.map((message) => message.blocks.length));
        most = { messages: Math.max(most.messages, result.length), blocks: Math.max(most.blocks, blocks) };
      }
      all.push(...times);
      say(`${what.padEnd(20)} median ${median(times).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms`);
    };
    await measure('first digest');
    const sealed = await timed(() => sealDigest({ tenant: TENANT, models: database.models }, new Date()));
    say(`remembered as shown  ${sealed.ms.toFixed(0)} ms`);
    await moveSome();
    await measure('the next day’s');
    const slowest = Math.max(...all);
    say(`slowest ${slowest.toFixed(0)} ms, aim ≤ ${AIM_MS}: ${verdict(slowest <= AIM_MS)}`);
    const fits = most.messages === 1 && most.blocks <= LIMITS.blocks;
    say(`${most.messages} message of ${most.blocks} blocks, limit 1 of ${LIMITS.blocks}: ${verdict(fits)}`);

    /** Every third account moved since. */
    async function moveSome(): Promise<void> {
      await database.models.accountStandings.collection.updateMany({ tenant: TENANT, accountId: /[0369]$/, health: { $type: 'number' } }, [
        { $set: { changeSinceDigest: { $subtract: [{ $mod: ['$arr', 40] }, 20] } } },
      ]);
    }
  });
}
