import { isCommonWord } from '../../agents/kit/common-words.ts';
import type { Mentions } from '../../bot/model-port.ts';
import { words } from '../../models/kit/name-keys.ts';
import { type Period, periodOf, plainOf } from './dates.ts';
import { type Constraint, constraintsOf } from './figures.ts';
import { askedBy, isGrammar, isNoise, isOf } from './grammar.ts';
import { languageOf } from './language.ts';
import type { Lexicon } from './lexicon.ts';
import { ACCOUNT, mask, PERSON } from './mask.ts';

/** One word of a question that is no name, no figure and no date. */
export interface Word {
  /** As typed. */
  said: string;
  word: string;
  concept: string;
  from: number;
  to: number;
}

/** Everything one question says, read once for all tools. */
export interface Reading {
  text: string;
  words: Word[];
  /** Concepts and pairs of neighbouring concepts, names and figures masked. */
  features: string[];
  cues: Set<string>;
  /** What to pass for each account named. */
  accounts: string[];
  /** Of each account named: those it may be, where there are several. */
  ambiguous: { said: string; names: string[] }[];
  contacts: { name: string; candidates: Mentions['contacts'] }[];
  /** Where accounts and contacts are named. */
  named: Span[];
  /** Written like names, or standing where a name would, but in no record. */
  unknownNames: string[];
  /** Whose accounts are asked about: 'mine', or a name. */
  owner?: string;
  colleagues: { name: string; said: string; from: number; to: number }[];
  regions: { name: string; said: string; from: number; to: number }[];
  refersToAccount: boolean;
  refersToPerson: boolean;
  focus: Mentions['focus'];
  constraints: Constraint[];
  period: Period;
  now: Date;
  lexicon: Lexicon;
}

/** Characters of a question that are read; what is longer was pasted. */
const MAX_QUESTION = 4_000;

/** The same sentence is read for several ends: once. */
const readings = new WeakMap<Mentions, Map<string, Reading>>();

export function read(given: string, mentions: Mentions, now: Date, lexicon: Lexicon): Reading {
  const known = readings.get(mentions) ?? new Map<string, Reading>();
  readings.set(mentions, known);
  const before = known.get(given);
  if (before?.now === now && before.lexicon === lexicon) return before;
  const reading = readAnew(given, mentions, now, lexicon);
  known.set(given, reading);
  return reading;
}

