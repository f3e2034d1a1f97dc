import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { createPlanner } from '../../../adapters/planner/index.ts';
import { agents } from '../../../agents/index.ts';
import type { ModelChunk, ModelMessage } from '../../../bot/model-port.ts';
import { writeToolContent } from '../../../bot/tool-content.ts';
import { toWire } from '../../../tools/wire.ts';
import { catalog, overNames, tools } from './ask.ts';

const say = overNames();

const user = (text: string): ModelMessage => ({ role: 'user', text });
const bot = (text: string): ModelMessage => ({ role: 'assistant', text, calls: [] });
const call = (name: string, args: object, content: Parameters<typeof writeToolContent>[0]): ModelMessage[] => [
  { role: 'assistant', text: '', calls: [{ id: 'c', name, arguments: JSON.stringify(args) }] },
  { role: 'tool', callId: 'c', name, content: writeToolContent(content) },
];
const found = (point: string, why: string[] = []) => ({ ok: true as const, tool: 't', summary: { point, why } });

describe('help and asking back', () => {
  test.each(['hello', 'Hi Greendoor!', 'help', 'what can you do?', 'Hilfe', 'Was kannst du?', 'bonjour', '¿Qué puedes hacer?'])(
    '%s says what can be asked',
    async (text) => {
      const { text: reply, calls } = await say(text);
      expect(calls).toEqual([]);
      expect(reply).toContain('offline planner, not a language model');
      for (const { title } of agents) expect(reply).toContain(`**${title}**: "`);
      // A line an agent, and what stands around them.
      expect(reply.split('\n').length).toBeLessThan(agents.length + 5);
    },
  );

  test.each(['asdf qwer zxcv', '日本語で', '🙂🙂🙂', 'lorem ipsum dolor', 'the', '42'])(
    '%s is asked back with three examples, without a figure',
    async (text) => {
      const { text: reply, calls, choices } = await say(text);
      expect(calls).toEqual([]);
      expect(choices).toHaveLength(3);
      expect(choices.filter((label) => !/^[^\p{Ll}]/u.test(label))).toEqual([]);
      // What stands on the buttons is not listed above them.
      expect(reply).not.toMatch(/\d|^- /m);
    },
  );

  test.each([
    ['show my flibber accounts', false],
    ['all zorked ones of mine', false],
    ['the wibble of it', true],
    ['is this account gronky', true],
  ])('after an account, "%s" is answered with what can be asked of it: %s', async (text, ofAccount) => {
    const { choices, calls } = await say(text, { focus: { account: 'DataFlow Analytics' } });
    const offered = choices.join('\n');
    expect(calls).toEqual([]);
    expect(offered.includes('DataFlow Analytics')).toBe(ofAccount);
    expect(/list my accounts/i.test(offered)).toBe(text.includes('mine') || text.includes('my '));
  });

  test('an argument nobody gave is asked for', async () => {
    expect((await say('draft a note')).text).toMatch(/^Which account do you mean\?/);
    expect(await say('draft a note to Jennifer Walsh')).toMatchObject({
      text: 'Which of them do you mean?',
      choices: ['Jennifer Walsh at DataFlow Analytics', 'Jennifer Walsh at TechCorp Financial Services'],
    });
  });

  test('another language gets a note in it', async () => {
    expect((await say('Was ist das für ein Ding?')).text).toContain('Ohne Sprachmodell');
    expect((await say('qui est la dame avec le chapeau ?')).text).toContain('Sans modèle de langage');
  });
});

describe('a conversation', () => {
  test('the answer to a question of ours completes the one before', async () => {
    const before = [user('why is it at risk?'), bot('Which account do you mean?')];
    expect((await say('DataFlow', { before })).calls).toEqual([
      { name: 'assess_churn_risk', arguments: { account: 'DataFlow Analytics', asOf: null } },
    ]);
  });

  test('the choice after an ambiguous name repeats the call', async () => {
    const failure = {
      ok: false as const,
      tool: 'x',
      code: 'ambiguous_account',
      message: 'Which one: Summit Foods or Summit Health?',
      choices: ['Summit Foods', 'Summit Health'],
    };
    const before = [user('will Summit churn?'), ...call('assess_churn_risk', { account: 'Summit' }, failure), bot(failure.message)];
    expect((await say('Summit Health', { before })).calls).toEqual([
      { name: 'assess_churn_risk', arguments: { account: 'Summit Health' } },
    ]);
  });

  test('"and TechCorp?" asks the same of another account, and forgets the person of the first', async () => {
    const args = {
      role: null,
      account: 'DataFlow Analytics',
      contact: 'Mark Rodriguez',
      purpose: 'the renewal',
      kind: null,
      tone: null,
      language: null,
      leaveOut: null,
      message: null,
      ask: null,
      when: null,
      subject: null,
      body: null,
      playbookStep: null,
    };
    const before = [
      user('draft a note to Mark about the renewal'),
      ...call('draft_outreach', args, found('Draft for Mark.')),
      bot('Draft for Mark.'),
    ];
    expect((await say('and TechCorp?', { before, focus: { account: 'DataFlow Analytics' } })).calls).toEqual([
      { name: 'draft_outreach', arguments: { ...args, account: 'TechCorp Financial Services', contact: null } },
    ]);
  });

  test('results become the answer: point first, then why, word by word', async () => {
    const before = [
      user('why is DataFlow at risk?'),
      ...call('assess_churn_risk', {}, { ...found('Churn risk 73.', ['API calls fell.', 'Champion left.']), note: 'A note.' }),
    ];
    const answer = await reply(before);
    expect(answer.text).toBe('Churn risk 73.\n- API calls fell.\n- Champion left.');
    expect(answer.pieces).toBeGreaterThan(8);
  });

  test('several results keep their points; a failure keeps its words and choices', async () => {
    const failure = { ok: false as const, tool: 'x', code: 'unknown_account', message: 'I know no account called "Zz".', choices: ['Zed'] };
    const answer = await reply([
      user('q'),
      ...call('a', {}, found('One.', ['a', 'b', 'c'])),
      ...call('b', {}, found('Two.')),
      ...call('c', {}, failure),
    ]);
    expect(answer.text).toBe('One.\n- a\n- b\n\nTwo.\n\nI know no account called "Zz".\n- Zed');
  });

  test('arguments a tool did not accept are never shown', async () => {
    const failure = { ok: false as const, tool: 'x', code: 'bad_arguments', message: 'page: Expected int', choices: [] };
    expect((await reply([user('q'), ...call('a', {}, failure)])).text).not.toContain('Expected');
  });
});

