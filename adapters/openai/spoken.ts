import { mayCallFrom } from './written.ts';

/** Takes out of a model's text what is not for people: its thoughts, and what may be a call written as text. */
export interface Spoken {
  /** What of the text so far may be passed on; `retract` where all before was a thought without a beginning. */
  push(piece: string): { text: string; retract: boolean };
  /** What was held back: it may hold calls that were written as text. */
  end(): string;
}

const TAGS = ['<think>', '</think>', '<thinking>', '</thinking>'] as const;
const LONGEST = Math.max(...TAGS.map((tag) => tag.length));

/** @param hold keeps everything back until the end or a thought's, for a server that leaves out the beginning of thoughts */
export function createSpoken({ hold }: { hold: boolean }): Spoken {
  let waiting = '';
  let held = '';
  let holding = hold;
  let inside: 'text' | 'thought' = 'text';

  const pass = (text: string): string => {
    if (inside === 'thought' || text === '') return '';
    held += text;
    if (holding) return '';
    const safe = mayCallFrom(held);
    const said = held.slice(0, safe);
    held = held.slice(safe);
    return said;
  };

  return {
    push(piece) {
      waiting += piece;
      let text = '';
      let retract = false;
      for (;;) {
        const found = TAGS.flatMap((tag) => (waiting.includes(tag) ? [{ tag, at: waiting.indexOf(tag) }] : [])).sort(
          (a, b) => a.at - b.at,
        )[0];
        if (!found) break;
        text += pass(waiting.slice(0, found.at));
        waiting = waiting.slice(found.at + found.tag.length);
        if (found.tag === '<think>' || found.tag === '<thinking>') inside = 'thought';
        else {
          if (inside !== 'thought') {
            retract = true;
            text = '';
            held = '';
          }
          inside = 'text';
          holding = false;
        }
      }
      const safe = beginningOfTag(waiting);
      text += pass(waiting.slice(0, safe));
      waiting = waiting.slice(safe);
      return { text, retract };
    },
    end() {
      if (inside !== 'thought') held += waiting;
      waiting = '';
      return held;
    },
  };
}

/** Where a tag may begin whose end has not come yet. */
function beginningOfTag(text: string): number {
  for (let at = Math.max(0, text.length - LONGEST); at < text.length; at++)
    if (text[at] === '<' && TAGS.some((tag) => tag.startsWith(text.slice(at)))) return at;
  return text.length;
}
