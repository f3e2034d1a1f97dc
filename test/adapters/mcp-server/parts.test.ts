import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPlaces } from '../../../adapters/mcp-server/places.ts';
import { requireSameHouse } from '../../../adapters/mcp-server/same-house.ts';
import { createTokens } from '../../../adapters/mcp-server/tokens.ts';

/** The parts that need nothing around them. */

const word = fc.string({ minLength: 16, maxLength: 40, unit: 'grapheme-ascii' }).filter((text) => !/\s/.test(text));

test('a token speaks for the person it was given to, in any letter case of the address, and no other word for anybody', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 5 }), ([stranger = '', ...tokens]) => {
      const whose = createTokens(tokens.map((token, index) => ({ email: `Person.${index}@A.example`, token })));
      for (const [index, token] of tokens.entries()) expect(whose(token)).toBe(`person.${index}@a.example`);
      expect([whose(stranger), whose(''), whose(`${tokens[0]}x`), whose(tokens[0]?.slice(1) ?? '')]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
    }),
  );
});

test('one person may have two tokens; two people may not have one', () => {
  const one = { email: 'a@a.example', token: 'the first of the tokens' };
  const two = createTokens([one, { ...one, token: 'the second of the tokens' }]);
  expect([two(one.token), two('the second of the tokens')]).toEqual(['a@a.example', 'a@a.example']);
  expect(() => createTokens([one, { ...one, email: 'b@a.example' }])).toThrow(/a token that somebody else has/);
});

test.each([
  [{ host: 'localhost:3000' }, true],
  [{ host: '127.0.0.1:3000' }, true],
  [{ host: '[::1]:3000' }, true],
  [{ host: 'green.example' }, true],
  [{ host: 'green.example:8443', origin: 'https://green.example' }, true],
  [{ host: 'localhost:3000', origin: 'http://localhost:6274' }, true],
  [{ host: 'GREEN.example', origin: 'https://Green.Example:444' }, true],
  [{}, false],
  [{ host: 'evil.example' }, false],
  [{ host: 'evil.example', origin: 'http://evil.example' }, false],
  [{ host: 'localhost:3000', origin: 'http://evil.example' }, false],
  [{ host: 'localhost:3000', origin: 'null' }, false],
  [{ host: 'localhost:3000', origin: 'http://localhost.evil.example' }, false],
  [{ host: 'localhost:3000', origin: 'http://green.example@evil.example' }, false],
  [{ host: 'localhost@evil.example' }, false],
  [{ host: '127.0.0.1.evil.example' }, false],
])('of %j it is %p that it comes from one of ours', (headers, taken) => {
  const come = () => requireSameHouse(headers, ['green.example']);
  if (taken) expect(come).not.toThrow();
  else expect(come).toThrow(expect.objectContaining({ status: 403 }));
});

test('places: never more at once than each has, none lost when work fails, and what others do takes none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(fc.boolean(), { maxLength: 12 }), async (each, fails) => {
      const inPlace = createPlaces(each);
      const ends: (() => void)[] = [];
      const start = (fail: boolean) =>
        inPlace('a', () => new Promise<void>((resolve, reject) => ends.push(() => (fail ? reject(new Error('failed')) : resolve()))));
      const running = fails.map(start);
      expect(running.filter((one) => one !== undefined)).toHaveLength(Math.min(each, fails.length));
      expect(inPlace('b', async () => 1)).toBeDefined();
      for (const end of ends.splice(0)) end();
      await Promise.allSettled(running);
      expect(start(false)).toBeDefined();
      for (const end of ends.splice(0)) end();
    }),
  );
});
