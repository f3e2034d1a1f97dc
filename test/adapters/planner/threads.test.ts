import { expect, test } from '@jest/globals';
import type { ModelMessage } from '../../../bot/model-port.ts';
import { writeToolContent } from '../../../bot/tool-content.ts';
import { answered, overNames } from './ask.ts';

const say = overNames();

const before = answered('how healthy is DataFlow', 'get_account_health', { account: 'DataFlow Analytics' }, 'DataFlow Analytics: 51.');

/** Whether the one call of an answer is of the account that was told of. */
const isOfIt = async (text: string, elsewhere: boolean) => {
  const { calls } = await say(text, { before, elsewhere, focus: { account: 'DataFlow Analytics' } });
  return calls
    .flatMap((each) => Object.values(each.arguments))
    .flat()
    .some((value) => value === 'DataFlow Analytics');
};

test.each(['who else should I involve', 'what can we do', 'how much is that', 'when do they renew'])(
  'in its thread a question that names nobody is of the account: %s',
  async (text) => {
    expect(await isOfIt(text, false)).toBe(true);
  },
);

test.each(['which renewals are at risk', 'which accounts are red', 'who has gone quiet', 'top 5 accounts by ARR'])(
  'a choice among many is of all of them: %s',
  async (text) => {
    expect(await isOfIt(text, false)).toBe(false);
  },
);

test('"their", of accounts that are asked for, is none of the account that was spoken of', async () => {
  for (const elsewhere of [true, false]) expect(await isOfIt('which of my accounts lost their champion', elsewhere)).toBe(false);
  expect(await isOfIt('who is their champion', false)).toBe(true);
});

test('where a conversation begins, what is asked of everybody is of everybody, and "it" still means what it did', async () => {
  for (const text of ['what is overdue', 'who renews next quarter']) expect(await isOfIt(text, true)).toBe(false);
  expect(await isOfIt('when does it renew', true)).toBe(true);
});

const ROWS = ['TechCorp Financial Services', 'DataFlow Analytics', 'Summit Health'].map((name) => ({
  id: name.toLowerCase().replaceAll(' ', '-'),
  name,
}));
const red = answered(
  'which accounts are red',
  'list_accounts',
  { conditions: [{ metric: 'health_band', comparator: 'is', value: 'red' }] },
  '3 accounts (red).',
  { of: 'accounts', rows: ROWS, whole: true },
);
const keepsRed = async (text: string, elsewhere: boolean) =>
  JSON.stringify((await say(text, { before: red, elsewhere })).calls).includes('"red"');

test.each(['top 5 by churn risk', 'my accounts', 'open urgent tickets', 'accounts in onboarding'])(
  'where a conversation begins, what says itself of which accounts it asks takes nothing of a list before: %s',
  async (text) => {
    expect(await keepsRed(text, true)).toBe(false);
    expect(await keepsRed(text, false)).toBe(true);
  },
);

test.each(['which is biggest', 'only those over 50k', 'what about mine', 'by region', 'how much is that'])(
  'what needs the list before goes on with it, also where a conversation begins: %s',
  async (text) => {
    expect(await keepsRed(text, true)).toBe(true);
  },
);

test.each(['what should I do today', 'what is overdue', 'how did you get this'])(
  'what is asked in the words of a tool narrows no list down, in its thread neither: %s',
  async (text) => {
    expect(await keepsRed(text, false)).toBe(false);
  },
);

const sums = answered('ARR by region', 'summarize_accounts', { metric: 'arr', measures: ['sum'], groupBy: 'region' }, '$9M ARR by region.');

test('"same but …" asks the same with what follows', async () => {
  const { calls } = await say('same but per industry', { before: sums });
  expect(calls).toEqual([
    { name: 'summarize_accounts', arguments: expect.objectContaining({ metric: 'arr', measures: ['sum'], groupBy: 'industry' }) },
  ]);
});

const task = answered(
  'add a task for DataFlow: ask Legal about the DPA, due the 15th',
  'add_task',
  { account: 'DataFlow Analytics', text: 'ask Legal about the DPA', due: '2026-12-15' },
  'Nothing is written before your press.',
);

test.each([
  ['say the 18th', /-18$/],
  ['better Friday', /^\d{4}-\d{2}-\d{2}$/],
  ['make it the 21st', /-21$/],
])('another day is said of what was offered, and no note is drafted: %s', async (text, due) => {
  const { calls } = await say(text, { before: task, focus: { account: 'DataFlow Analytics' } });
  expect(calls).toEqual([
    { name: 'add_task', arguments: expect.objectContaining({ text: 'ask Legal about the DPA', due: expect.stringMatching(due) }) },
  ]);
});

