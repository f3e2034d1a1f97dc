import { dateFormat } from '../../agents/kit/date-format.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import { timesCalled } from './called.ts';
import { type FactLine, factLine } from './facts.ts';
import type { CalendarDay } from './reading/dates.ts';
import type { FoundFigure } from './reading/figures.ts';
import { nameBeside } from './reading/names.ts';
import { boundBefore } from './reading/rounding.ts';
import type { Day } from './reading/said-days.ts';
import { accountsAt, clauseAt, type Reader, readSentence, type Sentence } from './reading/sentence.ts';
import { lineWords, tokensOf } from './reading/tokens.ts';
import { rolesIn } from './roles.ts';
import { besideOf, neighboursOf, type Quote, type Shown } from './shown.ts';
import { asRead } from './verbatim.ts';

/** What a reply may say figures of: what tools showed in this conversation, and the person's own words. */
export interface Sources {
  /** What a model was shown of one result. */
  show(shown: Shown): void;
  /** With what a tool was called whose result was shown. */
  call(given: unknown): void;
  /** What the person wrote; the last text added is the question. `us`: an earlier answer, which was checked when it was given. */
  addText(text: string, by?: 'person' | 'us'): void;
  /** Accounts of ours that a reply names and nothing was shown of. */
  meet(accounts: readonly { id: string; name: string }[]): void;
  /** Something of this turn waits for a person's press. */
  wait(what: 'draft' | 'offer'): void;
  /** An instant everybody knows: now, and what the answer is as of. */
  addDate(instant: Date): void;
  readonly known: Known;
}

/** Everything that was shown, ready to be held against. */
export interface Known {
  facts: readonly FactLine[];
  /** Figures of shown lines that are no fact lines. */
  quotes: readonly Quote[];
  /** What of this turn waits for a person's press. */
  waits: ReadonlySet<'draft' | 'offer'>;
  /** Figures the person wrote, and times a tool was called with. */
  asked: readonly Quote[];
  question: Sentence | undefined;
  /** Instants everybody knows. */
  days: readonly CalendarDay[];
  accounts: Accounts;
  reader: Reader;
  /** Lines that were shown, for names: plain words, and whom they are about. */
  lines: readonly Line[];
}

export interface Line {
  /** In lower case, its words set apart by single spaces. */
  words: string;
  /** As it was shown, see `asRead`. */
  text: string;
  accounts: readonly string[] | null;
  /** The person wrote it. */
  asked: boolean;
  /** It tells a day. */
  dated: boolean;
  /** Who plays which part at the customer. */
  roles: readonly { name: string; role: string }[];
  /** Of a row of a list: which list. */
  list?: number;
  /** What a row begins with, as its words. */
  head: string;
  /** See `Quote`. */
  by?: readonly string[] | undefined;
}

/** Characters read of one line of what was shown. */
const LONGEST_LINE = 1_000;
const MOST_LINES = 400;

