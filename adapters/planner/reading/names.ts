import { isCommonWord } from '../../../agents/kit/common-words.ts';
import { editDistance } from '../../../agents/kit/similarity.ts';
import type { Mentions } from '../../../bot/model-port.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { isConnecting, isGrammar, isNoise, isOf } from '../words/grammar.ts';
import type { Lexicon } from '../words/lexicon.ts';
import { plainOf } from './dates.ts';
import { isOfLevel } from './levels.ts';
import { ACCOUNT, type Masked, mask, PERSON } from './mask.ts';
import type { Reading, Span } from './reading.ts';

/** Whom and what a question names. */
export interface Names {
  /** Of each account named, those it may be. */
  accounts: Mentions['accounts'][];
  contacts: Mentions['contacts'][];
  colleagues: Reading['colleagues'];
  regions: Reading['regions'];
  /** Where accounts and contacts are named. */
  spans: Span[];
}

/** Of the mentions found in a text those that are meant by it; `plain` is the text without accents, in small letters. */
export function namesIn(text: string, plain: string, mentions: Mentions, lexicon: Lexicon): Names {
  // "In euros" is no slip of "Europe".
  const places = (mentions.regions ?? []).filter(({ said }) => !/^(?:euros?|dollars?|pounds?)$/i.test(said));
  // "the UK" is the region, not the one account that has it in its name.
  const isRegion = ({ said, name }: { said?: string; name: string }) => said !== name && places.some((each) => each.said === said);
  const accounts = grouped(
    mentions.accounts.filter(
      (each) => mentioned(plain, each) && !isRegion(each) && (each.meant || !isOrdinary(each, text, plain, lexicon)),
    ),
  ).map((group) => inFull(group, text));
  const contacts = grouped(mentions.contacts.filter((each) => mentioned(plain, each)));
  const spans = [...spansOf(plain, accounts.flat()), ...spansOf(plain, contacts.flat())];
  const inside = (span: Span) => spans.some((other) => overlap(span, other) && other.to - other.from > span.to - span.from);
  const colleagues = (mentions.colleagues ?? []).flatMap((each) => placed(plain, each)).filter((each) => !inside(each));
  const regions = places.flatMap((each) => placed(plain, each)).filter((each) => !inside(each));
  // "Sarah" is whoever works here, unless "Sarah Johnson" of a customer is said; but whom one writes to is the customer's.
  const people = contacts.filter(
    ([first]) => !colleagues.some(({ said, name }) => first && said.toLowerCase() === first.said?.toLowerCase() && name !== first.name),
  );
  return { accounts, contacts: people, colleagues, regions, spans };
}