test('what names nothing to be done is no task', async () => {
  expect((await say('make one', { before, focus: { account: 'DataFlow Analytics' } })).calls).toEqual([]);
});

test('who may be written to instead is somebody, and no account', async () => {
  const content = writeToolContent({
    ok: false,
    tool: 'draft_outreach',
    code: 'contact_opted_out',
    message: 'Mark Rodriguez opted out.',
    choices: ['Jennifer Walsh'],
  });
  const refused: ModelMessage[] = [
    { role: 'user', text: 'write to Mark Rodriguez about the webinar' },
    {
      role: 'assistant',
      text: '',
      calls: [{ id: 'c', name: 'draft_outreach', arguments: '{"account":"DataFlow Analytics","contact":"Mark Rodriguez"}' }],
    },
    { role: 'tool', callId: 'c', name: 'draft_outreach', content },
    { role: 'assistant', text: 'Mark Rodriguez opted out.', calls: [] },
  ];
  const { calls } = await say('then to Jennifer Walsh instead', { before: refused, focus: { account: 'DataFlow Analytics' } });
  expect(calls).toEqual([
    { name: 'draft_outreach', arguments: expect.objectContaining({ account: 'DataFlow Analytics', contact: 'Jennifer Walsh' }) },
  ]);
});

test.each([
  ['DataFlow saved 38k in Q3 by not hiring an analyst, Jennifer Walsh confirmed by mail', 'record_value'],
  ['who looks after DataFlow?', 'list_accounts'],
  ['give me the five customers most likely to leave us', 'list_accounts'],
  ['spoke to Mark Rodriguez, he wants SSO by Thursday', 'log_activity'],
])('what a wish is for is heard over single words of it: %s', async (text, tool) => {
  const { calls } = await say(text);
  expect(calls.map(({ name }) => name)).toEqual([tool]);
  // "By Thursday" is no day on which they spoke.
  expect(calls.map((call) => call.arguments.at ?? null)).toEqual([null]);
  if (text.includes('five')) expect(calls[0]?.arguments).toMatchObject({ limit: 5, sort: 'churn_probability_90', conditions: null });
});

test('of what most accounts have none of, those that have any are asked for', async () => {
  for (const [text, metric] of [
    ['which of my accounts lost their champion', 'champions_left'],
    ['accounts where the exec sponsor is gone', 'sponsors_left'],
    ['anything overdue in my book? money i mean', 'overdue_amount'],
  ] as const)
    expect((await say(text)).calls.map((call) => call.arguments.conditions)).toEqual([
      [expect.objectContaining({ metric, comparator: 'above', value: 0 })],
    ]);
});

test.each([
  ['no, I mean Summit Health', { account: 'Summit Health' }],
  ['oops, TechCorp i meant', { account: 'TechCorp Financial Services' }],
  ['nein, ich meine Summit Health', { account: 'Summit Health' }],
])('what is put right is asked as what was asked before: %s', async (text, given) => {
  const { calls } = await say(text, { before, focus: { account: 'DataFlow Analytics' } });
  expect(calls).toEqual([{ name: 'get_account_health', arguments: expect.objectContaining(given) }]);
});

test('the same is asked of another colleague', async () => {
  const omars = answered('how is omar’s book', 'get_portfolio_health', { owner: 'Omar' }, '13 of Omar Haddad’s accounts got worse.');
  for (const text of ['and lucys', 'and Lucy?', 'what about Lucy Grant'])
    expect((await say(text, { before: omars })).calls).toEqual([
      { name: 'get_portfolio_health', arguments: { owner: expect.stringMatching(/^lucy/i) } },
    ]);
});

test('"only" at the end keeps to what was listed', async () => {
  expect(await keepsRed('ARR above 100k only', false)).toBe(true);
  expect(await keepsRed('ARR above 100k only', true)).toBe(true);
});

test('"together" of what a question names itself is of nobody before', async () => {
  const { calls } = await say('how much renews in December, all of us together');
  expect(JSON.stringify(calls)).toContain('-12-31');
});

test('what cannot be answered of an account has buttons of it, and whoever is in no record is somebody', async () => {
  const { calls, text, choices } = await say('who is Brian there?', { before, focus: { account: 'DataFlow Analytics' } });
  expect({ calls, text }).toEqual({ calls: [], text: expect.stringContaining('*Brian*') });
  expect(choices.length).toBeGreaterThan(0);
  for (const choice of choices) expect(choice).toContain('DataFlow');
});

