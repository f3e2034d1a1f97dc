/** Words of a name that say nothing about which company it is. */
const LEGAL_FORMS = new Set([
  'inc',
  'llc',
  'ltd',
  'limited',
  'gmbh',
  'corp',
  'corporation',
  'co',
  'company',
  'plc',
  'ag',
  'sa',
  'the',
  'and',
  'of',
]);

/** Lower-case words of a text without accents and punctuation; what an underscore joins is one word. */
export function words(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(/(\p{L})['’]s\b/gu, '$1')
      .match(/[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)*/gu) ?? []
  );
}

/** Three-letter pieces of a word or name, padded so that its beginning weighs more. */
export function grams(text: string): string[] {
  const padded = `  ${words(text).join('')} `;
  const pieces = new Set<string>();
  for (let start = 0; start + 3 <= padded.length; start++) pieces.add(padded.slice(start, start + 3));
  return [...pieces];
}

/** Whether a word, as `words` writes it, says something about which company it is. */
export const identifies = (word: string): boolean => !LEGAL_FORMS.has(word);

/** The words of names that identify, one of each. */
export const identifying = (...names: string[]): string[] => [...new Set(names.flatMap(words).filter(identifies))];

/** The search keys an account or contact stores beside its name. */
export function nameKeys(...names: string[]): { nameTokens: string[]; nameGrams: string[] } {
  return { nameTokens: identifying(...names), nameGrams: [...new Set(names.flatMap(grams))] };
}
