const DAY = 86_400_000;

/** How many days what Greendoor keeps for its own working is kept. What agents tell from, approvals, mail and the audit trail stay. */
export const RETENTION_DAYS = {
  /** Batches that came over HTTP: after that a delivery id may come again. */
  ingestDeliveries: 30,
  /** Raw use events: the sessions and figures made of them stay. */
  productEvents: 90,
  /** Since the last message. */
  conversations: 180,
  budgets: 90,
  /** How answers came about: which tools with which arguments, times and tokens. */
  turnTraces: 90,
  /** Platform events that are answered. */
  inbox: 30,
  /** Messages of ours: after that their buttons say that they are too old. */
  replies: 365,
  /** What a platform's adapter remembers of messages. */
  chatRecords: 365,
  /** What was offered and came of it. */
  offers: 365,
  /** Calls of other systems, and activities written to them, that are settled. */
  foreignWrites: 365,
  activityCopies: 365,
} as const;

/** What happened before is past its retention. */
export const keptSince = (what: keyof typeof RETENTION_DAYS, now: Date): Date => new Date(now.getTime() - RETENTION_DAYS[what] * DAY);
