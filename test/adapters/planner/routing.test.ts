import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { type Answer, catalog, overNames, tools } from './ask.ts';
import { ELSEWHERE, EXAMPLES_ELSEWHERE } from './elsewhere.ts';
import { FRESH, FRESHER, HELD_OUT, KNOWN, type Phrasing } from './phrasings.ts';

const ask = overNames();

const answers = new Map<string, Promise<Answer>>();
/** Each question is put once, whatever is then looked at. */
function answerTo(say: string, focus?: Phrasing['focus']): Promise<Answer> {
  const key = JSON.stringify([say, focus]);
  const answer = answers.get(key) ?? ask(say, { focus });
  answers.set(key, answer);
  return answer;
}

async function mistakes(phrasings: Phrasing[]): Promise<string[]> {
  const wrong: string[] = [];
  await Promise.all(phrasings.map(({ say, focus }) => answerTo(say, focus)));
  for (const { say, focus, calls } of phrasings) {
    const answer = await answerTo(say, focus);
    const right =
      answer.calls.length === calls.length &&
      calls.every(([tool, args], index) => {
        const made = answer.calls[index];
        return made?.name === tool && Object.entries(args).every(([key, value]) => isDeepStrictEqual(made.arguments[key], value));
      });
    if (!right)
      wrong.push(`${say}\n  wanted ${JSON.stringify(calls)}\n  got    ${JSON.stringify(answer.calls)} ${answer.text.slice(0, 200)}`);
  }
  return wrong;
}

describe('routing over the real catalogue', () => {
  test.each([
    ['known', KNOWN],
    ['held-out', [...HELD_OUT, ...FRESH, ...FRESHER]],
  ])('%s phrasings reach their tool with their arguments, but for those known by name', async (_, phrasings) => {
    const wrong = await mistakes(phrasings);
    process.stdout.write(`${wrong.join('\n')}\n`);
    const names = new Set(phrasings.map(({ say }) => say));
    expect(wrong.map((each) => each.split('\n  wanted')[0]).toSorted()).toEqual(ELSEWHERE.filter((say) => names.has(say)).toSorted());
  });

  test('every call has exactly the arguments its schema names, and the tool accepts them', async () => {
    for (const { say, focus } of [...KNOWN, ...HELD_OUT, ...FRESH, ...FRESHER]) {
      for (const call of (await answerTo(say, focus)).calls) {
        const tool = catalog.get(call.name);
        expect(Object.keys(call.arguments)).toEqual(tools.find(({ name }) => name === call.name)?.parameters.required);
        expect(tool?.input.safeParse(call.arguments)).toMatchObject({ success: true });
      }
    }
  });

  test('every example of every tool reaches its own tool', async () => {
    const focus = { account: 'DataFlow Analytics', contact: 'Mark Rodriguez' };
    const wrong: string[] = [];
    await Promise.all(tools.flatMap(({ examples }) => examples.map((example) => answerTo(example, focus))));
    for (const tool of tools) {
      for (const example of tool.examples) {
        const { calls } = await answerTo(example, focus);
        if (!calls.some((call) => call.name === tool.name)) wrong.push(example);
      }
    }
    process.stdout.write(`${JSON.stringify(wrong)}
`);
    expect(wrong.toSorted()).toEqual(EXAMPLES_ELSEWHERE.toSorted());
  });
});
