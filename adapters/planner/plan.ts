import type { Mentions, ModelRequest, ToolSpec } from '../../bot/model-port.ts';
import { type PastTurn, split } from './conversation.ts';
import { fill } from './fill.ts';
import { exampleOf, helpText, notUnderstood, smallTalkOf } from './help.ts';
import { languageNote } from './language.ts';
import { isBare, type Reading, read } from './reading.ts';
import { replyFrom } from './reply.ts';
import { type Index, indexTools, type Route, similarity } from './route.ts';
import { isKnown } from './vocabulary.ts';

export interface PlannedCall {
  name: string;
  arguments: Record<string, unknown>;
}

/** What to do next: run tools, or say something. */
export type Plan = { calls: PlannedCall[] } | { text: string };

/** Below this a question fits no tool. */
const FITS = 0.3;
/** Two tools nearer than this to each other are asked about. */
const MARGIN = 0.02;
const MAX_ACCOUNTS = 4;
const FIGURES_ONLY = /^x(number|money|percent|span|date)\b/;
const NEXT_CLAUSE =
  /(?:[.;?!]\s+|,?\s+(?:and|then|und|et|y)\s+(?:then\s+|also\s+|dann\s+)?)(?=(?:please\s+)?(?:draft|write|compose|show|list|tell|why|how|what|who|which|explain|recommend|simulate|prepare|give|compare|reach|warum|wie|was|wer|schreib\w*|zeig\w*|pourquoi|comment|redige\w*|ecris|por|como|redacta|escribe)\b)/i;

interface Candidate {
  route: Route;
  score: number;
  reading: Reading;
}

/** Decides what a request needs, from the tools' own words and schemas. Pure: the same request and day give the same plan. */
export function plan(request: ModelRequest, now: Date, indexOf: (tools: ToolSpec[]) => Index = indexTools): Plan {
  const { question, results, before } = split(request.messages);
  if (results.length > 0) return { text: replyFrom(question, results) };
  if (request.tools.length === 0) return { text: 'I could not settle this with my tools. Ask for one account or one thing at a time.' };
  const talk = smallTalkOf(question);
  if (talk) return { text: withNote(helpText(request.tools, talk), question) };
  const index = indexOf(request.tools);
  const again = before && followUp(question, before, request.mentions, index, now);
  if (again) return { calls: again };
  return several(question, request.mentions, index, now) ?? single(question, request.mentions, index, now);
}

