import type { Mentions } from '../../../bot/model-port.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { askedBy, isNoise, isOf } from '../words/grammar.ts';
import { type Language, languageOf } from '../words/language.ts';
import type { Lexicon } from '../words/lexicon.ts';
import { MONTH, type Period, periodOf, plainOf } from './dates.ts';
import { type Constraint, constraintsOf } from './figures.ts';
import { PERSON } from './mask.ts';
import { besides, calledBy, maskNames, namesIn, overlap, ownerIn, placed } from './names.ts';

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
  /** The text with a place for each name and figure. */
  masked: string;
  /** The same of the words as they were typed, as wordings are; "SSO" is one, though a customer may be called so. */
  heard: string;
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
  /** Of these, those that stand beside an account, as one more of them. */
  strangers: string[];
  /** Whose accounts are asked about: 'mine', or a name. */
  owner?: string;
  colleagues: { name: string; said: string; from: number; to: number }[];
  regions: { name: string; said: string; from: number; to: number }[];
  refersToAccount: boolean;
  refersToPerson: boolean;
  focus: Mentions['focus'];
  constraints: Constraint[];
  period: Period;
  language: Language;
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
  const spoken = unabbreviated(text, lexicon);
  const plain = plainOf(spoken);
  const names = namesIn(text, plain, mentions, lexicon);
  const { accounts, contacts, colleagues, regions } = names;
  const namedSpans = [...names.spans, ...colleagues, ...regions];
  const language = languageOf(text);
  const period = periodOf(text, now, language);
  const bounds = constraintsOf(text, [...period.spans, ...namedSpans]);
  const constraints = DROPPED.test(text) ? bounds.map(leftBy) : bounds;
  // German writes a quarter with a capital, and everybody a month and a region.
  const written = inSmallLetters(spoken, [...period.spans, ...regions]);
  const { text: named, unknownNames: called } = maskNames(written, names, lexicon);
  const somebody = called.filter((name) => isAskedWho(text, name));
  const unknownNames = called.filter((name) => !somebody.includes(name));
  // "Write him": of somebody who was spoken of.
  const toHim = (said: string) => (mentions.focus.contact ? said.replace(TO_HIM, ` ${PERSON} `) : said);
  const masked = toHim(named);
  const letters = [...text.matchAll(ABBREVIATION)].map(({ 0: said, index }) => ({ from: index, to: index + said.length }));
  const abbreviations = letters.filter(({ from, to }) => !namedSpans.some((each) => each.from < to && from < each.to));
  const asTyped = inSmallLetters(text, [...period.spans, ...regions, ...abbreviations]);
  const unknownSpans = unknownNames.flatMap((name) => placed(plain, { name, said: name }));
  return {
    text,
    masked,
    heard: asTyped === written ? masked : toHim(maskNames(asTyped, names, lexicon).text),
    words: wordsIn(text, plain, [...namedSpans, ...unknownSpans, ...period.spans, ...constraints], lexicon),
    features: featuresOf(masked, lexicon),
    cues: new Set(lexicon.concepts(masked)),
    accounts: [...comparedIt(plain, accounts, mentions.focus), ...accounts.map(calledBy)],
    ambiguous: accounts
      .filter((group) => group.length > 1)
      .map((group) => ({ said: group[0]?.said ?? '', names: group.map(({ name }) => name) })),
    contacts: [
      ...contacts.map((candidates) => ({ name: calledBy(candidates), candidates })),
      ...somebody.map((name) => ({ name, candidates: [] })),
    ],
    named: names.spans,
    unknownNames,
    strangers: besides(
      text,
      unknownNames.flatMap((name) => placed(plain, { name })),
      names.spans,
    ).map(({ name }) => name),
    owner: ownerIn(plain, colleagues),
    colleagues,
    regions,
    refersToAccount: TO_ACCOUNT.test(plain.replace(THEIR_OWN, '')),
    refersToPerson: TO_PERSON.test(plain),
    focus: mentions.focus,
    constraints,
    period,
    language,
    now,
    lexicon,
  };
}

const ABBREVIATION = /(?<!\p{L})\p{Lu}{2,5}s?(?!\p{L})/gu;

const inSmallLetters = (text: string, spans: readonly Span[]): string =>
  spans.reduce((rest, { from, to }) => rest.slice(0, from) + rest.slice(from, to).toLowerCase() + rest.slice(to), text);

/** "Who is Brian there?": whoever is in no record is somebody, too. */
const isAskedWho = (text: string, name: string): boolean =>
  new RegExp(
    `\\b(?:who(?:['’]?s| is| was| are)|wer (?:ist|war)|qui est|c['’]est qui|qui[eé]n es)\\s+(?:that |this )?${name.replace(/[^\p{L}\p{N}]/gu, '.')}`,
    'iu',
  ).test(text);

/** "Compare it with Globex", "is it healthier than Globex": the account spoken of is one of the two. */
function comparedIt(plain: string, accounts: readonly unknown[], { account }: Mentions['focus']): string[] {
  const compares = words(plain).some((word) => isOf(word, 'compare', 'than'));
  return account && accounts.length > 0 && compares && TO_ACCOUNT.test(plain) ? [account.name] : [];
}

const TO_ACCOUNT =
  /\b(it|its|they|them|their|theirs|there|this account|that account|this customer|the account|the customer|dort|deren|sie|ihr|son|sa|ses|su|sus|ils|leur|alli)\b/;
/** "Which of my accounts lost their champion": that of those accounts. */
const THEIR_OWN =
  /(?<=\b(?:accounts|customers|clients|kunden|konten|comptes|cuentas|clientes)\b.{0,80})\b(?:they|them|their|theirs|deren|ihren?|leurs?|sus?)\b/g;
