import { clamp } from '../statistics.ts';
import { isComparison } from './comparison.ts';
import { type ToneLanguage, toneLanguageOf, wordsOf } from './language.ts';
import { wordListOf } from './word-list.ts';

export const MENTION_CLASSES = ['positive', 'neutral', 'negative', 'competitive_comparison', 'unknown'] as const;
export type MentionClass = (typeof MENTION_CLASSES)[number];

/** Named by what was computed with it, so that figures of two versions are not compared. */
export const TONE_VERSION = 'afinn-165/1';

/** Beyond it a tone is one; within, there is none. */
export const NO_TONE = 0.1;
const MAX_READ = 4_000;
/** So many words before (and one behind, where a language puts it there) turn what they stand near. */
const NEGATION_REACH = 4;
/** "Not bad" is less good than "good" is. */
const TURNED = -0.7;
/** "Funktioniert nicht", "marche pas". */
const NEGATED_BEHIND: ReadonlySet<ToneLanguage> = new Set(['de', 'fr']);
const WITHOUT_ILLS = 2;
/** The sum of values at which a tone is nearly as strong as it gets; by VADER's rule. */
const SATURATION = 12;

export interface Tone {
  class: MentionClass;
  language: ToneLanguage | null;
  /** −1 to 1; null in a language whose words are not known. */
  value: number | null;
}

/** How a text about us sounds, and whether it weighs us against somebody. Pure; the same text gives the same tone. */
export function toneOfText(text: string, competitors: readonly string[] = []): Tone {
  const read = text.slice(0, MAX_READ);
  const language = toneLanguageOf(read);
  const compares = isComparison(read, language, competitors);
  if (!language) return { class: compares ? 'competitive_comparison' : 'unknown', language, value: null };
  const value = toneIn(read, language);
  return { class: compares ? 'competitive_comparison' : classOf(value), language, value };
}

export const classOf = (value: number): 'positive' | 'neutral' | 'negative' =>
  value > NO_TONE ? 'positive' : value < -NO_TONE ? 'negative' : 'neutral';

function toneIn(text: string, language: ToneLanguage): number {
  const sum = sentencesOf(text).reduce((total, sentence) => total + sentenceValue(sentence, language), 0);
  return clamp(sum / Math.sqrt(sum * sum + SATURATION), -1, 1);
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?…])\s+|\n+/).filter((sentence) => sentence.trim() !== '');

function sentenceValue(sentence: string, language: ToneLanguage): number {
  // Who asks has not said what they think.
  if (sentence.trimEnd().endsWith('?')) return 0;
  const { values, trouble, ills, negators, openers } = wordListOf(language);
  const words = wordsOf(sentence).flatMap((word) => (values.has(word) || negators.has(word) ? [word] : splitWord(word)));
  const isNegator = (word: string) => negators.has(word);
  const ironic = words.slice(0, 3).some((word) => openers.has(word)) && words.some((word) => trouble.has(word));
  let sum = 0;
  words.forEach((word, index) => {
    const value = values.get(word) ?? 0;
    const isIll = ills.has(word);
    if (value === 0 && !isIll) return;
    const behind = NEGATED_BEHIND.has(language) ? words.slice(index + 1, index + 2) : [];
    const turned = [...words.slice(Math.max(0, index - NEGATION_REACH), index), ...behind].some(isNegator);
    if (isIll) sum += turned ? WITHOUT_ILLS : 0;
    else if (ironic && value > 0) sum -= value / 2;
    else sum += turned ? TURNED * value : value;
  });
  return sum;
}

/** French writes "n’avons", English "it’s": the parts are words. */
const splitWord = (word: string): string[] => (word.includes('’') ? word.split('’') : [word]);
