import { createGroundingCheck } from '../grounding/check.ts';
import { isFalseClaim } from '../grounding/claims.ts';
import type { Sources } from '../grounding/sources.ts';
import type { Strangers } from '../grounding/strangers.ts';
import { asRead } from '../grounding/verbatim.ts';
import { sanitize } from '../sanitize.ts';
import { createSegmenter } from '../segments.ts';
import type { NameWords } from './name-words.ts';

/** Says a reply while it is being written: sentence by sentence, cleaned and grounded. */
export interface Speaker {
  /** A piece of the model's text; `ours`: composed by our own code of what was shown, so that nothing in it is made up. */
  push(piece: string, ours?: boolean): Promise<void>;
  /** Lets go of what is held back; what follows begins a new line. */
  flush(): Promise<void>;
  /** Lines that stand before whatever a model says next; those that were said are not said again, by it neither. */
  lead(lines: readonly string[]): void;
  /** Says the lines that no text of a model has brought yet. */
  sayLead(): Promise<void>;
  /** Our own words: cleaned, not grounded; a paragraph of its own. */
  say(text: string): Promise<void>;
  /** What follows is the answer to a second asking: what was said already is not said again. */
  again(): void;
  readonly text: string;
  /** Figures and names left out of the last attempt; of the first, where the second said nothing. */
  readonly removed: number;
  /** What was left out of this attempt, as written. */
  readonly missed: readonly { said: string; sentence: string }[];
  readonly attempts: number;
  /** A sentence was left out that claimed what was not done. */
  readonly claimed: boolean;
}

export interface SpeakerOptions {
  sources: Sources;
  append(text: string): Promise<void> | void;
  allowedHosts?: readonly string[];
  /** What of a text is part of a name of ours, see `createNameWords`; nothing by default. */
  namesIn?: NameWords;
  /** Which accounts of ours a text names that nothing was shown of; nobody by default. */
  strangers?: Strangers;
}

/** Shorter sentences say nothing that a line of ours did. */
const LEAST = 12;

export function createSpeaker({ sources, append, allowedHosts = [], namesIn, strangers }: SpeakerOptions): Speaker {
  const segmenter = createSegmenter();
  let claimed = false;
  let leading: readonly string[] = [];
  const led = new Set<string>();
  const said = new Set<string>();
  let grounding = createGroundingCheck(sources);
  let text = '';
  let attempts = 1;
  let before = 0;
  let ours = false;
  /** Of this attempt something was shown. */
  let answered = false;

  const emit = async (piece: string) => {
    const shown = text === '' ? piece.trimStart() : piece;
    if (shown === '') return;
    text += shown;
    await append(shown);
  };
  const cleaned = async (words: string) => sanitize(words, { allowedHosts, names: await namesIn?.(words) });
  const paragraph = async (words: string) => {
    const gap = text === '' || text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n';
    await emit(gap + (await cleaned(words)));
  };
  const sayLead = async () => {
    const lines = leading;
    leading = [];
    if (lines.length === 0) return;
    for (const line of lines) led.add(asRead(line));
    await paragraph(`${lines.join('\n')}\n\n`);
  };
  const release = async (segments: string[]) => {
    for (const segment of segments) {
      const clean = await cleaned(segment);
      if (!ours && isFalseClaim(clean, sources.known)) {
        claimed = true;
        continue;
      }
      const read = asRead(clean);
      if (!ours && clean.trim() !== '') await sayLead();
      if (!ours && [...led].some((line) => read.length > LEAST && line.includes(read))) continue;
      // An empty answer to the second asking is a full stop.
      if (attempts > 1 && (said.has(read) || /^[\s.…]+$/.test(clean))) continue;
      if (strangers) sources.meet(await strangers(clean, sources.known));
      const shown = ours ? clean : grounding.check(clean);
      if (shown.trim() !== '') {
        said.add(read);
        answered = true;
      }
      await emit(shown);
    }
  };

  return {
    push(piece, own = false) {
      ours = own;
      return release(segmenter.push(piece));
    },
    flush: async () => {
      await release(segmenter.end());
      if (text !== '' && !text.endsWith('\n')) await emit('\n');
    },
    say: async (words) => {
      await release(segmenter.end());
      await paragraph(words);
    },
    lead(lines) {
      leading = lines.filter((line) => !led.has(asRead(line)));
    },
    sayLead,
    again() {
      before = grounding.removed;
      answered = false;
      grounding = createGroundingCheck(sources);
      attempts++;
    },
    get text() {
      return text.trimEnd();
    },
    get removed() {
      return attempts > 1 && !answered ? before : grounding.removed;
    },
    get missed() {
      return grounding.missed;
    },
    get attempts() {
      return attempts;
    },
    get claimed() {
      return claimed;
    },
  };
}
