import { createReadStream } from 'node:fs';
import { MAX_ROW } from './read-row.ts';

/** A line of a file or a part of one; what is too large is not kept. */
export interface Piece {
  text: string;
  tooLarge: boolean;
}

export async function* decoded(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** The lines of a file, one held at a time. */
export async function* lines(path: string, end = '\n'): AsyncGenerator<Piece> {
  let rest = '';
  let tooLarge = false;
  for await (const text of decoded(path)) {
    const parts = text.split(end);
    for (const [index, part] of parts.entries()) {
      tooLarge ||= rest.length + part.length > MAX_ROW;
      rest = tooLarge ? '' : rest + part;
      if (index === parts.length - 1) break;
      yield { text: rest, tooLarge };
      rest = '';
      tooLarge = false;
    }
  }
  if (rest !== '' || tooLarge) yield { text: rest, tooLarge };
}