test.each(['tell me a joke', 'do you ever get mondays'])('what no tool is for is said to be so, with what is: %s', async (text) => {
  const answer = await say(text);
  expect({ calls: answer.calls, text: answer.text }).toEqual({ calls: [], text: expect.stringContaining('beyond me') });
  expect(answer.choices.length).toBe(3);
});

test('thanks in any words are thanks', async () => {
  expect(await say('you are a lifesaver, thank you!!')).toMatchObject({ calls: [], choices: [], text: expect.stringContaining('Glad to') });
});

test('a second sentence is of the account the first names, and one wish in three parts is one', async () => {
  const told = await say('I worry about DataFlow, they are quiet. What is the risk?');
  expect(told.calls).toEqual([{ name: 'assess_churn_risk', arguments: expect.objectContaining({ account: 'DataFlow Analytics' }) }]);
  const late = await say('is DataFlow late on invoices? overdue amount?');
  expect(late.calls.map(({ arguments: given }) => given.show)).toEqual([['overdue_invoices'], ['overdue_amount']]);
  const deal = await say('DataFlow, the proposal, any movement?');
  expect(deal.calls).toEqual([
    { name: 'get_expansion_opportunity', arguments: expect.objectContaining({ account: 'DataFlow Analytics' }) },
  ]);
});

test('what a tool is asked goes before a figure its words are like', async () => {
  const deal = answered('status of the DataFlow deal', 'get_expansion_opportunity', { account: 'DataFlow Analytics' }, 'More seats: $77K.');
  const { calls } = await say('what is still missing before it moves on', { before: deal, focus: { account: 'DataFlow Analytics' } });
  expect(calls.map(({ name }) => name)).toEqual(['get_expansion_opportunity']);
});

test('a stretch of time and a colleague are kept by the next tool, and a forecast is of accounts that can be asked about', async () => {
  const renewing = { conditions: [{ metric: 'renewal_date', comparator: 'between', value: '2027-01-01', to: '2027-03-31' }] };
  const quarter = answered('what will we keep of Q1 renewals', 'list_accounts', renewing, '49 accounts.', {
    of: 'accounts',
    rows: ROWS,
    whole: false,
  });
  const span = { from: '2027-01-01', until: '2027-03-31' };
  expect((await say('best case vs commit?', { before: quarter })).calls).toEqual([
    { name: 'forecast_renewals', arguments: expect.objectContaining(span) },
  ]);
  const forecast = answered('best case vs commit?', 'forecast_renewals', span, 'Renewals: $4M expected.');
  expect((await say('and Lucy’s share of it?', { before: forecast })).calls).toEqual([
    { name: 'forecast_renewals', arguments: expect.objectContaining({ ...span, owner: 'Lucy' }) },
  ]);
  const red = await say('how much of that is red', { before: forecast });
  expect(red.calls.map(({ name }) => name)).toEqual(['summarize_accounts']);
  expect(JSON.stringify(red.calls)).toContain('2027-03-31');
});

test('whatever changes of a note, its reader stays', async () => {
  const note = answered(
    'write to Mark Rodriguez at DataFlow that the training is on 10 December',
    'draft_outreach',
    { account: 'DataFlow Analytics', contact: 'Mark Rodriguez', message: 'The training is on 10 December' },
    'A note to Mark Rodriguez is drafted.',
  );
  const { calls } = await say('per Sie und kürzer', { before: note, focus: { account: 'DataFlow Analytics', contact: 'Mark Rodriguez' } });
  expect(calls).toEqual([
    {
      name: 'draft_outreach',
      arguments: expect.objectContaining({ contact: 'Mark Rodriguez', tone: 'short', message: 'The training is on 10 December' }),
    },
  ]);
});

test('who was told of in the sentence before is whom to write to, once', async () => {
  const { calls } = await say('Jennifer Walsh at DataFlow ran a workshop for us yesterday. Can you write her a thank you?');
  expect(calls.map(({ arguments: given }) => [given.contact, given.kind])).toEqual([['Jennifer Walsh', 'thanks']]);
});

test('who is left out of a list already changes nothing of it', async () => {
  for (const text of ['leave out the churned ones', 'take the churned out', 'without the churned ones'])
    expect((await say(text, { before: red })).calls).toEqual([
      { name: 'list_accounts', arguments: expect.objectContaining({ conditions: [expect.objectContaining({ value: 'red' })] }) },
    ]);
});

test('a stretch of what has been is none of what is to come', async () => {
  const mails = answered('mails between 1 and 15 October', 'list_activity', { since: '2026-10-01', until: '2026-10-15' }, '3 e-mails.');
  const { calls } = await say('and what is our commit?', { before: mails });
  expect(calls).toEqual([{ name: 'forecast_renewals', arguments: expect.objectContaining({ from: null, until: null }) }]);
});