async function reply(messages: ModelMessage[]): Promise<{ text: string; pieces: number }> {
  const request = { instructions: '', messages, tools, mentions: { accounts: [], contacts: [], focus: {} }, maxOutputTokens: 1_000 };
  const chunks = await all(createPlanner().respond(request, new AbortController().signal));
  expect(chunks.filter((chunk) => chunk.type === 'end')).toEqual([chunks.at(-1)]);
  const pieces = chunks.flatMap((chunk) => (chunk.type === 'text' ? [chunk.text] : []));
  return { text: pieces.join(''), pieces: pieces.length };
}

async function all(stream: AsyncIterable<ModelChunk>): Promise<ModelChunk[]> {
  const chunks: ModelChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

describe('any input', () => {
  test('gives either calls its schemas accept or a text, and never throws', async () => {
    const words = [
      'why',
      'is',
      'at risk',
      'draft',
      'a note',
      'to',
      'above',
      '70 %',
      '100k',
      'in 60 days',
      'my',
      'accounts',
      'since May',
      'and',
      '$(',
      '\\',
      '[',
      '__proto__',
    ];
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.constantFrom(...words)).map((parts) => parts.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (said) => {
        const chunks = await all(
          createPlanner().respond(
            { instructions: '', messages: [user(said)], tools, mentions: { accounts: [], contacts: [], focus: {} }, maxOutputTokens: 100 },
            new AbortController().signal,
          ),
        );
        expect(chunks.length).toBeGreaterThan(1);
        for (const chunk of chunks) {
          if (chunk.type === 'call')
            expect(catalog.get(chunk.call.name)?.input.safeParse(JSON.parse(chunk.call.arguments)).success).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('a tool the planner has never seen is reached by its own words and schema', async () => {
    const toy = toWire(
      {
        name: 'book_workshop',
        description: 'Books a training workshop for one account.',
        examples: ['book a workshop for Acme', 'schedule a training for Initech with 20 people'],
        input: z.object({
          account: z.string().describe('Account name or id, as the person wrote it'),
          seats: z.number().nullable().default(null).describe('How many people take part'),
          format: z.enum(['online', 'on_site']).nullable().default(null).describe('Where it takes place'),
        }),
      },
      'Training',
    );
    const { calls } = await say('please schedule an online training for Northwind with 30 people', {}, [...tools, toy]);
    expect(calls).toEqual([{ name: 'book_workshop', arguments: { account: 'Northwind Traders', seats: 30, format: 'online' } }]);
  });

  test('an aborted request says nothing', async () => {
    const request = {
      instructions: '',
      messages: [user('help')],
      tools,
      mentions: { accounts: [], contacts: [], focus: {} },
      maxOutputTokens: 100,
    };
    await expect(all(createPlanner().respond(request, AbortSignal.abort(new Error('gone'))))).rejects.toThrow('gone');
  });
});

test.each([
  ['log a call with TechCorp last Monday: fine', '2026-07-13'],
  ['log a call with TechCorp on Friday: they go live on 2 June', '2026-07-10'],
  ['log a call with TechCorp yesterday: fine', '2026-07-14'],
  ['log a call with TechCorp tomorrow: fine', '2026-07-16'],
  ['log a call with TechCorp: they go live on 2 June', null],
])('when it took place is said before what was said: %s', async (text, at) => {
  expect((await say(text)).calls).toMatchObject([{ name: 'log_activity', arguments: { at } }]);
});

test.each(['emails with Mark Rodriguez', 'mails from Mark Rodriguez', 'Mails von Mark Rodriguez'])(
  'messages with somebody are to see, not to write: %s',
  async (text) => {
    expect((await say(text)).calls).toMatchObject([{ name: 'list_activity', arguments: { person: 'Mark Rodriguez', kind: 'email' } }]);
    expect((await say('email Mark Rodriguez about the training')).calls).toMatchObject([{ name: 'draft_outreach' }]);
  },
);
