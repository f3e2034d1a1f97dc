import type { Mentions, ModelRequest, ToolSpec } from '../../bot/model-port.ts';
import { readToolContent } from '../../bot/tool-content.ts';
import type { Choice } from '../../bot/turn/types.ts';
import { clausesOf, isQuestion, openingOf, withoutPasted } from './clauses.ts';
import { type PastTurn, split } from './conversation.ts';
import { fill } from './fill.ts';
import { followUp, nulls, withListed } from './follow-up.ts';
import { askedBy, isNoise, isOf } from './grammar.ts';
import { exampleFor, helpText, smallTalkOf } from './help.ts';
import { languageNote } from './language.ts';
import { isLetter, isToUs } from './letter.ts';
import { bookCall } from './plan-book.ts';
import { type BookQuestion, readBook } from './portfolio.ts';
import { isBare, type Reading, read } from './reading.ts';
import { replyFrom } from './reply.ts';
import { type Index, indexTools, type Route, similarity } from './route.ts';

export interface PlannedCall {
  name: string;
  arguments: Record<string, unknown>;
}

/** What to do next: run tools, or say something, with what may be asked instead. */
export type Plan = { calls: PlannedCall[] } | { text: string; choices: Choice[] };

/** What was understood of one wish. */
type Understood = { calls: PlannedCall[]; unused: string[] } | { ask: string; choices: Choice[]; nearest: Candidate[] };

/** Below this a question fits no tool. */
const FITS = 0.34;
/** From this on a question is what a tool's own examples ask. */
const CLOSE = 0.64;
/** From this on it is one of them, word for word. */
const SAME = 0.9;
/** Two tools nearer than this to each other are asked about. */
const MARGIN = 0.015;
/** From this on a word or two may go unread. */
const SURE = 0.5;
/** More of a question than this share unread, and it is another question. */
const MAX_UNREAD = 0.5;
const FIGURES = /^x(number|money|percent|span|date)$/;
const MAX_ACCOUNTS = 4;
const MAX_CLAUSES = 4;
const MAX_CHOICES = 3;

export interface Candidate {
  route: Route;
  score: number;
  reading: Reading;
  /** Words the tool has no use for. */
  unread: string[];
  share: number;
}

interface Scope {
  mentions: Mentions;
  index: Index;
  now: Date;
}

/** Decides what a request needs, from the tools' own words and schemas. Pure: the same request and day give the same plan. */
export function plan(request: ModelRequest, now: Date, indexOf: (tools: ToolSpec[]) => Index = indexTools): Plan {
  const { question, results, before } = split(request.messages);
  const scope = { mentions: request.mentions, index: indexOf(request.tools), now };
  if (results.length > 0) {
    const understood = request.tools.length > 0 ? understand(question, before, scope) : undefined;
    return {
      text: replyFrom(question, results, understood && 'calls' in understood ? understood.unused : []),
      choices: leadsNowhere(results) ? choicesOf(rank(question, scope).filter(({ route }) => route.tool.access === 'read')) : [],
    };
  }
  if (request.tools.length === 0)
    return { text: 'I could not settle this with my tools. Ask for one account or one thing at a time.', choices: [] };
  const talk = smallTalkOf(question);
  if (talk) return { text: withNote(helpText(request.tools, talk), question), choices: [] };
  const understood = understand(question, before, scope);
  return 'calls' in understood ? { calls: understood.calls } : { text: withNote(understood.ask, question), choices: understood.choices };
}

/** Whether nothing was found and nothing offered instead. */
const leadsNowhere = (results: readonly { content: string }[]): boolean =>
  results.every(({ content }) => {
    const read = readToolContent(content);
    return read && !read.ok && read.choices.length === 0;
  });

