/** Which way something is said to have moved. `better` and `worse` are up or down by what is good for the metric. */
export type Direction = 'up' | 'down' | 'better' | 'worse';

/** As written, with accents: "bajó" fell, "bajo" is low. What ends with `*` begins so. */
const SAID: Readonly<Record<Direction, string>> = {
  up: `rose risen rises rising grew grown grows growing increased increases increasing climbed climbing jumped gained gains surged higher
    gestiegen stieg steigt stiegen zugenommen gewachsen wuchs wächst zugelegt erhöhte erhöht angestiegen anstieg zuwachs
    augmenté augmentée augmente augmentait hausse grimpé progressé monté montée crû
    subió subido sube subieron aumentó aumentado aumenta creció crecido incrementó incrementado alza
    subiu subiram aumentou aumentado cresceu crescido alta`,
  down: `fell fallen falls falling dropped drops dropping declined declining decreased decreases decreasing lost slipped sank sunk plunged lower
    gesunken sank sinkt sanken gefallen fiel fällt fielen zurückgegangen abgenommen verloren rückgang verringert gesenkt
    baissé baissée baisse chuté recule reculé diminué diminuée diminue tombé tombée perdu
    bajó bajado baja bajaron cayó caído cae disminuyó disminuido descendió descendido perdió caída
    caiu caído cai caíram baixou diminuiu desceu reduziu perdeu queda`,
  better: `improved improving improves better verbessert verbesserte besser amélioré améliorée améliore mejoró mejorado mejora melhorou melhorado`,
  worse: `worsened worsening worse deteriorated deteriorating verschlechtert verschlechterte schlechter détérioré dégradé dégradée empeoró empeorado
    piorou piorado deteriorou`,
};

const words = new Map<string, Direction>(
  Object.entries(SAID).flatMap(([direction, said]) => said.split(/\s+/).map((word): [string, Direction] => [word, direction as Direction])),
);

/** "up 34", "is down", "+12": a preposition elsewhere ("up for renewal", "up to"). */
const SHORT =
  /(?<=(?:\b(?:is|are|was|went|came|and|also|health|risk)|[,:(–—-]|^) ?)(up|down)\b(?! (?:for|to the|on|in the air)\b)|\b(up|down)\b(?= (?:by )?[$€£]?[\d¤])|(?<=[\d¤](?: %| points?)? ?)(up|down)\b(?! (?:for|to)\b)/giu;
/** What might be, or is wished for, has not happened. */
const UNREAL =
  /\b(?:would|could|should|might|if|unless|würde|würden|könnte|könnten|sollte|wenn|falls|pourrait|devrait|serait|podría|debería|sería|poderia|deveria|seria)\b/iu;

export interface SaidDirection {
  way: Direction;
  start: number;
}

const WORD = /[\p{L}\p{M}]+/gu;

/** The directions a piece of a sentence tells of what has happened. */
export function directionsIn(text: string): SaidDirection[] {
  if (UNREAL.test(text)) return [];
  const found = [...text.matchAll(WORD)].flatMap(({ 0: word, index }): SaidDirection[] => {
    const way = words.get(word.normalize('NFC').toLowerCase());
    return way ? [{ way, start: index }] : [];
  });
  for (const { 0: said, index } of text.matchAll(SHORT)) found.push({ way: said.toLowerCase() === 'up' ? 'up' : 'down', start: index });
  return found.sort((a, b) => a.start - b.start);
}

/** The sign a change has that is told so; `better` says which way is good for it, where one is. */
export function signOf(way: Direction, better: 'higher' | 'lower' | undefined): 1 | -1 | undefined {
  if (way === 'up') return 1;
  if (way === 'down') return -1;
  if (better === undefined) return undefined;
  return (way === 'better') === (better === 'higher') ? 1 : -1;
}
