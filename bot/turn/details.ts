import { randomUUID } from 'node:crypto';
import type { Figure } from '../../agents/facts/figure.ts';
import type { Card } from '../../agents/kit/card.ts';
import { figureText } from '../../agents/kit/text.ts';
import { figuresIn, summaryLines, worded } from '../../agents/kit/worded.ts';
import type { ToolSuccess } from '../../tools/run-tool.ts';
import { compactText } from '../card-text.ts';
import { escaped, MAX_CONTENT, roomFor, type ToolContent, toolContent } from '../tool-content.ts';
import { accountOf } from './focus.ts';
import { isWhole, rowsOf } from './rows.ts';

/** What a model is shown of a result, and what a reply may be held against: the same. */
export interface ShownResult {
  content: ToolContent;
  shown: { account?: { id: string; name: string }; figures: Figure[]; text: string; by?: readonly string[] | undefined };
}

/** A name the model can ask for more by. Unlike others even in a thread that two people use at once. */
export const newHandle = (): string => `r${randomUUID().slice(0, 6)}`;

/** Of a result the point, the reasons that its card does not hold, and what the card shows; of what is hidden, or does not fit, a handle. */
export function shownOf(outcome: ToolSuccess, handle: string, note?: string): ShownResult {
  const bare = toolContent(outcome, note ? { note } : {});
  if (!bare.ok) throw new Error('a success reads as a failure');
  const { point, parts, sections } = worded(outcome.card);
  const linesIn = (body: Parameters<typeof compactText>[0]) =>
    [point, ...compactText(body).split('\n')].filter((line) => line.trim() !== '' && plainly(line) !== plainly(bare.summary.point));
  const full = outcome.card.sections.findIndex((section) => section.full);
  const onCard = linesIn(parts);
  // The table has what its lines say, and what else was asked for.
  const lines = full < 0 ? onCard : linesIn(parts.flatMap((part) => (part.type === 'text' ? (sections[full]?.parts ?? []) : [part])));
  const summary = { ...bare.summary, why: bare.summary.why.filter((reason) => !holds([bare.summary.point, ...onCard], reason)) };
  const more = [...sections.filter((_, at) => at !== full).map(({ label }) => moreOf(handle, label)), ...nextPage(outcome)];
  const room = roomFor({ ...bare, summary }) - more.join('\n').length - 1;
  const page = fitting(lines, 0, room, (from) => moreOf(handle, `card, from line ${from}`));
  const shown = [page, ...more].filter(Boolean).join('\n');
  const content = { ...bare, summary, ...(shown ? { shown } : {}) };
  const text = [summaryLines(outcome.summary), shown, note ?? ''].filter(Boolean).join('\n');
  return {
    content,
    shown: {
      ...about(accountOf(outcome.output)),
      figures: figuresIn({ ...outcome.card, sections: outcome.card.sections.filter((section) => section.full) }, outcome.summary).filter(
        standsIn(text),
      ),
      text,
      by: outcome.tool.outsideText,
    },
  };
}

/** Of a list that goes on, how much of it this is and how the rest is had. */
function nextPage({ input, output, card: { rows = [] } }: ToolSuccess): string[] {
  const { page, pages, total, more } = (output ?? {}) as { page?: unknown; pages?: unknown; total?: unknown; more?: unknown };
  const turns = typeof input === 'object' && input !== null && 'page' in input && typeof page === 'number';
  if (!turns || !(more === true || (typeof pages === 'number' && page < pages))) return [];
  const shown = rows.length > 0 && typeof total === 'number' ? `${rows.length} of ${more === true ? 'more than ' : ''}${total}, ` : '';
  return [`[${shown}page ${page}${more === true ? '' : ` of ${pages}`}; the next by "page": ${page + 1}]`];
}

/** A line by its letters and digits alone: a list and a card set off a name in their own ways. */
const plainly = (line: string): string => line.replace(/[^\p{L}\p{N}%]+/gu, '').toLowerCase();

const wordsOf = (line: string): string[] => line.toLowerCase().match(/[−+-]?[\p{L}\p{N}%]+/gu) ?? [];