/** A question of several parts, each of which clearly wants a tool of its own. */
function several(question: string, mentions: Mentions, index: Index, now: Date): Plan | undefined {
  const clauses = question.split(NEXT_CLAUSE).filter((clause) => clause.trim() !== '');
  if (clauses.length < 2 || clauses.length > 4) return undefined;
  const calls: PlannedCall[] = [];
  let { focus } = mentions;
  for (const clause of clauses) {
    const ranked = rank(clause, { ...mentions, focus }, index, now);
    const [best] = ranked;
    if (!best || !isClear(ranked)) return undefined;
    const made = callsFor(best);
    if (!made) return undefined;
    calls.push(...made);
    const [named] = mentions.accounts.filter((account) => best.reading.accounts.includes(account.name));
    if (named && best.reading.accounts.length === 1) focus = { account: { id: named.id, name: named.name } };
  }
  const distinct = [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
  return distinct.length > 1 ? { calls: distinct } : undefined;
}

function single(question: string, mentions: Mentions, index: Index, now: Date): Plan {
  const ranked = rank(question, mentions, index, now);
  const [best] = ranked;
  if (!best || best.score < FITS || best.reading.features.every((feature) => FIGURES_ONLY.test(feature)))
    return { text: withNote(askBack(best, ranked, index), question) };
  if (!isClear(ranked)) return { text: withNote(askWhich(ranked.filter(({ score }) => score > best.score - MARGIN)), question) };
  const calls = callsFor(best);
  return calls ? { calls } : { text: withNote(askFor(best), question) };
}

/** A message that only names somebody, or answers a question of ours, continues what was asked before. */
function followUp(question: string, before: PastTurn, mentions: Mentions, index: Index, now: Date): PlannedCall[] | undefined {
  const reading = read(question, mentions, now, index.vocabulary);
  const continues = isBare(reading) && reading.features.length > 0;
  if (!continues) return undefined;
  const [asked] = before.calls;
  const route = asked && index.routes.find(({ tool }) => tool.name === asked.name);
  if (!route) {
    const ranked = rank(`${before.question} ${question}`, mentions, index, now);
    return isClear(ranked) && ranked[0] ? callsFor(ranked[0]) : undefined;
  }
  const said = fill(route.slots, { ...reading, focus: {} }).arguments;
  const fresh = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
  if (Object.keys(fresh).length === 0) return undefined;
  return [{ name: route.tool.name, arguments: { ...nulls(route), ...parsed(asked.arguments), ...withoutStalePerson(route, fresh) } }];
}

/** A new account makes the person of the old one meaningless. */
function withoutStalePerson({ slots }: Route, fresh: Record<string, unknown>): Record<string, unknown> {
  const account = slots.find((slot) => slot.kind === 'account');
  const contact = slots.find((slot) => slot.kind === 'contact');
  return account && contact && account.name in fresh && !(contact.name in fresh) ? { ...fresh, [contact.name]: null } : fresh;
}

/** Tools by how well the question fits, best first. */
export function rank(question: string, mentions: Mentions, index: Index, now: Date): Candidate[] {
  const reading = read(question, mentions, now, index.vocabulary);
  return index.routes
    .map((route) => ({
      route,
      reading,
      score:
        similarity(reading.features, route, index) + nameFit(route, reading) + accountFit(route, reading) + argumentFit(route, reading),
    }))
    .toSorted((a, b) => b.score - a.score);
}

/** A tool called what the question is about; and a question that opens with what to do wants a tool that does it. */
function nameFit({ topic, topical, profile }: Route, reading: Reading): number {
  const held = topic.filter((word) => reading.cues.has(word)).length;
  const [opening = ''] = reading.features;
  const foreign = !/^x[a-z]+$/.test(opening) && isKnown(opening) && !profile.has(opening);
  return (0.12 * held) / Math.max(1, topic.length) - (topical && held === 0 ? 0.14 : 0) - (foreign ? 0.08 : 0);
}

/** A question about one account wants a tool that takes one, and a question about many does not. */
function accountFit({ slots }: Route, reading: Reading): number {
  const account = slots.find((slot) => slot.kind === 'account' || slot.kind === 'accounts');
  const named = reading.accounts.length + reading.unknownNames.length + reading.contacts.length > 0;
  if (named) return account?.required ? 0.1 : account ? 0.03 : -0.25;
  if (!account?.required) return 0;
  if (reading.focus.account) return reading.refersToAccount || reading.refersToPerson ? 0.08 : reading.owner ? -0.15 : 0;
  return reading.owner ? -0.2 : -0.1;
}

/** What a question states should have a place in the tool's arguments. */
function argumentFit({ slots }: Route, reading: Reading): number {
  const { used } = fill(slots, reading);
  return used === undefined ? 0 : 0.16 * (used - 0.5);
}

function isClear([best, second]: Candidate[]): boolean {
  return best !== undefined && best.score >= FITS && (!second || best.score - second.score >= MARGIN);
}

/** The call, one for each account named; undefined when something required is missing. */
function callsFor({ route, reading }: Candidate): PlannedCall[] | undefined {
  const { arguments: values, missing } = fill(route.slots, reading);
  if (missing.length > 0) return undefined;
  const account = route.slots.find((slot) => slot.kind === 'account');
  if (!account || reading.accounts.length < 2) return [{ name: route.tool.name, arguments: values }];
  return reading.accounts.slice(0, MAX_ACCOUNTS).map((name) => ({ name: route.tool.name, arguments: { ...values, [account.name]: name } }));
}

function askFor({ route, reading }: Candidate): string {
  const [missing] = fill(route.slots, reading).missing;
  const homes = reading.contacts.flatMap(({ candidates }) => candidates.map(({ name, accountName }) => `- ${name} at ${accountName}`));
  if (missing?.kind === 'account' && homes.length > 1) return ['Which of them do you mean?', ...homes].join('\n');
  if (missing?.kind === 'account') return `Which account do you mean? Name it, for example: "${exampleOf(route.tool)}"`;
  return `I need one thing more: ${missing?.description.replace(/\b\d[\d.,]*\b/g, '').trim() || missing?.name}.`;
}

function askWhich(candidates: Candidate[]): string {
  return ['Which do you mean?', ...candidates.slice(0, 3).map(({ route }) => `- ${exampleOf(route.tool)}`)].join('\n');
}

function askBack(best: Candidate | undefined, ranked: Candidate[], { routes }: Index): string {
  const near = ranked.filter(({ score }) => best && score > FITS / 2).map(({ route }) => route.tool);
  const spread = routes.filter((_, at) => at % Math.max(1, Math.floor(routes.length / 3)) === 0).map(({ tool }) => tool);
  const tools = [...new Set<ToolSpec>([...near.slice(0, 3), ...spread])];
  return notUnderstood(tools.map(exampleOf));
}

function withNote(text: string, question: string): string {
  const note = languageNote(question);
  return note ? `${text}\n\n${note}` : text;
}

function nulls({ slots }: Route): Record<string, unknown> {
  return Object.fromEntries(slots.map((slot) => [slot.name, null]));
}

function parsed(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
