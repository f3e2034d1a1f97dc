import type { Metric } from '../../../agents/facts/metric.ts';
import { metricOf } from '../../../agents/metrics/index.ts';
import type { Word } from '../reading/reading.ts';
import { type BookReader, requiring, saying, settling, superlatives, using } from './reader.ts';

/** How far a figure moved, and how much of an amount is left. */

const FELL =
  /^(?:drop(?:s|ped|ping)?|fall(?:s|en|ing)?|fell|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|slump\w*|dip(?:s|ped)?|plunge\w*|loss|r[uü]ckgang|gesunken|sinkt|baisse|chute|caida|bajada)$/;
const ROSE =
  /^(?:ris(?:e[sn]?|ing)|rose|grow(?:s|th|n|ing)?|increas(?:e[sd]?|ing)|jump\w*|gain(?:s|ed)?|climb\w*|anstieg|zuwachs|hausse|aumento|subida)$/;
const USE = /^(?:usage|use|nutzung|utilisation|uso)$/;

/** The metric that says by how much another moved lately. */
const movedOf = ({ key }: Metric): Metric | undefined => (key === 'health' ? metricOf('health_change_30') : metricOf(`${key}_change_4w`));

/** "Steepest decline in logins": what moved most comes first; "falling logins", of those where it fell. */
export function moved(reader: BookReader): BookReader {
  const { words: said, accounts } = reader.reading;
  const turn = said.find(({ word }) => FELL.test(word) || ROSE.test(word));
  if (!turn || accounts.length > 0 || reader.figures.length > 0 || reader.reading.words.some(({ word }) => word === 'risk')) return reader;
  const of = reader.found.find(({ metric, words }) => movedOf(metric) && !words.includes(turn)) ?? plainUse(said, reader);
  const metric = of && movedOf(of.metric);
  if (!of || !metric) return reader;
  const words = [...of.words, turn];
  const own = { metric, words };
  const found = [...reader.found.filter((each) => each !== of && !each.words.includes(turn)), own];
  const direction = FELL.test(turn.word) ? 'ascending' : 'descending';
  const sorted = saying(using({ ...reader, found }, words), { sort: { metric: metric.key, direction }, telling: 'rather' });
  if (superlatives(reader).length > 0) return saying(sorted, { telling: 'alone' });
  const comparator = FELL.test(turn.word) ? 'below' : 'above';
  return settling(requiring(sorted, { metric: metric.key, comparator, value: 0, to: null }), own);
}

/** Use by itself is that of active users. */
function plainUse(said: readonly Word[], { used }: BookReader) {
  const word = said.find((each) => USE.test(each.word) && !used.has(each));
  const metric = metricOf('active_users');
  return word && metric ? { metric, words: [word] } : undefined;
}

const NEARLY =
  /\b(?:nearly|almost|close to|near|run(?:ning|s)? (?:out|low|short)|(?:almost|nearly) out|out of|short of|low on|max(?:ed)?(?: out)?|full|fast|beinahe|knapp|presque|casi)\b/i;
/** Words that say no more than that. */
const OF_NEARLY =
  /^(?:nearly|almost|close|near|run|running|runs|out|low|short|max|maxed|full|all|every|left|limit|use|uses|used|using|genutzt|utilises?|usadas?|fast|alle|beinahe|knapp|presque|tous|toutes|casi|todos|todas)$/;

/** "Nearly all their seats": by the share of them that is used. */
export function usedUp(reader: BookReader): BookReader {
  const of = reader.found.find(({ metric }) => metric.usedUp);
  const { usedUp: up } = of?.metric ?? {};
  const share = up && metricOf(up.share);
  if (!of || !up || !share || reader.reading.accounts.length > 0 || reader.figures.length > 0 || !NEARLY.test(reader.reading.text))
    return reader;
  const own = { metric: share, words: of.words };
  const words = reader.reading.words.filter(({ word }) => OF_NEARLY.test(word));
  const told = saying(using({ ...reader, found: [...reader.found.filter((each) => each !== of), own] }, words), {
    telling: 'rather',
    sort: { metric: share.key, direction: 'descending' },
  });
  return settling(requiring(told, { metric: share.key, comparator: 'at least', value: up.nearly, to: null }), own);
}
