import { oneOf } from '../../metrics/format.ts';
import { unsourced } from './figures.ts';
import { unwelcome } from './vocabulary.ts';

export const MAX_WORDS = 150;
const MAX_SUBJECT = 100;
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
