/** Words that tell of two figures that the first is more, or less. */
const MORE = 'more|higher|longer|greater|ahead|mehr|höher|länger|größer|plus|supérieure?s?|más|superior|mais|maior';
const LESS = 'less|fewer|lower|shorter|smaller|behind|short|weniger|niedriger|kürzer|kleiner|moins|inférieure?s?|menos|inferior|menor';
const ABOVE = 'above|over|über|au-dessus|encima|acima';
const BELOW = 'below|under|unter|en-dessous|debajo|abaixo';
/** And verbs that do. */
const BEATS = 'beats?|exceeds?|tops|outperforms?|übertrifft|übertreffen|dépassent?|superan?|supera[mn]?';
const TRAILS = 'trails?|lags?|verfehlt|verfehlen';
const DISTANCE =
  'apart|gap|difference|lead|between|than|zwischen|abstand|differenz|unterschied|vorsprung|entre|écart|différence|avance|diferencia|ventaja|diferença';

const words = (...of: string[]) => new RegExp(`(?<!\\p{L})(?:${of.join('|')})(?!\\p{L})`, 'iu');
/** Between two figures "more" alone is said of something else: "€300K for more seats". */
const THAN = (adjectives: string) => `(?:${adjectives}) (?:than|als|que|do que|à|a|of|to)`;
const UP = words(THAN(MORE), ABOVE, BEATS);
const DOWN = words(THAN(LESS), BELOW, TRAILS);
const VERB = words(BEATS, TRAILS);
/** How far one figure is from another. */
const APART = words(MORE, LESS, ABOVE, BELOW, DISTANCE);
const LONGER = words(MORE, ABOVE);
const SHORTER = words(LESS, BELOW);

/** Whether a text tells how far apart two figures are. */
export const tellsApartness = (text: string): boolean => APART.test(text);

const wayOf =
  (up: RegExp, down: RegExp) =>
  (text: string): 1 | -1 | 0 =>
    up.test(text) === down.test(text) ? 0 : up.test(text) ? 1 : -1;

/** Whether a text between two figures says that the first is more (1) or less (-1); 0 where it says neither, or both. */
export const comparedIn = wayOf(UP, DOWN);
/** Whether a distance is told as more (1) or less (-1). */
export const distanceIn = wayOf(LONGER, SHORTER);

/** Whether what stands right behind a figure makes it a distance ("7 points below"), and no verb does. */
export const isDistance = (after: string): boolean => {
  const found = APART.exec(after);
  return found !== null && found.index <= 1 && !VERB.test(found[0]);
};
