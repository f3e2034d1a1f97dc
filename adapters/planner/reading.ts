import { isCommonWord } from '../../agents/kit/common-words.ts';
import type { Mentions } from '../../bot/model-port.ts';
import { words } from '../../models/kit/name-keys.ts';
import { type Period, periodOf } from './dates.ts';
import { type Constraint, constraintsOf } from './figures.ts';
import { ACCOUNT, mask, PERSON } from './mask.ts';
import { features } from './route.ts';
import { isKnown, isNoise, meanings } from './vocabulary.ts';

/** Everything one question says, read once for all tools. */
export interface Reading {
  text: string;
  masked: string;
  features: string[];
  cues: Set<string>;
  /** What to pass for each account named. */
  accounts: string[];
  contacts: { name: string; candidates: Mentions['contacts'] }[];
  /** Written like names, or standing where a name would, but in no record. */
  unknownNames: string[];
  /** Whose accounts are asked about: 'mine', or a name. */
  owner?: string;
  refersToAccount: boolean;
  refersToPerson: boolean;
  focus: Mentions['focus'];
  constraints: Constraint[];
  period: Period;
  now: Date;
}

const OWNED = '(?:accounts|customers|clients|portfolio|book|renewals|risks|konten|kunden|comptes|cuentas)';
const NAME = "(?<![\\p{L}’'-])\\p{Lu}[\\p{L}’'-]{0,60}(?:\\s+\\p{Lu}[\\p{L}-]{0,60})?";

/** Characters of a question that are read; what is longer was pasted. */
const MAX_QUESTION = 4_000;

/** Reads a question. `vocabulary` holds the meanings tools know, so that none of them is taken for a name. */
export function read(given: string, mentions: Mentions, now: Date, vocabulary: ReadonlySet<string>): Reading {
  const text = given.slice(0, MAX_QUESTION);
  const accountGroups = grouped(mentions.accounts.filter((each) => mentioned(text, each)));
  const contactGroups = grouped(mentions.contacts.filter((each) => mentioned(text, each)));
  const owner = ownerIn(text, accountGroups.flat());
  const { text: masked, unknownNames } = mask(text, {
    account: accountGroups.flat().flatMap((each) => [each.said ?? each.name, each.name]),
    person: [...contactGroups.flat().flatMap((each) => [each.said ?? each.name, each.name]), ...(owner && owner !== 'mine' ? [owner] : [])],
  });
  const strangers = accountGroups.length + contactGroups.length + unknownNames.length > 0 ? [] : strangersIn(masked, vocabulary);
  const whole = strangers.reduce((rest, name) => rest.replace(name, ` ${ACCOUNT} `), masked);
  const refersToPerson = /\b(him|her|them|he|she|ihm|ihr|ihn|lui|elle|le escribe)\b/i.test(text);
  return {
    text,
    masked: whole,
    features: features(whole),
    cues: new Set(meanings(whole)),
    accounts: accountGroups.map(calledBy),
    contacts: contactGroups.map((candidates) => ({ name: calledBy(candidates), candidates })),
    unknownNames: [...unknownNames.filter((name) => name !== owner), ...strangers],
    owner,
    refersToAccount:
      /\b(it|its|it['’]s|they|their|there|this account|that account|this customer|the account|the customer|dort|deren|ihr|son|sa|ses|su|sus)\b/i.test(
        text,
      ),
    refersToPerson,
    focus: mentions.focus,
    constraints: constraintsOf(text),
    period: periodOf(text, now),
    now,
  };
}

/** Whether nothing is left of a question but names and connecting words. */
export function isBare(reading: Reading): boolean {
  return reading.features.every((feature) => [ACCOUNT, PERSON, 'how', 'what'].includes(feature) || feature.includes(' '));
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

function mentioned(text: string, { said, name }: { said?: string; name: string }): boolean {
  return said === undefined || text.toLowerCase().includes(said.toLowerCase()) || text.toLowerCase().includes(name.toLowerCase());
}

function ownerIn(text: string, accounts: { name: string; said?: string }[]): string | undefined {
  if (/\b(my|mine|meine[rnms]?|mein|mes|mis|i own|i manage|i look after)\b/i.test(text)) return 'mine';
  const after = new RegExp(`\\b${OWNED}\\s+(?:of|owned by|managed by|by|von|de)\\s+(${NAME})`, 'u').exec(text)?.[1];
  const before = new RegExp(`(${NAME})['’]s\\s+(?:[\\p{Ll}-]+\\s+){0,2}${OWNED}\\b`, 'u').exec(text)?.[1];
  const name = (after ?? before)?.replace(/['’]s$/, '').replace(/^(?:Which|Who|What|Show|List|How|Are|Is|And)\s+/, '');
  const isAccount = accounts.some((account) =>
    [account.name, account.said].some((each) => each && name && each.toLowerCase().includes(name.toLowerCase())),
  );
  return name && !isAccount ? name : undefined;
}

/** Lower-case words that stand where a name would and that neither we nor any tool know. */
function strangersIn(masked: string, vocabulary: ReadonlySet<string>): string[] {
  const place =
    /\b(?:is|at|for|of|about|with|does|will|save|lose|losing|and|ist|bei|fur|von|est|chez|pour|de|esta|en)\s+(?!the\b|a\b|my\b|our\b)([\p{Ll}][\p{L}\p{N}-]{2,}(?:\s+[\p{Ll}][\p{L}\p{N}-]{2,})?)/gu;
  for (const match of masked.matchAll(place)) {
    const unknown = (match[1] ?? '').split(/\s+/).filter((each) => words(each).every((word) => !isStranger(word, vocabulary)) === false);
    const first = (match[1] ?? '').split(/\s+/)[0];
    if (unknown.length > 0 && unknown[0] === first) return [unknown.join(' ')];
  }
  return [];
}

function isStranger(word: string, vocabulary: ReadonlySet<string>): boolean {
  return (
    !isKnown(word) &&
    !isNoise(word) &&
    !isCommonWord(word) &&
    !/^x(account|person|money|percent|span|date|number)$/.test(word) &&
    !meanings(word).some((each) => vocabulary.has(each))
  );
}
