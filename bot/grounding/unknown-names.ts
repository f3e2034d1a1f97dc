import { matchesOf } from './reading/matches.ts';
import { isNoName, isOrdinary, NAME } from './reading/names.ts';
import { accountsAt, type Sentence } from './reading/sentence.ts';
import { isFunctionWord, lineWords, plainWord } from './reading/tokens.ts';
import type { Known } from './sources.ts';

/** Whose name stands beside such a word is said to hold that part. */
const ROLE =
  /\b(?:champion\w*|sponsor\w*|owner|csm|contact|contacts|ansprechpartner\w*|kontakt|fürsprecher\w*|betreuer\w*|responsable|interlocuteur|patrocinador\w*|contacto|contato|responsável|cfo|ceo|cto|coo|vp|director|manager)\b/iu;
const ARTICLE =
  /(?:^|\s)(?:the|an?|our|their|your|its|this|der|die|das|dem|den|des|eine?[mnrs]?|les?|la|une?|el|los|las|os?|as?|uma?|du|do|da)\s$/iu;

/**
 * Names that stand in nothing shown of the accounts a sentence is about: somebody else's champion, a company nobody asked
 * about, a person who does not exist.
 */
export function unknownNames(sentence: Sentence, known: Known, about: readonly string[] | null): string[] {
  const { text, mentions } = sentence;
  if (known.lines.length === 0) return [];
  const isShown = (name: string, accounts?: readonly string[] | null): boolean => {
    const words = lineWords(name);
    return known.lines.some(
      (line) => line.words.includes(words) && (!accounts || line.accounts === null || line.accounts.some((id) => accounts.includes(id))),
    );
  };
  const hasRole = ROLE.test(text);
  const found: string[] = [];
  for (const { 0: run, index } of matchesOf(NAME, text)) {
    if (mentions.some(({ start, end }) => start < index + run.length && index < end)) continue;
    const accounts = accountsAt({ start: index }, sentence, { accounts: about });
    const words = run.split(' ').map((word) => word.replace(/(?:['’]s|\.)$/, ''));
    while (words.length > 0 && isFunctionWord(plainWord(words[0] ?? ''))) words.shift();
    const whole = words.join(' ');
    if (words.length > 1 && isShown(whole, accounts)) continue;
    if (words.length > 1 && !words.every(isOrdinary) && isShown(whole)) {
      found.push(whole);
      continue;
    }
    const begins = /^[\s>#*_•-]*$/.test(text.slice(0, index));
    const isOther = begins ? isOrdinary : isNoName;
    while (words.length > 0 && isOther(words[0] ?? '')) words.shift();
    while (words.length > 0 && isOther(words.at(-1) ?? '')) words.pop();
    if (words.length < 2 || words.some(isOther) || words.every(isOrdinary) || isShown(words.join(' '), accounts)) continue;
    // Words of what was shown are a heading, or somebody called otherwise; people have no article.
    const strange = words.filter((word) => isOrdinary(word) || !isShown(word)).length;
    const personal = hasRole || (begins ? isPersonal(text.slice(index + run.length)) : !ARTICLE.test(text.slice(0, index)));
    if (strange === words.length ? personal : hasRole && strange > 0) found.push(words.join(' '));
  }
  return found;
}

/** What follows a name rather than the first words of a heading: a verb or an apposition. */
const isPersonal = (after: string): boolean =>
  /^(?:['’]s|,| \(| (?:is|has|was|left|joined|ist|hat|war|est|a|es|tiene|é|tem)\b)/u.test(after);
