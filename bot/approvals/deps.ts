import type { Card } from '../../agents/kit/card.ts';
import type { Approval } from '../../models/approval.ts';
import type { Assistant } from '../assistant.ts';
import type { MessageRef } from '../platform.ts';

/** What approvals need of the running Greendoor. */
export type ApprovalDeps = Pick<Assistant, 'models' | 'catalog' | 'mailer' | 'clock' | 'log' | 'copying' | 'changing'>;

/** Where a card stands; `replyId` is that of the message it was posted as. */
export type Posting = MessageRef & { replyId?: string };

/** A changed approval whose messages must follow: each of `postings` shows `card` now. */
export interface Update {
  approval: Approval;
  card: Card;
  postings: Posting[];
}
