import { UserError } from '../agents/kit/errors.ts';
import type { GuestTool } from '../tools/catalog.ts';
import type { ForeignServerConfig } from './config/servers-file.ts';

/** What another system answered. */
export interface ForeignAnswer {
  /** Its words: cleaned, line by line, within the limits. */
  text: string;
  /** The same as data, where it is any. */
  data: unknown;
  /** It says itself that it did not do it. */
  failed: boolean;
}

/** Systems of others whose tools are offered. `adapters/mcp-client` implements it. */
export interface ForeignServers {
  /** Whose they are: nobody else's people reach them. */
  readonly tenant: string;
  /** What may be called, as it was accepted. */
  guests(): readonly GuestTool[];
  /** Reaches those that are not, and looks whether one has changed. Never throws. */
  refresh(): Promise<void>;
  /** @throws ForeignFailure */
  call(server: string, tool: string, args: Record<string, unknown>, options?: ForeignCallOptions): Promise<ForeignAnswer>;
  /** The one that keeps what was said with customers, too. */
  readonly writeBack?: { server: string; label: string } & NonNullable<ForeignServerConfig['writeBack']>;
  close(): Promise<void>;
}

export interface ForeignCallOptions {
  signal?: AbortSignal;
  /** It changes something there: looked at anew whether the server is still the one that was accepted. */
  writes?: boolean;
}

/** Why another system gave no answer, and whether it may have done what it was asked. */
const FAILURES = {
  down: { sent: false, words: 'cannot be reached at the moment. I try again every minute' },
  shut_out: { sent: false, words: 'is shut out until an admin has looked, because its tools are not the ones that were accepted' },
  foreign: { sent: false, words: 'belongs to another workspace' },
  not_taken: { sent: false, words: 'did not take the call' },
  // Some servers say so of arguments, too, when what they did cannot be put into words.
  refused: { sent: true, words: 'answered with an error' },
  late: { sent: true, words: 'did not answer in time' },
  large: { sent: true, words: 'answered with more than may be taken' },
  unreadable: { sent: true, words: 'answered with something unreadable' },
  cut: { sent: true, words: 'broke off before it answered' },
} as const;
export type ForeignTrouble = keyof typeof FAILURES;

/** Its words are made here; what the server said never becomes part of them. */
export class ForeignFailure extends UserError {
  override name = 'ForeignFailure';
  /** The server may have done it. */
  readonly sent: boolean;
  constructor(trouble: ForeignTrouble, label: string) {
    const { sent, words } = FAILURES[trouble];
    super(`outside_${trouble}`, `${label} ${words}. ${sent ? 'Nothing of its answer was taken.' : 'Nothing was asked or done there.'}`);
    this.sent = sent;
  }
}
