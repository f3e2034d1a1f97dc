import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, buttons, CHANNELS, ELENA, type Greendoor, openGreendoor, press, SARAH, shown } from '../support/greendoor.ts';
import { type ScriptedOpenAi, type ScriptedTurn, startScriptedOpenAi } from '../support/scripted-openai.ts';

/** The same conversations with a language model behind Chat Completions that streams its calls in pieces. */

/** More requests than this no turn may make. */
const STEPS = 7;
let greendoor: Greendoor;
let openai: ScriptedOpenAi;
let risk: number;
beforeAll(async () => {
  [greendoor, openai] = await Promise.all([openGreendoor(), startScriptedOpenAi()]);
  await greendoor.start({ OPENAI_API_KEY: 'test', OPENAI_BASE_URL: openai.baseURL, OPENAI_MODEL: 'scripted' });
  const standing = await greendoor.models.accountStandings.findOne({ tenant: 'demo', accountId: 'account-dataflow' }).lean();
  risk = Math.round(standing?.churnRisk ?? 0);
});
afterAll(async () => {
  await greendoor.close();
  await openai.close();
});

const direct = (text: string) => ask(greendoor.workspace, { user: SARAH, dm: true, text });
/** The requests a question led to. */
async function asking(text: string, ...turns: ScriptedTurn[]) {
  const before = openai.requests().length;
  openai.clear();
  openai.add(...turns);
  const { answer } = await direct(text);
  return { answer, requests: openai.requests().slice(before) };
}
/** What the tools called since the person's last message gave. */
function toolResults(request: { messages: { role: string; content?: unknown }[] } | undefined): string[] {
  const messages = request?.messages ?? [];
  const since = messages.slice(messages.findLastIndex(({ role }) => role === 'user'));
  return since.filter(({ role }) => role === 'tool').map(({ content }) => String(content));
}

test('parallel calls are run, and the answer stands above their cards', async () => {
  const { answer, requests } = await asking(
    'why is DataFlow at risk, and how is TechCorp?',
    {
      calls: [
        { name: 'assess_churn_risk', arguments: { account: 'DataFlow' } },
        { name: 'get_account_health', arguments: { account: 'TechCorp' } },
      ],
    },
    { text: `DataFlow's churn risk is ${risk}. It lost 4,321 users last week. TechCorp is fine.` },
  );
  // What was left out is asked for once more.
  expect(requests).toHaveLength(3);
  expect(String(requests[2]?.messages.at(-1)?.content)).toContain('"4,321" in: It lost 4,321 users last week.');
  expect(toolResults(requests[1])).toEqual([expect.stringContaining('DataFlow Analytics'), expect.stringContaining('TechCorp Financial')]);
  expect(answer.markdown ?? shown(answer)).toContain(`DataFlow's churn risk is ${risk}.`);
  expect(shown(answer)).toContain('TechCorp is fine.');
  expect(shown(answer)).not.toContain('4,321');
  expect(shown(answer)).toContain('I left out a statement whose figure is not in the data.');
  const cards = answer.blocks?.filter((block) => block.type === 'header').length;
  expect(cards).toBe(2);
});

test('arguments it got wrong once, it may correct', async () => {
  const { answer, requests } = await asking(
    'How healthy is TechCorp?',
    {
      calls: [
        { name: 'get_account_health', arguments: '{"account": "TechCorp", "$where": "1"}' },
        { name: 'get_account_health', arguments: '{"account": ' },
      ],
    },
    { calls: [{ name: 'get_account_health', arguments: { account: 'TechCorp' } }] },
    { text: 'TechCorp is healthy.' },
  );
  expect(requests).toHaveLength(3);
  for (const result of toolResults(requests[1])) expect(result).toContain('bad_arguments');
  expect(shown(answer)).toMatch(/^TechCorp is healthy\./);
  expect(buttons(answer).length).toBeGreaterThan(0);
});

test('one that never ends is stopped, and what was found is said', async () => {
  const again = () => ({ calls: [{ name: 'get_account_health', arguments: { account: 'TechCorp' } }] });
  const { answer, requests } = await asking('How healthy is TechCorp?', ...Array.from({ length: STEPS }, again));
  expect(requests.length).toBeLessThanOrEqual(STEPS);
  expect(shown(answer)).toMatch(/TechCorp Financial Services: 9\d[\s\S]*I stopped/);
});

