import type { Constraint } from '../reading/figures.ts';
import { levelsIn } from '../reading/levels.ts';
import type { Reading } from '../reading/reading.ts';
import { isOf } from '../words/grammar.ts';
import { chooseValue } from './fill-values.ts';
import type { Slot } from './schema.ts';

export interface AssignedFigures {
  values: Map<string, unknown>;
  stated: number;
  taken: number;
  /** The period went into a count of days. */
  back: boolean;
}

const DAY = 86_400_000;
/** What a figure can be about; a figure said to be about one is never taken for another. */
const TOPICS = [['health'], ['risk', 'churn'], ['renewal'], ['worth', 'arr'], ['usage'], ['predict']];
const topicsOf = (cues: ReadonlySet<string>, { lexicon }: Reading) =>
  TOPICS.filter((topic) => topic.some((word) => cues.has(lexicon.conceptOf(word))));
const nearOf = ({ before, after }: Constraint, { lexicon }: Reading) => new Set([...before, ...after].map(lexicon.conceptOf));

/** Gives each figure of a question to the argument it fits best. */
export function assignFigures(slots: Slot[], reading: Reading): AssignedFigures {
  const values = new Map<string, unknown>();
  const used = new Set<Constraint>();
  for (const slot of slots.filter((each) => each.kind === 'objects')) {
    const objects = reading.constraints.flatMap((constraint) => {
      const made =
        slot.items?.some(({ name }) => name === 'comparator') ||
        isStep(constraint) ||
        constraint.bound === 'least' ||
        constraint.bound === 'most'
          ? undefined
          : objectOf(slot.items ?? [], constraint, reading);
      if (made) used.add(constraint);
      return made ? [made] : [];
    });
    if (objects.length > 0) values.set(slot.name, objects);
  }
  const numbers = slots.filter((slot) => slot.kind === 'number');
  const pairs = reading.constraints
    .filter((constraint) => !used.has(constraint))
    .flatMap((constraint) => numbers.map((slot, order) => ({ constraint, slot, fit: fitOf(slot, constraint, reading) - order * 0.01 })))
    .filter(({ fit }) => fit > 0)
    .toSorted((a, b) => b.fit - a.fit);
  for (const { constraint, slot } of pairs) {
    if (used.has(constraint) || values.has(slot.name)) continue;
    used.add(constraint);
    values.set(slot.name, slot.integer ? Math.round(constraint.value) : constraint.value);
  }
  // What takes the day it ends on needs no days counted.
  const endsOnDay = slots.some(({ name, description }) => name === 'until' && /\bday to come\b/.test(description));
  let back = false;
  for (const slot of numbers.filter((each) => !values.has(each.name))) {
    const days = lookBack(slot, reading) ?? (endsOnDay ? undefined : lookAhead(slot, reading));
    const named = namedLevel(slot, reading) ?? days;
    if (named !== undefined) values.set(slot.name, named);
    if (days !== undefined) back = true;
  }
  return { values, stated: reading.constraints.length, taken: used.size, back };
}

/** "Up 20 points" says how far, not where to. */
const isStep = ({ before, bound }: Constraint): boolean =>
  bound === 'exact' && /^(?:up|down|by|um|de|en|rose|fell|grew|rises|falls)$/.test(before.at(-1) ?? '');

function fitOf(slot: Slot, constraint: Constraint, reading: Reading): number {
  const { unit, bound, value, backwards, before } = constraint;
  const { text } = reading;
  const near = nearOf(constraint, reading);
  if (slot.minimum !== undefined && value < slot.minimum) return 0;
  if (slot.maximum !== undefined && value > slot.maximum) return 0;
  if (/page|limit|count/i.test(slot.name))
    return new RegExp(`\\b(page|top|first)\\s*${value}\\b`, 'i').test(text) && /page/i.test(slot.name) === /page/i.test(text) ? 3 : 0;
  // "Top 10" is how many are wanted, never what they have at least.
  if (unit === 'plain' && isOf(before.at(-1) ?? '', 'most', 'least', 'best', 'worst') && bound === 'exact') return 0;
  const wanted = unitOf(slot);
  const direction = directionOf(slot);
  if (
    wanted === 'days'
      ? unit !== 'days' || bound === 'least' || backwards === /within|renew|next|ahead|until/i.test(slot.name)
      : unit === 'days'
  )
    return 0;
  if (wanted === 'money' && !(unit === 'money' || (unit === 'plain' && value >= 1_000))) return 0;
  if (wanted === 'score' && unit === 'money') return 0;
  if (wanted !== 'days') {
    if (direction === 'target' && isStep(constraint)) return 0;
    if (direction === 'target' && bound !== 'target' && bound !== 'exact') return 0;
    if (direction && direction !== 'target' && bound !== 'exact' && bound !== direction) return 0;
  }
  const [asked, held] = [topicsOf(near, reading), topicsOf(slot.nameCues, reading)];
  if (asked.length > 0 && held.length > 0 && !asked.some((topic) => held.includes(topic))) return 0;
  const shared = [...near].filter((word) => slot.nameCues.has(word)).length;
  // "More than 45 accounts" counts accounts.
  const { lexicon } = reading;
  if (unit === 'plain' && lexicon.conceptOf(constraint.after[0] ?? '') === lexicon.conceptOf('account')) return 0;
  // "2 references" are no company of two people.
  if (
    unit === 'plain' &&
    (bound === 'exact' || !direction) &&
    !slot.required &&
    near.size > 0 &&
    ![...near].some((word) => slot.cues.has(word))
  )
    return 0;
  return 1 + (direction === bound ? 2 : 0) + shared + (asked.some((topic) => held.includes(topic)) ? 1 : 0);
}

