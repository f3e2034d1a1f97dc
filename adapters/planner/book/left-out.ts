import { metricOf } from '../../../agents/metrics/index.ts';
import type { Span, Word } from '../reading/reading.ts';
import { isOf } from '../words/grammar.ts';
import { type BookReader, requiring, saying, using } from './reader.ts';

/** What of a question about accounts takes values out: "not red", "excluding healthcare or retail", "outside Europe". */

/** Of values that are named, in their order, those that are taken out, and the words that say so; `cues` are the names of what they are values of. */
export function leftOut<Named extends Span>(named: readonly Named[], { content, used, grammar }: BookReader, cues: ReadonlySet<string>) {
  const out: Named[] = [];
  const said: Word[] = [];
  for (const each of named) {
    const at = content.findLastIndex((word) => isOf(word.word, 'not') && !used.has(word) && word.from < each.from);
    const between = content.slice(at + 1).filter(({ from }) => from < each.from);
    const saysNothing = ({ word, concept, from, to }: Word) =>
      grammar.plain.has(concept) || cues.has(concept) || isOf(word, 'have') || out.some((other) => other.from <= from && to <= other.to);
    const negation = content[at];
    if (!negation || !between.every(saysNothing)) continue;
    out.push(each);
    said.push(negation, ...between);
  }
  return { out, said, rest: named.filter((each) => !out.includes(each)) };
}

/** The question without a value; undefined where there is no way to leave it out. */
export function leavingOut(reader: BookReader, name: string, value: string, said: readonly Word[]): BookReader | undefined {
  const metric = metricOf(name) ?? metricOf(`health_${name}`);
  if (metric && (metric.values || name === 'owner'))
    return using(requiring(reader, { metric: metric.key, comparator: 'is not', value, to: null }), said);
  if (reader.grammar.leaves.has(name))
    // Those who churned are left out as it is.
    return using(value === 'churned' ? reader : saying(reader, { without: [...reader.question.without, { by: name, value }] }), said);
  return undefined;
}
