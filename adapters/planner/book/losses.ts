import { isOf } from '../words/grammar.ts';
import { type BookReader, saying, superlatives, using } from './reader.ts';

/** As a verb only: "the highest churn" is a risk. */
const LEAVES = /^(?:churns|churned|los(?:es?|t)|verliert|verlor|perd|pierde|perdio)$/;

/** "Which segment churns most", "which region loses the most customers": who has left is counted, by what they are told apart by. */
export function lossesOf(reader: BookReader): BookReader {
  const { words, accounts } = reader.reading;
  const verb = words.find(({ word }) => LEAVES.test(word));
  const last = reader.grouped?.words.at(-1);
  const after = verb
    ? words.filter(
        ({ from, word, concept }) => from > verb.from && !isOf(word, 'most', 'least', 'question') && reader.grammar.plain.has(concept),
      )
    : [];
  const most = superlatives(reader);
  const stage = reader.grammar.filters.find(({ values }) => values.some(({ value }) => value === 'churned'));
  if (!verb || !last || last.from > verb.from || most.length === 0 || !stage || accounts.length + reader.figures.length > 0) return reader;
  const said = saying(reader, { measure: 'count', filters: { ...reader.question.filters, [stage.slot.name]: 'churned' } });
  return using(said, [verb, ...most, ...after]);
}
