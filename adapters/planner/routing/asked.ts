import { purposeIn, wordProblems } from '../../../agents/success-navigator/face.ts';
import { words } from '../../../models/kit/name-keys.ts';
import type { Span } from '../reading/reading.ts';
import { isNoise } from '../words/grammar.ts';
import { MAX_ASKED, phraseOf, toThem } from './phrase.ts';

const END = '(?=$|[.;!]\\s|,?\\s+(?:and|und|et|y)\\s+(?:ask|tell|say|propos|suggest|sag|frag|dis|pregunt))';
/** A question told of: who is asked, and what; how it is put to them. */
const QUESTIONS: readonly (readonly [asks: RegExp, put: (what: string) => string])[] = [
  [
    new RegExp(
      `(?<!\\p{L})(?:ask(?:ing|s)?|wonder(?:ing)?|check(?:ing)?|find(?:ing)? out|inquir(?:e|ing))\\s+(?:· ?|him\\s+|her\\s+|them\\s+)?((?:if|whether|when|what|how|who|which|where|why)\\s.+?)${END}`,
      'iu',
    ),
    (what) => `Could you tell me ${what}?`,
  ],
  [
    new RegExp(
      `(?<!\\p{L})(?:be)?(?:nach)?(?:ge)?frag\\w*(?:\\s+(?:· ?|ihn|sie|ihr))?,?\\s*(?:nach,?\\s+)?((?:ob|wann|was|wie|wer|wo|warum|welche\\p{L}*)\\s.+?)${END}`,
      'iu',
    ),
    (what) => `Könnten Sie mir sagen, ${what.replace(/(?<!\p{L})(?:er|sie)(?!\p{L})/u, 'Sie')}?`,
  ],
  [
    new RegExp(
      `(?<!\\p{L})demand\\w*(?:[-\\s]+(?:· ?|lui|leur))?\\s*((?:si|s['’]|quand|comment|qui|où|combien|pourquoi|quel\\p{L}*)\\s?.+?)${END}`,
      'iu',
    ),
    (what) => `Pourriez-vous me dire ${what} ?`,
  ],
  [
    new RegExp(
      `(?<!\\p{L})pregunt\\p{L}*\\s+(?:· ?)?((?:si|cuándo|cuando|cómo|como|quién|qué|dónde|cuánto\\p{L}*|por qué|cuál\\p{L}*)\\s.+?)${END}`,
      'iu',
    ),
    (what) => `¿Podría decirme ${what}?`,
  ],
  [new RegExp(`(?<!\\p{L})ask(?:ing|s)?\\s+(?:· ?|him\\s+|her\\s+|them\\s+)?to\\s+(.+?)${END}`, 'iu'), (what) => `Could you ${what}?`],
  [
    new RegExp(`(?<!\\p{L})ask(?:ing|s)?\\s+(?:· ?|him\\s+|her\\s+|them\\s+)?for\\s+(.+?)${END}`, 'iu'),
    (what) => (purposeIn(what) ? '' : `May I ask you for ${what}?`),
  ],
];
const BE: Record<string, string> = { is: 'are', was: 'were', has: 'have', does: 'do' };

/** A question to the reader: "if he wants" asks whether they want. */
const put = (clause: string): string =>
  toThem(clause)
    .replace(/(?<!\p{L})(?:he|she|they)\s+(\p{L}+)/iu, (_, verb: string) => {
      const plural = verb
        .replace(/ies$/, 'y')
        .replace(/(?<=ch|sh|ss|x|o)es$/, '')
        .replace(/(?<=[^s])s$/, '');
      return `you ${BE[verb] ?? plural}`;
    })
    .replace(/(?<!\p{L})(?:him|her|them)(?!\p{L})/giu, 'you');

/** What the note asks its reader, where that is told: "asking if the timing still works". */
export function askIn(text: string, recipient: Span): { ask: string } | undefined {
  // Who is asked stands between the verb and the question.
  const masked = `${text.slice(0, recipient.from)}·${text.slice(recipient.to)}`;
  for (const [asks, puts] of QUESTIONS) {
    const what = asks.exec(masked)?.[1]?.replace(/[?.!,\s]+$/, '');
    const ask = what && puts(put(what));
    if (ask && ask.length <= MAX_ASKED && isFit(ask)) return { ask };
  }
  return undefined;
}

/** What a note is about; German, French and Spanish keep the word that joins it, for its cases. */
const SUBJECTS: readonly (readonly [joint: RegExp, lead: (joint: string) => string])[] = [
  [
    /(?:^|\s)(about|abt|re:?|wrt|regarding|concerning|because of|on|for)\s+/iu,
    (joint) => `I am writing to you ${/^(?:on|for|abt|re:?|wrt)$/i.test(joint) ? 'about' : joint}`,
  ],
  [/(?:^|\s)(wegen|über|ueber|zu[mr]?)\s+/iu, (joint) => `Ich schreibe Ihnen ${joint}`],
  [
    /(?:^|\s)(au sujet (?:du|de la|des|de)|[àa] propos (?:du|de la|des|de)|au sujet d['’]|[àa] propos d['’])\s*/iu,
    (joint) => `Je vous écris ${joint}`,
  ],
  [/(?:^|\s)(sobre|acerca del?|por(?! favor| correo| e-?mail| tel[ée]fono| ahora))\s+/iu, (joint) => `Le escribo ${joint}`],
];
/** It says nothing by itself, or is a clause and no subject. */
const NO_SUBJECT = /^(?:it|that|this|them|him|her|these|those|das|es|ça|cela|eso|esto)$/iu;
/** What may stand before what is there already. */
const THERE = /^(?:\p{L}+\s+|l['’])/u;

/** How a note about something ends, by how it begins. */
const TALK: Record<string, string> = {
  I: 'Would you have a few minutes to talk about it?',
  Ich: 'Hätten Sie ein paar Minuten, um darüber zu sprechen?',
  Je: 'Auriez-vous quelques minutes pour en parler ?',
  Le: '¿Tendría unos minutos para hablar de ello?',
};

export interface Subject {
  /** What it is about, alone. */
  what: string;
  message: string;
  /** The question it ends with, where nothing says what it is for. */
  ask?: string | undefined;
  /** It speaks of a training or an event that is there. */
  there: boolean;
}

/** What stands after the recipient as what the note is about, as a sentence; nothing where what it is for says it already. */
export function aboutIn(rest: string): Subject | undefined {
  const found = SUBJECTS.flatMap(([joint, lead]) => {
    const said = joint.exec(rest);
    return said ? [{ at: said.index, lead: lead(said[1] ?? ''), what: phraseOf(rest.slice(said.index + said[0].length)) }] : [];
  }).toSorted((a, b) => a.at - b.at);
  const [first] = found;
  if (!first || first.what === '' || NO_SUBJECT.test(first.what)) return undefined;
  const kind = purposeIn(first.what);
  const there = kind === undefined && purposeIn(first.what.replace(THERE, '')) !== undefined;
  const telling = words(first.what).filter((word) => !isNoise(word));
  const message = `${first.lead} ${first.what}`;
  if ((kind && telling.length < 2) || telling.length === 0 || !isFit(message)) return undefined;
  return {
    what: first.what,
    message: message.replace(/d(['’]) /, 'd$1'),
    ask: kind ? undefined : TALK[first.lead.split(' ')[0] ?? ''],
    there,
  };
}

/** Nothing is put into a letter that a letter may not hold. */
const isFit = (said: string): boolean => wordProblems({ subject: '', body: said }, []).length === 0;
