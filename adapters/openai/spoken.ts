/** Takes out of a model's text what is not for people: its thoughts, and calls it writes as text. */
export interface Spoken {
  /** What of the text so far may be passed on; `retract` where all before was a thought without a beginning. */
  push(piece: string): { text: string; retract: boolean };
  /** What is left, and the calls that were written as text. */
  end(): { text: string; written: string[] };
}

const TAGS = ['<think>', '</think>', '<thinking>', '</thinking>', '<tool_call>', '</tool_call>'] as const;
const LONGEST = Math.max(...TAGS.map((tag) => tag.length));

/** @param hold keeps everything back until the end or a thought's, for a server that leaves out the beginning of thoughts */
export function createSpoken({ hold }: { hold: boolean }): Spoken {
  let waiting = '';
  let held = '';
  let holding: 'all' | 'maybe a call' | 'no' = hold ? 'all' : 'maybe a call';
  let inside: 'text' | 'thought' | 'call' = 'text';
  let call = '';
  const written: string[] = [];

  const pass = (text: string): string => {
    if (inside === 'thought' || text === '') return '';
    if (inside === 'call') {
      call += text;
      return '';
    }
    held += text;
    // A text that begins like JSON may be a call as a whole.
    if (holding === 'maybe a call' && held.trim() !== '' && !/^\s*(?:\{|`{1,3})/.test(held)) holding = 'no';
    if (holding !== 'no') return '';
    const said = held;
    held = '';
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
        else if (found.tag === '<tool_call>') inside = 'call';
        else if (found.tag === '</tool_call>') {
          if (inside === 'call') written.push(call);
          call = '';
          inside = 'text';
        } else {
          if (inside !== 'thought') {
            retract = true;
            text = '';
            held = '';
          }
          inside = 'text';
          if (holding === 'all') holding = 'maybe a call';
        }
      }
      const safe = beginningOfTag(waiting);
      text += pass(waiting.slice(0, safe));
      waiting = waiting.slice(safe);
      return { text, retract };
    },
    end() {
      holding = holding === 'all' ? 'maybe a call' : holding;
      if (inside === 'text') held += waiting;
      if (inside === 'call') written.push(call + waiting);
      waiting = '';
      const whole = held.trim().replace(/^`{3}(?:json)?\s*|\s*`{3}$/g, '');
      if (written.length === 0 && /^\{[\s\S]*\}$/.test(whole) && /"name"/.test(whole)) return { text: '', written: [whole] };
      return { text: held, written };
    },
  };
}

/** Where a tag may begin whose end has not come yet. */
function beginningOfTag(text: string): number {
  for (let at = Math.max(0, text.length - LONGEST); at < text.length; at++)
    if (text[at] === '<' && TAGS.some((tag) => tag.startsWith(text.slice(at)))) return at;
  return text.length;
}