function understand(said: string, before: PastTurn | undefined, scope: Scope): Understood {
  const own = withoutPasted(said);
  if (own === '') return refusal('I do not act on pasted text. Say in your own words what you want to know.', [], scope);
  const { question, name } = before ? withListed(own, before) : { question: own };
  const mentions = name ? { ...scope.mentions, accounts: [...scope.mentions.accounts, { id: name, name, said: name }] } : scope.mentions;
  const here = { ...scope, mentions };
  const again = before && followUp(question, before, mentions, scope.index, scope.now);
  if (again) return { calls: again, unused: [] };
  return wishes(question, here, before);
}

/** A message of several sentences: what of it asks for something is answered, the rest is said beside. */
function wishes(question: string, scope: Scope, before?: PastTurn): Understood {
  if (isLetterInWords(question, scope)) return single(question, scope, before);
  const whole = read(question, scope.mentions, scope.now, scope.index.lexicon);
  const begins = (clause: string) => isQuestion(clause) || opens(clause, scope.index);
  const starts = (clause: string) => isQuestion(clause) || opens(clause, scope.index, 'verb');
  const clauses = clausesOf(question, starts);
  if (clauses.length < 2) return single(question, scope, before);
  const asking = clauses.some(starts) ? clauses.filter(starts) : clauses.filter(begins);
  if (asking.length === 0 || clauses.length > 12) return single(question, scope, before);
  const [first = ''] = asking;
  // What follows a command is what it says.
  const said = isQuestion(first) ? first : question.slice(Math.max(0, question.indexOf(first)));
  if (asking.length === 1) return inContext(said, whole, scope, question, before);
  const calls: PlannedCall[] = [];
  const unused: string[] = [];
  let { focus } = scope.mentions;
  for (const clause of asking.slice(0, MAX_CLAUSES)) {
    const understood = inContext(clause, whole, { ...scope, mentions: { ...scope.mentions, focus } }, clause, before);
    if ('ask' in understood) {
      // One answered in part would hide that the other was not.
      return asking.length === 2 && !isQuestion(asking[1] ?? '') && calls.length > 0
        ? { calls, unused: [clause] }
        : single(question, scope, before, understood);
    }
    calls.push(...understood.calls);
    unused.push(...understood.unused);
    const [account] = scope.mentions.accounts.filter(({ name }) =>
      understood.calls.some((call) => Object.values(call.arguments).includes(name)),
    );
    if (account) focus = { account: { id: account.id, name: account.name } };
  }
  return { calls: [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()], unused };
}

/** One wish among other sentences: whom these name is whom it is about, where it names nobody. */
function inContext(clause: string, whole: Reading, scope: Scope, fallback: string, before?: PastTurn): Understood {
  const { mentions } = scope;
  const reading = read(clause, mentions, scope.now, scope.index.lexicon);
  const [only] = mentions.accounts;
  const alone = only && whole.accounts.length === 1 && reading.accounts.length === 0;
  const focus = alone ? { ...mentions.focus, account: { id: only.id, name: only.name } } : mentions.focus;
  const understood = single(clause, { ...scope, mentions: { ...mentions, focus } }, before);
  if ('calls' in understood || clause === fallback) return understood;
  const together = single(fallback, scope, before);
  return 'calls' in together ? together : understood;
}

/** "Email Mark: can we meet?": what follows the colon is what somebody is to be told, not asked of us. */
function isLetterInWords(question: string, { mentions, index, now }: Pick<Scope, 'mentions' | 'index' | 'now'>): boolean {
  const [head = '', ...words] = question.split(/:\s/);
  if (words.length === 0 || isQuestion(head)) return false;
  const opening = index.lexicon.conceptOf(openingOf(head));
  const { contacts, unknownNames } = read(head, mentions, now, index.lexicon);
  return contacts.length + unknownNames.length > 0 && index.routes.some(({ slots, openings }) => isLetter(slots) && openings.has(opening));
}

/** Whether a wish only asks to know something. */
const asksToKnow = (question: string, scope: Pick<Scope, 'mentions' | 'index' | 'now'>): boolean =>
  isQuestion(question) && !isLetterInWords(question, scope);

