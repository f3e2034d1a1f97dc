import type { Catalog } from '../../tools/catalog.ts';
import type { ToolOutcome } from '../../tools/run-tool.ts';
import type { TurnResult } from './types.ts';

/** What came of one call, as far as it says what is the case now. */
export interface Came {
  outcome: ToolOutcome;
  approval?: TurnResult['approvals'][number];
  offer?: TurnResult['offers'][number];
}

/** One line for everything this turn put before a person or could not do, which the turn says itself, before any model does. */
export function standingLines(all: readonly Came[], catalog: Pick<Catalog, 'get'>): string[] {
  const done = new Set(all.flatMap(({ outcome }) => (outcome.ok ? [outcome.tool.name] : [])));
  const lines = all.flatMap(({ outcome, approval, offer }) => {
    if (approval) return [drafted(approval)];
    if (offer) return [`Not written yet: press "${offer.label}".`];
    if (outcome.ok || done.has(outcome.name)) return [];
    const tool = catalog.get(outcome.name);
    return tool && tool.access !== 'read' ? [refused(outcome.code === 'bad_arguments' ? misread(tool.title) : outcome.message)] : [];
  });
  return [...new Set(lines)];
}

const drafted = ({ kind, account, recipient, subject }: TurnResult['approvals'][number]): string =>
  kind === 'outreach'
    ? `Drafted to ${recipient ?? account}, not sent: it is yours to edit, discard or put before whoever decides.`
    : `Not done yet, ${account}: "${subject}" is put before a person.`;

const misread = (title: string): string => `"${title}" was not asked for in a form that can be read. Say it in other words.`;

/** Most reasons begin with what was not done. */
const refused = (why: string): string => (/^(?:no|not|nothing)\b/i.test(why) ? why : `Not done: ${why}`);
