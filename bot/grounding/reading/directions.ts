import { matchesOf } from './matches.ts';

/** Which way something is said to have moved. `better` and `worse` are up or down by what is good for the metric. */
export type Direction = 'up' | 'down' | 'better' | 'worse';

/** As written, with accents: "bajó" fell, "bajo" is low. What ends with `*` begins so. */
const SAID: Readonly<Record<Direction, string>> = {
  up: `rose risen rises rising grew grown grows growing growth increase* increasing climb climbed climbs climbing jump jumped jumps jumping gain* surge*
    surging soar* leapt spike spiked higher doubled tripled
    gestiegen* stieg stiegen steigt ansteig* zugenommen gewachsen wuchs* wächst zugelegt erhöhte* erhöht angestiegen anstieg zuwachs geklettert
    kletterte* verdoppelt* hochgegangen
    augmenté* augmente augmentait augmentation hausse grimp* progressé* progression monté* monte gagné* gagne bondi* remonté* doublé*
    subió subido subid* sube suben subieron aument* crec* creció increment* alza ganó ganado duplic*
    subiu subiram subindo aumentou cresceu crescido crescimento alta ganhou ganho dobrou`,
  down: `fell fallen falls falling drop dropped drops dropping decline* declining decrease* decreasing lost loses losing loss slipped slips slipping sank sunk
    sinking plunge* plunging plummet* lower lowered slid slides sliding slump* tumble* collapse* collapsing shrank shrunk shrinking dip dipped shed sheds
    shedding reduced reduces reduction eroded eroding eased easing thinned halved
    gesunken* sank sinkt sanken gefallen* fiel* fällt fallend zurückgegangen* abgenommen verloren* verlor rückgang* verringert* gesenkt* eingebrochen*
    einbruch abgerutscht* abgesackt* geschrumpft* halbiert* verlust eingebüßt
    baiss* chut* recul* diminu* tomb* perd* perte effondr* dégringol*
    bajó bajado bajad* baja bajan bajaron cayó cayeron cayendo caído caíd* caída cae caen disminu* descend* perdió perdid* pérdida redujo reducid*
    desplom* retroce*
    caiu caíram caindo caído caíd* cai cair baixou baixaram diminu* desceu desceram reduziu reduzid* perdeu perderam perda queda recuou recuo despenc*`,
  better: `improved improving improves improvement* better recover* rebound* strengthened
    verbessert* besser* erholt* erholung amélior* redress* rétabl* mejoró mejorad* mejora* recuper* repunt* melhorou melhorad* melhora*`,
  worse: `worsen* worse deteriorat* weakened weakening verschlechter* schlechter* détérior* dégrad* empir* empeor* deterior* pior*`,
};

const whole = new Map<string, Direction>();
const beginnings = new Map<string, Direction>();
for (const [direction, said] of Object.entries(SAID))
  for (const word of said.split(/\s+/)) (word.endsWith('*') ? beginnings : whole).set(word.replace('*', ''), direction as Direction);
/** Shorter beginnings would be found in anything. */
const SHORTEST = 3;
const LONGEST = 24;

function wayOfWord(word: string): Direction | undefined {
  if (word.length > LONGEST) return undefined;
  const exact = whole.get(word);
  if (exact) return exact;
  for (let length = word.length; length >= SHORTEST; length--) {
    const way = beginnings.get(word.slice(0, length));
    if (way) return way;
  }
  return undefined;
}

/** "up 34", "is down", "+12": a preposition elsewhere ("up for renewal", "up to"). */
const SHORT =
  /(?<=(?:\b(?:is|are|was|were|been|go(?:es|ne|ing)?|went|c[oa]me|coming|moved|and|also|health|risk)|[,:(–—-]|^) ?)(up|down)\b(?! (?:for|to the|on|in the air)\b)|\b(up|down)\b(?= (?:by )?[$€£]?[\d¤])|(?<=[\d¤](?: %| points?)? ?)(up|down)\b(?! (?:for|to)\b)/giu;
/** By how much it is more or less than before: "13 fewer", "38 más que", "4 points de moins", "a plus of 38". */
const PART = '(?:half|halved|doubled|tripled|halbiert|verdoppelt|verdreifacht|(?:die |der |la |a )?(?:hälfte|moitié|mitad|metade)|¤)';
const MORE = new RegExp(
  `(?<=¤ ?(?:de |a |d')?)(?:more|higher|mehr|plus|más|mais)(?= (?:than|als|qu|que|do que)(?!\\p{L})(?! ${PART})| ?\\.?$)|(?<!\\p{L})plus(?= (?:von|of|de) ?¤)|(?<=¤ )rise(?!\\p{L})|(?<!\\p{L})rise(?= of ¤)`,
  'giu',
);
const LESS =
  /(?<=¤ ?(?:de |a |d')?)(?:less|fewer|weniger|moins|menos)(?!\p{L})|(?<!\p{L})minus(?= (?:von|of|de) ?¤)|(?<=¤ )fall\b(?! (?:within|on|due|between)\b)|\bfall(?= of ¤)|\bcost(?:s|ing)?(?= ¤)/giu;
/** What might be, or is wished for, has not happened. */
export const UNREAL =
  /(?<!\p{L})(?:would|could|should|might|may|['’]d|if|unless|würde|würden|könnte|könnten|sollte|wenn|falls|pourrait|devrait|serait|podría|debería|sería|poderia|deveria|seria)(?!\p{L})/iu;

export interface SaidDirection {
  way: Direction;
  start: number;
}

const WORD = /[\p{L}\p{M}]+/gu;
/** "Four of them fall within 30 days", "falls on Friday": when something is, no move. */
const FALL = /^(?:falls?|falling|fällt|tombe(?:nt)?|cae[nm]?)$/i;
const WHEN = /^ (?:within|on|due|between|in|under|am|unter|zwischen|innerhalb|le|dans|entre|el|dentro)(?!\p{L})/iu;
const WHOM = /^ (?:them|him|her|it|us|this|that|the (?:account|customer|client|company))(?!\p{L})/iu;

/** The directions a piece of a sentence tells of what has happened. */
export function directionsIn(text: string): SaidDirection[] {
  const found = matchesOf(WORD, text).flatMap(({ 0: word, index }): SaidDirection[] => {
    const way = wayOfWord(word.normalize('NFC').toLowerCase());
    // To lose a customer is no move of a figure.
    if (way === 'down' && /^los/i.test(word) && WHOM.test(text.slice(index + word.length))) return [];
    if (FALL.test(word) && WHEN.test(text.slice(index + word.length))) return [];
    return way ? [{ way, start: index }] : [];
  });
  if (/up|down/i.test(text))
    for (const { 0: said, index } of matchesOf(SHORT, text)) found.push({ way: said.toLowerCase() === 'up' ? 'up' : 'down', start: index });
  if (text.includes('¤'))
    for (const [pattern, way] of [
      [MORE, 'up'],
      [LESS, 'down'],
    ] as const)
      for (const { index } of matchesOf(pattern, text)) found.push({ way, start: index });
  return found.length === 0 || UNREAL.test(text) ? [] : found.sort((a, b) => a.start - b.start);
}

/** The sign a change has that is told so; `better` says which way is good for it, where one is. */
export function signOf(way: Direction, better: 'higher' | 'lower' | undefined): 1 | -1 | undefined {
  if (way === 'up') return 1;
  if (way === 'down') return -1;
  if (better === undefined) return undefined;
  return (way === 'better') === (better === 'higher') ? 1 : -1;
}