/** `timezone` is the reader's: instants may be told in it. */
export function createSources(timezone: string): Sources {
  const facts: FactLine[] = [];
  const quotes: Quote[] = [];
  const asked: Quote[] = [];
  const instants: Date[] = [];
  let days: readonly CalendarDay[] | undefined;
  const lines: Line[] = [];
  const accounts = createAccounts();
  const waits = new Set<'draft' | 'offer'>();
  const zones = [...new Set([timezone, 'UTC'])].map((timeZone) =>
    dateFormat({ timeZone, year: 'numeric', month: 'numeric', day: 'numeric' }),
  );
  const daysOf = (instant: Date): CalendarDay[] =>
    Number.isNaN(instant.getTime())
      ? []
      : zones.map((zone) => Object.fromEntries(zone.formatToParts(instant).map(({ type, value }) => [type, Number(value)])));
  const reader: Reader = {
    mentionsIn: accounts.mentionsIn,
    today: () => known.days[0] as Day | undefined,
  };
  const known = {
    facts,
    quotes,
    asked,
    /** Few replies are about days. */
    get days() {
      days ??= instants.flatMap(daysOf);
      return days;
    },
    accounts,
    reader,
    lines,
    waits,
    question: undefined as Sentence | undefined,
  };

  let list = 0;
  /** Of the table that is being read. */
  let header: readonly { terms: ReadonlySet<string>; accounts: readonly string[] }[] | undefined;
  const learnLine = (line: string, whose: readonly string[] | null, into: Quote[], by?: readonly string[]): Sentence => {
    const sentence = readSentence(line.slice(0, LONGEST_LINE), reader);
    const named = sentence.mentions.flatMap(({ ids }) => ids);
    const about = named.length > 0 ? [...new Set(named)] : whose;
    const cells = line.split(' | ');
    const isHeader = cells.length > 1 && header === undefined;
    if (isHeader)
      header = cells.map((cell) => ({
        terms: new Set(tokensOf(cell).flatMap(({ terms }) => terms)),
        accounts: reader.mentionsIn(cell).flatMap(({ ids }) => ids),
      }));
    else if (cells.length === 1) header = undefined;
    const isRow = !isHeader && (cells.length > 1 || /^\s*[•-] /.test(line));
    if (!isRow) list++;
    lines.push({
      words: sentence.words,
      text: asRead(sentence.text),
      accounts: about,
      asked: into === asked,
      roles: rolesIn(sentence),
      ...(isRow ? { list } : {}),
      head: lineWords(/^[\s•-]*([^:|]*?)(?= ?[:|]|,? \d|$)/.exec(sentence.text)?.[1] ?? ''),
      dated: sentence.figures.some(({ readings }) => readings.some(([claim]) => claim?.kind === 'date')),
      by,
    });
    for (const [at, figure] of sentence.figures.entries()) {
      const clause = clauseAt(sentence, figure.start);
      const column = header?.[sentence.text.slice(0, figure.start).split(' | ').length - 1];
      const place = {
        beside: besideOf(sentence, figure),
        ...neighboursOf(sentence, figure),
        accounts: sentence.mentions.some(({ start }) => start < (clause?.end ?? 0))
          ? accountsAt(figure, sentence, { accounts: whose })
          : column?.accounts.length
            ? column.accounts
            : whose,
        ...(figure.pair ? { pair: figure.pair.role } : {}),
        column: column?.terms,
        of: wholeOf(sentence.figures[at + 1]),
        line: lines.length,
        at,
        name: nameBeside(sentence, figure),
        bound: boundBefore(sentence.text.slice(Math.max(0, figure.start - 36), figure.start)),
        ways: clause?.directions.map(({ way }) => way) ?? [],
        by,
      };
      for (const claims of figure.readings) into.push({ claims, ...place });
    }
    return sentence;
  };
  const linesOf = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(0, MOST_LINES);

  return {
    known,
    show({ account, figures, text, by }) {
      if (account) accounts.add(account, true);
      for (const { subject } of figures) if (subject.kind === 'account') accounts.add(subject, !account);
      for (const figure of figures) {
        facts.push(factLine(figure, account?.id ?? null, daysOf));
      }
      for (const line of linesOf(text)) learnLine(line, account ? [account.id] : null, quotes, by);
    },
    call(given) {
      for (const line of timesCalled(given)) learnLine(line, null, asked);
    },
    addText(text, by = 'person') {
      const read = linesOf(text).map((line) => learnLine(line, null, by === 'person' ? asked : quotes));
      if (by === 'person') known.question = text.includes('\n') ? readSentence(text.slice(0, LONGEST_LINE), reader) : read[0];
    },
    wait(what) {
      waits.add(what);
    },
    meet(strangers) {
      for (const account of strangers) accounts.add(account, false);
    },
    addDate(instant) {
      instants.push(instant);
      days = undefined;
    },
  };
}

const wholeOf = (next: FoundFigure | undefined): number | undefined => {
  const [claim] = next?.ofBefore ? (next.readings[0] ?? []) : [];
  return claim?.kind === 'number' ? claim.value : undefined;
};
