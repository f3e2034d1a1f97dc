import { UserError } from './errors.ts';

const IDLE = new Set(
  'a an the of for and in at to is was has with from by how who it account customer plan milestone phase step playbook mark done move agreed start run begin launch week weeks day days'.split(
    ' ',
  ),
);
const wordsOf = (text: string): string[] => (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).filter((word) => !IDLE.has(word));
const same = (a: string, b: string): boolean => a === b || (a.length > 4 && b.startsWith(a.slice(0, 5)));
/** So much of the shorter of name and words must be the same for one to mean the other. */
const LEAST = 0.34;

/**
 * Which of some things a person means by their words: the one called exactly so; else those whose names hold the
 * largest part of the words said, several where they tie, none where that is little or fewer than `least` words.
 */
export function meant<Item>(items: readonly Item[], said: string, nameOf: (item: Item) => string, least = 1): Item[] {
  const exact = items.filter((item) => nameOf(item).trim().toLowerCase() === said.trim().toLowerCase());
  if (exact.length > 0) return exact;
  const words = wordsOf(said);
  const scored = items.map((item) => {
    const own = wordsOf(nameOf(item));
    const held = own.filter((word) => words.some((each) => same(word, each))).length;
    const share = held / Math.max(1, Math.min(own.length, words.length));
    return { item, score: held >= least && share >= LEAST ? share + held / 100 : 0 };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  return best > 0 ? scored.filter(({ score }) => score === best).map(({ item }) => item) : [];
}

/** How each of some answers is offered: as a button, and as what pressing it says. */
interface Answers<Item> {
  label(item: Item): string;
  say(item: Item): string;
}

const MOST_ANSWERS = 5;

/** A question to the person, with the first answers to it as buttons. */
export const asks = <Item>(code: string, question: string, items: readonly Item[], { label, say }: Answers<Item>): UserError =>
  new UserError(
    code,
    question,
    items.slice(0, MOST_ANSWERS).map((item) => ({ label: label(item), say: say(item) })),
  );

/** The only one of those meant. @throws what `which` makes of them where they are none or several */
export function onlyOne<Item>(meant: readonly Item[], which: (found: readonly Item[]) => UserError): Item {
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0) return only;
  throw which(meant);
}
