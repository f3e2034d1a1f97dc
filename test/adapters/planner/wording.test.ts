import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { featuresOf, tokensOf } from '../../../adapters/planner/wording/features.ts';
import { learn, NONE } from '../../../adapters/planner/wording/likeliest.ts';
import { figureWordings, wordings, wordingsIn } from '../../../adapters/planner/wording/said.ts';
import { metrics } from '../../../agents/metrics/index.ts';
import { answered, overNames, tools } from './ask.ts';

const names = new Set(tools.map(({ name }) => name));
/** "draft_outreach again" is of a note that was just drafted. */
const toolOf = (meant: string) => meant.replace(/ again$/, '');

describe('what people say', () => {
  test('is of tools and figures there are, every tool has its own, and nothing is said twice of one', () => {
    const all = [...wordings()];
    for (const { tools: meant, after } of all)
      for (const tool of [...meant.map(toolOf), after ?? NONE]) expect(names.has(tool) || tool === NONE).toBe(true);
    for (const { name, examples } of tools)
      if (examples.length > 0) expect(all.filter((each) => each.tools.includes(name)).length).toBeGreaterThan(20);
    const listable = new Set(metrics.filter((each) => each.listable).map(({ key }) => key));
    for (const { tools: meant } of figureWordings()) for (const key of meant) expect(listable.has(key) || key === NONE).toBe(true);
    const said = all.map((each) => JSON.stringify(each));
    expect(new Set(said).size).toBe(said.length);
  });

  test('stands under its tools, says what it follows, and has places for names', () => {
    expect([...wordingsIn('# get_a, list_b\nwho leads {account} 3 days ago\nafter get_c: and {person}?\n\n# of reds by csm\n')]).toEqual([
      { tools: ['get_a', 'list_b'], said: expect.stringMatching(/^who leads +xaccount +xspan +ago$/) },
      { tools: ['get_a', 'list_b'], said: expect.stringMatching(/^and +xperson *\?$/), after: 'get_c' },
      { tools: ['get_a', 'list_b'], said: '# of reds by csm' },
    ]);
    // Where no note was drafted just before, "shorter" asks for none.
    const { likeliest } = learn(wordingsIn('# draft again\nafter draft: shorter\nafter draft: less formal\n# list\nall of them\n'));
    expect(likeliest('shorter', new Set(['draft', 'list', NONE]), 'draft')[0]?.tool).toBe('draft');
    expect(likeliest('shorter', new Set(['draft', 'list', NONE]), 'list')[0]?.tool).toBe(NONE);
  });
});

describe('which is likeliest', () => {
  const learnt = learn([
    { tools: ['people'], said: 'who do i ring at xaccount' },
    { tools: ['people'], said: 'whom should i phone there' },
    { tools: ['money'], said: 'what do they pay us' },
    { tools: ['money'], said: 'how much', after: 'people' },
    { tools: ['people'], said: 'how much of them', after: 'money' },
  ]);
  const both = new Set(['people', 'money']);

  test('follows the words, their pieces, and what was answered before', () => {
    expect(learnt.likeliest('who can i phone', both)[0]?.tool).toBe('people');
    expect(learnt.likeliest('what are they payin', both)[0]?.tool).toBe('money');
    expect(learnt.likeliest('how much', both, 'people')[0]?.tool).toBe('money');
    expect(learnt.likeliest('how much', both, 'money')[0]?.tool).toBe('people');
  });

  test('is of those asked about alone, and chances of any text add up to 1', () => {
    expect(learnt.likeliest('who do i ring', new Set(['money']))).toEqual([{ tool: 'money', chance: 1 }]);
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.constantFrom(undefined, 'people', 'nobody'), (text, after) => {
        const chances = learnt.likeliest(text, both, after).map(({ chance }) => chance);
        expect(chances.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1);
        expect(chances.every((each) => each >= 0)).toBe(true);
        for (const weight of featuresOf(text, after).values()) expect(weight).toBeGreaterThan(0);
      }),
    );
  });

  test('tells words from places and figures', () => {
    expect(tokensOf('Où en est xaccount, 12.5 % après xspan?')).toEqual(['ou', 'en', 'est', 'xaccount', '#', 'apres', '#', '?']);
  });

  test('told apart by a fifth that was kept back, the first is right in three of five, and one of the first three in three of four', () => {
    const all = [...wordings()];
    const kept = all.filter((_, at) => at % 5 === 0);
    const rest = learn(all.filter((_, at) => at % 5 !== 0));
    const of = new Set([...names, NONE]);
    const places = kept.map(({ said, after, tools: meant }) =>
      rest.likeliest(said, of, after).findIndex(({ tool }) => meant.map(toolOf).includes(tool)),
    );
    const within = (place: number) => places.filter((at) => at >= 0 && at < place).length / places.length;
    expect(within(1)).toBeGreaterThan(0.74);
    expect(within(3)).toBeGreaterThan(0.9);
  });
});

describe('a second opinion', () => {
  const say = overNames();

  test.each([
    ['whom do i phone over at TechCorp about the api', 'list_contacts'],
    ['is TechCorp worth ringing about a bigger licence yet', 'detect_expansion_signals'],
    ['TechCorp sitting pretty, health wise?', 'get_account_health'],
  ])('what nothing was understood of is asked as people ask it: %s', async (text, tool) => {
    expect((await say(text)).calls.map(({ name }) => name)).toEqual([tool]);
  });

  test('one figure of an account is told by how people ask for it', async () => {
    expect((await say('how long since anyone spoke w/ DataFlow')).calls).toEqual([
      { name: 'list_accounts', arguments: expect.objectContaining({ accounts: ['DataFlow Analytics'], show: ['days_since_contact'] }) },
    ]);
  });

  test('a figure, or a word nobody asks for one with, is never left out', async () => {
    expect((await say('how would DataFlow look if adoption went up 20 points')).calls).toEqual([]);
    expect((await say('golive date?', { focus: { account: 'DataFlow Analytics' } })).calls).toEqual([]);
  });

  test('after an answer, words that nobody asks with ask for nothing more', async () => {
    const before = answered('how do people at DataFlow use it', 'analyze_behavior', { account: 'DataFlow Analytics' }, 'Behaviour 85.');
    expect((await say('wobble the frobnicator', { before, focus: { account: 'DataFlow Analytics' } })).calls).toEqual([]);
  });

  test('what is asked back has buttons of the account that is named, or of none', async () => {
    const { choices } = await say('wobble the frobnicator of TechCorp');
    expect(choices.join()).toMatch(/TechCorp/);
    expect((await say('wobble the frobnicator')).choices.join()).not.toMatch(/TechCorp|DataFlow|Acme/);
  });
});
