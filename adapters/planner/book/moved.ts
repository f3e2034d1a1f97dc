import type { Metric } from '../../../agents/facts/metric.ts';
import { metricOf } from '../../../agents/metrics/index.ts';
import { plainOf } from '../reading/dates.ts';
import type { Word } from '../reading/reading.ts';
import { isNoise, isOf } from '../words/grammar.ts';
import { type BookReader, requiring, saying, settling, superlatives, using } from './reader.ts';

/** How far a figure moved, and how much of an amount is used and left. */

const FELL =
  /^(?:drop(?:s|ped|ping)?|fall(?:s|en|ing)?|fell|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|slump\w*|dip(?:s|ped)?|plunge\w*|loss|r[uü]ckgang|gesunken|sinkt|baisse|chute|caida|bajada)$/;
const ROSE =
  /^(?:ris(?:e[sn]?|ing)|rose|grow(?:s|th|n|ing)?|increas(?:e[sd]?|ing)|jump\w*|gain(?:s|ed)?|climb\w*|anstieg|zuwachs|hausse|aumento|subida)$/;
/** What is lost is what stands after it: users, or customers. */
const LOST = /^(?:los[et]|loses|losing|lost|shed(?:ding)?|verlor(?:en)?|perdu|perdieron|perdido)$/;
const USE = /^(?:usage|use|nutzung|utilisation|uso)$/;

/** The metric that says by how much another moved lately. */
const movedOf = ({ key }: Metric): Metric | undefined => (key === 'health' ? metricOf('health_change_30') : metricOf(`${key}_change_4w`));

/** "Lost users": the word for losing, where the very next that says something is a figure. */
function lostBefore({ reading: { words }, found }: BookReader): Word | undefined {
  return words.find((each, at) => {
    const next = words.slice(at + 1).find(({ word }) => !isNoise(word));
    return LOST.test(each.word) && next && found.some((of) => of.words[0] === next);
  });
}

/** The last four weeks, or the month before this one. */
function isLately({ reading: { period, now } }: BookReader): boolean {
  const days = (day: string) => (now.getTime() - Date.parse(day)) / 86_400_000;
  return period.from !== undefined && days(period.from) < MOST_BACK && (period.to === undefined || days(period.to) < LATELY);
}
const LATELY = 31;
const MOST_BACK = 62;

/** "Steepest decline in logins": what moved most comes first; "falling logins", of those where it fell. */
export function moved(reader: BookReader): BookReader {
  const { words: said, accounts } = reader.reading;
  const lost = lostBefore(reader);
  // Of what does not move by the week nothing is told; nor did whoever lost it leave.
  if (lost && !reader.found.some(({ metric }) => movedOf(metric)))
    return using({ ...reader, unsummed: [...reader.unsummed, lost] }, [lost]);
  const turn = said.find(({ word }) => FELL.test(word) || ROSE.test(word)) ?? lost;
  if (!turn || accounts.length > 0 || reader.figures.length > 0 || reader.reading.words.some(({ word }) => word === 'risk')) return reader;
  const of = reader.found.find(({ metric, words }) => movedOf(metric) && !words.includes(turn)) ?? plainUse(said, reader);
  const metric = of && movedOf(of.metric);
  if (!of || !metric) return reader;
  const words = [...of.words, turn];
  const own = { metric, words };
  const found = [...reader.found.filter((each) => each !== of && !each.words.includes(turn)), own];
  const falls = !ROSE.test(turn.word);
  const direction = falls ? 'ascending' : 'descending';
  const sorted = saying(using({ ...reader, found, periodUsed: reader.periodUsed || isLately(reader) }, words), {
    sort: { metric: metric.key, direction },
    telling: 'rather',
  });
  if (superlatives(reader).length > 0) return saying(sorted, { telling: 'alone' });
  const comparator = falls ? 'below' : 'above';
  return settling(requiring(sorted, { metric: metric.key, comparator, value: 0, to: null }), own);
}

