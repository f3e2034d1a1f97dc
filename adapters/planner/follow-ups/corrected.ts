import { words } from '../../../models/kit/name-keys.ts';

/** "I mean", in words that stand before or after what is meant. */
const MEANT =
  '(?:i(?:\\s+(?:actually|really))?\\s+(?:meant?|was thinking of|was talking about)|ich\\s+mein(?:e|te)?|meint?e ich|je\\s+(?:veux|voulais)\\s+dire|(?:yo\\s+)?(?:quiero|quer[ií]a)\\s+decir|me\\s+refer[ií]a\\s+a)';
/** What is taken back before it is put right. */
const NOT_SO =
  '(?:(?:no|nope|nah|not that(?: one)?|sorry|oops|ups|wait|hm+|ah+|oh|actually|my bad|nein|ach|pardon|non|perd[oó]n)[\\s,.!–—-]+)';
const AHEAD = new RegExp(`^\\W*${NOT_SO}*${MEANT}\\s*[,:]?\\s+(?=\\S)`, 'iu');
const BEHIND = new RegExp(`^\\W*${NOT_SO}*(?=\\S)(.+?)[\\s,–—-]+(?:is (?:what|who) )?${MEANT}\\W*$`, 'iu');
/** What is longer says everything itself. */
const MOST_WORDS = 6;

/** "Sorry, their champion I meant", "no, I mean Valmont Parks": what is said instead, as what goes on; undefined where nothing is put right. */
export function corrected(question: string): string | undefined {
  const ahead = AHEAD.exec(question);
  const meant = ahead ? question.slice(ahead[0].length) : BEHIND.exec(question)?.[1];
  if (meant === undefined) return undefined;
  return words(meant).length > MOST_WORDS ? meant : `and ${meant}`;
}