/** Whether a clause begins as a wish does; as a verb does, where what may be a metric or a value is left out. */
const opens = (clause: string, { routes, lexicon, book }: Index, as?: 'verb'): boolean => {
  const opening = lexicon.conceptOf(openingOf(clause));
  if (
    as &&
    (book.metrics.some(({ parts }) => parts.includes(opening)) ||
      book.filters.some(({ values }) => values.some(({ parts }) => parts.includes(opening))))
  )
    return false;
  return routes.some(({ openings }) => openings.has(opening));
};

/** One question: by grammar where it is about many accounts or one figure, else by the tool that is most like it. */
function single(question: string, scope: Scope, before?: PastTurn, failed?: Understood): Understood {
  const { index } = scope;
  const earlier = before && before.calls.length === 0 && answerTo(question, before, scope);
  if (earlier) return earlier;
  const ranked = rank(question, scope);
  const [best] = ranked;
  const reading = best?.reading ?? read(question, scope.mentions, scope.now, index.lexicon);
  const about = best && (best.route.topic.some((word) => reading.cues.has(word)) || best.score >= SAME);
  const close = about && best.score >= CLOSE && best.unread.length === 0 && callsFor(best) !== undefined;
  const writes = !asksToKnow(question, scope) && best && best.route.tool.access !== 'read' && best.score >= FITS;
  const book = readBook(reading, index.book);
  const figure = figureCall(reading, book, index);
  if (figure && reading.accounts.length > 1 && book.unused.length > 0) return { calls: figure, unused: [] };
  // "the technical lead at X": a value of the tool's own, not how many there are.
  const valued = figure && best && best.unread.length === 0 && best.score >= FITS && choosesValue(best);
  if (!close && !writes && !valued) {
    if (figure) return { calls: figure, unused: [] };
    const list = listCall(reading, book, index);
    if (list) return { calls: list, unused: [] };
  }
  if (failed) return failed;
  const empty = reading.features.every((feature) => feature.split(' ').every((word) => askedBy(word) !== undefined || FIGURES.test(word)));
  if (!empty && best && best.score >= FITS && best.share <= MAX_UNREAD && (best.unread.length === 0 || best.score >= SURE)) {
    const named = (each: Candidate) => each.route.topic.some((word) => reading.cues.has(word));
    const unclear = ranked.filter((each) => each.share <= best.share && each.score > best.score - MARGIN && named(each) === named(best));
    if (unclear.length > 1 && !close) return which(unclear, reading);
    const calls = callsFor(best);
    return calls ? { calls, unused: best.unread } : askFor(best);
  }
  return notUnderstood(question, reading, book, ranked, scope);
}

const choosesValue = ({ route, reading }: Candidate): boolean => {
  const values = fill(route.slots, reading).arguments;
  return route.slots.some(({ kind, name }) => kind === 'enum' && values[name] !== null);
};

/** The answer to a question of ours completes the one before. */
function answerTo(question: string, before: PastTurn, scope: Scope): Understood | undefined {
  const reading = read(question, scope.mentions, scope.now, scope.index.lexicon);
  if (!isBare(reading)) return undefined;
  const [best] = rank(`${before.question} ${question}`, scope);
  const calls = best && best.score >= FITS && best.share <= MAX_UNREAD ? callsFor(best) : undefined;
  return calls && { calls, unused: [] };
}

/** A figure, or several accounts side by side: an account named and nothing said but metrics. */
function figureCall(reading: Reading, book: BookQuestion, { list }: Index): PlannedCall[] | undefined {
  const slot = list?.slots.find(({ kind }) => kind === 'accounts');
  const named =
    reading.accounts.length > 0
      ? reading.accounts
      : reading.unknownNames.length > 0
        ? reading.unknownNames
        : reading.refersToAccount || !bookish(book)
          ? [reading.focus.account?.name ?? '']
          : [];
  const accounts = named.filter(Boolean);
  if (!list || !slot || accounts.length === 0 || book.loose.length > 0 || reading.contacts.length > 0 || book.groupBy || book.sort)
    return undefined;
  const left = book.unused.filter(({ said }) => !reading.unknownNames.includes(said));
  const compares = left.some(({ word }) => isOf(word, 'compare')) && accounts.length > 1;
  const rest = compares ? left.filter(({ word }) => !isOf(word, 'compare')) : left;
  if (rest.length > 0 || (book.named.length === 0 && !compares)) return undefined;
  if (!reading.accounts.length && !reading.unknownNames.length && book.conditions.some(({ value }) => value !== null && value !== 0))
    return undefined;
  const show = book.named.map(({ key }) => key);
  return [{ name: list.tool.name, arguments: { ...nulls(list), [slot.name]: accounts.slice(0, 10), show: show.length > 0 ? show : null } }];
}