/** Use by itself is that of active users. */
function plainUse(said: readonly Word[], { used }: BookReader) {
  const word = said.find((each) => USE.test(each.word) && !used.has(each));
  const metric = metricOf('active_users');
  return word && metric ? { metric, words: [word] } : undefined;
}

const NEARLY =
  /\b(?:nearly|almost|close to|near|run(?:ning|s)? (?:out|low|short)|(?:almost|nearly) out|out of|short of|low on|max(?:ed)?(?: out)?|full|fast (?:alle|voll|ganz|aus|keine\w*)|beinahe|knapp|presque|casi)\b/i;
/** What is used, and what there is left to use: right beside the amount. */
const USES = /^(?:use|uses|used|using|left|limit|capacity|genutzt|nutzen|nutzt|utilisent|utilises?|usan|usadas?)$/;

/** "Nearly all their seats": by the share of them that is used. */
export function usedUp(reader: BookReader): BookReader {
  const of = reader.found.find(({ metric }) => metric.usedUp);
  const { usedUp: up } = of?.metric ?? {};
  const share = up && metricOf(up.share);
  const nearly = NEARLY.exec(plainOf(reader.reading.text));
  if (!of || !up || !share || !nearly || reader.reading.accounts.length > 0 || reader.figures.length > 0) return reader;
  const own = { metric: share, words: of.words };
  // From the word for nearly to the amount all is of it, and the verb beside; what is said elsewhere is said of something else.
  const spots = [...of.words.flatMap((each) => [each.from, each.to]), nearly.index, nearly.index + nearly[0].length];
  const [from, to] = [Math.min(...spots), Math.max(...spots)];
  const { words: all } = reader.reading;
  const beside = [all.findLast((each) => each.to <= from), all.find((each) => each.from >= to)].filter((each) =>
    USES.test(each?.word ?? ''),
  );
  const words = [
    ...all.filter((each) => each.from >= from && each.to <= to && !reader.used.has(each)),
    ...beside.flatMap((each) => each ?? []),
  ];
  const told = saying(using({ ...reader, found: [...reader.found.filter((each) => each !== of), own] }, words), {
    telling: 'rather',
    sort: { metric: share.key, direction: 'descending' },
  });
  return settling(requiring(told, { metric: share.key, comparator: 'at least', value: up.nearly, to: null }), own);
}

const USED = /^(?:uses?|used|using|occup(?:y|ied)|nutzt|nutzen|genutzt|utilise(?:nt|es)?|usan?|usadas?)$/;
const BOUGHT = /^(?:buy|bought|purchased?|gekauft|kauften|achete|compraron|comprado)$/;

/** "How many seats does Acme use", "how many did they buy": a number is asked, not a share and nobody who buys. */
export function seatsCounted(reader: BookReader): BookReader {
  const { words: said, accounts, focus } = reader.reading;
  if ((accounts.length === 0 && !focus.account) || !said.some(({ word }) => isOf(word, 'count'))) return reader;
  const [amount] = reader.grammar.metrics.filter(({ metric }) => metric.usedUp);
  const { metric } = amount ?? {};
  const inUse = metricOf(metric?.usedUp?.used ?? '');
  if (!metric || !inUse) return reader;
  const verb = said.find(({ word }) => USED.test(word) || BOUGHT.test(word));
  const of = reader.found.find((each) => each.metric === metric || each.metric.key === metric.usedUp?.share);
  if (!verb || (reader.found.length > 0 && !of)) return reader;
  if (USED.test(verb.word)) {
    if (!of) return reader;
    const words = [...of.words, verb];
    return {
      ...using(reader, words),
      found: [...reader.found.filter((each) => each !== of), { metric: inUse, words }, { metric, words: [] }],
    };
  }
  return of ? using(reader, [verb]) : { ...using(reader, [verb]), found: [{ metric, words: [verb] }] };
}