const TO_HIM = /\b(?:him|ihm|ihn|lui)\b/gi;
const TO_PERSON = /\b(him|her|them|he|she|ihm|ihr|ihn|lui|elle|le escribe)\b/;

/** A compound as one word where the catalogue knows that: "to-dos". In as many characters. */
export const compounded = (text: string, { knows }: Lexicon): string =>
  text.replace(/\b\p{L}{2,9}-\p{L}{2,9}\b/gu, (said) => {
    const joined = said.replace('-', '');
    return knows(joined.toLowerCase()) ? joined.padEnd(said.length) : said;
  });

/** "w/o", "w/", "side by side" and "tl;dr", in as many characters, so that every word stays where it was. */
const unabbreviated = (text: string, lexicon: Lexicon): string =>
  compounded(text, lexicon)
    .replace(/\bw\/o\b/gi, 'not')
    .replace(/\bw\/(?=\s|\p{L})/giu, 'w ')
    .replace(/\b(?:side by side|next to each other|head to head)\b/gi, (said) => 'compare'.padEnd(said.length))
    .replace(/\btl;?dr\b/gi, (said) => 'brief'.padEnd(said.length))
    .replace(/\badds? up(?: to)?\b/gi, (said) => 'total'.padEnd(said.length))
    .replace(/\b(?:USD|EUR|GBP|CHF|JPY)\b/g, (said) => said.toLowerCase())
    .replace(IN_TOUCH, (said) => 'talk'.padEnd(said.length))
    .replace(LEFT_OUT, (said) => 'not'.padEnd(said.length))
    .replace(TAKEN_OUT, (said) => 'not'.padEnd(said.length))
    .replace(/\bpor qu[eé](?=\P{L}|$)/giu, (said) => 'porque'.padEnd(said.length))
    .replace(TO_DO, (said) => 'should'.padEnd(said.length))
    .replace(PART_OF_MONTH, (said) => ' '.repeat(said.length))
    .replace(/\bhow come\b/gi, (said) => 'why'.padEnd(said.length));

/** "Since mid September" is a date as "since September" is. */
const PART_OF_MONTH = new RegExp(`\\b(?:early|mid|late|anfang|mitte|d[eé]but|mi)[\\s-]+(?=(?:${MONTH})\\b)`, 'giu');

/** "What can I do" asks what one should do. */
const TO_DO =
  /\b(?:(?:can|could) (?:i|we) do|(?:would|might|could) help|kann (?:ich|man) (?:da |dort |hier )?tun|können wir (?:da |dort |hier )?tun|(?:puis-je|peux-je|peut-on|pouvons-nous) faire|(?<=\b(?:que|quoi) )faire|(?:puedo|podemos|se puede) hacer|hago|hacemos)\b/giu;

/** To be in touch with somebody, to have contact or to speak to them is to talk: "the contact at" is somebody, and one speaks for us on a stage. */
const IN_TOUCH =
  /\b(?:in touch|in contact|in kontakt|en contact|en contacto|spoken?)\b(?= (?:to|with|mit|avec|con)\b)|(?<=\b(?:have|had|having|any|hatten|hatte)\s)(?:contact|kontakt)\b(?= (?:with|mit)\b)/giu;

/** "Other than", and the "but" that follows an "all". */
const LEFT_OUT =
  /\b(?:other than|apart from|aside from|leaving out|leave out|en dehors de|fuera de)\b|(?<=\b(?:all|every\p{L}*|alle|tou[ts]e?s?|tod[oa]s)\b[^,.;:?]{0,40}\b)but(?! (?:not|no|only|just|also|how|what|which)\b)/giu;

/** "Take the churned ones out": these are not meant. */
const TAKEN_OUT = /\b(?:take|leave|filter|throw)(?=\s+(?:the\s+|all\s+|any\s+)?\p{L}+\s+(?:ones?\s+|accounts?\s+)?out\b)/giu;

/** "Drop the ones under 50k": those of 50k and more are left. */
const DROPPED =
  /^\W*(?:(?:please|pls|and|ok|now)\s+)*(?:drop|exclude|remove|hide|skip|leave out|take out|lass|retire|enl[eè]ve|quita)\s+(?:(?:the|all|all the)\s+(?:ones?|accounts?|customers?|clients?)|those|any(?:thing|one|body)?|every(?:thing|one|body)|ceux|celles|(?:die|alle)(?=\s+(?:unter|[üu]ber)\s)|l[ao]s(?=\s+de\s))(?!\p{L})/iu;
function leftBy({ bound, strict, ...others }: Constraint): Constraint {
  if (bound === 'least') return { ...others, bound: 'most', strict: !strict };
  return bound === 'most' ? { ...others, bound: 'least', strict: !strict } : { ...others, bound, strict };
}

/** Whether nothing is left of a question but names and connecting words. */
export const isBare = (reading: Reading): boolean =>
  connects(reading) && reading.constraints.length === 0 && reading.period.spans.length === 0;

/** Whether it names nothing but a time. */
export const isOnlyTime = (reading: Reading): boolean =>
  connects(reading) &&
  reading.period.spans.length > 0 &&
  reading.constraints.length + reading.named.length + reading.unknownNames.length === 0 &&
  reading.owner === undefined;

const connects = ({ words }: Reading): boolean =>
  words.every(
    ({ word }) => isNoise(word) || isOf(word, 'also', 'only', 'one', 'auxiliary', 'those', 'show') || /^(how|what|wie|comment)$/.test(word),
  );

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
