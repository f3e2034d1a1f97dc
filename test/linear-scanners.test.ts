import { expect, test } from '@jest/globals';
import { readWritten } from '../adapters/openai/written.ts';
import { nextTo } from '../adapters/planner/follow-ups/next-to.ts';
import { picked } from '../adapters/planner/follow-ups/picked.ts';
import { clausesOf, withoutPasted } from '../adapters/planner/reading/clauses.ts';
import { periodOf } from '../adapters/planner/reading/dates.ts';
import { constraintsOf } from '../adapters/planner/reading/figures.ts';
import { mask } from '../adapters/planner/reading/mask.ts';
import { read } from '../adapters/planner/reading/reading.ts';
import { languageOf } from '../adapters/planner/words/language.ts';
import { createLexicon } from '../adapters/planner/words/lexicon.ts';
import { escapeText, toMrkdwn } from '../adapters/slack/text.ts';
import { literal, messageMarkdown } from '../adapters/teams/text.ts';
import { countryIn } from '../agents/kit/countries.ts';
import { gramSimilarity, isSlipOf } from '../agents/kit/similarity.ts';
import { textWords } from '../agents/kit/text-words.ts';
import { competitorMentions } from '../agents/metrics/competitor-mentions.ts';
import { toneOfText } from '../agents/metrics/tone/tone.ts';
import { concessionIn } from '../agents/success-navigator/letter/concession.ts';
import { hiddenCharacters, reveal } from '../bot/approvals/hidden-characters.ts';
import { toPlain } from '../bot/card-words.ts';
import { createGroundingCheck } from '../bot/grounding/check.ts';
import { deedClaimed } from '../bot/grounding/doing.ts';
import { directionsIn } from '../bot/grounding/reading/directions.ts';
import { findFigures } from '../bot/grounding/reading/figures.ts';
import { readSentence } from '../bot/grounding/reading/sentence.ts';
import { tokensOf } from '../bot/grounding/reading/tokens.ts';
import { createSources } from '../bot/grounding/sources.ts';
import { inertMarkdown } from '../bot/inert-markdown.ts';
import { namelikeIn, sanitize } from '../bot/sanitize.ts';
import { createSegmenter } from '../bot/segments.ts';
import { mailboxIn } from '../models/kit/mailbox.ts';
import { nameKeys, words } from '../models/kit/name-keys.ts';
import { cleanText } from '../models/kit/text.ts';

const SIZE = 100_000;
/** Under this nobody waits, however the time came about. */
const UNNOTICED_MS = 100;
const TOO_LONG_MS = 1_000;
/** Four times the text takes four times as long where it is linear, sixteen times where it is quadratic. */
const GROWTH = 8;

const SHAPES: Record<string, string> = {
  digits: '7',
  'digits and commas': '1,',
  'digits and dots': '1.',
  'digits and spaces': '123 ',
  'digits and hyphens': '12-',
  'dates begun': '2026-01-',
  'times begun': '12:',
  letters: 'a',
  capitals: 'A',
  'capitalised words': 'Ab ',
  'letters and digits': 'a1',
  'letters and dots': 'a.',
  'letters and hyphens': 'a-',
  'letters and underscores': 'a_',
  'number words': 'twenty-',
  months: 'may ',
  'brackets opened': '[',
  'brackets opened and closed': '[]',
  'link begun': '[a](',
  parentheses: '(',
  'angle brackets': '<',
  'tags begun': '<a ',
  'nested markup': '<a[(*_',
  exclamations: '![',
  dots: '.',
  spaces: ' ',
  'line breaks': '\n',
  quotes: '"',
  apostrophes: "'",
  stars: '**a',
  'bold begun': '**a ',
  'italic begun': '*a ',
  at: '@',
  addresses: 'a@',
  hosts: 'a.com ',
  'ranks and days': '31. ',
  colons: 'a:',
  slashes: '/',
  currency: '$ ',
  combining: 'a\u0301',
  'other digits': '٣',
  fractions: '½',
  superscripts: '²',
  superscripted: '5²',
  'words of evaluating': 'evaluate the ',
};
const facts = (text: string) =>
  ({
    asOf: new Date(),
    events: [],
    interactions: [],
    tickets: [{ _id: 't', at: new Date(), text }],
  }) as unknown as Parameters<typeof competitorMentions>[0];

