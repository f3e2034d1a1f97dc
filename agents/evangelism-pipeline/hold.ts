import type { Contact } from '../../models/contact.ts';
import { type Against, type Asked, againstAsking, sentencesOf } from '../kit/asking.ts';
import { RefusedError } from '../kit/tool.ts';

/** What stops the programme with a person. A favour asked lately only delays the next one: it is told, and holds nothing up. */
export const holdOf = (asked: Asked, contact: Contact): Against[] =>
  againstAsking(asked, contact).filter(({ obstacle }) => obstacle !== 'asked_lately');

/** @throws RefusedError */
export function requireNoHold(asked: Asked, contact: Contact, what: string): void {
  const held = holdOf(asked, contact);
  if (held.length > 0) throw new RefusedError(`Not done: ${what} while this stands. ${sentencesOf(held)}.`);
}
