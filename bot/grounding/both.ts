import { isToday } from './asked.ts';
import { says } from './fact-says.ts';
import { type Context, placeOf } from './place.ts';
import type { Sentence } from './reading/sentence.ts';
import { lineWords } from './reading/tokens.ts';
import { sameClaim } from './shown.ts';
import type { Known } from './sources.ts';
import { isWorkedOut } from './worked-out.ts';

const BOTH = /(?<!\p{L})(?:both|beide[nr]?|les deux|ambos|ambas)(?!\p{L})/iu;

/** Figures that are said of two ("both overdue since 26 October") and were shown of one. */
export function wrongBoth(sentence: Sentence, known: Known, context: Context): string[] {
  return sentence.clauses.flatMap(({ text, start, end }) => {
    const both = BOTH.exec(text);
    const [figure, more] = sentence.figures.filter((each) => each.start >= start && each.start < end && !isToday(each, known));
    const [claim] = figure?.readings[0] ?? [];
    if (!both || !figure || !claim || more || claim.kind === 'word' || (claim.kind === 'number' && claim.unit === '')) return [];
    // "18 points between the two".
    if (isWorkedOut(figure, sentence, known, context)) return [];
    const place = placeOf(figure, sentence, known, context, [...known.accounts.ids]);
    const facts = place.facts
      .filter((fact) => says(claim, fact, place))
      .map(({ figure: { metric, subject } }) => `${metric} ${subject.id}`);
    const quotes = known.quotes.filter(({ claims: [only, second] }) => only && !second && sameClaim(claim, only));
    const lines = quotes.map(({ line, before }) => `${known.lines[line - 1]?.head || lineWords(before)} ${before}`);
    return Math.max(new Set(facts).size, new Set(lines).size) === 1 ? [figure.text.trim()] : [];
  });
}
