/** Words that tell of two figures that the first is more, or less. */
const MORE =
  'more|higher|longer|greater|above|over|ahead|mehr|höher|länger|größer|über|vor|plus|supérieure?s?|au-dessus|más|superior|encima|mais|acima|maior';
const LESS =
  'less|fewer|lower|shorter|smaller|below|under|behind|short|weniger|niedriger|kürzer|kleiner|unter|hinter|moins|inférieure?s?|en-dessous|menos|inferior|debajo|abaixo|menor';
/** And verbs that do. */
const BEATS = 'beats?|exceeds?|tops|outperforms?|übertrifft|übertreffen|dépassent?|superan?|supera[mn]?';
const TRAILS = 'trails?|lags?|verfehlt|verfehlen';
const DISTANCE =
  'apart|gap|difference|lead|between|than|zwischen|abstand|differenz|unterschied|vorsprung|entre|écart|différence|avance|diferencia|ventaja|diferença';

const words = (...of: string[]) => new RegExp(`(?<!\\p{L})(?:${of.join('|')})(?!\\p{L})`, 'iu');
const UP = words(MORE, BEATS);
const DOWN = words(LESS, TRAILS);
const VERB = words(BEATS, TRAILS);
/** How far one figure is from another. */
const APART = words(MORE, LESS, DISTANCE);

/** Whether a text tells how far apart two figures are. */
export const tellsApartness = (text: string): boolean => APART.test(text);

/** Whether a text says that the first of two is more (1) or less (-1); 0 where it says neither, or both. */
export const comparedIn = (text: string): 1 | -1 | 0 => {
  const [up, down] = [UP.test(text), DOWN.test(text)];
  return up === down ? 0 : up ? 1 : -1;
};

/** Whether what stands right behind a figure makes it a distance ("7 points below"), and no verb does. */
export const isDistance = (after: string): boolean => {
  const found = APART.exec(after);
  return found !== null && found.index <= 1 && !VERB.test(found[0]);
};
