/** What is shorter stands for too much. */
const LEAST = 3;
/** Where so many are left, one more may be left out. */
const LEAST_LOOSE = 4;

/** The first letter and the consonants after it, doubled ones once: "meeting" is "mtng". */
export const bonesOf = (word: string): string =>
  (word[0] ?? '') +
  word
    .slice(1)
    .replace(/[aeiouy]/g, '')
    .replace(/(.)\1+/g, '$1');

/** Whether a word was written without its vowels, as in a hurry: "fcst", "rnwls", "usg". */
export const isShortened = (typed: string): boolean => typed.length >= LEAST && /^\p{L}[^\P{L}aeiouy]+$/u.test(typed);

/** Whether bones are those of a longer word with one left out inside. */
export function areMost(given: string, bones: string): boolean {
  if (given.length < LEAST_LOOSE || bones.length !== given.length + 1 || given.at(-1) !== bones.at(-1)) return false;
  const at = [...given].findIndex((letter, index) => letter !== bones[index]);
  return at > 0 && given.slice(at) === bones.slice(at + 1);
}
