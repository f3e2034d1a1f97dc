import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLexicon } from '../../../adapters/planner/words/lexicon.ts';
import { areMost, bonesOf, isShortened } from '../../../adapters/planner/words/shortened.ts';

const lexicon = createLexicon({
  synonyms: ['renewal: renew, verlängerung'],
  texts: ['churn risk', 'meeting', 'forecast', 'region', 'segment'],
});

test('a word without its vowels is the one it is short for', () => {
  for (const [typed, meant] of Object.entries({ rnwl: 'renewal', rnwls: 'renewal', fcst: 'forecast', rgn: 'region', sgmnt: 'segment' }))
    expect(lexicon.conceptOf(typed)).toBe(lexicon.conceptOf(meant));
  expect(lexicon.knows('hlth')).toBe(false);
});

test('of several that mean different things none is taken', () => {
  const both = createLexicon({ synonyms: [], texts: ['contact', 'contract', 'lead', 'load'] });
  expect(both.knows('ld')).toBe(false);
  expect(both.knows('cntct')).toBe(true);
  expect(createLexicon({ synonyms: [], texts: ['leader', 'loader'] }).knows('ldr')).toBe(false);
});

test('bones without one inside are most of a word’s, and those of no word with vowels are shortened', () => {
  expect(areMost('fcst', bonesOf('forecast'))).toBe(true);
  expect(areMost('frct', bonesOf('forecast'))).toBe(true);
  expect(areMost('frcs', bonesOf('forecast'))).toBe(false);
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z][b-df-hj-np-tv-xz]{2,8}$/), fc.nat(), (word, nat) => {
      expect(isShortened(word)).toBe(true);
      const at = 1 + (nat % (word.length - 1));
      expect(isShortened(`${word.slice(0, at)}a${word.slice(at)}`)).toBe(false);
    }),
  );
});
