import { words } from '../../../models/kit/name-keys.ts';
import type { Reading } from '../reading/reading.ts';
import { isOf } from '../words/grammar.ts';
import { kept, keptFor } from '../words/kept.ts';
import type { Slot } from './schema.ts';

/** Words too general to choose a value by, unless the argument's own name is said too. */
const GENERAL = new Set([
  'user',
  'admin',
  'other',
  'all',
  'none',
  'account',
  'activ',
  'list',
  'reach',
  'target',
  'xaccount',
  'valu',
  'worth',
  'time',
  'name',
]);
const ORDERING = /^(sort|order|rank|by|direction)/i;
const ORDERING_CUE = /\b(sort(?! of)|sorted|order|ordered|rank|ranked|top|worst|best|biggest|largest|smallest|lowest|highest|first|by)\b/i;

/** The value of a list that the question's words mean, if they mean one. */
export function chooseValue(
  slot: Slot,
  reading: Pick<Reading, 'cues' | 'text' | 'lexicon' | 'words'> & Partial<Pick<Reading, 'regions'>>,
): string | undefined {
  // "In Germany" says nothing of a language.
  const places = new Set((reading.regions ?? []).flatMap(({ said }) => reading.lexicon.concepts(said)));
  const isPlace = (part: string) => places.has(part) && !reading.words.some(({ concept }) => concept === part);
  const ordering = ORDERING.test(slot.name);
  if (ordering && !ORDERING_CUE.test(reading.text)) return undefined;
  const named = [...slot.nameCues].some((cue) => reading.cues.has(cue));
  let best: { value: string; score: number } | undefined;
  for (const [at, value] of slot.values.entries()) {
    const parts = slot.parts[at] ?? [];
    const plain = named || ordering || isWhereTo(value, reading.text);
    const held = parts.filter(
      (part) => reading.cues.has(part) && !isPlace(part) && (plain || !GENERAL.has(part)) && saysIt(value, part, reading),
    );
    // "Next week" names no next step: of a value said in part, something has to be said beside names, figures and days.
    const apart = held.length === parts.length || held.some((part) => reading.words.some(({ concept }) => concept === part));
    const other = isOtherwiseCalled(slot, value, reading) ? OTHERWISE : 0;
    if ((held.length === 0 || !apart) && other === 0) continue;
    const score = held.length / parts.length + held.length * 0.1 + explained(slot, value, reading) + other;
    if (!best || score > best.score) best = { value, score };
  }
  return best && best.score >= 0.5 ? best.value : undefined;
}

const JOINS = /^\s*(?:[,/&+]|(?:[,;]\s*)?(?:or|and|vs\.?|versus|oder|und|ou|et|o|u|y)\s)\s*$/iu;

/** "Manufacturing or retail": the values of a list that are said in full and joined, in the order they are said in; none where it is one. */
export function joinedValues(slot: Slot, { words: said, text }: Pick<Reading, 'words' | 'text'>): string[] {
  if (slot.kind !== 'enum' || ORDERING.test(slot.name)) return [];
  const found = slot.values
    .flatMap((value, at) => {
      const own = (slot.parts[at] ?? []).map((part) => said.find(({ concept }) => concept === part));
      const [first, last] = [own[0], own.at(-1)];
      return first && last && own.every((each) => each !== undefined) ? [{ value, from: first.from, to: last.to }] : [];
    })
    .toSorted((a, b) => a.from - b.from);
  const joined = found.filter((each, at) =>
    [found[at - 1], found[at + 1]].some(
      (other) => other && JOINS.test(text.slice(Math.min(each.to, other.to), Math.max(each.from, other.from))),
    ),
  );
  return joined.map(({ value }) => value);
}

/** "Approvals" are not those approved: what has been done is told by a word that says so. */
function saysIt(value: string, part: string, { text, lexicon }: Pick<Reading, 'text' | 'lexicon'>): boolean {
  if (!/[^e]ed$/.test(value)) return true;
  const all = words(text);
  const said = all.filter((word) => lexicon.conceptOf(word) === part);
  // One's own drafts are what one asked for; "the drafts" are anybody's.
  const own = all.some((word) => isOf(word, 'mine') && word.startsWith('m'));
  return said.length === 0 || said.some((word) => !(NOUN.test(word) || (SEVERAL.test(word) && !own)));
}
const NOUN = /(?:als?|ions?|ments?)$/;
const SEVERAL = /[^su]s$/;

/** "To active": the most general word says where to. */
const isWhereTo = (value: string, text: string): boolean => /to /i.test(text) && whereTo(value).test(text);
const whereTo = kept((value) => new RegExp(`\\b(?:in)?to ${value.replaceAll('_', ' ')}\\b`, 'i'));

/** A value by another word for it is one said in part: what is called by its name comes first. */
const OTHERWISE = 0.6;

/** A description may name other words for a value: `"conversation" (talk, speak)`. */
function isOtherwiseCalled(slot: Slot, value: string, { cues, lexicon }: Pick<Reading, 'cues' | 'lexicon'>): boolean {
  return otherNames(slot, value).some((name) => cues.has(lexicon.conceptOf(name)));
}
const otherNames = keptFor(({ description }: Slot, value: string): string[] => {
  const [, names] = new RegExp(`"${value}" \\(([^)]*)\\)`).exec(description) ?? [];
  return names?.split(', ') ?? [];
});

/** A description may explain a value in other words: `declining: got worse`. */
function explained(slot: Slot, value: string, { cues, lexicon }: Pick<Reading, 'cues' | 'lexicon'>): number {
  const words = explanation(slot, value);
  return words && lexicon.concepts(words).some((word) => cues.has(word)) ? 0.4 : 0;
}
const explanation = keptFor(
  ({ description }: Slot, value: string): string | undefined =>
    new RegExp(`["“']?${value}["”']?\\s*(?:[:=(]|is|means)\\s*([^,;.)]+)`, 'i').exec(description)?.[1],
);
