import { type Amount, readingsOf, scaled } from './amount.ts';
import type { FoundFigure } from './figures.ts';
import type { Reach } from './rounding.ts';
import { isCurrency } from './units.ts';

/** What amounts that stand beside one another say of each other. */

/** A range or list shares the unit it says once: "20–30 %", "5 to 6 million". */
const SHARES = /^ ?(?:-|–|—|to|and|or|bis|und|oder|à|a|et|ou|y|o|e|→|->|vs\.?|instead of|statt|auf) ?$/;
const OUT_OF = /^ ?(?:\/|(?:(?:out )?of|von|sur|de|em|aus|über)(?: (?:the|los|las|den|der|les))?|d[ao]s|des) ?$/;
const ARROW = /^\s*(?:→|->|⟶)\s*$/;
const CHANGED_TO =
  /^(?!.*(?<!\p{L})(?:and|und|et|y|frente|face)(?!\p{L}))[^.;:\d¤]{0,24}?(?:(?<!\p{L})(?:to|auf|à|aux?|al?|para|bis)|→|->)(?: \p{L}{2,5}){0,2} ?[$€£]?$/u;
/** "La previsión es de 81 a 30 días" tells no change. */
const FROM = /(?<!\p{L})(?:from|von|vom|(?<!(?:^|\P{L})(?:es|est|é|son|fue|era) )de|del|des|du|desde|d[ao]s?) ?[$€£]?$/iu;

/** As many letters may stand between two levels of one thing. */
const NEAR = 30;
const BEFORE = '(?:before|previously|formerly|earlier|vorher|zuvor|davor|früher|avant|auparavant|antes|anteriormente)';
const BEFORE_IT = new RegExp(`(?<!\\p{L})${BEFORE}:? $`, 'iu');
const AFTER_IT = new RegExp(`^ ${BEFORE}(?= ?[.,;()]|$)`, 'iu');

/** Whether a number is said to be what was: "it was 86 before", "vorher 86". */
const isEarlier = ({ start, end }: FoundFigure, text: string): boolean =>
  BEFORE_IT.test(text.slice(Math.max(0, start - 20), start)) || AFTER_IT.test(text.slice(end, end + 20));

/** Reads amounts of a text by those around them: units that are said once, shares, ends of scales, both ends of a change. */
export function readTogether(found: readonly Amount[], text: string): void {
  readNeighbours(found, text);
  readOneIn(found, text);
  readChanges(found, text);
  readUnitsOn(found, text);
}

function readNeighbours(found: readonly Amount[], text: string): void {
  for (const [index, { parts, figure }] of found.entries()) {
    const next = found[index + 1];
    if (!next) break;
    const between = text.slice(figure.end, next.figure.start).replace(/ +/g, ' ');
    const shares = SHARES.test(between) || figure.end === next.figure.start;
    if (shares && parts.unit === '' && parts.scale === '' && (next.parts.unit || next.parts.scale)) {
      figure.readings.push(...readingsOf({ ...parts, scale: next.parts.scale, unit: next.parts.unit }));
    }
    if (shares && next.parts.unit === '' && parts.unit !== '')
      next.figure.readings.push(...readingsOf({ ...next.parts, unit: parts.unit }));
    if (OUT_OF.test(between) && (parts.unit === '' || (isCurrency(parts.unit) && parts.unit === next.parts.unit)))
      next.figure.ofBefore = true;
    if ((OUT_OF.test(between) || between === ' in ') && figure.loose) shareOf(figure, next.figure);
  }
}

/** "One user in twelve": the one is no figure. */
function readOneIn(found: readonly Amount[], text: string): void {
  for (const { figure } of found) {
    const [claim] = figure.readings[0] ?? [];
    if (
      claim?.kind === 'number' &&
      claim.unit === '' &&
      claim.whole &&
      claim.value > 1 &&
      claim.value <= 20 &&
      ONE_IN.test(text.slice(Math.max(0, figure.start - 30), figure.start))
    )
      figure.readings = [[{ ...claim, value: 100 / claim.value, ...evenly(50 / claim.value ** 1.5), unit: '%' }]];
  }
}

/** Both ends of a change. */
function readChanges(found: readonly Amount[], text: string): void {
  const levels = found.map((each) => each.figure).filter((each) => !each.ofBefore);
  for (const [index, figure] of levels.entries()) {
    const next = levels[index + 1];
    if (!next) break;
    // The end of a scale may stand between: "from 8.3 of 10 to 5.7 of 10".
    const between = text
      .slice(figure.end, next.start)
      .replace(/ +/g, ' ')
      .replace(/^ ?(?:\/|of|von|sur|de|em) ?\d+/, '');
    const [was, is] = [figure, next].map((each) => isEarlier(each, text));
    if (
      (was === is || figure.pair || between.length > NEAR) &&
      !ARROW.test(between) &&
      !(FROM.test(text.slice(Math.max(0, figure.start - 8), figure.start)) && CHANGED_TO.test(between))
    )
      continue;
    const of = (each: FoundFigure) => (each.readings[0]?.[0]?.kind === 'number' ? each.readings[0][0].value : Number.NaN);
    const [from, to] = is && !was ? [next, figure] : [figure, next];
    from.pair = { role: 'from', other: of(to) };
    to.pair = { role: 'to', other: of(from) };
    shareUnit(figure, next);
  }
}

/** "Two months, whereas theirs is due in eleven": a unit that was said goes on where nothing follows. */
function readUnitsOn(found: readonly Amount[], text: string): void {
  let said: FoundFigure | undefined;
  for (const { parts, figure } of found) {
    if (parts.unit !== '') said = figure;
    else if (
      said &&
      ENDS.test(text.slice(figure.end, figure.end + 10)) &&
      !BY.test(text.slice(Math.max(0, figure.start - 5), figure.start))
    )
      shareUnit(figure, said);
  }
}

/** "Nine in ten" is 90 %, as far as tenths go. */
function shareOf(part: FoundFigure, whole: FoundFigure): void {
  const [[few] = [], [all] = []] = [part.readings[0], whole.readings[0]];
  if (few?.kind !== 'number' || all?.kind !== 'number' || all.value > 10 || few.value > all.value || few.unit || all.unit) return;
  whole.ofBefore = true;
  whole.shares = true;
  part.readings.push([{ ...few, value: (100 * few.value) / all.value, ...evenly(50 / all.value / 2), unit: '%' }]);
}

const evenly = (half: number): Reach => ({ above: half, below: half });

const ONE_IN = /(?<!\p{L})(?:one|eine?[rns]?|une?|una|uno?|uma?)(?: \p{L}+)?[ -](?:in|out of|von|auf|sur|de cada|em cada) *$/iu;
const BY = /(?<!\p{L})(?:by|um|de|por|em) *$/u;
const ENDS = /^[*_]{0,3}(?:[.,;:)]| \(| before| vorher|$)/;

/** A bare number may be meant in the unit of another one. */
function shareUnit(figure: FoundFigure, other: FoundFigure): void {
  const [claim] = figure.readings[0] ?? [];
  const [unit] = other.readings[0] ?? [];
  if (claim?.kind === 'number' && unit?.kind === 'number' && claim.unit === '' && unit.unit !== '')
    figure.readings.push([{ ...claim, unit: unit.unit, scale: unit.scale, value: claim.value * unit.scale, ...scaled(claim, unit.scale) }]);
}
