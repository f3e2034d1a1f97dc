import type { Actor } from '../../agents/kit/context.ts';
import type { AgentTool } from '../../agents/kit/define-agent.ts';
import type { Conversation } from '../../models/conversation.ts';
import type { Models } from '../../models/index.ts';
import type { Catalog } from '../../tools/catalog.ts';
import { rankTools } from '../../tools/rank.ts';
import type { ToolSpec } from '../model-port.ts';

/** Tools a language model is told of at once, those of the conversation itself among them. */
export const MOST_TOOLS = 20;
/** So many places are kept for what people of the same role use most. */
const FOR_ROLE = 4;
const CONVERSATIONS_READ = 40;

/** What a language model may choose from; `find` adds to it. */
export interface Menu {
  specs(): ToolSpec[];
  /** The tools beyond the menu that fit a text best, from now on in it. */
  find(text: string, most: number): ToolSpec[];
  /** Whether there is more than the menu holds. */
  readonly more: boolean;
}

export interface MenuOptions {
  catalog: Catalog;
  offered: readonly AgentTool[];
  /** What is asked, and what was asked before in the thread. */
  text: string;
  /** Tools this thread has used. */
  used: readonly string[];
  /** Tools that people of the same role use, most often used first. */
  popular: readonly string[];
  /** Places taken by tools of the conversation itself. */
  taken: number;
}

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

/** The core, what the thread used, what fits the question, what the role uses; filled up in the catalogue's order. What is in it stands in one order always, so that its beginning can be cached. */
function choose({ catalog, offered, text, used, popular, taken }: MenuOptions): Menu {
  const all = offered.map(({ name }) => catalog.brief(name));
  const core = offered.filter(({ core: fixed }) => fixed).map(({ name }) => name);
  const room = MOST_TOOLS - taken;
  const known = new Set(all.map(({ name }) => name));
  const wanted = () => {
    const ranked = rankTools(text, all).map(({ name }) => name);
    const best = ranked.slice(0, Math.max(0, room - core.length - FOR_ROLE));
    return new Set([...core, ...used, ...best, ...popular, ...ranked, ...known]);
  };
  const chosen = known.size > room ? new Set([...wanted()].filter((name) => known.has(name)).slice(0, room)) : known;
  const found: ToolSpec[] = [];
  const menu = [...all.filter(({ name }) => core.includes(name)), ...all.filter(({ name }) => chosen.has(name) && !core.includes(name))];
  return {
    specs: () => [...menu, ...found],
    find(words, most) {
      const rest = all.filter((spec) => !chosen.has(spec.name));
      const best = rankTools(words, rest).slice(0, most);
      for (const spec of best) {
        chosen.add(spec.name);
        found.push(spec);
      }
      return best;
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
