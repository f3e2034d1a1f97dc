/** The most an author's own words may be, and a question of theirs. */
export const MAX_SAID = 500;
export const MAX_ASKED = 200;

/** Where what a note is about ends: what follows says how it is to be written, or wants something else of it. */
const ENDS =
  /[,;.]?\s+(?:(?:and|und|et|y|but|aber|mais|pero)\s+)?(?:ask(?:ing)?|propos(?:e|ing)|suggest(?:ing)?|say(?:ing)?|tell(?:ing)?|let(?:ting)? (?:him|her|them)|thank(?:ing)?|invit(?:e|ing)|offer(?:ing)?|mention(?:ing)?|keep (?:it|the)|make it|frag\w*|schlag\w*|sag\w*|demand(?:e|er|ant)|propos(?:e[rz]?|ant)|pregunt\w*|propon\w*|(?:all )?(?:in|auf|en) (?:english|german|french|spanish|englisch|deutsch|franz[öo]sisch|spanisch|anglais|allemand|fran[çc]ais|espagnol|ingl[ée]s|alem[áa]n|franc[ée]s|espa[ñn]ol))(?!\p{L}).*$/isu;
const PLEASE = /[,\s]+(?:please|pls|thanks|thx|bitte|danke|svp|s['’]il (?:te|vous) pla[iî]t|por favor|today|now|asap)[.!\s]*$/iu;
const YOURS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}’'])(?:his|her|their)(?=\s+\p{L})/giu, 'your'],
  [/^(?:son|sa|leur)(?=\s+\p{L})/iu, 'votre'],
  [/^(?:ses|leurs)(?=\s+\p{L})/iu, 'vos'],
  [/(?<![\p{L}’'])(?:sein|ihr)(?=(?:e[nmrs]?)?\s+\p{L})/giu, 'Ihr'],
];

/** What is said of the reader is said to them, unless somebody else is named before. */
export function toThem(said: string): string {
  const name = /\s\p{Lu}\p{Ll}/u.exec(` ${said}`)?.index ?? said.length;
  // In German every noun is written like a name.
  const german = /(?<!\p{L})(?:sein|ihr)(?:e[nmrs]?)?(?!\p{L})/u.test(said);
  const end = german ? said.length : name;
  return YOURS.reduce((text, [theirs, yours]) => text.replace(theirs, yours), said.slice(0, end)) + said.slice(end);
}

/** What a note is about, in the author's words, without what is only said to us. */
export const phraseOf = (said: string): string =>
  toThem(
    said
      .replace(ENDS, '')
      .replace(PLEASE, '')
      .replace(/[.!?\s]+$/, '')
      .trim(),
  );
