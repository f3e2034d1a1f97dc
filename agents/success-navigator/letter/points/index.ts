import type { Contact } from '../../../../models/contact.ts';
import type { AccountFacts } from '../../../facts/account-facts.ts';
import { type Words, wordsOf } from '../words.ts';
import { accountPoints, contactPoints } from './background.ts';
import { peoplePoints } from './people.ts';
import { milestonePoints, renewalPoints, valuePoints } from './plans.ts';
import type { Point, PointsOf } from './point.ts';
import { feedbackPoints, ticketPoints } from './service.ts';
import { adoptionPoints, usagePoints } from './usage.ts';

const SOURCES: PointsOf[] = [
  usagePoints,
  adoptionPoints,
  peoplePoints,
  ticketPoints,
  valuePoints,
  renewalPoints,
  milestonePoints,
  feedbackPoints,
  contactPoints,
  accountPoints,
];

/** Everything of the account's own that could be said to this person, in no order. */
export function pointsFor(facts: AccountFacts, to: Contact, words: Words = wordsOf('en')): Point[] {
  return SOURCES.flatMap((points) => points(facts, to, words));
}

export type { Point, Topic } from './point.ts';
