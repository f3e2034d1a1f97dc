import { oneOf } from '../../metrics/index.ts';
import { unsourced } from './figures.ts';

export const MAX_WORDS = 150;
const MAX_SUBJECT = 100;
const MAX_TITLE = 70;
const LINK = /https?:|www\.|\b[a-z\d-]+\.(com|net|org|io|ai|co|dev|app|example|info|biz)\b|[^\s@]+@[^\s@]+/iu;
const MARKUP = /\*\*|__|`|<[^>]*>|\]\(|\[[^\]]*\]|\{\{|^#{1,6} |^\s*[-*•] /mu;

interface CheckedText {
  subject: string;
  body: string;
}

/**
 * What keeps a text somebody else wrote from being put before an approver, each in words.
 * @param sources texts that hold every figure it may use
 * @param names of the account and its people: what is inside them counts as neither a figure nor a word
 */
export function problemsOf(checked: CheckedText, sources: readonly string[], names: readonly string[]): string[] {
  const figures = ownFigures(checked, sources, names);
  return [...(figures.length > 0 ? [`no record of the account shows ${quoted(figures)}`] : []), ...wordProblems(checked, names)];
}

/** The figures that no source holds, as written. */
export const ownFigures = ({ subject, body }: CheckedText, sources: readonly string[], names: readonly string[]): string[] =>
  unsourced(withoutNames(`${subject}\n${body}`, names), sources);

/** What is wrong beside its figures. */
export function wordProblems({ subject, body }: CheckedText, names: readonly string[]): string[] {
  const text = withoutNames(`${subject}\n${body}`, names);
  const problems: string[] = [];
  const words = unwelcome(text);
  const count = body.split(/\s+/).filter(Boolean).length;
  if (words.length > 0) problems.push(`${quoted(words)} is how we speak among ourselves, not to a customer`);
  if (LINK.test(text)) problems.push('it holds a link or an address');
  if (MARKUP.test(text)) problems.push('it holds markup, a list or a placeholder; it goes out as plain sentences');
  if (count > MAX_WORDS) problems.push(`it has ${count} words; ${MAX_WORDS} are the most`);
  if (subject.length > MAX_SUBJECT) problems.push(`the subject has ${subject.length} characters; ${MAX_SUBJECT} are the most`);
  return problems;
}

export function withoutNames(text: string, names: readonly string[]): string {
  return names
    .filter(Boolean)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, '·'), text);
}

const quoted = (items: readonly string[]): string => oneOf(items.slice(0, 4).map((each) => `"${each}"`));

/**
 * A title somebody typed (a ticket's subject, a milestone) as it may be quoted in a note: one plain
 * short line. Undefined where it holds a link, an address, markup, hidden characters or internal words.
 */
export function quotable(title: string | undefined): string | undefined {
  const line = title?.replace(/\s+/g, ' ').trim();
  if (!line || line.length > MAX_TITLE) return undefined;
  if (/[<>*_`|{}[\]\\@“”"]|\p{C}|https?:|www\.|\b[\p{L}\d-]+\.\p{L}{2,}/u.test(line)) return undefined;
  return unwelcome(line).length > 0 ? undefined : line;
}

/** How we speak about a customer among ourselves and never to one. */
const INTERNAL = [
  /\bchurn\w*/iu,
  /\brisk(s|y|ed)?\b/iu,
  /\bhealth[- ]?(scores?|bands?|status|check score)\b/iu,
  /\b(scores?|scored|scoring)\b/iu,
  /\battrition\b/iu,
  /\bretention\b/iu,
  /\bretain(ing)? you\b/iu,
  /\bNPS\b/u,
  /\bCSAT\b/u,
  /\bARR\b/u,
  /\bdetractors?\b/iu,
  /\bpropensity\b/iu,
  /\bplaybooks?\b/iu,
  /\b(upsell|cross-sell)\w*/iu,
  /\bsentiment\b/iu,
  /\b(red|orange|yellow|green) (account|band|zone)\b/iu,
  /\bsave (the|this|your) account\b/iu,
] as const;

/** The internal words a text for a customer holds; empty when it holds none. */
function unwelcome(text: string): string[] {
  const found = [...new Set(INTERNAL.flatMap((pattern) => pattern.exec(text)?.[0] ?? []))];
  return found.filter((each) => !found.some((longer) => longer !== each && longer.includes(each)));
}
