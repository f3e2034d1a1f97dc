import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sign } from '../../adapters/playground/index.ts';
import { ask, type Greendoor, openGreendoor, type Process, SARAH, SECRET, shown, thread } from '../support/greendoor.ts';
import { type ScriptedOpenAi, startScriptedOpenAi } from '../support/scripted-openai.ts';
import { until } from '../support/until.ts';

/** What is left of a question when the process that answers it dies, or is told to stop. */

const QUESTION = 'How healthy is DataFlow?';
/** Past what a process that died had taken; still within what Slack's signatures bear. */
const AHEAD = 60_000;
const ANSWER = 'DataFlow Analytics is in trouble; the card has the figures.';

let greendoor: Greendoor;
let openai: ScriptedOpenAi;
let product: Process;
let settings: Record<string, string>;
beforeAll(async () => {
  [greendoor, openai] = await Promise.all([openGreendoor(), startScriptedOpenAi()]);
  settings = { OPENAI_API_KEY: 'test', OPENAI_BASE_URL: openai.baseURL, OPENAI_MODEL: 'scripted' };
  product = await greendoor.apart.start(settings);
});
afterAll(async () => {
  await greendoor.close();
  await openai.close();
});
/** Asks a model that answers only once `letGo` is called; resolves when it has been asked. */
async function asked() {
  const { promise, resolve: letGo } = Promise.withResolvers<void>();
  openai.add({ text: ANSWER, after: promise });
  const question = await greendoor.workspace.say({ user: SARAH, dm: true, text: QUESTION });
  expect(question.delivery).toMatchObject({ status: 200 });
  await until(() => openai.left() === 0);
  return { question, letGo };
}
const answers = (question: { channel: string; ts: string }) =>
  thread(greendoor.workspace, question).filter((message) => !message.streaming);

test('a question is answered once although its process was killed while answering', async () => {
  const { workspace, models } = greendoor;
  const { question, letGo } = await asked();
  await product.kill();
  letGo();
  openai.add({ text: ANSWER });
  product = await greendoor.apart.start(settings, AHEAD);
  await workspace.waitFor(() => answers(question).length > 0);
  expect(answers(question).map(shown)).toEqual([ANSWER]);
  await until(async () => (await models.inbox.countDocuments({ tenant: 'demo', state: 'accepted' })) === 0);
  expect(await models.inbox.find({ tenant: 'demo' }).lean()).toMatchObject([{ state: 'answered', attempts: 2 }]);
  expect(thread(workspace, question)).toHaveLength(1);
});

test('the same event twice is answered once', async () => {
  const { workspace } = greendoor;
  const { question, letGo } = await asked();
  expect(await workspace.redeliver(question.delivery?.key ?? '')).toMatchObject({ status: 200 });
  letGo();
  await workspace.waitFor(() => answers(question).length > 0);
  expect(await workspace.redeliver(question.delivery?.key ?? '')).toMatchObject({ status: 200 });
  openai.add({ text: 'next' });
  await ask(workspace, { user: SARAH, dm: true, text: 'and now?' });
  expect(answers(question).map(shown)).toEqual([ANSWER]);
});

test.each([
  ['a wrong signature', (body: string, now: number) => [now, sign('another secret', now, body)]],
  ['a signature of another body', (_: string, now: number) => [now, sign(SECRET, now, '{}')]],
  ['a signature of ten minutes ago', (body: string, now: number) => [now - 600, sign(SECRET, now - 600, body)]],
  ['a signature of the future', (body: string, now: number) => [now + 600, sign(SECRET, now + 600, body)]],
  ['no signature', () => [0, '']],
] as const)('%s is refused, and nothing is stored', async (_, signed) => {
  const before = await greendoor.models.inbox.countDocuments({ tenant: 'demo' });
  const event = { type: 'message', channel: 'D1', channel_type: 'im', user: SARAH, text: QUESTION, ts: '1.1' };
  const body = JSON.stringify({ type: 'event_callback', event_id: 'Ev1', team_id: 'T0JOURNEY', event });
  const [timestamp, signature] = signed(body, Math.floor(Date.now() / 1000));
  const answer = await fetch(product.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-slack-request-timestamp': `${timestamp}`, 'x-slack-signature': `${signature}` },
    body,
  });
  expect(answer.status).toBe(401);
  expect(await greendoor.models.inbox.countDocuments({ tenant: 'demo' })).toBe(before);
});

test('told to stop, it finishes the answer under way, and takes nothing new', async () => {
  const { workspace } = greendoor;
  const { question, letGo } = await asked();
  const stopped = product.stop();
  await until(async () => {
    const ready = await fetch(new URL('/readyz', product.url)).catch(() => undefined);
    return ready?.status !== 200;
  });
  letGo();
  await workspace.waitFor(() => answers(question).length > 0);
  expect(answers(question).map(shown)).toEqual([ANSWER]);
  expect(await stopped).toBe(0);
});
