import { expect, test } from '@jest/globals';
import { CALM_MS, createPace } from '../../bot/incoming/pace.ts';

/** Something that begins and goes on until it is told to end. */
function held() {
  const [begun, over] = [Promise.withResolvers<number>(), Promise.withResolvers<void>()];
  const work = () => {
    begun.resolve(performance.now());
    return over.promise;
  };
  return { work, begun: begun.promise, end: () => over.resolve() };
}

test('two answers are computed at a time only once nobody has sent anything for a moment', async () => {
  const pace = createPace();
  const [first, second] = [held(), held()];
  await pace.taking(async () => {});
  const taken = performance.now();
  const both = [pace.computing(first.work), pace.computing(second.work)];
  await first.begun;
  expect((await second.begun) - taken).toBeGreaterThan(CALM_MS - 10);
  first.end();
  second.end();
  await Promise.all(both);
});

test('an answer waits for what is being taken, and another for the answer before it', async () => {
  const pace = createPace();
  const order: string[] = [];
  const taking = held();
  const taken = pace.taking(taking.work).then(() => order.push('taken'));
  const answers = ['first', 'second'].map((name) =>
    pace.computing(async () => {
      order.push(`${name} begins`);
      await pace.taking(async () => {});
      order.push(`${name} ends`);
    }),
  );
  await taking.begun;
  taking.end();
  await Promise.all([taken, ...answers]);
  expect(order).toEqual(['taken', 'first begins', 'first ends', 'second begins', 'second ends']);
});

test('what is taken without end keeps no answer from being computed', async () => {
  const pace = createPace();
  const [taking, answer] = [held(), held()];
  const taken = pace.taking(taking.work);
  const answered = pace.computing(answer.work);
  await answer.begun;
  answer.end();
  await answered;
  taking.end();
  await taken;
});
