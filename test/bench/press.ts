import type { Message } from '../../adapters/playground/index.ts';
import { ask, CHANNELS, ELENA, type Greendoor, press, SARAH, TENANT } from '../support/greendoor.ts';
import { lastUserText, type ScriptedOpenAi, startScriptedOpenAi } from '../support/scripted-openai.ts';
import { until } from '../support/until.ts';
import { type Bench, median, percentile, verdict, withGreendoor } from './kit.ts';

const PRESSES = 20;
const SLOW_TURNS = 20;
const AIM_MS = 200;

/** From Approve pressed to the mail at the mail server: with nothing else to do, and while twenty turns wait for a slow model. */
export async function benchPress({ say }: Bench): Promise<void> {
  const openai = await startScriptedOpenAi();
  await withGreendoor(async (greendoor) => {
    const { workspace } = greendoor;
    await greendoor.apart.start({ OPENAI_API_KEY: 'bench', OPENAI_BASE_URL: openai.baseURL, OPENAI_MODEL: 'scripted' });
    const idle = await approved(greendoor, await drafts(greendoor, openai));
    say(`Approve with nothing else to do: ${figures(idle)}`);

    const cards = await drafts(greendoor, openai);
    const { promise: later, resolve: letGo } = Promise.withResolvers<void>();
    const numbers = Array.from({ length: SLOW_TURNS }, (_, index) => index);
    openai.add(...numbers.map((index) => ({ text: 'At last.', after: later, when: asks(`slow question ${index};`) })));
    for (const index of numbers) await workspace.say({ user: SARAH, dm: true, text: `slow question ${index}; how is DataFlow?` });
    await until(() => openai.left() < SLOW_TURNS);
    const busy = await approved(greendoor, cards);
    say(`Approve while ${SLOW_TURNS} turns wait, ${SLOW_TURNS - openai.left()} of them for the model: ${figures(busy)}`);
    letGo();
    const above = percentile(busy, 0.95) - percentile(idle, 0.95);
    say(`p95 ${above.toFixed(0)} ms above that without them, aim ≤ ${AIM_MS} ms: ${verdict(above <= AIM_MS)}`);
  });
  await openai.close();
}

const figures = (ms: number[]) => `median ${median(ms).toFixed(0)} ms, p95 ${percentile(ms, 0.95).toFixed(0)} ms`;
const asks =
  (words: string): ((request: Parameters<typeof lastUserText>[0]) => boolean) =>
  (request) =>
    lastUserText(request).includes(words);

/** Cards that wait for a decision, each to another person: a newer draft to the same one would replace the older. */
async function drafts({ workspace, models }: Greendoor, openai: ScriptedOpenAi): Promise<Message[]> {
  const owned = (await models.accounts.find({ tenant: TENANT, ownerId: 'user-sarah-williams' }).lean()).map(({ _id }) => _id);
  const people = await models.contacts
    .find({ tenant: TENANT, accountId: { $in: owned }, email: { $exists: true }, leftAt: null })
    .sort({ _id: 1 })
    .limit(PRESSES)
    .lean();
  const posted = () => workspace.messages(CHANNELS.approvals).filter((message) => !message.onlyFor && !message.thread_ts);
  const first = posted().length;
  for (const { name, accountId } of people) {
    const account = (await models.accounts.findOne({ tenant: TENANT, _id: accountId }).lean())?.name ?? '';
    const before = posted().length;
    openai.add(
      { calls: [{ name: 'draft_outreach', arguments: { account, contact: name, purpose: null, subject: null, body: null } }] },
      { text: 'It waits for approval.' },
    );
    const { answer } = await ask(workspace, { user: SARAH, dm: true, text: `draft a note to ${name} of ${account}` });
    await press(workspace, SARAH, answer, 'Ask for approval').catch(() => undefined);
    openai.clear();
    if (posted().length === before) await workspace.waitFor(() => posted().length > before, 10_000).catch(() => undefined);
  }
  return posted().slice(first);
}

/** Milliseconds each press took until the mail was there. */
async function approved({ workspace, mail }: Greendoor, cards: readonly Message[]): Promise<number[]> {
  const times: number[] = [];
  for (const card of cards) {
    const before = mail.raw.length;
    const started = performance.now();
    await press(workspace, ELENA, card, 'Approve');
    await until(() => mail.raw.length > before, 30_000);
    times.push(performance.now() - started);
  }
  return times;
}
