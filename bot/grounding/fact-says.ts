import { daysBetween } from '../../agents/metrics/format.ts';
import { changeOf, type FactLine, isChange } from './facts.ts';
import { type Place, wayOf } from './place.ts';
import { agreesWithDay } from './reading/dates.ts';
import type { Claim, FoundFigure, NumberClaim } from './reading/figures.ts';
import { reaches } from './reading/rounding.ts';
import { factorTo, isTime, scaleOf } from './reading/units.ts';

/** By how much a number written in thousands or millions without decimals may differ, relative to the true one. */
const MAX_SHORTENING = 0.1;
export const PAST =
  /\b(?:was|were|had been|before|previously|earlier|formerly|used to|instead of|from|compared|against|versus|war|waren|zuvor|vorher|davor|früher|bisher|statt|gegenüber|von|était|étaient|avant|auparavant|précédemment|contre|au lieu|era|eran|antes|anteriormente|frente|en lugar|eram|face a|em vez|→|->)/iu;
const AGO = /\b(?:ago|overdue|past|late|vor|überfällig|il y a|retard|hace|vencid|atrasad|há)\b/iu;
const MINUS = /\b(?:minus|negative|negativ|moins|menos)\b/iu;

/** Whether a fact may be told in the unit of a claim. */
export function sayable(claim: Claim, { figure: { value, unit, relative }, days }: FactLine): boolean {
  if (claim.kind === 'date') return days.length > 0;
  if (claim.kind !== 'number') return false;
  return (
    (relative && unit === 'date' && isTime(claim.unit)) ||
    (typeof value === 'number' && (isOfPercent(claim, unit) || factorTo(claim.unit, unit, value) !== undefined))
  );
}

/** "Fell by 40 points", of a percentage: by how much it changed, never its level. */
export const isOfPercent = ({ unit: said }: NumberClaim, unit: string): boolean => unit === '%' && ['points', 'pp'].includes(said);

/** Whether a claim is what a fact line says: its day; its level, what it was, or by how much it changed, which has to be said. */
export function says(claim: Claim, fact: FactLine, place: Place): boolean {
  if (claim.kind === 'date') return fact.days.some((day) => agreesWithDay(claim, day));
  const { figure, sentence, clause, facts } = place;
  const { from, signed, unit } = fact.figure;
  const value = daysTo(fact) ?? fact.figure.value;
  if (claim.kind !== 'number' || typeof value !== 'number' || (claim.sign === '+' && !isChange(fact))) return false;
  const text = clause?.text ?? sentence.text;
  const factor = factorTo(claim.unit, unit === 'date' ? 'days' : unit, value) ?? 1;
  const is = (number: number | null, sign: 'certain' | 'open') => number !== null && agrees(claim, number * factor, sign);
  const level = signed ? (from === null ? null : from + value) : value;
  const change = changeOf(fact);
  const way = wayOf(place, fact);
  const { pair } = figure;
  if (pair && from !== null && level !== null) {
    const [own, other] = pair.role === 'from' ? [from, level] : [level, from];
    return is(own, 'open') && Math.abs(pair.other - other * factor) <= Math.max(0.5, Math.abs(pair.other) * 0.05) && fits(way, change);
  }
  if (pair?.role === 'from') {
    // What would be, or is expected, is told as a change to come.
    const isNext = ({ figure: { metric, value } }: FactLine) =>
      /what_if|forecast/.test(metric) && metric.includes(fact.figure.metric) && Math.round(Number(value)) === Math.round(pair.other);
    return is(value, 'open') && way === undefined && facts.some(isNext);
  }
  const onlyChange = isOfPercent(claim, unit);
  if (!onlyChange && level !== null && is(level, MINUS.test(text) || AGO.test(text) || level >= 0 ? 'open' : 'certain')) {
    if (level < 0 && unit === 'days' && claim.sign === '' && !AGO.test(sentence.text)) return false;
    if (way === undefined || isTime(claim.unit)) return true;
    if (change !== null) return fits(way, change);
    return facts.some((other) => isChangeOf(other, fact) && fits(way, changeOf(other)));
  }
  // Who reads 61 and 11 says that these are 50 apart.
  const seen = from === null || signed ? change : Number(value.toFixed(fact.figure.digits)) - Number(from.toFixed(fact.figure.digits));
  if (change !== null && [change, seen].some((each) => is(each, claim.sign === '' ? 'open' : 'certain'))) {
    // By how many points something counts is no move of its own.
    if (fact.figure.metric.includes('_points:') && way === undefined) return true;
    if (way === undefined && claim.sign === '') return from !== null && is(from, 'open') && PAST.test(text);
    return claim.sign !== '' ? way === undefined || fits(way, change) : fits(way, change);
  }
  return !onlyChange && from !== null && is(from, 'open') && PAST.test(text);
}

/** Of a date that is told from a day: the days until it, or since. */
const daysTo = ({ figure: { relative, unit, value, asOf } }: FactLine): number | undefined =>
  relative && unit === 'date' && typeof value === 'string' ? Math.abs(daysBetween(new Date(asOf), new Date(value))) : undefined;

const fits = (way: 1 | -1 | undefined, change: number | null): boolean => way === undefined || (change !== null && change * way > 0);

/** Whether it is known which way what a fact measures went. */
export const isMoved = (fact: FactLine, facts: readonly FactLine[]): boolean =>
  changeOf(fact) !== null || facts.some((other) => isChangeOf(other, fact));

/** Whether one fact is the change of what another measures. */
function isChangeOf(change: FactLine, of: FactLine): boolean {
  if (!isChange(change) || change.accountId !== of.accountId || change.figure.subject.id !== of.figure.subject.id) return false;
  const [a, b] = [change.figure.metric, of.figure.metric];
  return a === b || ['change', 'trend', 'moved'].some((of) => a.startsWith(`${b}_${of}`));
}

/** Whether a written number is a known one, rounded to the digits written. */
function agrees(claim: NumberClaim, known: number, certain: 'certain' | 'open'): boolean {
  const { value, sign, whole, scale } = claim;
  if ((sign !== '' || certain === 'certain') && known !== 0 && value !== 0 && Math.sign(value) !== Math.sign(known)) return false;
  const difference = Math.abs(Math.abs(value) - Math.abs(known));
  // Nobody writes a share of 0.78 as "1", nor 1.6 million as "$2M".
  if (whole && scale > 1 && Math.abs(known) < scale && Math.round(Math.abs(known)) !== 0 && difference > 0) return false;
  if (whole && scale > 1 && difference > MAX_SHORTENING * Math.abs(known)) return false;
  return reaches(claim, known);
}

/** Whether a number only names the end of the scale of the figure before it, which is a shown one. */
export const isScaleEnd = ({ readings }: FoundFigure, before: FoundFigure | undefined, facts: readonly FactLine[]): boolean =>
  facts.some(
    ({ figure: { unit, value, from } }) =>
      readings.some(([claim, more]) => claim?.kind === 'number' && !more && scaleOf(unit).includes(claim.value)) &&
      before?.readings.some(
        ([claim]) => claim?.kind === 'number' && [value, from].some((known) => typeof known === 'number' && reaches(claim, known)),
      ),
  );
