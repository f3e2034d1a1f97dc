import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSources } from '../../bot/grounding/sources.ts';
import { namelikeIn, sanitize } from '../../bot/sanitize.ts';
import { createSegmenter } from '../../bot/segments.ts';
import { createSpeaker } from '../../bot/turn/speaker.ts';

const HOSTS = ['status.greendoor.example'];
/** What must never be shown, whatever was said. */
const DANGEROUS =
  /<[!@#]|<\/?[a-z]|!\[|(?:https?:)?\/\/(?!status\.greendoor\.example\b)[a-z0-9]|\bwww\.|\bmailto:|\bjavascript:|(?<![@\w.-])evil\.com(?![\w@-])|(?<![\w.])@(?:channel|here|everyone)\b|[\u200b\u202e\u2066]/i;
const attack = fc.constantFrom(
  '<!channel>',
  '<!here|x>',
  '<!subteam^S1>',
  '<@U123>',
  '<#C123|general>',
  '<!',
  '<',
  '>',
  '<<!x>',
  '!here>',
  '@channel',
  '@here',
  '@everyone',
  '<at>Eve</at>',
  '<img src=x>',
  '<a href="https://evil.com">',
  '![x](https://evil.com/p.png)',
  '[click](https://evil.com/?d=1)',
  '[click](javascript:alert(1))',
  '](https://evil.com)',
  '[a. b](//evil.com/x)',
  '<https://evil.com|safe>',
  'https://evil.com/x',
  'www.evil.com',
  'evil.com',
  'HTTP://EVIL.com',
  'mailto:a@evil.com',
  '\u200b',
  '\u202e',
  '<\u200b!channel>',
  'ht',
  'tps://evil.com',
  '\n',
  '. ',
  ' ',
  'word',
  '](',
  '[',
  ')',
  '!',
  '\u2066',
  'https://status.greendoor.example/1',
  '[ok](https://status.greendoor.example/1)',
);

test.each([
  ['Score < 45, API -> down', 'Score < 45, API -> down'],
  ['<!channel> look', ' look'],
  ['see [the plan](https://evil.com/?q=secret).', 'see the plan.'],
  ['see [status](https://status.greendoor.example/now)', 'see [status](https://status.greendoor.example/now)'],
  ['![logo](https://evil.com/a.png)', 'logo'],
  ['https://evil.com/a', '[link removed]'],
  ['at evil.com today', 'at [link removed] today'],
  ['write to mark@dataflow.example', 'write to mark@dataflow.example'],
  ['<https://evil.com|DataFlow>', 'DataFlow'],
  ['@here now', 'here now'],
  ['e.g. 3.5 hours, node.js, U.S. team', 'e.g. 3.5 hours, node.js, U.S. team'],
  ['https://status.greendoor.example.evil.com/', '[link removed]'],
  ['https://status.greendoor.example@evil.com/', '[link removed]'],
])('%j becomes %j', (text, expected) => {
  expect(sanitize(text, { allowedHosts: HOSTS })).toBe(expected);
});

test.each([
  [
    'How healthy is monday.com? monday.com: too little data. Ask Monday.com.',
    'How healthy is monday.com? monday.com: too little data. Ask Monday.com.',
  ],
  ['Miller <Sons> and www.acme.io, too', 'Miller <Sons> and www.acme.io, too'],
  ['<sons href=x> <script>x</script> </Sons>', ' x '],
  ['monday.com/x https://monday.com monday.com:80 eu.monday.com monday.com.evil.com', Array(5).fill('[link removed]').join(' ')],
  ['[Booking](https://monday.com) evil.com', 'Booking [link removed]'],
])('with names of ours, %j becomes %j', (text, expected) => {
  const names = new Set(['monday.com', '<sons>', 'www.acme.io']);
  const clean = sanitize(text, { names });
  expect(clean).toBe(expected);
  expect(sanitize(clean, { names })).toBe(clean);
});

describe('whatever is said', () => {
  test('nothing dangerous remains, and cleaning twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(attack, { maxLength: 12 }), (pieces) => {
        const clean = sanitize(pieces.join(''), { allowedHosts: HOSTS });
        expect(clean).not.toMatch(DANGEROUS);
        expect(sanitize(clean, { allowedHosts: HOSTS })).toBe(clean);
      }),
      { numRuns: 300 },
    );
  });

  test('nothing dangerous is ever streamed, wherever the chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(attack, { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
        async (pieces, sizes) => {
          const shown: string[] = [];
          const speaker = createSpeaker({ sources: createSources('UTC'), append: (text) => void shown.push(text), allowedHosts: HOSTS });
          const whole = pieces.join('');
          for (let start = 0, turn = 0; start < whole.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            await speaker.push(whole.slice(start, start + size));
            start += size;
          }
          await speaker.flush();
          expect(shown.join('')).not.toMatch(DANGEROUS);
          expect(speaker.text).not.toMatch(DANGEROUS);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('what may be a name is found as names are compared', () => {
  expect(namelikeIn('Is Monday.com, <Miller & Sons> or https://x.com/y monday.com/z? At acme.io!')).toEqual([
    'monday.com',
    '<miller & sons>',
    'acme.io',
  ]);
});

describe('segments', () => {
  test('joined are the text, however it arrives', () => {
    const piece = fc.constantFrom('A', 'b', '3', '.', '. ', '!', '\n', ' ', '31. March', '1.5', '。', '?)', '  ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const byPiece = createSegmenter();
        const parts = [...pieces.flatMap((each) => byPiece.push(each)), ...byPiece.end()];
        expect(parts.join('')).toBe(pieces.join(''));
      }),
    );
  });

  test('are those of the whole text, wherever it is cut', () => {
    const piece = fc.constantFrom(
      'A',
      'b',
      '3',
      '.',
      '. ',
      '!',
      '\nA',
      ' ',
      '31. ',
      '1.5',
      '。A',
      '?)',
      '  ',
      'a sentence of some length, is ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const [whole, byPiece] = [createSegmenter(), createSegmenter()];
        const parts = pieces.flatMap((each) => byPiece.push(each));
        expect([...parts, ...byPiece.end()].join('¦')).toBe([...whole.push(pieces.join('')), ...whole.end()].join('¦'));
      }),
    );
  });

  test('do not cut figures, dates and abbreviations', () => {
    const segmenter = createSegmenter();
    expect([...segmenter.push('It is 3.5. Renewal on 31. March 2027, approx. 50 users. Champion gone.\nNext'), ...segmenter.end()]).toEqual(
      ['It is 3.5. ', 'Renewal on 31. March 2027, approx. 50 users. ', 'Champion gone.\n', 'Next'],
    );
  });
});
