import type { Contact } from '../../../../models/contact.ts';
import type { AccountFacts } from '../../../facts/account-facts.ts';
import type { Evidence } from '../../../facts/evidence.ts';
import type { Figure, Text } from '../../../facts/figure.ts';
import type { Finding } from '../../../facts/finding.ts';
import type { Reading } from '../../../facts/metric.ts';
import { ofAccount } from '../../../kit/present/figures.ts';
import { figureOf } from '../../../metrics/figure.ts';
import { metricNamed, readingOf } from '../../../metrics/index.ts';
import type { Words } from '../words.ts';

export const TOPICS = ['usage', 'adoption', 'people', 'ticket', 'value', 'renewal', 'milestone', 'feedback', 'contact', 'account'] as const;
export type Topic = (typeof TOPICS)[number];

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

/** What a metric says of the account now, as a figure; null where the facts hold nothing about it. */
export function figureNow(facts: AccountFacts, key: string): { figure: Figure; reading: Reading } | null {
  const metric = metricNamed(key);
  const reading = readingOf(metric, { facts, opinions: {} });
  return reading && { figure: figureOf(metric, reading, facts), reading };
}

/** A date of the account's as a figure. */
export const dated = ({ account, asOf }: AccountFacts, key: string, label: string, at: Date): Figure =>
  ofAccount({ id: account._id, name: account.name }, asOf.toISOString()).date(key, label, at.toISOString());

interface Source {
  collection: string;
  id: string;
  field: string;
  at: Date;
}

export const sourced = ({ at, ...source }: Source): Evidence => ({ ...source, at: at.toISOString() });

/** What a row says that is no figure of the account: a ticket's title, a milestone, a goal. */
export const fact = (label: string, value: number | null, unit: string, text: Text, ...sources: Source[]): Finding => ({
  label,
  value,
  unit,
  contribution: 0,
  text,
  evidence: sources.map(sourced),
});

/** "Acme: the rest", or the rest alone where the name is long. */
export function about(accountName: string, rest: string): string {
  const subject = `${accountName}: ${rest}`;
  return subject.length <= 100 ? subject : rest.charAt(0).toUpperCase() + rest.slice(1);
}
