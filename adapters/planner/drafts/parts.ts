import { ordinalOf } from '../words/grammar.ts';

/** What the parts of a note are called, in plain letters, and how the tool calls them. */
const UNITS: readonly (readonly [unit: string, called: RegExp])[] = [
  ['paragraph', /^(?:paragraphs?|para|absatz|absatze|abschnitt|paragraphes?|parrafos?)$/],
  ['sentence', /^(?:sentences?|lines?|satz|satze|zeilen?|phrases?|lignes?|frases?|lineas?|oracion|oraciones)$/],
];
const NAMED: readonly (readonly [part: string, called: RegExp])[] = [
  ['question', /^(?:(?:closing |final )?(?:question|ask|request)|call to action|cta|(?:abschluss)?frage|demande finale|pregunta)$/],
  ['opening', /^(?:opening|opener|intro(?:duction)?|small ?talk|pleasantries|einleitung|einstieg|entree en matiere|introduccion)$/],
  ['greeting', /^(?:greeting|salutation|anrede|begrussung|formule d['’]appel|saludo)$/],
  ['figures', /^(?:figures|numbers|stats|statistics|metrics|data|zahlen|kennzahlen|chiffres|cifras|numeros|datos)$/],
  ['dates', /^(?:dates?|datum|daten|datumsangaben|fechas?)$/],
  ['words', /^(?:(?:my|own|my own) (?:words|sentence|line|text)|mein(?:en)? satz|meine worte|ma phrase|mes mots|mi frase|mis palabras)$/],
];
const NUMBER = /^(?:no\.?\s*)?(\d{1,2})(?:\.|st|nd|rd|th|er|e|eme|a|o)?$/;
const ARTICLE =
  /^(?:the|that|this|its?|all|any|the whole|d(?:en|ie|as|er|em)|alle|le|la|les|l['’]|toute?s?|tous|el|los|las|lo|todos?|todas?)\s*/;
/** "At the end", "of the note": where it stands, or what it is part of. */
const WHERE =
  /\s+(?:at|in|of|from|am|im|a|en|de|du|al)\s+(?:the\s+|der\s+|la\s+|l['’]\s?)?(end|bottom|start|beginning|top|note|mail|e-?mail|draft|message|text|ende|anfang|schluss|fin|debut|final|principio|correo|nota)$/;
const ENDS = /^(?:end|bottom|ende|schluss|fin|final)$/;
const STARTS = /^(?:start|beginning|top|anfang|debut|principio)$/;
/** "The bit about X": what it is about says which. */
const ABOUT =
  /^(?:(?:the|that|any|all|every|der|die|das|den|alle[ns]?|la|le|les|toute?s?|el|lo|las?|los|todo|toda)\s+)*(?:(?:bit|part|stuff|thing|section|passage|sentences?|lines?|paragraph|mentions?|references?|talk|teil|stelle|satz|absatz|passage|partie|phrase|passage|mention|parte|frase|mencion)\s+)?(?:about|on|regarding|concerning|with|that mentions?|of|uber|zu[mr]?|mit|von|vom|sur|a propos d\w+|concernant|avec|de(?: la| los?| las)?|du|des|sobre|acerca de|con|que habla de)\s+(.+)$/;

/** Which part of a note is meant, as the tool takes it; undefined where the words name none of its parts. Of plain text. */
export function partOf(said: string): string | undefined {
  const where = WHERE.exec(said);
  const rest = (where ? said.slice(0, where.index) : said).trim();
  const bare = rest.replace(ARTICLE, '').trim();
  // Of sentences only one’s own is pointed at.
  if (/^(?:that|this|diese[nrs]?|cette|esa|esta) (?:sentence|line|satz|phrase|frase)$/.test(rest)) return 'words';
  const named = NAMED.find(([, called]) => called.test(bare))?.[0];
  if (named) return named;
  const words = bare.split(/\s+/);
  const unit = UNITS.find(([, called]) => words.some((word) => called.test(word)));
  if (!unit || words.length > 3) return where && bare === '' ? place('sentence', where[1]) : undefined;
  const others = words.filter((word) => !unit[1].test(word));
  const several = others.length === 2 ? numberIn(others[1]) : undefined;
  const end = several && (ordinalOf(others[0] ?? '') ?? LAST(others[0] ?? ''));
  if (several && end !== undefined) return end < 0 ? `${unit[0]} -${several}..-1` : end === 0 ? `${unit[0]} 1..${several}` : undefined;
  const [other] = others;
  if (other === undefined) return where ? place(unit[0], where[1]) : undefined;
  const at = ordinalOf(other) ?? ordinalOf(other.replace(/[mnrs]$/, '')) ?? LAST(other) ?? numberOf(other);
  return others.length === 1 && at !== undefined ? `${unit[0]} ${at < 0 ? at : at + 1}` : undefined;
}

const place = (unit: string, where = ''): string | undefined =>
  ENDS.test(where) ? `${unit} -1` : STARTS.test(where) ? `${unit} 1` : undefined;
const LAST = (word: string): number | undefined =>
  /^(?:last|final|closing|bottom|letzte[mnrs]?|dernier|derniere|ultim[oa])$/.test(word)
    ? -1
    : /^(?:second-last|penultimate|vorletzte[mnrs]?|avant-dernier|avant-derniere|penultim[oa])$/.test(word)
      ? -2
      : /^(?:opening|first)$/.test(word)
        ? 0
        : undefined;
const COUNTS = [/^(?:two|2|zwei|deux|dos)$/, /^(?:three|3|drei|trois|tres)$/, /^(?:four|4|vier|quatre|cuatro)$/];
const numberIn = (word = ''): number | undefined => {
  const at = COUNTS.findIndex((each) => each.test(word));
  return at < 0 ? undefined : at + 2;
};
const numberOf = (word: string): number | undefined => {
  const number = Number(NUMBER.exec(word)?.[1]);
  return number > 0 ? number - 1 : undefined;
};

/** What a part is about, where it is told by that: the place of the words in the text given. */
export function subjectIn(said: string): { from: number } | undefined {
  if (/^(?:how|what|where|when|that|who|whether|wie|was|wann|dass|combien|ce que|quand|que|cuanto|lo que|cuando)\s/.test(said))
    return { from: 0 };
  const what = ABOUT.exec(said)?.[1];
  if (what) return { from: said.length - what.length };
  const article = /^(?:(?:the|their|all|any|d(?:en|ie|as|er)|alle|l[ae]s?|el|los)\s+|l['’]\s?)+(?=\p{L})/u.exec(said);
  return article ? { from: article[0].length } : undefined;
}