const SENTENCE_ENDS = /(?<=[.”"])\s+(?=\p{Lu})/u;

/** Whether the card says all of a reason: each sentence in one line of it, in whatever order, or under the heading it begins with. */
function holds(lines: readonly string[], reason: string): boolean {
  const card = lines.map((line) => new Set(wordsOf(line)));
  // "Not now (8 of 23 accounts)" heads what is not now.
  const headings = lines.map((line) => new Set(wordsOf(line.replace(/\s*\([^()]*\)$/, ''))));
  const stands = (said: string) => {
    const words = wordsOf(said);
    return card.some((line) => words.every((word) => line.has(word)));
  };
  const heads = (label: string) =>
    headings.some((line) => line.size === wordsOf(label).length && wordsOf(label).every((word) => line.has(word)));
  return reason.split(SENTENCE_ENDS).every((said) => {
    const [, label = '', rest = ''] = /^([\p{L}\p{N} –-]{2,20}): (.+)$/u.exec(said) ?? [];
    return stands(said) || (rest !== '' && heads(label) && stands(rest));
  });
}

/** A hidden section of a result, or what did not fit of it: `section` as `[more: …]` names it. Undefined where there is none. */
export function detailOf(outcome: ToolSuccess, handle: string, section: string): ShownResult | undefined {
  const [, name = section, from = '0'] = /^(.*), from line (\d+)$/.exec(section.trim()) ?? [];
  const { point, parts, sections } = worded(outcome.card);
  const wanted = name.trim().toLowerCase();
  const index = sections.findIndex(({ label }) => label.toLowerCase() === wanted);
  const found =
    index >= 0
      ? { label: sections[index]?.label ?? name, parts: sections[index]?.parts ?? [] }
      : wanted === 'card'
        ? { label: 'card', parts }
        : undefined;
  if (!found) return undefined;
  const body = compactText(found.parts).split('\n');
  const lines = found.label === 'card' ? [point, ...body] : body;
  const title = `${found.label === 'card' ? 'The card' : found.label}: ${point}`;
  const page = fitting(lines, Number(from), MAX_CONTENT - title.length - 4, (next) => moreOf(handle, `${found.label}, from line ${next}`));
  const content: ToolContent = { ok: true, tool: outcome.tool.name, summary: { point: title, why: [] }, shown: page };
  const text = `${title}\n${page}`;
  const card: Card = { point: outcome.card.point, parts: outcome.card.sections[index]?.parts ?? outcome.card.parts, sections: [] };
  return {
    content,
    shown: { ...about(accountOf(outcome.output)), figures: figuresIn(card).filter(standsIn(text)), text, by: outcome.tool.outsideText },
  };
}

const moreOf = (handle: string, section: string): string => `[more: ${handle} — ${section}]`;
const MORE = /^\[more: (\S{1,40}) — (.{1,120})\]$/gm;

/** What a shown text names as hidden, as `moreOf` words it. */
export const moreIn = (shown: string): { handle: string; section: string }[] =>
  [...shown.matchAll(MORE)].map(([, handle = '', section = '']) => ({ handle, section }));

/** As many whole lines as there is room for, and where to go on. */
function fitting(lines: readonly string[], from: number, room: number, more: (next: number) => string): string {
  const taken: string[] = [];
  let left = room;
  for (const [at, line] of lines.entries()) {
    if (at < from) continue;
    const last = at === lines.length - 1;
    const size = escaped(line).length + 1;
    if (size + (last ? 0 : more(at + 1).length) > left) {
      // A line longer than a whole page is said as far as it goes: asking again would not help.
      if (taken.length === 0) return [line.slice(0, Math.max(0, left - 80)), ...(last ? [] : [more(at + 1)])].join('\n');
      return [...taken, more(at)].join('\n');
    }
    taken.push(line);
    left -= size;
  }
  return taken.join('\n');
}

const standsIn = (text: string) => (each: Figure) => text.includes(figureText(each)) || text.includes(figureText(each, { exact: true }));

const about = (account: ReturnType<typeof accountOf>) => (account ? { account } : {});

export const MOST_ROWS = 25;

/** What a later turn needs of a result: its point and reasons, and whom its list was about, in order, with ids. */
export function keptOf(outcome: ToolSuccess, handle: string, note?: string): ToolContent {
  const bare = toolContent(outcome);
  if (!bare.ok) return bare;
  const found = rowsOf(outcome.output, outcome.card.rows ?? []);
  const rows = found.slice(0, MOST_ROWS);
  const of = (['accounts', 'ofAccounts'] as const).find((each) => rows.every((row) => row.of === each)) ?? 'others';
  const noun = of === 'accounts' ? undefined : rows[0]?.noun;
  const listed = {
    of,
    ...(noun ? { noun } : {}),
    rows: rows.map(({ id, name, own, opens }) => ({ id, name, ...(own ? { own } : {}), ...(opens ? { opens } : {}) })),
    whole: rows.length === found.length && isWhole(outcome.output, rows.length),
  } as const;
  return { ...bare, ...(rows.length > 0 ? { listed } : {}), shown: moreOf(handle, 'card'), ...(note ? { note } : {}) };
}