/** Whether a question can only be about many accounts. */
const bookish = ({ filters, sums, sort, conditions, limit }: BookQuestion): boolean =>
  Object.keys(filters).length > 0 ||
  sums ||
  sort !== undefined ||
  limit !== undefined ||
  conditions.some(({ value }) => value !== null && value !== 0);

function listCall(reading: Reading, book: BookQuestion, index: Index): PlannedCall[] | undefined {
  // A colleague may be a customer's namesake.
  const people = reading.contacts.filter(({ name }) => !reading.colleagues.some((each) => each.name === name));
  if (reading.accounts.length > 0 || people.length > 0 || book.loose.length > 0) return undefined;
  const names = reading.unknownNames;
  const left = book.unused.filter(({ said }) => !names.includes(said));
  // A name nobody knows, where accounts are asked for: the tool says whose there are.
  const nouns = asksForAccounts(reading, index);
  if (askedBy(reading.words[0]?.word ?? '') === 'why') return undefined;
  const [stranger] = names;
  if (names.length > 1 || (stranger && (book.filters.owner || !nouns))) return undefined;
  const asked = stranger ? { ...book, filters: { ...book.filters, owner: stranger } } : book;
  const says = asked.says || (nouns && (Object.keys(asked.filters).length > 0 || asked.metrics.length > 0));
  if (left.length > 0 || !says) return undefined;
  return bookCall(asked, index);
}

const asksForAccounts = ({ words }: Reading, { book }: Index): boolean => words.some(({ concept }) => book.plain.has(concept));

/** Tools by how well the question fits, best first. A question reaches none that changes anything. */
export function rank(question: string, scope: Scope): Candidate[] {
  const { mentions, index, now } = scope;
  const reading = read(question, mentions, now, index.lexicon);
  const asks = asksToKnow(question, scope);
  const opening = index.lexicon.conceptOf(openingOf(question));
  const bids = !asks && index.routes.some(({ tool, openings }) => tool.access !== 'read' && openings.has(opening));
  return index.routes
    .filter(({ tool }) => tool.access === undefined || tool.access === 'read' || !asks)
    .map((route) => {
      const { unread, share } = unreadBy(route, reading);
      const like = similarity(reading.features, route, index);
      const bid = bidOf(route, reading, { opens: route.openings.has(opening), bids });
      const score = like + nameFit(route, reading) + accountFit(route, reading) + argumentFit(route, reading) + bid - 0.3 * share;
      return { route, reading, unread, share, score };
    })
    .toSorted((a, b) => b.score - a.score);
}

/** A wish that opens as a tool's examples do is for that tool; what changes something is for no other wish. */
function bidOf({ tool, slots, topic }: Route, reading: Reading, { opens, bids }: { opens: boolean; bids: boolean }): number {
  if (tool.access === 'read') return bids && !opens ? -0.12 : 0;
  if (!opens || (isLetter(slots) && isToUs(reading.text))) return -0.3;
  const person = slots.some(({ kind }) => kind === 'contact');
  if (person && reading.contacts.length > 0) return 0.25;
  // "Prepare" alone is no note: somebody to write to, or the writing, has to be named.
  return isLetter(slots) && !topic.some((word) => reading.cues.has(word)) ? 0 : 0.12;
}

