import type { Contact } from '../../../models/contact.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import type { Evidence } from '../../facts/evidence.ts';
import type { Finding } from '../../facts/finding.ts';

export const TOPICS = ['usage', 'adoption', 'people', 'ticket', 'value', 'renewal', 'milestone', 'feedback', 'contact', 'account'] as const;
export type Topic = (typeof TOPICS)[number];

/** Something of the account's own that a note to one of its people can be about. */
export interface Point {
  topic: Topic;
  /** 0 to 1: how much it matters now, whoever reads it. */
  weight: number;
  /** What the customer reads; every figure in it is in `figure` too. */
  line: string;
  subject: string;
  /** The one question the note ends with, where the topic's usual one does not fit. */
  ask?: string;
  /** What the approver reads, with the documents behind it. */
  figure: Finding;
}

export type PointsOf = (facts: AccountFacts, to: Contact) => Point[];

interface Source {
  collection: string;
  id: string;
  field: string;
  at: Date;
}

export function fact(label: string, value: number | null, unit: string, text: string, ...sources: Source[]): Finding {
  const evidence: Evidence[] = sources.map((source) => ({ ...source, at: source.at.toISOString() }));
  return { label, value, unit, contribution: 0, text, evidence };
}

/** "Acme: the rest", or the rest alone where the name is long. */
export function about(accountName: string, rest: string): string {
  const subject = `${accountName}: ${rest}`;
  return subject.length <= 100 ? subject : rest.charAt(0).toUpperCase() + rest.slice(1);
}

export const clamp = (weight: number): number => Math.min(1, Math.max(0, weight));
