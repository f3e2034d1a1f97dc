import { UserError } from '../../kit/tool.ts';
import type { Point, Topic } from './points/index.ts';

/** What a sentence of a note is there for. */
type Part = 'opening' | 'words' | 'point' | 'question';

/** One sentence of a composed note, in its order; greeting and signature stand around them. */
export interface Sentence {
  part: Part;
  /** The same in every language. */
  id: string;
  text: string;
  point?: Point;
}

export interface LeftOut {
  sentences: Sentence[];
  greeting: boolean;
  /** What was left out, as it read. */
  out: string[];
}

/** A place in the note: `paragraph 2`, `sentence -1`, `sentence 1..2`, `question`; `only` keeps it and leaves out the rest. */
const PLACE = /^(only )?(?:(paragraph|sentence|line) ?(-?\d+)(?:\.\.(-?\d+))?|(greeting|opening|words|question|figures|dates))$/i;
/** Where one sentence ends and the next begins: not at "No. 5". */
const ENDS = /(?<=[\p{L}\p{N})”]{3}[.!?])\s+(?=[\p{Lu}“¿¡])/u;

/** A sentence as it read, or how it began. */
const QUOTED = /^[“"](.+?)[”"]$/s;
/** What was left out of the note before, and may not be in this one. */
const IF_ANY = /,? if any$/i;

const sentencesIn = (text: string): string[] => text.split(ENDS);

/** What the facts of a note are called when they are spoken of, in its four languages. */
const CALLED: readonly (readonly [words: RegExp, topics: readonly Topic[]])[] = [
  [/ticket|support|request|incident|outage|anfrage|st[öo]rung|demande|panne|solicitud|incidencia/iu, ['ticket']],
  [
    /renew|agreement|contract|next term|verl[äa]nger|vertrag|laufzeit|renouvel|contrat|[ée]ch[ée]ance|renova|contrato|vencimiento/iu,
    ['renewal'],
  ],
  [/value|benefit|\broi\b|saving|nutzen|einsparung|mehrwert|valeur|b[ée]n[ée]fice|[ée]conomie|\bvalor\b|beneficio|ahorro/iu, ['value']],
  [
    /usage|\buse[rs]?\b|adopt|login|\bapi\b|activity|nutzung|nutzer|aufruf|utilis|appels|\buso\b|usuario|adopci|llamada/iu,
    ['usage', 'adoption'],
  ],
  [/milestone|success plan|goal|meilenstein|jalon|objectif|\bhitos?\b|objetivo/iu, ['milestone']],
  [/feedback|survey|rating|\bnps\b|csat|bewertung|umfrage|enqu[êe]te|\bavis\b|encuesta|valoraci/iu, ['feedback']],
  [
    /new role|role change|changed? (?:of )?role|handover|successor|promotion|leaving|rollenwechsel|wechsel|nachfolge|changement|successeur|cambio|relevo/iu,
    ['people'],
  ],
];

/**
 * Leaves parts of a composed note out, one wish after the other, each of what the ones before have left.
 * @param others the same note in other languages: a sentence may be told by how it read there
 * @throws UserError where a wish finds nothing that has to be there, or nothing would be left
 */
