/** Characters nobody sees and characters that change the order in which others are shown. */
const HIDDEN =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each code point is meant on its own
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}\u{1D173}-\u{1D17A}]/gu;
const BIDIRECTIONAL = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
/** Control characters other than tab and line feed; lone surrogates. */
const CONTROL = /[\p{Cc}\p{Cs}]/gu;

/** The text with every hidden character replaced by a visible mark such as ⟦U+202E⟧. */
export function reveal(text: string): string {
  return text.replace(HIDDEN, (character) => `⟦${codePoint(character)}⟧`);
}

/** One line per kind of hidden character, for the approver; empty for a plain text. */
export function hiddenCharacters(text: string): string[] {
  const counts = new Map<string, number>();
  for (const [character] of text.matchAll(HIDDEN)) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts].map(([character, count]) => {
    const what = BIDIRECTIONAL.test(character) ? 'changes the order in which text is shown' : 'is invisible';
    return `${codePoint(character)} ${what}${count > 1 ? ` (${count} times)` : ''}`;
  });
}

/** Whether a text holds control characters, which no mail of ours may. Line feeds and tabs are allowed where `lines` is true. */
export function hasControls(text: string, { lines }: { lines: boolean }): boolean {
  for (const [character] of text.matchAll(CONTROL)) if (!lines || (character !== '\n' && character !== '\t')) return true;
  return false;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
