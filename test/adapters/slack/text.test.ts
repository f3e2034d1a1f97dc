import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { spoken } from '../../../adapters/slack/events.ts';
import { escapeText, splitText, toMrkdwn } from '../../../adapters/slack/text.ts';
import { clip } from '../../../bot/cut-text.ts';
import { inertMarkdown } from '../../../bot/inert-markdown.ts';

const fragment = fc.constantFrom(
  '<!channel>',
  '<!',
  'here>',
  '@channel',
  '@',
  'everyone',
  '[a](',
  'https://x.example)',
  '][1]',
  ']: ',
  '&lt;',
  'http',
  '://',
  'www.',
  ' ',
  '\n',
  'word',
  'monday.com',
  '**',
  '`',
  '<@U1>',
  '<https://x|y z>',
);
const markdown = fc.oneof(
  fc.array(fragment, { maxLength: 12 }).map((all) => all.join('')),
  fc.string({ maxLength: 80 }),
);

test('streamed Markdown mentions, broadcasts and links nothing', () => {
  fc.assert(
    fc.property(markdown, (text) => {
      const inert = inertMarkdown(text);
      expect(inert).not.toMatch(/<[!@#a-z/]/i);
      expect(inert).not.toMatch(/\][([:]/);
      expect(inert).not.toMatch(/&#?\w+;/);
      expect(inert).not.toMatch(/(?<![\w.@-])@(channel|here|everyone)\b/i);
      expect(inert).not.toMatch(/:\/\/|(?<![\w.])www\./i);
    }),
    { numRuns: 500 },
  );
});

test('a name that Slack would make a link of is a word; addresses and figures stay', () => {
  expect(inertMarkdown('_monday.com_: 3.5 for a.b.io, bo@acme.com')).toBe('_monday\u2060.com_: 3.5 for a\u2060.b\u2060.io, bo@acme.com');
});

test('cut at white space, pieces are as inert as the whole', () => {
  fc.assert(
    fc.property(fc.array(markdown, { maxLength: 6 }), (pieces) => {
      const spaced = pieces.map((piece) => `${piece} `);
      expect(spaced.map(inertMarkdown).join('')).toBe(inertMarkdown(spaced.join('')));
    }),
  );
});

test('mrkdwn holds no angle bracket and is never longer than the escaped text', () => {
  fc.assert(
    fc.property(markdown, (text) => {
      expect(toMrkdwn(text)).not.toMatch(/[<>]/);
      expect(toMrkdwn(text).length).toBeLessThanOrEqual(escapeText(text).length);
    }),
  );
});

test('splitting loses nothing but line ends, and every piece fits', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(markdown, fc.constant('&'.repeat(300))), { maxLength: 20 }),
      fc.integer({ min: 20, max: 400 }),
      (lines, limit) => {
        const text = lines.join('\n');
        const chunks = splitText(text, limit);
        for (const chunk of chunks) expect(escapeText(chunk).length).toBeLessThanOrEqual(limit);
        expect(chunks.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      },
    ),
  );
});

test('a cut never halves a character', () => {
  expect(clip('ab👩', 4)).toBe('ab👩');
  expect(clip('ab👩c', 4)).toBe('ab…');
});

test('what Slack sends reads as it was typed', () => {
  expect(spoken('<@UBOT> draft to <mailto:a@b.example|a@b.example> &amp; ask &lt;why&gt;', 'UBOT')).toBe(
    'draft to a@b.example & ask <why>',
  );
  expect(spoken('<@UBOT|greendoor>  see <#C1|cs-health> with <@U2|mark> at <https://x.example>', 'UBOT')).toBe(
    'see #cs-health with @mark at https://x.example',
  );
  expect(spoken('  <@UBOT> ', 'UBOT')).toBe('');
});