export function leaveOut(composed: readonly Sentence[], wishes: readonly string[], others: () => readonly Sentence[][]): LeftOut {
  let sentences = split(composed);
  let greeting = true;
  const out: string[] = [];
  for (const given of wishes) {
    const wish = given.trim().replace(IF_ANY, '');
    const quoted = QUOTED.exec(wish)?.[1];
    const [, only, unit, number, last, named] = PLACE.exec(wish) ?? [];
    if (named?.toLowerCase() === 'greeting') {
      greeting = only !== undefined;
      continue;
    }
    const found = quoted
      ? asRead(sentences, quoted, others)
      : unit
        ? placed(sentences, unit.toLowerCase(), Number(number), Number(last ?? number))
        : named
          ? partOf(sentences, named)
          : speaksOf(sentences, wish);
    if (found.length === 0 && !IF_ANY.test(given)) throw new UserError('not_in_note', notThere(wish, unit, sentences), INSTEAD);
    const gone = found.length === 0 ? [] : sentences.filter((each) => found.includes(each) === (only === undefined));
    sentences = sentences.filter((each) => !gone.includes(each));
    out.push(...gone.map(({ text }) => text));
  }
  if (sentences.length === 0)
    throw new UserError('nothing_left', 'Nothing would be left of that note. *Discard* on its card drops it.', INSTEAD);
  return { sentences, greeting, out };
}
const INSTEAD = ['leave out the question', 'without the figures'].map((say) => ({ label: say, say }));

const split = (composed: readonly Sentence[]): Sentence[] =>
  composed.flatMap((each) => sentencesIn(each.text).map((text) => ({ ...each, text })));

/** The sentence that reads so, or did in another language. */
function asRead(sentences: readonly Sentence[], quoted: string, others: () => readonly Sentence[][]): Sentence[] {
  const here = sentences.filter(({ text }) => text.startsWith(quoted));
  if (here.length > 0) return here.slice(0, 1);
  const [there] = others().flatMap((each) => split(each).filter(({ text }) => text.startsWith(quoted)));
  return there ? sentences.filter(({ id }) => id === there.id) : [];
}

/** What stands between greeting and signature: the text, and the question it ends with. */
export const paragraphs = (sentences: readonly Sentence[]): Sentence[][] =>
  [sentences.filter(({ part }) => part !== 'question'), sentences.filter(({ part }) => part === 'question')].filter(
    (each) => each.length > 0,
  );

/** From one place to another, counted from either end. */
function placed(sentences: readonly Sentence[], unit: string, first: number, last: number): Sentence[] {
  const groups = unit === 'paragraph' ? paragraphs(sentences) : sentences.map((each) => [each]);
  const at = (number: number) => (number > 0 ? number - 1 : groups.length + number);
  return groups.slice(Math.max(0, at(first)), at(last) + 1).flat();
}

const HOLDS: Record<string, RegExp> = { figures: /\d/, dates: /\d{1,2}(?:\.|er)?(?: de)? \p{L}+(?: de)? \d{4}/u };
function partOf(sentences: readonly Sentence[], named: string): Sentence[] {
  const holds = HOLDS[named.toLowerCase()];
  return sentences.filter(({ part, text }) => (holds ? part === 'point' && holds.test(text) : part === named.toLowerCase()));
}

/** Sentences about what is named: by what their facts are about, else by a word that stands in them. */
function speaksOf(sentences: readonly Sentence[], wish: string): Sentence[] {
  const topics = CALLED.flatMap(([words, each]) => (words.test(wish) ? each : []));
  const about = sentences.filter(({ point }) => point && topics.includes(point.topic));
  if (about.length > 0) return about;
  const stems = [...wish.matchAll(/\p{L}[\p{L}\p{N}’'-]{3,}|\p{Lu}{2,}|\d[\d.,]*/gu)].map(([word]) =>
    word.toLowerCase().replace(/(?:’|')?s$/, ''),
  );
  return sentences.filter(({ text }) => stems.some((stem) => text.toLowerCase().includes(stem)));
}

function notThere(wish: string, unit: string | undefined, sentences: readonly Sentence[]): string {
  const said = sentences.map(({ text }) => text).join(' ');
  if (!unit) return `Nothing is left out: the note says nothing of “${wish.replace(/^only /i, '')}”. It says: ${said}`;
  const [count, noun] = unit.toLowerCase() === 'paragraph' ? [paragraphs(sentences).length, 'paragraph'] : [sentences.length, 'sentence'];
  return `Nothing is left out: beside greeting and signature the note has ${count} ${noun}${count === 1 ? '' : 's'}. It says: ${said}`;
}