/** What of a question a tool has no use for: words, figures, days. */
function unreadBy(route: Route, reading: Reading): { unread: string[]; share: number } {
  const { tool, slots, asked, kin } = route;
  const { lexicon } = reading;
  const content = reading.words.filter(
    ({ word }) =>
      !isNoise(word) && !isOf(word, 'question', 'auxiliary', 'also', 'only', 'have', 'mine', 'those', 'one', 'show', 'now', 'say'),
  );
  // Free text takes whatever is said.
  if (tool.access !== 'read' && slots.some(({ kind }) => kind === 'text')) return { unread: [], share: 0 };
  const filled = fill(slots, reading);
  const values = Object.values(filled.arguments).filter((value) => value !== null);
  const names = slots.some(({ kind }) => kind === 'account' || kind === 'accounts' || kind === 'contact') ? [] : reading.accounts;
  const strange = content.filter(({ concept }) => !asked.has(concept) && !kin.has(concept));
  const { from, spans } = reading.period;
  const looksAhead = slots.some(({ kind, name }) => kind === 'number' && /days/i.test(name));
  const known = (span: { from: number; to: number }) =>
    !looksAhead && lexicon.concepts(reading.text.slice(span.from, span.to)).every((concept) => asked.has(concept));
  const days =
    from && !values.some((value) => value === from || value === reading.period.to) && !filled.back
      ? spans.filter((span) => !known(span))
      : [];
  const owner = reading.owner && !slots.some(({ kind }) => kind === 'owner') && reading.owner !== 'mine' ? [reading.owner] : [];
  const region = slots.some(({ name }) => name === 'region') ? [] : reading.regions.map(({ said }) => said);
  const figures = reading.constraints.filter(
    ({ value, before, bound }) =>
      !(bound === 'exact' && asked.has(lexicon.conceptOf(before.at(-1) ?? ''))) && !JSON.stringify(values).includes(String(value)),
  );
  const unread = [
    ...strange.map(({ said }) => said),
    ...names,
    ...days.map((span) => reading.text.slice(span.from, span.to)),
    ...owner,
    ...region,
    ...figures.map((figure) => reading.text.slice(figure.at, figure.to).trim()),
  ];
  const all = names.length + content.length + days.length + owner.length + region.length + figures.length;
  return { unread, share: all === 0 ? 0 : unread.length / Math.max(all, 2) };
}

/** A tool called what the question is about; and a question that opens with what to do wants a tool that does it. */
function nameFit({ topic, topical }: Route, reading: Reading): number {
  const held = topic.filter((word) => reading.cues.has(word)).length;
  return (0.12 * held) / Math.max(1, topic.length) - (topical && held === 0 ? 0.12 : 0);
}

/** A question about one account wants a tool that takes one, and a question about many does not. */
function accountFit({ slots }: Route, reading: Reading): number {
  const account = slots.find((slot) => slot.kind === 'account' || slot.kind === 'accounts');
  const named = reading.accounts.length + reading.unknownNames.length + reading.contacts.length > 0;
  if (named) return account?.required ? 0.1 : account ? 0.03 : -0.25;
  if (!account?.required) return reading.refersToAccount && reading.focus.account ? -0.1 : 0;
  if (reading.focus.account) return reading.refersToAccount || reading.refersToPerson ? 0.1 : reading.owner ? -0.15 : 0.04;
  return reading.owner ? -0.2 : -0.1;
}

/** What a question states should have a place in the tool's arguments. */
function argumentFit({ slots }: Route, reading: Reading): number {
  const { used } = fill(slots, reading);
  return used === undefined ? 0 : 0.16 * (used - 0.5);
}

/** The call, one for each account named; undefined when something required is missing. */
function callsFor({ route, reading }: Candidate): PlannedCall[] | undefined {
  const { arguments: values, missing } = fill(route.slots, reading);
  if (missing.length > 0) return undefined;
  const account = route.slots.find((slot) => slot.kind === 'account');
  if (!account || reading.accounts.length < 2) return [{ name: route.tool.name, arguments: values }];
  return reading.accounts.slice(0, MAX_ACCOUNTS).map((name) => ({ name: route.tool.name, arguments: { ...values, [account.name]: name } }));
}

