import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { actTool, changedSince } from '../../../agents/kit/act-tool.ts';
import type { Context } from '../../../agents/kit/context.ts';
import { receipt } from '../../../agents/kit/present/index.ts';
import type { Models } from '../../../models/index.ts';
import { contextOf } from '../../support/every-tool.ts';

const context: Context = contextOf({} as Models, 't', new Date());

/** A counter that one press raises. */
function counter() {
  const held = { value: 1 };
  const tool = actTool({
    name: 'raise_it',
    title: 'Raise it',
    description: 'Raises it.',
    examples: [],
    status: 'Raising',
    input: z.object({ by: z.number().describe('By how much') }),
    plan: async ({ by }) => ({ by, was: held.value }),
    told: ({ by, was }) => (by === 0 ? { shows: { now: was } } : { fields: [['To', String(was + by)], by < 0 && ['Mind', 'lower']] }),
    async write({ by, was }) {
      held.value = was + by;
      return { now: held.value };
    },
    undo: {
      before: ({ was }) => was,
      async run({ before, output }) {
        if (held.value !== output.now) throw changedSince('Not undone.');
        held.value = before;
        return `It is ${before} again.`;
      },
    },
    ...receipt(({ now }: { now: number }) => ({ point: `It is ${now}.` })),
  });
  return { held, tool };
}

test('an offer says what would be written, and writes nothing', async () => {
  const { held, tool } = counter();
  expect(await tool.offer?.({ by: 2 }, context)).toEqual({ title: 'Raise it', fields: [{ label: 'To', value: '3' }] });
  expect(await tool.offer?.({ by: -1 }, context)).toMatchObject({ fields: [{ label: 'To' }, { label: 'Mind', value: 'lower' }] });
  expect(await tool.offer?.({ by: 0 }, context)).toEqual({ shows: { now: 1 } });
  expect(held.value).toBe(1);
});

test('what was written is taken back to what was there before, once', async () => {
  const { held, tool } = counter();
  const before = await tool.undo?.before?.({ by: 4 }, context);
  const output = await tool.run({ by: 4 }, context);
  expect(output).toEqual({ now: 5 });
  expect(await tool.undo?.run({ before, output }, context)).toBe('It is 1 again.');
  expect(held.value).toBe(1);
  await expect(tool.undo?.run({ before, output }, context)).rejects.toMatchObject({ code: 'changed_since' });
});