function readAnew(given: string, mentions: Mentions, now: Date, lexicon: Lexicon): Reading {
  const text = given.slice(0, MAX_QUESTION);
  const spoken = unabbreviated(text);
  const plain = plainOf(spoken);
  // "the UK" is the region, not the one account that has it in its name.
  const isRegion = ({ said, name }: { said?: string; name: string }) =>
    said !== name && (mentions.regions ?? []).some((each) => each.said === said);
  const accountGroups = grouped(mentions.accounts.filter((each) => mentioned(plain, each) && !isRegion(each)));
  const accountSpans = spansOf(plain, accountGroups.flat());
  const contactGroups = grouped(mentions.contacts.filter((each) => mentioned(plain, each)));
  const contactSpans = spansOf(plain, contactGroups.flat());
  const inside = (span: Span) =>
    [...accountSpans, ...contactSpans].some((other) => overlap(span, other) && other.to - other.from > span.to - span.from);
  const colleagues = (mentions.colleagues ?? []).flatMap((each) => placed(plain, each)).filter((each) => !inside(each));
  // "Sarah" is whoever works here, unless "Sarah Johnson" of a customer is said; but whom one writes to is the customer's.
  const people = contactGroups.filter(
    ([first]) => !colleagues.some(({ said, name }) => first && said.toLowerCase() === first.said?.toLowerCase() && name !== first.name),
  );
  const regions = (mentions.regions ?? []).flatMap((each) => placed(plain, each)).filter((each) => !inside(each));
  const period = periodOf(text, now, languageOf(text));
  const namedSpans = [...accountSpans, ...contactSpans, ...colleagues, ...regions];
  const constraints = constraintsOf(text, [...period.spans, ...namedSpans]);
  const { text: masked, unknownNames: capitals } = mask(
    spoken,
    {
      account: accountGroups.flat().flatMap((each) => [each.said ?? each.name, each.name]),
      person: [...people.flat().flatMap((each) => [each.said ?? each.name, each.name]), ...colleagues.flatMap(({ said }) => [said])],
    },
    lexicon,
  );
  const isRegionWord = (name: string) => regions.some(({ said }) => said.toLowerCase().includes(name.toLowerCase()));
  const unknownNames = capitals.filter((name) => !isRegionWord(name));
  const nobody = accountGroups.length + people.length + unknownNames.length + colleagues.length === 0;
  const strangers = nobody ? strangersIn(masked, lexicon).filter((name) => !isRegionWord(name)) : [];
  const whole = strangers.reduce((rest, name) => rest.replace(name, ` ${ACCOUNT} `), masked);
  const unknownSpans = [...unknownNames, ...strangers].flatMap((name) => placed(plain, { name, said: name }));
  const said = wordsIn(
    text,
    plain,
    [...namedSpans, ...unknownSpans, ...period.spans, ...constraints.map(({ from, to }) => ({ from, to }))],
    lexicon,
  );
  return {
    text,
    words: said,
    features: featuresOf(whole, lexicon),
    cues: new Set(lexicon.concepts(whole)),
    accounts: accountGroups.map(calledBy),
    ambiguous: accountGroups
      .filter((group) => group.length > 1)
      .map((group) => ({ said: group[0]?.said ?? '', names: group.map(({ name }) => name) })),
    contacts: people.map((candidates) => ({ name: calledBy(candidates), candidates })),
    named: [...accountSpans, ...contactSpans],
    unknownNames: [...unknownNames, ...strangers],
    owner: ownerIn(plain, colleagues),
    colleagues,
    regions,
    refersToAccount:
      /\b(it|its|they|them|their|theirs|there|this account|that account|this customer|the account|the customer|dort|deren|sie|ihr|son|sa|ses|su|sus|ils|leur|alli)\b/.test(
        plain,
      ),
    refersToPerson: /\b(him|her|them|he|she|ihm|ihr|ihn|lui|elle|le escribe)\b/.test(plain),
    focus: mentions.focus,
    constraints,
    period,
    now,
    lexicon,
  };
}

/** "w/o", "w/", "side by side" and "tl;dr", in as many characters, so that every word stays where it was. */
const unabbreviated = (text: string): string =>
  text
    .replace(/\bw\/o\b/gi, 'not')
    .replace(/\bw\/(?=\s|\p{L})/giu, 'w ')
    .replace(/\b(?:side by side|next to each other|head to head)\b/gi, (said) => 'compare'.padEnd(said.length))
    .replace(/\btl;?dr\b/gi, (said) => 'brief'.padEnd(said.length))
    .replace(/\badds? up(?: to)?\b/gi, (said) => 'total'.padEnd(said.length))
    .replace(/\bhow come\b/gi, (said) => 'why'.padEnd(said.length));

/** Whether nothing is left of a question but names and connecting words. */
export const isBare = (reading: Reading): boolean =>
  reading.words.every(
    ({ word }) => isNoise(word) || isOf(word, 'also', 'only', 'one', 'auxiliary', 'those', 'show') || /^(how|what|wie|comment)$/.test(word),
  ) &&
  reading.constraints.length === 0 &&
  reading.period.spans.length === 0;

/** Concepts of a masked text and pairs of neighbouring ones; of one that has connecting words only ("what do I need to know"), those. */
export function featuresOf(masked: string, lexicon: Lexicon): string[] {
  const text = masked.replace(/\breach(ing)? out\b/gi, 'draft note').replace(/\bwhat if\b/gi, 'whatif');
  const concepts = lexicon.concepts(text);
  const single = concepts.every((word) => askedBy(word) !== undefined) ? words(text) : concepts;
  return [...single, ...single.slice(1).map((word, index) => `${single[index]} ${word}`)];
}