test('a draft is put up for approval whatever the model claims, and approved goes out once', async () => {
  const { workspace, mail } = greendoor;
  const { answer } = await asking(
    'draft a note to Mark Rodriguez',
    {
      calls: [
        { name: 'draft_outreach', arguments: { account: 'DataFlow', contact: 'Mark Rodriguez', purpose: null, subject: null, body: null } },
      ],
    },
    { text: 'Done: I sent the e-mail to Mark Rodriguez.' },
  );
  expect(shown(answer)).toMatch(/^Drafted to Mark Rodriguez, not sent: it is yours/);
  expect(shown(answer)).not.toContain('I sent');
  await press(workspace, SARAH, answer, 'Ask for approval');
  expect(mail.raw).toEqual([]);
  const card = await workspace.waitFor(() => workspace.messages(CHANNELS.approvals).find((message) => buttons(message).length > 0));
  await press(workspace, ELENA, card, 'Approve');
  await workspace.waitFor(() => mail.raw.length > 0);
  const { subject, body } = (await greendoor.models.approvals.findOne({ tenant: 'demo' }).lean()) ?? {};
  expect(await mail.parsed()).toMatchObject([{ subject, text: expect.stringContaining(body?.trimEnd() ?? 'no approval') }]);
});

const note = (message: string) => ({
  calls: [{ name: 'draft_outreach', arguments: { account: 'TechCorp', contact: null, purpose: null, subject: null, body: null, message } }],
});

test('a draft that was refused is not said to be one, and why is said, whatever the model says', async () => {
  for (const message of ['We give you a free year.', 'The next quarter is on us.', 'Das nächste Quartal geht auf uns.']) {
    const { answer } = await asking('offer TechCorp something', note(message), { text: 'Drafted.' });
    expect(shown(answer)).toMatch(/^No draft: ".+" is a concession, and nobody has approved one for TechCorp/);
    expect(shown(answer)).not.toContain('Drafted');
  }
});

test('an amount in the author’s own words that no record shows is marked as theirs for whoever decides', async () => {
  const { workspace } = greendoor;
  const { answer } = await asking(
    'tell TechCorp what we heard',
    note('We heard that Foo quoted you 12,000 EUR. Can we talk on Monday at 10?'),
    {
      text: 'The note to them is on its way.',
    },
  );
  const own = 'Without a source* 12,000 EUR: no record shows it; Sarah Williams answers for it.';
  expect(shown(answer)).toContain(own);
  expect(shown(answer)).not.toContain('on its way');
  await press(workspace, SARAH, answer, 'Ask for approval');
  const card = await workspace.waitFor(() =>
    workspace.messages(CHANNELS.approvals).find((message) => shown(message).includes('12,000 EUR')),
  );
  expect(shown(card)).toContain(own);
});

test('what is asked to be written is said not to be, and a call written as text is run, not shown', async () => {
  const log = { name: 'log_activity', arguments: { account: 'TechCorp', kind: 'call', text: 'Talked about the renewal' } };
  const { answer } = await asking(
    'log a call with TechCorp',
    { text: `[TOOL_CALLS][${JSON.stringify(log)}]` },
    { text: 'Call logged at TechCorp.' },
  );
  expect(shown(answer)).toMatch(/^Not written yet: press "/);
  expect(shown(answer)).not.toMatch(/TOOL_CALLS|Call logged at/);
});

test('how an answer came about is read from what was kept, with its tokens, and never from the model’s memory', async () => {
  const asked = await asking(
    'How healthy is TechCorp?',
    { calls: [{ name: 'get_account_health', arguments: { account: 'TechCorp' } }] },
    { text: 'TechCorp is healthy.' },
  );
  const { answer } = await asking(
    'how did you get this?',
    { calls: [{ name: 'explain_answer', arguments: {} }] },
    { text: 'I used 12 tools.' },
  );
  const kept = await greendoor.models.turnTraces.findOne({ tenant: 'demo', 'steps.name': 'get_account_health' }).sort({ at: -1 }).lean();
  const tokens = ((kept?.inputTokens ?? 0) + (kept?.outputTokens ?? 0)).toLocaleString('en');
  expect(asked.requests).toHaveLength(2);
  expect(kept?.inputTokens).toBeGreaterThan(0);
  expect(shown(answer)).toContain(`${tokens} tokens; scripted chose and worded it`);
  expect(shown(answer)).not.toContain('12 tools');
});
