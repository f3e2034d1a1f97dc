import { words } from '../../models/kit/name-keys.ts';
import { isCommonWord } from './common-words.ts';
import { countryIn } from './countries.ts';
import type { Colleague } from './people.ts';
import { isSlipOf } from './similarity.ts';
import type { TextWord } from './text-words.ts';

/** Colleagues and regions a sentence names; `said` is how it calls them. */
export interface FoundInside {
  colleagues: { id: string; name: string; said: string }[];
  regions: { name: string; said: string }[];
}

/** The colleagues a sentence names by whole words of their names, and the regions, in full, as an adjective or abbreviated. */
export function findInside(text: string, said: readonly TextWord[], people: readonly Colleague[], regions: readonly string[]): FoundInside {
  const named = regions.flatMap((name) => regionIn(text, said, name) ?? []);
  const found = named.length > 0 ? named : areaIn(text, said, regions);
  const country = found.length > 0 ? undefined : countryIn(said, regions);
  const places = country ? [{ name: country.name, said: text.slice(country.start, country.end) }] : found;
  return { colleagues: peopleIn(text, said, people), regions: places };
}

/** Areas of the world that are sold to as one, and how the names of the regions in them begin. */
const AREAS: Record<string, RegExp> = {
  emea: /^(?:europe|eu|united kingdom|uk|nordic|dach|germany|france|spain|italy|benelux|iberia|middle east|africa|mea)/i,
  americas: /^(?:north america|latin america|south america|us|usa|united states|canada|mexico|brazil)/i,
};

/** "EMEA": every region recorded that lies in it. */
function areaIn(text: string, said: readonly TextWord[], regions: readonly string[]): FoundInside['regions'] {
  const word = said.find((each) => AREAS[each.word]);
  const area = word && AREAS[word.word];
  return word && area ? regions.filter((name) => area.test(name)).map((name) => ({ name, said: text.slice(word.start, word.end) })) : [];
}

function peopleIn(text: string, said: readonly TextWord[], people: readonly Colleague[]): FoundInside['colleagues'] {
  const runs = people.flatMap((person) => {
    const parts = words(person.name);
    return said.flatMap((first, at) => {
      if (!isPart(first, parts)) return [];
      let last = at;
      while (said[last + 1] && isPart(said[last + 1] as TextWord, parts)) last++;
      const run = said.slice(at, last + 1);
      // A word people use anyway is a name only where it is written as one.
      if (run.length === 1 && isCommonWord(first.word) && !first.emphasised) return [];
      return [{ person, from: first.start, to: run.at(-1)?.end ?? first.end }];
    });
  });
  const longest = runs.filter(
    (run) => !runs.some((other) => other !== run && other.from <= run.from && other.to >= run.to && length(other) > length(run)),
  );
  return longest.map(({ person, from, to }) => ({ id: person._id, name: person.name, said: text.slice(from, to) }));
}

const length = ({ from, to }: { from: number; to: number }): number => to - from;
/** "hannahs" is Hannah's, where the apostrophe was left out, and "sarha" Sarah, typed in a hurry. */
const isPart = ({ word }: TextWord, parts: readonly string[]): boolean =>
  parts.some((part) => word === part || (part.length > 3 && word === `${part}s`) || isSwapOf(word, part));

/** Two neighbouring letters changed places: any other slip of a name is as often another name. */
const isSwapOf = (word: string, part: string): boolean =>
  word.length === part.length && word.length > 3 && [...word].sort().join('') === [...part].sort().join('') && isSlipOf(word, part);

function regionIn(text: string, said: readonly TextWord[], name: string): FoundInside['regions'][number] | undefined {
  const parts = words(name);
  for (let at = 0; at < said.length; at++) {
    const run = said.slice(at, at + parts.length);
    const [first] = run;
    const last = run.at(-1);
    if (first && last && run.length === parts.length && run.every(({ word }, index) => isForm(word, parts[index] ?? '')))
      return { name, said: text.slice(first.start, last.end) };
    const typed = first && text.slice(first.start, first.end);
    if (
      parts.length > 1 &&
      first &&
      typed &&
      (typed === typed.toUpperCase() || !isCommonWord(first.word)) &&
      abbreviates(first.word, parts)
    )
      return { name, said: typed };
  }
  return undefined;
}

/** "nordic", "european", a slip of the pen. */
function isForm(word: string, part: string): boolean {
  const [short, long] = word.length < part.length ? [word, part] : [part, word];
  return (
    word === part || (short.length >= 5 && long.startsWith(short.slice(0, -1)) && long.length - short.length <= 2) || isSlipOf(word, part)
  );
}

/** "uk", "apac", "latam": beginnings of every word of a name, one after the other. */
function abbreviates(word: string, parts: readonly string[]): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return word === '';
  for (let taken = 1; taken <= Math.min(part.length, 3, word.length); taken++)
    if (word.startsWith(part.slice(0, taken)) && abbreviates(word.slice(taken), rest)) return true;
  return false;
}
