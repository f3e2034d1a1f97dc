import { isAdvised, isAsked, isKnownDay } from './asked.ts';
import { isByName } from './by-name.ts';
import { isScaleEnd } from './fact-says.ts';
import { sameKind } from './items.ts';
import { type Context, type Place, placeOf } from './place.ts';
import { UNREAL } from './reading/directions.ts';
import type { Claim, FoundFigure } from './reading/figures.ts';
import { isSameName } from './reading/names.ts';
import { boundBefore, reaches } from './reading/rounding.ts';
import type { Sentence } from './reading/sentence.ts';
import { isTime } from './reading/units.ts';
import { sameClaim } from './shown.ts';
import type { Known } from './sources.ts';
import { stands } from './stands.ts';
import { isWorkedOut } from './worked-out.ts';

const TO = /(?<!\p{L})(?:to|auf|à|an?|al|para) $/iu;

/** More than any sentence a person reads; further ones are not looked up. */
const MOST_FIGURES = 60;

/** The figures of a sentence that nothing shown holds, as written. */
export function unfounded(sentence: Sentence, known: Known, context: Context): FoundFigure[] {
  return sentence.figures.filter((figure, index) => {
    if (index >= MOST_FIGURES) return true;
    if (figure.shares || (figure.ofBefore && isScaleEnd(figure, sentence.figures[index - 1], known.facts))) return false;
    if (isByName(figure, sentence, known) || isWorkedOut(figure, sentence, known, context)) return false;
    const place = placeOf(figure, sentence, known, context);
    if (isAdvised(place) || isThreshold(place)) return false;
    if (isUnforeseen(place) || isOfAnother(place) || isOfColumn(place) || isMoreThanAll(figure, sentence.figures[index + 1])) return true;
    return !(isAsked(place) || isKnownDay(place) || stands(place) || standsOfAnother(place));
  });
}

/** Of more accounts than these nobody tells all without their names. */
const MOST_TOGETHER = 4;
const AGAINST =
  /\(\S{1,9} (?:to|zu|a|à) $|(?<!\p{L})(?:against|versus|vs\.?|compared (?:to|with)|than|gegen(?:über)?|als|contre|que|frente a|face à|em comparação com) (?:the |its |only |just )?$/iu;
const TOGETHER =
  /(?<!\p{L})(?:both|each|respectively|all (?:three|four)|beide[nr]?|jeweils|les deux|chacune?|respectivement|amb[oa]s|cada un[oa]|respectivamente)(?!\p{L})/iu;

/** "Acme is the healthier one, 78 against 61", "both have time: 246 and 218 days": of another of the few accounts that are spoken of. */
function standsOfAnother({ figure, sentence, context, known, accounts }: Place): boolean {
  const ids = [...known.accounts.ids];
  if (ids.length < 2 || ids.length > MOST_TOGETHER || sentence.mentions.length > 1) return false;
  const isSetAgainst = AGAINST.test(sentence.text.slice(Math.max(0, figure.start - 30), figure.start));
  if (!isSetAgainst && !(sentence.mentions.length === 0 && TOGETHER.test(sentence.text))) return false;
  return ids.some((id) => !accounts?.includes(id) && stands(placeOf(figure, sentence, known, context, [id])));
}

/** "All above 85 %:": what a list is led by is no value of anything, only beyond it something has to be. */
function isThreshold({ figure, sentence, known }: Place): boolean {
  const way = /:[*_\s]*$/.test(sentence.text) ? boundBefore(sentence.text.slice(Math.max(0, figure.start - 36), figure.start)) : 0;
  return (
    way !== 0 &&
    figure.readings.some(([claim, more]) =>
      known.quotes.some(
        ({ claims: [only] }) =>
          claim?.kind === 'number' && !more && only?.kind === 'number' && claim.unit === only.unit && way * (only.value - claim.value) > 0,
      ),
    )
  );
}

/** "Should recover to 66": where something may get to, which nothing shown foresees. */
function isUnforeseen({ figure, sentence: { text }, clause, facts, quotes }: Place): boolean {
  if (!clause || !UNREAL.test(clause.text) || !TO.test(text.slice(Math.max(0, figure.start - 6), figure.start))) return false;
  const [claim, more] = figure.readings[0] ?? [];
  if (claim?.kind !== 'number' || more) return false;
  return !(
    facts.some(({ figure: { metric, value } }) => /forecast|what_if/.test(metric) && reaches(claim, Number(value))) ||
    quotes.some(({ claims: [only], beside }) => beside.has('forecast') && only && sameClaim(claim, only))
  );
}

/** Whether a day or a length of time is known of somebody else than who is named with it: the last contact of one is not another's. */
function isOfAnother({ figure, who, quotes }: Place): boolean {
  if (who === undefined) return false;
  const timed = ([claim]: readonly Claim[]) => claim?.kind === 'date' || (claim?.kind === 'number' && isTime(claim.unit));
  const claims = figure.readings.filter((each) => each.length === 1 && timed(each)).flat();
  const alike = quotes.filter(({ claims: [only, more] }) => only && !more && claims.some((claim) => sameClaim(claim, only)));
  return alike.length > 0 && alike.every(({ name }) => name !== undefined && !isSameName(name, who));
}

/** "$3M of the $2M": a part that is more than all. */
function isMoreThanAll({ readings: [part] }: FoundFigure, next: FoundFigure | undefined): boolean {
  const [few, all] = [part?.[0], next?.ofBefore ? next.readings[0]?.[0] : undefined];
  return (
    few?.kind === 'number' && all?.kind === 'number' && few.unit === all.unit && few.value > all.value && few.below < few.value - all.value
  );
}

/** Whether a figure of a table is said to be what another column of its row holds. */
function isOfColumn({ figure, clause, quotes }: Place): boolean {
  const said = clause?.terms ?? new Set();
  const isSaid = (column: ReadonlySet<string> | undefined) => [...(column ?? [])].some((term) => said.has(term));
  const [claim] = figure.readings[0] ?? [];
  const cells = quotes.filter(({ claims: [only, more] }) => claim && only && !more && sameClaim(claim, only));
  return (
    cells.length > 0 &&
    cells.every(
      ({ line, column, claims: [own] }) =>
        column !== undefined &&
        !isSaid(column) &&
        quotes.some(({ claims: [other], ...each }) => each.line === line && own && other && sameKind(own, other) && isSaid(each.column)),
    )
  );
}
