/** The first `max` units of a text without half a character at the end. */
export function wholeCharacters(text: string, max: number): string {
  const cut = text.slice(0, max);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A text up to and with its last white space. */
export function wholeWords(text: string): string {
  let end = text.length;
  while (end > 0 && !/\s/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** At most `max` UTF-16 units, the last one an ellipsis where something was cut; never half a character. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${wholeCharacters(text, max - 1)}…`;
}

/** Cuts a text into pieces that each take at most `limit` of what `sizeOf` measures, at lines, then at words, then anywhere. */
export function splitText(text: string, limit: number, sizeOf: (text: string) => number): string[] {
  const chunks: string[] = [];
  let chunk = '';
  let size = 0;
  for (const piece of pieces(text, limit, sizeOf)) {
    const length = sizeOf(piece);
    if (size + length > limit && chunk !== '') {
      chunks.push(chunk);
      chunk = '';
      size = 0;
    }
    chunk += piece;
    size += length;
  }
  if (chunk !== '') chunks.push(chunk);
  return chunks.map((each) => each.replace(/\n+$/, '')).filter((each) => each.trim() !== '');
}

function* pieces(text: string, limit: number, sizeOf: (text: string) => number): Generator<string> {
  for (const line of text.split(/(?<=\n)/)) {
    if (sizeOf(line) <= limit) yield line;
    else
      for (const word of line.split(/(?<=\s)/)) {
        if (sizeOf(word) <= limit) yield word;
        else yield* word;
      }
  }
}
