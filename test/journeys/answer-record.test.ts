import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ask,
  BOT,
  buttons,
  CHANNELS,
  ELENA,
  type Greendoor,
  openGreendoor,
  PRIYA,
  press,
  SARAH,
  shown,
  TENANT,
  thread,
} from '../support/greendoor.ts';
import { until } from '../support/until.ts';

/** A CSM who doubts an answer looks behind it, in their own words; a colleague may not; a manager looks at what it all used. */

const { health: HEALTH } = CHANNELS;
let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

type Message = Awaited<ReturnType<typeof ask>>['answer'];
const within = async (root: Message, text: string, user = SARAH) =>
  shown((await ask(greendoor.workspace, { user, dm: true, text, thread: root.thread_ts ?? root.ts })).answer);

test('in the thread of an answer, in English and German; the exact arguments by a press; after a press, of that', async () => {
  const { workspace } = greendoor;
  const { question, answer } = await ask(workspace, { user: SARAH, dm: true, text: 'why is DataFlow at risk?' });
  const asked = { user: SARAH, dm: true as const, text: 'how did you get this?', thread: question.ts };
  const how = await ask(workspace, asked, (message) => message.ts > answer.ts);
  expect(shown(how.answer)).toMatch(/^That came from 1 tool in [\d.]+ seconds, without a language model: by the offline planner/);
  expect(shown(how.answer)).toMatch(/Churn risk.* of DataFlow Analytics.*rests on \d+ records \(\d+ × /);
  expect(await within(question, 'wie kommst du darauf?')).toMatch(/of DataFlow Analytics.*rests on/);

  await press(workspace, SARAH, how.answer, 'Exact arguments');
  const exact = await workspace.waitFor(() => thread(workspace, question).find((each) => /^Exact arguments/.test(shown(each))));
  expect(shown(exact)).toMatch(/assess_churn_risk \{"account":"DataFlow Analytics"/);

  const [label = ''] = buttons(answer).map((each) => each.label);
  const before = thread(workspace, question).length;
  await press(workspace, SARAH, answer, label);
  await workspace.waitFor(() => thread(workspace, question).filter(({ streaming }) => !streaming).length > before);
  expect(await within(question, 'which tools did you use')).toMatch(/^Your press or command ran 1 tool/);
});

test('who says that an answer is not helpful is offered how it came about: of that answer, not of the last', async () => {
  const { workspace, models } = greendoor;
  const { question, answer } = await ask(workspace, { user: SARAH, dm: true, text: 'how healthy is TechCorp?' });
  await ask(workspace, { user: SARAH, dm: true, text: 'why is DataFlow at risk?', thread: question.ts }, ({ ts }) => ts > answer.ts);
  const { _id: replyId } =
    (await models.replies
      .findOne({ tenant: TENANT, text: /TechCorp/ })
      .sort({ at: 1 })
      .lean()) ?? {};
  await workspace.press({ user: SARAH, message: answer, actionId: 'feedback', value: `${replyId}:down` });
  const whisper = () => workspace.messages(SARAH).find(({ onlyFor }) => onlyFor === SARAH);
  await workspace.waitFor(() => whisper() !== undefined);
  const noted = whisper();
  if (!noted) throw new Error('nothing was said to the feedback');
  await press(workspace, SARAH, noted, 'How did you get this?');
  const told = () =>
    workspace.messages(SARAH).filter((each) => each.fromBot && !each.streaming && /press or command|That came from/.test(shown(each)));
  await workspace.waitFor(() => /Account health.* of TechCorp/.test(shown(told().at(-1))));
});

test('a new message of the direct conversation means the answer before it', async () => {
  await ask(greendoor.workspace, { user: PRIYA, dm: true, text: 'how healthy is TechCorp?' });
  const { answer } = await ask(greendoor.workspace, { user: PRIYA, dm: true, text: 'how did you get that?' });
  expect(shown(answer)).toMatch(/Account health.* of TechCorp Financial Services/);
});

test('in a channel it is for whoever asked, and for nobody else who reads along', async () => {
  const { workspace } = greendoor;
  const { question } = await ask(workspace, { user: SARAH, channel: HEALTH, text: `<@${BOT}> how healthy is TechCorp?` });
  const other = await workspace.say({ user: ELENA, channel: HEALTH, text: `<@${BOT}> how did you get this?`, thread: question.ts });
  const refused = await workspace.waitFor(() => thread(workspace, other).find(({ streaming }) => !streaming));
  expect(shown(refused)).toMatch(/for whoever asked \(Sarah Williams\) and for admins/);
  expect(shown(refused)).not.toMatch(/records|seconds/);
});

test('what a command ran is kept, and what was used is told by word and by command: to a CSM theirs, to a manager everybody’s', async () => {
  const { workspace, models } = greendoor;
  const told = async (user: string): Promise<string> => {
    const heard = () => workspace.messages(HEALTH).filter(({ onlyFor }) => onlyFor === user);
    const before = heard().length;
    await workspace.command({ user, channel: HEALTH, text: 'usage' });
    await workspace.waitFor(() => heard().length > before);
    return shown(heard().at(-1));
  };
  expect(await told(SARAH)).toMatch(/You used no tokens from .*: \d+ answers came without a language model/);
  expect(await told(PRIYA)).toMatch(/No tokens, and so no cost, from .*: no language model answered\. Sarah Williams asked most/);
  expect(await models.turnTraces.countDocuments({ tenant: TENANT, origin: 'pressed', 'steps.name': 'count_tokens' })).toBe(2);
  const { answer } = await ask(workspace, { user: SARAH, dm: true, text: 'how many tokens did we use this week?' });
  expect(shown(answer)).toMatch(/^You used no tokens/);
});

test('every answer that stands is found by the id of its message, once', async () => {
  const { models } = greendoor;
  await until(async () => (await models.inbox.countDocuments({ tenant: TENANT, state: 'accepted' })) === 0);
  const asked = await models.inbox.find({ tenant: TENANT, 'payload.type': 'message' }).lean();
  const traces = await models.turnTraces.find({ tenant: TENANT, origin: 'asked' }).lean();
  expect(traces.map(({ _id }) => _id).sort()).toEqual(asked.map(({ replyId }) => replyId).sort());
});
