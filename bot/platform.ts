import type { Text } from '../agents/facts/figure.ts';
import type { Card } from '../agents/kit/card.ts';
import type { Audience } from './channel-policy.ts';

/** Where a message stands or goes: a channel or direct conversation, and the thread in it. */
export interface Place {
  platform: string;
  /** The platform's verified workspace or tenant id. */
  workspace: string;
  channel: string;
  /** The thread's root message; without it, the channel itself. */
  thread?: string;
}

export interface MessageRef extends Place {
  /** The platform's id of the message. */
  id: string;
}

/** A card as posted: buttons carry `replyId` and their number, so that pressing one finds its effect. */
export interface Outgoing<T = Text> {
  /** Our id; also the idempotency key looked for before a second attempt. */
  replyId: string;
  /** Said before the card, already checked; empty for a bare card. */
  text: string;
  cards: Card<T>[];
}

/** A stored document, as it is handed to people. */
export interface StoredFile {
  name: string;
  mimeType: string;
  bytes: Uint8Array;
}

/** Reads a `file` part's document for a workspace's people; undefined where it is not theirs or no longer there. */
export type ReadFile = (workspace: string, fileId: string) => Promise<StoredFile | undefined>;

/** One answer being written while the person watches. */
export interface ReplyStream {
  status(text: string): Promise<void>;
  /** Markdown subset; already grounded and cleaned. */
  append(text: string): Promise<void>;
  finish(message: Outgoing): Promise<MessageRef>;
}

/** What a chat platform can do. `adapters/slack` and `adapters/teams` implement it. */
export interface Platform {
  readonly name: string;
  /** `begun` is told the message the answer is written into before more of it is shown, so that a crash leaves none unknown. */
  reply(place: Place, to: { userId: string; begun?: (message: MessageRef) => Promise<void> }): ReplyStream;
  post(place: Place, message: Outgoing): Promise<MessageRef>;
  /** Shown to one person only; where the platform has no such thing in shared places, in their direct conversation. */
  whisper(place: Place, userId: string, message: Outgoing): Promise<void>;
  /** There what is whispered in a shared place is said in the direct conversation. */
  readonly whispersAside?: true;
  update(ref: MessageRef, message: Outgoing): Promise<void>;
  /**
   * Finds a message of ours by its `replyId`: what a crash may already have sent. Only one that stands whole counts; what is
   * there in pieces, `begun` among them, is taken away. A platform that cannot look answers from what it wrote down when it
   * posted: there a crash between the two leaves the message unknown, and it may come twice.
   */
  find(place: Place, replyId: string, begun?: MessageRef): Promise<MessageRef | undefined>;
  /** The thread under a message. */
  threadOn(message: MessageRef): Place;
  /** The conversation between Greendoor and one person. */
  direct(workspace: string, userId: string): Promise<Place>;
  /** The member of a workspace with an e-mail address it vouches for; absent where only those who came by themselves are known. */
  findPerson?(workspace: string, email: string): Promise<string | undefined>;
  /** Who reads what is said in a place. Asked anew every time: people come and go. */
  audience(place: Place): Promise<Audience>;
  /** What the platform knows of a person; the e-mail address ties them to a Greendoor user. */
  profile(workspace: string, userId: string): Promise<{ name: string; email: string | undefined; timezone: string | undefined }>;
  /** Shows a person what is theirs where they open Greendoor itself, in place of what was there; absent where there is no such page. */
  showHome?(place: Place, userId: string, message: Outgoing): Promise<void>;
}

/** Who did something, as the platform vouches for it. */
export interface Sender {
  platform: string;
  workspace: string;
  userId: string;
}

/**
 * What a person did, in one form for all platforms. `key` names the act itself, not its delivery: the same act is handled once
 * however often and under whatever event ids it comes. `alias` is a second name the platform has for it.
 */
export type Incoming = {
  key: string;
  alias?: string;
  sender: Sender;
  place: Place;
} /** `flat`: said where there are no threads, so that it goes on from what was said there before. */ & (
  | { type: 'message'; text: string; messageId: string; direct: boolean; flat?: boolean }
  | { type: 'command'; text: string }
  /** `alone`: only that person sees what they pressed, and no thread hangs on it. */
  | { type: 'press'; replyId: string; button: number; message: MessageRef; alone?: true }
  | { type: 'submit'; formId: string; values: Record<string, string> }
  | { type: 'feedback'; replyId: string; verdict: 'up' | 'down' }
  /** Opened the direct conversation. */
  | { type: 'opened' }
  /** Opened their home, which `place` is the direct conversation of. */
  | { type: 'home' }
);