function unitOf(slot: Slot): 'days' | 'money' | 'score' {
  if (/days?\b/i.test(slot.name) || (/\bdays\b/i.test(slot.description) && /within|window|horizon|period|back/i.test(slot.name)))
    return 'days';
  if (/arr|value|revenue|worth|amount|spend|mrr/i.test(slot.name) || /\bcurrency\b/i.test(slot.description)) return 'money';
  return 'score';
}

function directionOf(slot: Slot): 'least' | 'most' | 'target' | undefined {
  if (/target|goal|desired/i.test(slot.name)) return 'target';
  if (/(^min|Min$|Min[A-Z]|least|above)/.test(slot.name) || /\bat least\b/i.test(slot.description)) return 'least';
  if (/(^max|Max$|Max[A-Z]|most|below|under|upTo)/.test(slot.name) || /\b(at most|no more than|below)\b/i.test(slot.description))
    return 'most';
  return undefined;
}

/** What the catalogue calls high; and a description that says `"medium" is 40` gives "medium" that meaning. */
function namedLevel(slot: Slot, reading: Reading): number | undefined {
  if (reading.constraints.some((constraint) => fitOf(slot, constraint, reading) > 0)) return undefined;
  const topic = topicsOf(slot.nameCues, reading).find((each) => topicsOf(reading.cues, reading).includes(each));
  if (!topic) return undefined;
  const level = levelsIn(reading.words).find(
    ({ metric, end }) => end === 'high' && topicsOf(new Set(reading.lexicon.concepts(metric.label)), reading).includes(topic),
  );
  if (level && directionOf(slot) === 'least') return level.at;
  for (const match of slot.description.matchAll(/["“](\w+)["”](?:\s+is)?\s+(\d+)/g)) {
    if (new RegExp(`\\b${match[1]}\\b`, 'i').test(reading.text)) return Number(match[2]);
  }
  return undefined;
}

/** "This quarter", of what is to come: the days that are left of it. */
function lookAhead(slot: Slot, { period: { from, to, point }, now }: Reading): number | undefined {
  if (unitOf(slot) !== 'days' || !from || !to || point || !/within/i.test(slot.name)) return undefined;
  const left = Math.ceil((Date.parse(to) + DAY - now.getTime()) / DAY);
  return left > 0 && Date.parse(from) <= now.getTime() ? left : undefined;
}

/** How much longer than can be looked back on a period may be and still be it. */
const ROUNDED = 1.1;

/** "Since May", for an argument that counts days back. */
function lookBack(slot: Slot, { period, now }: Reading): number | undefined {
  if (unitOf(slot) !== 'days' || !period.from || /within|renew|next|ahead|until|horizon/i.test(slot.name)) return undefined;
  // What is to come cannot be looked back on.
  if (Date.parse(period.from) > now.getTime()) return undefined;
  const to = period.to ? Date.parse(period.to) : now.getTime();
  const days = Math.max(1, Math.round((to - Date.parse(period.from)) / DAY));
  const most = slot.maximum ?? days;
  // Three months are 92 days, and ninety where no more are looked at.
  return days <= most ? days : days <= most * ROUNDED ? most : undefined;
}

/** One object of a list, e.g. a metric and the value it would have. */
function objectOf(slots: Slot[], constraint: Constraint, reading: Reading): Record<string, unknown> | undefined {
  const choice = slots.find((slot) => slot.kind === 'enum');
  const figure = slots.find((slot) => slot.kind === 'number');
  const value = choice && chooseValue({ ...choice, required: true }, { ...reading, cues: nearOf(constraint, reading) });
  if (!choice || !figure || !value) return undefined;
  const made = Object.fromEntries(slots.map((slot) => [slot.name, null as unknown]));
  return { ...made, [choice.name]: value, [figure.name]: constraint.value };
}
