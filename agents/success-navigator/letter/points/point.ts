import type { Contact } from '../../../../models/contact.ts';
import type { AccountFacts } from '../../../facts/account-facts.ts';
import type { Figure } from '../../../facts/figure.ts';
import type { Finding } from '../../../facts/finding.ts';
import { ofFacts } from '../../../kit/present/figures.ts';
import { capital } from '../../../metrics/format.ts';
import type { Words } from '../words.ts';

export type Topic = 'usage' | 'adoption' | 'people' | 'ticket' | 'value' | 'renewal' | 'milestone' | 'feedback' | 'contact' | 'account';

/** Something of the account's own that a note to one of its people can be about. */
export interface Point {
  topic: Topic;
  /** 0 to 1: how much it matters now, whoever reads it. */
  weight: number;
  /** Whether it is good news for them, bad news, or neither. */
  news?: 'good' | 'bad';
  /** What the customer reads, in the note's language; every figure in it is in `figure` too. */
  line: string;
  subject: string;
  /** The one question the note ends with, where the topic's usual one does not fit. */
  ask?: string;
  /** What the approver reads, with the documents behind it. */
  figure: Finding;
}

export type PointsOf = (facts: AccountFacts, to: Contact, words: Words) => Point[];

/** A date of the account's as a figure. */
export const dated = (facts: AccountFacts, key: string, label: string, at: Date): Figure => ofFacts(facts).date(key, label, at);

/** "Acme: the rest", or the rest alone where the name is long. */
export function about(accountName: string, rest: string): string {
  const subject = `${accountName}: ${rest}`;
  return subject.length <= 100 ? subject : capital(rest);
}
