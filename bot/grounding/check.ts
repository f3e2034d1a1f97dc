import { wrongBands } from './bands.ts';
import { wrongBoth } from './both.ts';
import { wrongComparisons } from './compared.ts';
import { unfounded } from './judge.ts';
import type { Context } from './place.ts';
import { wrongQuotes } from './quoted.ts';
import { wrongRanks } from './ranks.ts';
import { accountsAt, readSentence, type Sentence } from './reading/sentence.ts';
import { wrongRoles } from './roles.ts';
import { wrongShares } from './shares.ts';
import type { Sources } from './sources.ts';
import { createTableReader } from './tables.ts';
import { unknownNames } from './unknown-names.ts';
import { isTold } from './verbatim.ts';
import { wrongWays } from './ways.ts';

export interface GroundingCheck {
  /** The segment as it may be shown: itself, or only its line break when something it says is in no source. */
  check(segment: string): string;
  /** Figures and names removed so far. */
  readonly removed: number;
  /** What was not found, as written, in the order it was removed. */
  readonly missed: readonly { said: string; sentence: string }[];
}

/** Checks a reply segment by segment, in order; segments are whole sentences or lines. */
export function createGroundingCheck(sources: Sources): GroundingCheck {
  const missed: { said: string; sentence: string }[] = [];
  const table = createTableReader();
  let lineStart = true;
  let inList = false;
  let nextItem = 1;
  let heading: Sentence | undefined;
  let lead: Sentence | undefined;
  let previous: Sentence | undefined;

  const withoutNumbering = (segment: string): string => {
    const marker = lineStart ? /^[\s>#*_]*(\d{1,2})[.)][*_]*(?=\s)/.exec(segment) : null;
    const number = Number(marker?.[1]);
    if (!marker || (number !== 1 && number !== nextItem)) return segment;
    nextItem = number + 1;
    return segment.slice(marker[0].length);
  };

  return {
    get removed() {
      return missed.length;
    },
    missed,
    check(segment) {
      const startsLine = lineStart;
      const tail = segment.slice(segment.trimEnd().length);
      if (segment.trim() === '') {
        if (segment !== '') lineStart = tail.includes('\n');
        return segment;
      }
      const told = startsLine ? table.told(segment) : segment;
      const sentence = readSentence(withoutNumbering(told), sources.known.reader);
      const isItem = startsLine && (told !== segment || /^\s*(?:[-*•–]|\d{1,2}[.)])\s/.test(segment));
      if (startsLine) {
        if (!isItem && !isHeading(segment)) heading = undefined;
        if (isItem && !inList) heading ??= lead;
        inList = isItem;
        lead = undefined;
      }
      const before = [lead, heading, previous, sources.known.question].flatMap((each) => each ?? []);
      const leads = [lead, heading].flatMap((each) => each ?? []);
      const wrong = faults(sentence, sources, { ...contextOf(sources, before), leads });
      lineStart = tail.includes('\n');
      // What was taken out is nothing to work on with.
      const kept = wrong.length > 0 ? { ...sentence, figures: [] } : sentence;
      if (isHeading(segment)) heading = kept;
      else if (startsLine) lead = kept;
      previous = kept;
      if (wrong.length === 0) return segment;
      for (const said of wrong) missed.push({ said, sentence: segment.trim() });
      return startsLine || !lineStart ? '' : tail.slice(tail.indexOf('\n'));
    },
  };
}

/** What leads the lines under it: "**Churn risk**", "# Support", "Of those:". */
const isHeading = (segment: string): boolean => /^\s*#|:[*_\s]*$|^\s*\*\*[^*]+\*\*\s*$/.test(segment);

/** Whom a sentence is about that names nobody: the one account of the turn, else whom what stands before it names last. */
function contextOf({ known }: Sources, before: readonly Sentence[]): Context {
  const { ids } = known.accounts;
  if (ids.size === 1) return { before, accounts: [...ids] };
  const named = before.find(({ mentions }) => mentions.length > 0)?.mentions.at(-1)?.ids;
  return { before, accounts: named ?? null };
}

function faults(sentence: Sentence, { known }: Sources, context: Context): string[] {
  const whose = accountsAt({ start: sentence.text.length }, sentence, context);
  if (isTold(sentence, known, whose, context)) return [];
  return [
    ...unfounded(sentence, known, context).map(({ text }) => text.trim()),
    ...unknownNames(sentence, known, context.accounts),
    ...wrongRoles(sentence, known, whose),
    ...wrongRanks(sentence, known, whose),
    ...wrongQuotes(sentence, known),
    ...wrongBands(sentence, known, context.accounts),
    ...wrongShares(sentence, known, context.accounts),
    ...wrongBoth(sentence, known, context),
    ...wrongComparisons(sentence),
    ...wrongWays(sentence, known, context.accounts),
  ];
}

/** What of a text no source confirms, as written; the text stands alone. */
export function ungrounded(text: string, sources: Sources): string[] {
  const sentence = readSentence(text, sources.known.reader);
  return faults(sentence, sources, contextOf(sources, sources.known.question ? [sources.known.question] : []));
}