function askFor(candidate: Candidate): Understood {
  const { route, reading } = candidate;
  const [missing] = fill(route.slots, reading).missing;
  const homes = reading.contacts.flatMap(({ candidates }) => candidates);
  const nearest = [candidate];
  if (missing?.kind === 'account' && homes.length > 1) {
    const choices = homes.map(({ name, accountName, said }) => ({
      label: `${name} at ${accountName}`,
      say: reading.text.replace(said ?? name, `${name} at ${accountName}`),
    }));
    return { ask: ['Which of them do you mean?', ...choices.map(({ label }) => `- ${label}`)].join('\n'), choices, nearest };
  }
  const example = exampleFor(route.tool, reading);
  if (missing?.kind === 'account')
    return { ask: `Which account do you mean? Name it, for example: "${example}"`, choices: [{ label: example, say: example }], nearest };
  const what = missing?.description.replace(/\b\d[\d.,]*\b/g, '').trim() || missing?.name;
  return { ask: `I need one thing more: ${what}. For example: "${example}"`, choices: [{ label: example, say: example }], nearest };
}

function which(candidates: Candidate[], reading: Reading): Understood {
  return {
    ask: ['Which do you mean?', ...lines(choicesOf(candidates, reading))].join('\n'),
    choices: choicesOf(candidates, reading),
    nearest: candidates,
  };
}

/** One line that it cannot be done, what of the question was not used, and the nearest things that can be. */
function notUnderstood(question: string, reading: Reading, book: BookQuestion, ranked: Candidate[], scope: Scope): Understood {
  const unused = [...new Set(book.unused.map(({ said }) => said).filter((said) => !/^\d+$/.test(said)))].slice(0, 5);
  const about = book.says && reading.accounts.length === 0 && unused.length > 0 && asksForAccounts(reading, scope.index);
  if (about) {
    const without = unused
      .reduce((rest, said) => rest.replace(said, ' '), question)
      .replace(/\s+/g, ' ')
      .trim();
    const choices = [{ label: without, say: without }, ...choicesOf(ranked.slice(0, MAX_CHOICES - 1), reading)];
    return {
      ask: [`I did not use: ${unused.map((said) => `*${said}*`).join(', ')}. What do you mean by it?`, ...lines(choices)].join('\n'),
      choices,
      nearest: ranked,
    };
  }
  const opening =
    unused.length > 0
      ? `I cannot answer that. I did not use: ${unused.map((said) => `*${said}*`).join(', ')}.`
      : 'I did not understand that.';
  return refusal(`${opening} I can answer questions like:`, ranked, scope, reading);
}

function refusal(opening: string, ranked: Candidate[], { index }: Scope, reading?: Reading): Understood {
  const reads = index.routes.filter(({ tool }) => tool.access === 'read');
  const spread = reads.filter((_, at) => at % Math.max(1, Math.floor(reads.length / MAX_CHOICES)) === 0);
  const near = ranked.filter(({ score, route }) => score > FITS / 2 && route.tool.access === 'read');
  const choices = choicesOf([...near, ...spread.map((route) => ({ route }))].slice(0, MAX_CHOICES), reading);
  return { ask: [opening, ...lines(choices)].join('\n'), choices, nearest: ranked };
}

function choicesOf(candidates: readonly Pick<Candidate, 'route'>[], reading?: Reading): Choice[] {
  const says = candidates.slice(0, MAX_CHOICES).map(({ route }) => exampleFor(route.tool, reading));
  return [...new Set(says)].map((say) => ({ label: say, say }));
}

const lines = (choices: readonly Choice[]): string[] => choices.map(({ label }) => `- ${label}`);

function withNote(text: string, question: string): string {
  const note = languageNote(question);
  return note ? `${text}\n\n${note}` : text;
}
