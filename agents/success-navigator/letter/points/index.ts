import type { Contact } from '../../../../models/contact.ts';
import type { AccountFacts, Finding } from '../../../facts/index.ts';
import { about, type Words, wordsOf } from '../words.ts';
import { accountPoints, contactPoints, invoicePoints, milestonePoints, renewalPoints, valuePoints } from './agreement.ts';
import { peoplePoints } from './people.ts';
import { adoptionPoints, feedbackPoints, ticketPoints, usagePoints } from './product.ts';

export type Topic =
  | 'usage'
  | 'adoption'
  | 'people'
  | 'ticket'
  | 'value'
  | 'renewal'
  | 'milestone'
  | 'feedback'
  | 'contact'
  | 'account'
  | 'invoice';

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

/** What can be said on a topic; its usual subject stands for it where none is given. */
export type PointsOf = (
  facts: AccountFacts,
  to: Contact,
  words: Words,
) => (Omit<Point, 'topic' | 'subject'> & Partial<Pick<Point, 'subject'>>)[];

const TOPICS: Record<Topic, PointsOf> = {
  usage: usagePoints,
  adoption: adoptionPoints,
  people: peoplePoints,
  ticket: ticketPoints,
  value: valuePoints,
  renewal: renewalPoints,
  milestone: milestonePoints,
  feedback: feedbackPoints,
  contact: contactPoints,
  account: accountPoints,
  invoice: invoicePoints,
};

/** Everything of the account's own that could be said to this person, in no order. */
export const pointsFor = (facts: AccountFacts, to: Contact, words: Words = wordsOf('en')): Point[] =>
  (Object.keys(TOPICS) as Topic[]).flatMap((topic) => {
    const subject = about(facts.account.name, words.say(`${topic}.subject`));
    return TOPICS[topic](facts, to, words).map((point) => ({ topic, subject, ...point }));
  });
