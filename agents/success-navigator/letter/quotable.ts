import { unwelcome } from './vocabulary.ts';

const MAX = 70;

/**
 * A title somebody typed (a ticket's subject, a milestone) as it may be quoted in a note: one plain
 * short line. Undefined where it holds a link, an address, markup, hidden characters or internal words.
 */
export function quotable(title: string | undefined): string | undefined {
  const line = title?.replace(/\s+/g, ' ').trim();
  if (!line || line.length > MAX) return undefined;
  if (/[<>*_`|{}[\]\\@“”"]|\p{C}|https?:|www\.|\b[\p{L}\d-]+\.\p{L}{2,}/u.test(line)) return undefined;
  return unwelcome(line).length > 0 ? undefined : line;
}