/** "Brindle Watr Authority": of several that begin alike, the one whose other words these are, slips of the pen apart. */
function inFull(group: Mentions['accounts'], text: string): Mentions['accounts'] {
  const { said = '' } = group[0] ?? {};
  const at = group.length > 1 ? text.toLowerCase().indexOf(said.toLowerCase()) : -1;
  const more = at < 0 ? undefined : /^(?:[ -]\p{Lu}[\p{L}'’]+)+/u.exec(text.slice(at + said.length))?.[0];
  const meant = group.filter(
    ({ name }) => more && words(more).every((word) => words(name).some((own) => own === word || editDistance(own, word, 1) <= 1)),
  );
  return meant.length > 0 ? meant.map((each) => ({ ...each, said: said + more })) : group;
}

/** "My biggest accounts", where a customer is called Biggest: words that questions are made of name one only where they are written as its name, or are all that is said. */
function isOrdinary({ name, said = name }: Mentions['accounts'][number], text: string, plain: string, lexicon: Lexicon): boolean {
  const own = words(said);
  if (!own.every((word) => isNoise(word) || isGrammar(word) || isCommonWord(word) || lexicon.has(word))) return false;
  const at = text.indexOf(said);
  const opens = /^$|[.!?:;]$/.test(text.slice(0, Math.max(0, at)).trimEnd());
  const written = at >= 0 && text !== text.toUpperCase() && /\p{Lu}/u.test(opens ? said.slice(1) : said);
  const quoted = /["“„«`*]$/.test(plain.slice(0, Math.max(0, plain.indexOf(plainOf(said)))));
  const others = words(plain.replace(plainOf(said), ' '));
  const alone =
    !own.some((word) => lexicon.has(word)) && others.every((word) => (isNoise(word) || isConnecting(word)) && !isOf(word, 'mine'));
  return !(written || quoted || alone);
}

/** A text with its names masked, and what is written like a name, or stands where one would, but is in no record. */
export function maskNames(text: string, { accounts, contacts, colleagues, regions }: Names, lexicon: Lexicon): Masked {
  const called = (mentions: { name: string; said?: string }[]) => mentions.flatMap(({ said, name }) => [said ?? name, name]);
  const person = [...called(contacts.flat()), ...colleagues.map(({ said }) => said)];
  const masked = mask(text, { account: called(accounts.flat()), person }, lexicon);
  const isRegionWord = (name: string) => regions.some(({ said }) => said.toLowerCase().includes(name.toLowerCase()));
  const written = masked.unknownNames.filter((name) => !isRegionWord(name));
  const nobody = accounts.length + contacts.length + written.length + colleagues.length === 0;
  const strangers = nobody ? strangersIn(masked.text, lexicon).filter((name) => !isRegionWord(name)) : [];
  return {
    text: strangers.reduce((rest, name) => rest.replace(name, ` ${ACCOUNT} `), masked.text),
    unknownNames: [...written, ...strangers],
  };
}

/** Whether two places in a text have a character in common. */
export const overlap = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;

/** Candidates for one mention share the words the person used. */
function grouped<Mention extends { id: string; name: string; said?: string }>(mentions: Mention[]): Mention[][] {
  return [...Map.groupBy(mentions, (mention) => mention.said ?? mention.id).values()];
}

/** What to call one mention by: its name, or the person's words where several are meant by them. */
export function calledBy(candidates: { name: string; said?: string }[]): string {
  const [first] = candidates;
  return (candidates.length > 1 ? first?.said : undefined) ?? first?.name ?? '';
}

function mentioned(plain: string, { said, name }: { said?: string; name: string }): boolean {
  return said === undefined || plain.includes(plainOf(said)) || plain.includes(plainOf(name));
}

/** Where a mention stands, and how it is called there; nothing where it does not. */
export function placed<Mention extends { name: string; said?: string }>(
  plain: string,
  mention: Mention,
): (Mention & { said: string; from: number; to: number })[] {
  const said = plainOf(mention.said ?? mention.name);
  const from = plain.indexOf(said);
  return from < 0 ? [] : [{ ...mention, said: mention.said ?? mention.name, from, to: from + said.length }];
}

const spansOf = (plain: string, mentions: { name: string; said?: string }[]): Span[] =>
  mentions.flatMap((each) => [...placed(plain, each), ...placed(plain, { name: each.name })]);

/** Whose accounts are asked about: a name, 'my team' or 'mine'. */
export function ownerIn(plain: string, colleagues: Reading['colleagues']): string | undefined {
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
    if (isPredicate(masked.slice(0, match.index), match[0])) continue;
    const strange = parts.filter((part) => words(part).some((word) => isStranger(word, lexicon)));
    if (strange.length > 0 && strange[0] === parts[0]) return [strange.join(' ')];
  }
  return [];
}

/** "Who is overloaded", "which csm is swamped": what somebody is, no name. */
const isPredicate = (before: string, said: string): boolean =>
  /^\W*(?:(?:and|so|und|et|y)\s+)?(?:who|which(?:\s+of\s+(?:the|my|our|these|those))?\s+\p{L}+|wer|welche\w*\s+\p{L}+|qui|qui[eé]n)\s+$/iu.test(
    before,
  ) && /^(?:is|are|ist|est|esta)\s+(?:\p{L}+\s+)?\p{L}+(?:ed|ing|able|ful|less|ous|ive|etzt|astet|iert|é|ée|és|ées|ad[oa]s?)$/iu.test(said);

const isStranger = (word: string, lexicon: Lexicon): boolean =>
  !lexicon.knows(word) &&
  !isNoise(word) &&
  !isGrammar(word) &&
  !isCommonWord(word) &&
  !isOfLevel(word) &&
  ![ACCOUNT, PERSON].includes(word) &&
  !/^x(money|percent|span|date|number)$/.test(word);

/** Of names those that stand beside one of these, or beside another such name: "Acme, Globex and Initech", "Acme vs Globex". */
export function besides<Name extends Span>(text: string, names: readonly Name[], known: readonly Span[]): Name[] {
  const near = names.filter((name) =>
    known.some((each) => JOINS.test(text.slice(Math.min(each.to, name.to), Math.max(each.from, name.from)))),
  );
  if (near.length === 0) return [];
  return [
    ...near,
    ...besides(
      text,
      names.filter((name) => !near.includes(name)),
      near,
    ),
  ];
}

const JOINS =
  /^\s*(?:[,;&+]|(?:[,;]\s*)?\b(?:and|or|und|oder|et|ou|y|o|vs\.?|versus|against|(?:\p{L}+(?:er|or)\s+)?than|with|to|mit|als|avec|con|que|gegen)\b)\s*$/iu;