export interface Span {
  from: number;
  to: number;
}
const overlap = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;

function wordsIn(text: string, plain: string, taken: readonly Span[], lexicon: Lexicon): Word[] {
  return [...plain.matchAll(/[\p{L}\p{N}]+/gu)].flatMap((match) => {
    const [word] = match;
    const from = match.index;
    const to = from + word.length;
    if (taken.some((span) => overlap(span, { from, to }))) return [];
    if (/^(s|ll|re|ve|d|m|t|l|j|qu|n|c)$/.test(word) && /['’]/.test(plain[from - 1] ?? plain[to] ?? '')) return [];
    return [{ said: text.slice(from, to), word: lexicon.spelt(word), concept: lexicon.conceptOf(word), from, to }];
  });
}

/** Candidates for one mention share the words the person used. */
function grouped<Mention extends { id: string; name: string; said?: string }>(mentions: Mention[]): Mention[][] {
  return [...Map.groupBy(mentions, (mention) => mention.said ?? mention.id).values()];
}

/** What to call one mention by: its name, or the person's words where several are meant by them. */
function calledBy(candidates: { name: string; said?: string }[]): string {
  const [first] = candidates;
  return (candidates.length > 1 ? first?.said : undefined) ?? first?.name ?? '';
}

function mentioned(plain: string, { said, name }: { said?: string; name: string }): boolean {
  return said === undefined || plain.includes(plainOf(said)) || plain.includes(plainOf(name));
}

function placed<Mention extends { name: string; said?: string }>(
  plain: string,
  mention: Mention,
): (Mention & { said: string; from: number; to: number })[] {
  const said = plainOf(mention.said ?? mention.name);
  const from = plain.indexOf(said);
  return from < 0 ? [] : [{ ...mention, said: mention.said ?? mention.name, from, to: from + said.length }];
}
const spansOf = (plain: string, mentions: { name: string; said?: string }[]): Span[] =>
  mentions.flatMap((each) => [...placed(plain, each), ...placed(plain, { name: each.name })]);

function ownerIn(plain: string, colleagues: Reading['colleagues']): string | undefined {
  const [first] = colleagues;
  if (first) return calledOf(first);
  if (/\b(my|our|unser\w*|notre) teams?\b/.test(plain)) return 'my team';
  return /\b(?:for me|pour moi|fur mich|para mi)\b/.test(plain) || words(plain).some((word) => isOf(word, 'mine')) ? 'mine' : undefined;
}

/** "Hannah’s", "hannahs": the person's own name. */
function calledOf({ said, name }: Reading['colleagues'][number]): string {
  const own = words(name);
  const called = said.replace(/['’]s?$/, '');
  return words(called).every((word) => own.includes(word)) ? called : called.replace(/s$/i, '');
}

/** Lower-case words that stand where a name would and that neither we nor any tool know. */
function strangersIn(masked: string, lexicon: Lexicon): string[] {
  const place =
    /\b(?:is|hows|how['’]?s|are|at|of|on|about|with|from|does|did|will|save|lose|losing|owns|ist|bei|fur|von|est|chez|esta)\s+(?!the\b|a\b|my\b|our\b)([\p{Ll}][\p{L}\p{N}-]{2,}(?:\s+[\p{Ll}][\p{L}\p{N}-]{2,})?)/gu;
  for (const match of masked.matchAll(place)) {
    const parts = (match[1] ?? '').split(/\s+/);
    const strange = parts.filter((part) => words(part).some((word) => isStranger(word, lexicon)));
    if (strange.length > 0 && strange[0] === parts[0]) return [strange.join(' ')];
  }
  return [];
}

const isStranger = (word: string, lexicon: Lexicon): boolean =>
  !lexicon.knows(word) &&
  !isNoise(word) &&
  !isGrammar(word) &&
  !isCommonWord(word) &&
  ![ACCOUNT, PERSON].includes(word) &&
  !/^x(money|percent|span|date|number)$/.test(word);
