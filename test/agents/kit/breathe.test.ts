import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { breather, createForeground } from '../../../agents/kit/breathe.ts';

/** A slice of work is used up. */
function work(): void {
  for (const begun = performance.now(); performance.now() - begun < 20; );
}

test('long work goes on as soon as nobody waits for an answer, and not before', async () => {
  const foreground = createForeground();
  const breathe = breather(foreground);
  const order: string[] = [];
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const answering = foreground.during(async () => {
    await answered;
    order.push('answer');
  });
  work();
  const working = breathe().then(() => order.push('work'));
  await setImmediate();
  await setImmediate();
  answer();
  await Promise.all([answering, working]);
  expect(order).toEqual(['answer', 'work']);
});

test('an answer that does not come keeps nothing standing, and one that failed is over', async () => {
  const foreground = createForeground();
  const { promise: never, reject: fail } = Promise.withResolvers<void>();
  const answering = foreground.during(() => never);
  const breathe = breather(foreground);
  work();
  await breathe();
  fail(new Error('no answer'));
  await expect(answering).rejects.toThrow('no answer');
  const begun = performance.now();
  await foreground.quiet(60_000);
  expect(performance.now() - begun).toBeLessThan(60_000);
});

test('others come through between slices where nobody is asked', async () => {
  const breathe = breather();
  let through = false;
  void setImmediate().then(() => {
    through = true;
  });
  await breathe();
  expect(through).toBe(false);
  work();
  await breathe();
  await setImmediate();
  expect(through).toBe(true);
});