const lexicon = createLexicon({ synonyms: ['health: score, gesund'], texts: ['renewal date', 'churn risk'] });

const LISTED = {
  question: 'my accounts',
  calls: [],
  point: '',
  choices: [],
  answered: true,
  listed: {
    of: 'accounts' as const,
    rows: [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
    ],
    whole: true,
  },
};

const SCANNERS: Record<string, (text: string) => unknown> = {
  findFigures,
  sources: (text) => createSources('Europe/Berlin').addText(text),
  grounding: (text) => createGroundingCheck(createSources('UTC')).check(text),
  sanitize: (text) => sanitize(text, { allowedHosts: ['greendoor.example'] }),
  segments: (text) => createSegmenter().push(text),
  'segments of a stream': (text) => {
    const segmenter = createSegmenter();
    for (let start = 0; start < text.length; start += 20) segmenter.push(text.slice(start, start + 20));
    segmenter.end();
  },
  namelikeIn,
  deedClaimed,
  readWritten: (text) => readWritten(text, [{ name: 'get_account_health' }]),
  concessionIn,
  readSentence: (text) => readSentence(text, { mentionsIn: () => [] }),
  directionsIn,
  tokensOf,
  reveal,
  hiddenCharacters,
  words,
  nameKeys,
  textWords: (text) => textWords(text, 200),
  gramSimilarity: (text) => gramSimilarity(text, 'TechCorp'),
  isSlipOf: (text) => isSlipOf(text, 'techcorp'),
  competitorMentions: (text) => competitorMentions(facts(text)),
  toneOfText: (text) => toneOfText(text, ['Vaultline']),
  mask: (text) => mask(text, { account: ['TechCorp'], person: [] }),
  constraintsOf,
  periodOf: (text) => periodOf(text, new Date()),
  languageOf,
  withoutPasted,
  clausesOf: (text) => clausesOf(text.slice(0, 8_000), () => true),
  read: (text) => read(text, { accounts: [], contacts: [], focus: {} } as never, new Date(), lexicon),
  // What is longer is cut as pasted before.
  picked: (text) => picked(text.slice(0, 8_000), LISTED),
  nextTo: (text) => nextTo(text.slice(0, 8_000), LISTED, new Date()),
  countryIn: (text) => countryIn(textWords(text, 200), ['Europe']),
  mailboxIn,
  cleanText,
  escapeText,
  toMrkdwn,
  inertMarkdown,
  toPlain,
  literal,
  messageMarkdown,
};

const ofLength = (unit: string, length: number) =>
  unit
    .repeat(Math.ceil(length / unit.length))
    .slice(0, length - 2)
    .concat('x!');

/** The best of up to three of this thread's own time: the machine may be doing something else. */
function millisecondsOf(scan: () => unknown, enough: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3 && best >= enough; turn++) {
    const started = process.threadCpuUsage();
    scan();
    best = Math.min(best, process.threadCpuUsage(started).user / 1_000);
  }
  return best;
}

test.each(Object.keys(SCANNERS))('%s is linear in whatever it is fed', (name) => {
  const scan = SCANNERS[name] as (text: string) => unknown;
  scan('TechCorp renews on 31 March 2026 for $1,200.');
  const slow: string[] = [];
  for (const [shape, unit] of Object.entries(SHAPES)) {
    const whole = millisecondsOf(() => scan(ofLength(unit, SIZE)), UNNOTICED_MS);
    if (whole < UNNOTICED_MS) continue;
    const quarter = millisecondsOf(() => scan(ofLength(unit, SIZE / 4)), 0);
    if (whole > TOO_LONG_MS || whole > GROWTH * quarter) slow.push(`${shape}: ${quarter.toFixed(0)} to ${whole.toFixed(0)} ms`);
  }
  expect(slow).toEqual([]);
});
