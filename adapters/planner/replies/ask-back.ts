import { capital } from '../../../agents/metrics/index.ts';
import type { Choice } from '../../../bot/turn/types.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { asksForAccounts, listCall } from '../book/accounts.ts';
import type { BookQuestion } from '../book/question.ts';
import type { Reading } from '../reading/reading.ts';
import { fill } from '../routing/fill.ts';
import type { Candidate, Scope } from '../routing/rank.ts';
import { isOf } from '../words/grammar.ts';
import { exampleFor } from './help.ts';

export interface PlannedCall {
  name: string;
  arguments: Record<string, unknown>;
}

/** A question back. */
export type Asking = Extract<Understood, { ask: string }>;

/** What was understood of one wish. */
export type Understood =
  /** `instead`: what may have been meant where not every word was read. */
  | { calls: PlannedCall[]; unused: string[]; instead?: readonly Candidate[] }
  /**
   * `lacks`: the account is all that was not said. `open`: nothing says what is meant, so that it may be anything. `own`: of
   * the choices those made of the question itself, where the others are only what else can be asked.
   */
  | { ask: string; choices: Choice[]; nearest: readonly Candidate[]; lacks?: 'account'; open?: true; own?: readonly Choice[] };

/** Below this a question fits no tool. */
export const FITS = 0.34;

export const MAX_CHOICES = 3;
/** A question that lacks this many of its words is another. */
const MOST_DROPPED = 3;

export function askFor(candidate: Candidate): Understood {
  const { route, reading } = candidate;
  const [missing] = fill(route.slots, reading).missing;
  const homes = reading.contacts.flatMap(({ candidates }) => candidates);
  const nearest = [candidate];
  if (missing?.kind === 'account' && homes.length > 1) {
    const choices = homes.map(({ name, accountName, said }) => ({
      label: `${name} at ${accountName}`,
      say: reading.text.replace(said ?? name, `${name} at ${accountName}`),
    }));
    return { ask: 'Which of them do you mean?', choices, nearest };
  }
  const example = exampleFor(route.tool, reading);
  if (missing?.kind === 'account')
    return {
      ask: `Which account do you mean? Name it, for example: "${example}"`,
      choices: [{ label: capital(example), say: example }],
      nearest,
      lacks: 'account',
      own: [],
    };
  const what = missing?.description.replace(/\b\d[\d.,]*\b/g, '').trim() || missing?.name;
  return {
    ask: `I need one thing more: ${what}. For example: "${example}"`,
    choices: [{ label: capital(example), say: example }],
    nearest,
  };
}

export function which(candidates: Candidate[], reading: Reading): Understood {
  return {
    ask: 'Which do you mean?',
    choices: choicesOf(candidates, reading),
    nearest: candidates,
    open: true,
  };
}

/** One line that it cannot be done, what of the question was not used, and the nearest things that can be. */
export function notUnderstood(
  question: string,
  reading: Reading,
  book: BookQuestion,
  ranked: readonly Candidate[],
  scope: Scope,
): Understood {
  const unused = [...new Set(book.unused.map(({ said }) => said).filter((said) => !/^\d+$/.test(said)))].slice(0, 5);
  const without = unused
    .reduce((rest, said) => rest.replace(said, ' '), question)
    .replace(/\s+/g, ' ')
    .trim();
  const clear = listCall(reading, { ...book, unused: [] }, scope.index) !== undefined && unused.length < MOST_DROPPED;
  const about = book.says && reading.accounts.length === 0 && unused.length > 0 && (clear || asksForAccounts(reading, scope.index));
  if (about) {
    // "What's the in Paris" is no question.
    const whole = !unused.some((said) => question.slice(0, question.indexOf(said)).search(LEANS) >= 0);
    const own = whole ? [{ label: capital(without), say: without }] : [];
    const choices = [...own, ...choicesOf(ranked.slice(0, MAX_CHOICES - 1), ofBook(reading, scope.index))];
    return {
      ask: `I did not use: ${unused.map((said) => `*${said}*`).join(', ')}. What do you mean by it?`,
      choices,
      nearest: ranked,
      open: true,
      own,
    };
  }
  const opening =
    unused.length > 0
      ? `I cannot answer that. I did not use: ${unused.map((said) => `*${said}*`).join(', ')}.`
      : 'I did not understand that.';
  return { ...cannot(opening, ranked, scope, reading), open: true };
}

/** What it is that cannot be done, and what else can be asked. */
export function cannot(why: string, ranked: readonly Candidate[], scope: Scope, reading?: Reading): Asking {
  const asked = refusal(`${why} I can answer questions like:`, ranked, scope, reading);
  return { ...asked, own: asked.choices.filter(({ say }) => reading?.owner === 'mine' && scope.index.list?.tool.examples.includes(say)) };
}

/** What needs a word after it. */
const LEANS =
  /\b(?:the|an?|my|our|their|this|that|of|in|at|on|for|with|by|to|from|about|der|die|das|dem|den|ein\w*|mein\w*|im|am|von|mit|f[üu]r|les?|la|une?|des?|du|mes|mon|ma|el|los|las|un[ao]?|mis?|con|por|para|en)\s+$/iu;

export function refusal(opening: string, ranked: readonly Candidate[], { index }: Scope, given?: Reading): Asking {
  const reading = given && ofBook(given, index);
  const named = reading !== undefined && (reading.accounts.length > 0 || reading.focus.account !== undefined);
  // "All … of mine": what was understood of it is whose they are.
  const own =
    reading?.owner === 'mine' && !named
      ? index.list?.tool.examples.find((each) => words(each).some((word) => isOf(word, 'mine')))
      : undefined;
  const choices = [...(own ? [{ label: capital(own), say: own }] : []), ...anything(index, reading)].slice(0, MAX_CHOICES);
  return { ask: opening, choices, nearest: ranked };
}

/** What can be asked of the account that is named or spoken of, or of none: one question of each agent. */
export function anything({ routes }: Scope['index'], reading?: Reading): Choice[] {
  const named = reading !== undefined && (reading.accounts.length > 0 || reading.focus.account !== undefined);
  const needs = ({ slots }: Candidate['route']) => slots.some(({ kind, required }) => kind === 'account' && required);
  const reads = routes.filter((route) => route.tool.access === 'read' && needs(route) === named);
  const spread = [...Map.groupBy(reads, ({ tool }) => tool.topic).values()].flatMap(([first]) => first ?? []);
  return choicesOf(
    spread.map((route) => ({ route })),
    reading,
  );
}

/** "Which of my accounts …" is about none that was spoken of before. */
export const ofBook = (reading: Reading, index: Scope['index']): Reading =>
  reading.refersToAccount || !(reading.owner || asksForAccounts(reading, index)) ? reading : { ...reading, focus: {} };

export function choicesOf(candidates: readonly Pick<Candidate, 'route'>[], reading?: Reading): Choice[] {
  const says = candidates.slice(0, MAX_CHOICES).map(({ route }) => exampleFor(route.tool, reading));
  return [...new Set(says)].map((say) => ({ label: capital(say), say }));
}
