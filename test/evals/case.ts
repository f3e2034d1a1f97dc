/** What a call must look like: of its arguments those that matter. */
export interface ExpectedCall {
  name: string;
  /** The whole name of the account it must be about. */
  account?: string;
  /** Each must be so; a comparator may list several with `|`. What is not named must be left out where it narrows a list. */
  arguments?: Record<string, unknown>;
}

/** The end state of a case's last turn. */
export interface Expected {
  /** Reading calls that succeed; no others do. */
  tools?: ExpectedCall[];
  /** What a person could now press to have it written. */
  offers?: ExpectedCall[];
  /** Drafts and packages that now wait for a person. */
  drafts?: number;
  /** Nothing ran: what was meant is asked, with choices. */
  asks?: true;
  /** Nothing ran: it is said that this cannot be done (yet). */
  cannot?: true;
}

/** One thing a hurried person says, or a thread of such; graded by what came of it, not by how it is worded. */
export interface Case {
  /** Unique; what was said, unless given. */
  name: string;
  kind: Kind;
  /** E-mail name of the person who asks. */
  as: string;
  turns: string[];
  /** Any of these will do. */
  expect: Expected[];
  /** Needs a tool that is not there yet; counted apart. */
  later?: string;
}

export const KINDS = ['conversation', 'day', 'portfolio', 'account', 'doing', 'roles', 'drafts', 'unclear'] as const;
export type Kind = (typeof KINDS)[number];

type Said = string | string[];

/** The ways to write a case of one kind down. */
export function casesOf(kind: Kind, as = 'sarah.williams') {
  const made = (said: Said, expect: Expected[], more: Partial<Case> = {}): Case => {
    const turns = [said].flat();
    const who = more.as ?? as;
    return {
      name: `${who === 'sarah.williams' ? '' : `${who.split('.')[0]}: `}${turns.join(' → ')}`,
      kind,
      as: who,
      turns,
      expect,
      ...more,
    };
  };
  const call = (name: string, about?: string | Record<string, unknown>, more?: Record<string, unknown>): ExpectedCall =>
    typeof about === 'string' ? { name, account: about, arguments: more } : { name, arguments: about };
  return {
    made,
    call,
    /** One reading call. */
    read: (said: Said, name: string, about?: string | Record<string, unknown>, more?: Record<string, unknown>) =>
      made(said, [{ tools: [call(name, about, more)] }]),
    /** Several reading calls, or one of several that would do. */
    reads: (said: Said, ...calls: ExpectedCall[]) => made(said, [{ tools: calls }]),
    either: (said: Said, ...calls: ExpectedCall[]) =>
      made(
        said,
        calls.map((each) => ({ tools: [each] })),
      ),
    offers: (said: Said, name: string, account: string, more?: Record<string, unknown>) =>
      made(said, [{ offers: [{ name, account, arguments: more }] }]),
    drafts: (said: Said, name: string, account: string, more?: Record<string, unknown>, count = 1) =>
      made(said, [{ tools: [{ name, account, arguments: more }], drafts: count }]),
    asks: (said: Said) => made(said, [{ asks: true }]),
    cannot: (said: Said) => made(said, [{ cannot: true }]),
    /** What a tool of a later issue will answer. */
    later: (said: Said, tool: string) => made(said, [{ cannot: true }], { later: tool }),
  };
}

/** A condition on a metric. */
export const where = (metric: string, comparator: string, value: unknown = null, to: unknown = null) => ({ metric, comparator, value, to });

export const TECHCORP = 'TechCorp Financial Services';
export const DATAFLOW = 'DataFlow Analytics';

/** The periods a case of 27 November 2026 speaks of. */
export const NEXT_QUARTER = ['2027-01-01', '2027-03-31'] as const;
export const THIS_QUARTER = ['2026-10-01', '2026-12-31'] as const;
