import { createGroundingCheck } from '../grounding/check.ts';
import type { Sources } from '../grounding/sources.ts';
import type { Strangers } from '../grounding/strangers.ts';
import { sanitize } from '../sanitize.ts';
import { createSegmenter } from '../segments.ts';
import { claimsDelivery } from './delivery-claims.ts';
import type { NameWords } from './name-words.ts';

/** Says a reply while it is being written: sentence by sentence, cleaned and grounded. */
export interface Speaker {
  /** A piece of the model's text. */
  push(piece: string): Promise<void>;
  /** Lets go of what is held back; what follows begins a new line. */
  flush(): Promise<void>;
  /** Our own words: cleaned, not grounded; a paragraph of its own. */
  say(text: string): Promise<void>;
  readonly text: string;
  readonly removed: number;
  /** Sentences left out because they claimed something was sent. */
  readonly claims: number;
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

export function createSpeaker({ sources, append, allowedHosts = [], namesIn, strangers }: SpeakerOptions): Speaker {
  const segmenter = createSegmenter();
  const grounding = createGroundingCheck(sources);
  let text = '';
  let claims = 0;

  const emit = async (piece: string) => {
    const shown = text === '' ? piece.trimStart() : piece;
    if (shown === '') return;
    text += shown;
    await append(shown);
  };
  const cleaned = async (said: string) => sanitize(said, { allowedHosts, names: await namesIn?.(said) });
  const release = async (segments: string[]) => {
    for (const segment of segments) {
      const clean = await cleaned(segment);
      if (claimsDelivery(clean)) {
        claims++;
        continue;
      }
      if (strangers) sources.meet(await strangers(clean, sources.known));
      await emit(grounding.check(clean));
    }
  };

  return {
    push: (piece) => release(segmenter.push(piece)),
    flush: async () => {
      await release(segmenter.end());
      if (text !== '' && !text.endsWith('\n')) await release(['\n']);
    },
    say: async (words) => {
      await release(segmenter.end());
      const gap = text === '' || text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n';
      await emit(gap + (await cleaned(words)));
    },
    get text() {
      return text.trimEnd();
    },
    get removed() {
      return grounding.removed;
    },
    get claims() {
      return claims;
    },
  };
}
