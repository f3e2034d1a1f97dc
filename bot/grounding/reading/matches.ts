/**
 * Every match of a global pattern that matches no empty text. `matchAll` makes an expression of its own each time, which costs
 * more than matching a sentence does.
 */
export function matchesOf(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) found.push(match);
  return found;
}
