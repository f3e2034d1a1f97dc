import { metricOf } from '../../../agents/metrics/index.ts';
import type { Reading, Word } from '../reading/reading.ts';
import { isNoise, isOf } from '../words/grammar.ts';
import type { BookGrammar } from './grammar.ts';

/** What accounts are told apart by in a question, and the words that say so. */
export interface Grouped {
  value: string;
  words: Word[];
  /** Asked who has most of them: they are counted. */
  counts?: true;
  /** Nothing but which is better is asked. */
  compares?: true;
}

/** "By region"; "which CSM has the most …"; "which segment is weakest"; "compare my team". */
export function groupIn(reading: Reading, content: readonly Word[], groups: BookGrammar['groups']): Grouped | undefined {
  return (
    listedBy(reading.words, content, groups) ?? haverOf(reading.words, groups) ?? rankedOf(reading, groups) ?? comparedOf(reading, groups)
  );
}

function listedBy(said: readonly Word[], content: readonly Word[], groups: BookGrammar['groups']): Grouped | undefined {
  for (const each of said.filter(({ word }) => isOf(word, 'by'))) {
    const rest = content.filter(({ from }) => from > each.from).slice(0, 3);
    const group = groups.find(({ parts }) => parts.every((part, at) => rest[at]?.concept === part));
    if (group) return { value: group.value, words: [each, ...rest.slice(0, group.parts.length)] };
  }
  return undefined;
}

const HAS = /^(?:has|have|having|got|hold|holds|carry|carries|hat|haben|a|ont|tiene|tienen)$/;
const isMany = ({ word }: Word): boolean => isOf(word, 'most', 'least', 'count');

/** "Which CSM has the most …", "who has too many …": the word for what is counted by, and those that say so. */
function haverOf(said: readonly Word[], groups: BookGrammar['groups']): Grouped | undefined {
  const at = said.findIndex(({ word }) => HAS.test(word));
  const many = said.slice(at + 1).find((each) => !isNoise(each.word) || isMany(each));
  if (at < 1 || !many || !isMany(many)) return undefined;
  const before = said.slice(0, at);
  const who = before.find(({ concept }) => concept === 'who');
  const group = groups.find(({ parts }) => parts.length === 1 && before.some(({ concept }) => concept === parts[0]));
  // "Who has the highest NPS" asks for accounts: only what is counted somebody has most of.
  const value =
    group?.value ?? (who && !/^(?:high|low)/.test(many.word) ? groups.find(({ value }) => value === 'owner')?.value : undefined);
  return value ? { value, words: [...before, said[at] as Word, many], counts: true } : undefined;
}

/** "Which segment is weakest", "what region grows fastest": the word right after the question is what is compared. */
function rankedOf({ words, accounts, owner }: Reading, groups: BookGrammar['groups']): Grouped | undefined {
  const superlative = words.find(({ word }) => isOf(word, 'most', 'least', 'best', 'worst'));
  if (owner === 'my team' && words[0]?.concept === 'who' && superlative) return { value: 'owner', words: [words[0]] };
  // "Worst region for tickets".
  const after = superlative && words.find(({ from }) => from > superlative.to - 1 && from - superlative.to <= 2);
  const direct = after && groups.find(({ parts }) => parts.length === 1 && parts[0] === after.concept);
  if (direct && accounts.length === 0) return { value: direct.value, words: [after] };
  const at = words.findIndex(({ concept }) => concept === 'what');
  const [next] = words.slice(at + 1).filter(({ word }) => !isNoise(word) || word === 'team');
  const group = groups.find(({ parts }) => parts.length === 1 && parts[0] === next?.concept);
  if (at < 0 || !next || !group || accounts.length > 0) return undefined;
  const ranks = words.some(({ word, from }) => from > next.from && isOf(word, 'most', 'least', 'best', 'worst', 'than'));
  return ranks ? { value: group.value, words: [next] } : undefined;
}

/** "Compare my team", "compare the regions". */
function comparedOf({ words, owner, accounts }: Reading, groups: BookGrammar['groups']): Grouped | undefined {
  const compare = words.find(({ word }) => isOf(word, 'compare'));
  if (!compare || accounts.length > 0) return undefined;
  const noun = words.find(({ word, concept, said }) => {
    const group = groups.some(({ parts }) => parts.length === 1 && parts[0] === concept);
    return group && (said.endsWith('s') || word === 'team');
  });
  const group = groups.find(({ parts }) => parts.length === 1 && parts[0] === noun?.concept);
  const value = group?.value ?? (owner === 'my team' ? 'owner' : undefined);
  return value ? { value, words: [compare, ...(noun ? [noun] : [])], compares: true } : undefined;
}

/** The metric accounts are compared by where none is said: how they are, or how large. */
export const usualMetric = (superlative: Word | undefined) =>
  metricOf(superlative && isOf(superlative.word, 'most', 'least') && !isOf(superlative.word, 'best', 'worst') ? 'arr' : 'health');
