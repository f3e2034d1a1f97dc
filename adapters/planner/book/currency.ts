import { type BookReader, saying, using } from './reader.ts';

/** What currencies are called, by their code. */
const CALLED: readonly (readonly [code: string, names: RegExp])[] = [
  ['USD', /^(?:usd|dollars?|bucks)$/],
  ['EUR', /^(?:eur|euros?)$/],
  ['GBP', /^(?:gbp|pounds?|sterling|pfund)$/],
  ['CHF', /^(?:chf|francs?|franken)$/],
  ['JPY', /^(?:jpy|yen)$/],
];
const CODES = new Set(Intl.supportedValuesOf('currency'));

const codeOf = (word: string, said: string): string | undefined =>
  CALLED.find(([, names]) => names.test(word))?.[0] ?? (said === said.toUpperCase() && CODES.has(said) ? said : undefined);

/** "In dollars": what amounts are to be told in. */
export function currencyNamed(reader: BookReader): BookReader {
  const { words: said, text } = reader.reading;
  const word = said.find(
    (each) =>
      codeOf(each.word, each.said) && /\b(?:in|into|to|auf|en|a)\s+(?:us |u\.s\. |british |\p{Sc})?$/iu.test(text.slice(0, each.from)),
  );
  const code = word && codeOf(word.word, word.said);
  if (!word || !code) return reader;
  const nation = said.filter(({ word: each, to }) => /^(?:us|british)$/.test(each) && to + 1 === word.from);
  return using(saying(reader, { currency: code }), [word, ...nation]);
}
