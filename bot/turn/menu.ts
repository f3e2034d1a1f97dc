import type { Actor } from '../../agents/kit/context.ts';
import type { AgentTool } from '../../agents/kit/define-agent.ts';
import type { Conversation } from '../../models/conversation.ts';
import type { Models } from '../../models/index.ts';
import type { Catalog } from '../../tools/catalog.ts';
import { fitTools, rankTools } from '../../tools/rank.ts';
import type { ToolSpec } from '../model-port.ts';

/** Tools a language model is told of at once, those of the conversation itself among them. */
export const MOST_TOOLS = 20;
/** So many places are kept for what people of the same role use most. */
const FOR_ROLE = 4;
const CONVERSATIONS_READ = 40;

/** How likely a text asks for a tool; null: for none of them. */
export interface LikelyTool {
  tool: string | null;
  chance: number;
}

/** What is known of how people ask for tools, in whatever language: which of some a text asks for, likeliest first. */
export type LikelyTools = (text: string, among: readonly string[], beside?: BesideText) => Promise<readonly LikelyTool[]>;
interface BesideText {
  /** How it calls accounts and people. */
  accounts: readonly string[];
  people: readonly string[];
  /** The tool that answered before it. */
  after?: string | undefined;
}

/** A tool that was looked for; `had`: it was in the menu already. */
export interface FoundTool {
  spec: ToolSpec;
  had: boolean;
}

/** What a language model may choose from; `find` adds to it. */
export interface Menu {
  specs(): ToolSpec[];
  /** The tools that fit a text best, all in the menu from now on; none where nothing does. */
  find(text: string, most: number): Promise<FoundTool[]>;
  /** Whether there is more than the menu holds. */
  readonly more: boolean;
}

export interface MenuOptions {
  catalog: Catalog;
  offered: readonly AgentTool[];
  /** What is asked, and what was asked before in the thread. */
  text: string;
  /** What is asked is likely for these. */
  likely?: readonly LikelyTool[];
  likelyTools?: LikelyTools | undefined;
  /** Tools this thread has used. */
  used: readonly string[];
  /** Tools that people of the same role use, most often used first. */
  popular: readonly string[];
  /** Places taken by tools of the conversation itself. */
  taken: number;
}

/** What is less likely is not asked for. */
const LEAST_CHANCE = 0.02;
/** A text that is likely for no tool finds one that answers to so much of it; any other, to less. */
const SURELY_NONE = 0.9;
const LEAST_SHARE = { none: 0.6, some: 0.25 };

/** Chosen when it is first asked for: a model that is told of every tool asks for none. */
export function createMenu(options: MenuOptions): Menu {
  let made: Menu | undefined;
  const menu = () => {
    made ??= choose(options);
    return made;
  };
  return {
    specs: () => menu().specs(),
    find: (text, most) => menu().find(text, most),
    get more() {
      return menu().more;
    },
  };
}

const likelyOnes = (likely: readonly LikelyTool[]): string[] =>
  likely.flatMap(({ tool, chance }) => (tool !== null && chance >= LEAST_CHANCE ? [tool] : []));

/** One of each in turn, each once. */
const inTurn = (a: readonly string[], b: readonly string[]): string[] => [
  ...new Set(
    Array.from({ length: Math.max(a.length, b.length) }, (_, at) => [a[at], b[at]]).flatMap((pair) =>
      pair.filter((each) => each !== undefined),
    ),
  ),
];

/** The core, what the thread used, what fits the question, what the role uses; filled up in the catalogue's order. What is in it stands in one order always, so that its beginning can be cached. */
function choose({ catalog, offered, text, likely = [], likelyTools, used, popular, taken }: MenuOptions): Menu {
  const all = offered.map(({ name }) => catalog.brief(name));
  const core = offered.filter(({ core: fixed }) => fixed).map(({ name }) => name);
  const room = MOST_TOOLS - taken;
  const known = new Set(all.map(({ name }) => name));
  const wanted = () => {
    const ranked = rankTools(text, all).map(({ name }) => name);
    const isFree = (name: string) => !core.includes(name);
    const fitting = inTurn(likelyOnes(likely).filter(isFree), ranked.filter(isFree));
    const best = fitting.slice(0, Math.max(0, room - core.length - FOR_ROLE));
    return new Set([...core, ...best, ...used, ...popular, ...fitting, ...known]);
  };
  const chosen = known.size > room ? new Set([...wanted()].filter((name) => known.has(name)).slice(0, room)) : known;
  const found: ToolSpec[] = [];
  const menu = [...all.filter(({ name }) => core.includes(name)), ...all.filter(({ name }) => chosen.has(name) && !core.includes(name))];
  return {
    specs: () => [...menu, ...found],
    async find(words, most) {
      const asked = (await likelyTools?.(words, [...known])) ?? [];
      const [first] = asked;
      const least = first?.tool === null && first.chance >= SURELY_NONE ? LEAST_SHARE.none : LEAST_SHARE.some;
      const fit = fitTools(words, all).flatMap(({ tool, share }) => (share >= least ? [tool.name] : []));
      const best = inTurn(likelyOnes(asked), fit).flatMap((name) => all.find((spec) => spec.name === name) ?? []);
      return best.slice(0, most).map((spec) => {
        const had = chosen.has(spec.name);
        if (!had) found.push(spec);
        chosen.add(spec.name);
        return { spec, had };
      });
    },
    more: all.length > menu.length,
  };
}

/** What people with one of these roles called lately, most often first. */
export async function usedByRole(models: Models, tenant: string, { roles }: Pick<Actor, 'roles'>): Promise<string[]> {
  const [users, conversations] = await Promise.all([
    models.users.find({ tenant, roles: { $in: [...roles] }, active: true }, { _id: 1 }).lean<{ _id: string }[]>(),
    models.conversations
      .find({ tenant }, { 'turns.actorId': 1, 'turns.calls.name': 1 })
      .sort({ updatedAt: -1 })
      .limit(CONVERSATIONS_READ)
      .lean<Pick<Conversation, 'turns'>[]>(),
  ]);
  const same = new Set(users.map(({ _id }) => _id));
  const counts = new Map<string, number>();
  for (const { actorId, calls } of conversations.flatMap(({ turns }) => turns ?? []))
    if (same.has(actorId)) for (const { name } of calls ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}
