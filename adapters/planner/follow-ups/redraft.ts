import { comingTime } from '../../../agents/kit/coming-day.ts';
import { capital } from '../../../agents/metrics/format.ts';
import type { Mentions } from '../../../bot/model-port.ts';
import { read } from '../reading/reading.ts';
import { chooseValue } from '../routing/fill-values.ts';
import type { Index, Route } from '../routing/route.ts';
import { isNoise, isOf } from '../words/grammar.ts';
import { IT } from './go-ahead.ts';

type Arguments = Record<string, unknown>;

/** Where one part of a wish ends. */
const JOINS = /(\s*[,;]\s*(?:(?:and|und|et|y)\s+)?|\s+(?:and|but|und|aber|et|mais|y|pero)\s+)/i;
const ALSO = '^\\W*(?:(?:please|pls|bitte|also|and|auch|aussi|también|oh|ok)\\s+)*';
/** A sentence to be added: "add that …", "also mention that …". */
const SAYS = new RegExp(
  `${ALSO}(?:add|mention|say|include|write|note|tell (?:him|her|them)|erg[äa]nz\\w*|erw[äa]hn\\w*|f[üu]ge? hinzu|sag\\w*|schreib\\w*|ajoute\\w*|mentionne\\w*|dis|a[ñn]ad[ea]\\w*|menciona\\w*|di)\\s*,?\\s*(?:also\\s+|too\\s+|auch\\s+|aussi\\s+|también\\s+)?(?:(?:that|que)\\s+|qu['’]|(?=dass\\s))(\\S.+)$`,
  'isu',
);
/** Another ask: "ask for a call on 8 December". */
const MEETS =
  /^\W*(?:(?:please|also|and|bitte|auch)\s+)*(?:ask|propose|suggest|request|offer|bitte|schlag\w*|frag\w*|demande\w*|propose\w*|pide|propon\w*)\s+.*(?<!\p{L})(?:call|meeting|meet|chat|slot|time|anruf|termin|treffen|gespr[äa]ch|appel|rendez-vous|r[ée]union|llamada|cita)(?!\p{L})/isu;
/** "Ask whether they could send the form". */
const ASKS =
  /^\W*(?:(?:please|also|and)\s+)*ask\s+(?:him\s+|her\s+|them\s+)?(?:whether|if)\s+(?:they|he|she|you)\s+(can|could|would|will|might|have|are)\s+(\S.+?)[.?!]*$/isu;
/** "Mejor en inglés": it wishes for nothing by itself. */
const RATHER = /^(?:better|rather|instead|lieber|besser|stattdessen|plutot|mieux|mejor)$/;
const MOST_SAID = 500;

/** What is changed of a note in the thread whose last thing it is: tone, language, a sentence more, another ask; undefined where a part of the wish is none of these. */
export function redraft(
  question: string,
  route: Route,
  past: Arguments,
  mentions: Mentions,
  index: Index,
  now: Date,
): Arguments | undefined {
  const parts = partsOf(question);
  const changes: Arguments[] = [];
  for (const part of parts) {
    const change = changeBy(part, route, { ...past, ...Object.assign({}, ...changes) }, mentions, index, now);
    if (!change) return undefined;
    changes.push(change);
  }
  return changes.length > 0 ? { ...past, ...Object.assign({}, ...changes) } : undefined;
}

/** What follows a sentence that is dictated belongs to it, unless it asks for something by itself. */
function partsOf(question: string): string[] {
  const [first = '', ...rest] = question.trim().split(JOINS);
  const parts = [first];
  for (let at = 0; at < rest.length; at += 2) {
    const [joint = '', next = ''] = rest.slice(at, at + 2);
    const begins = [SAYS, MEETS, ASKS].some((wish) => wish.test(next)) || /^(?:make|in|auf|en|more|less|shorten)\b/i.test(next);
    if (SAYS.test(parts.at(-1) ?? '') && !begins) parts[parts.length - 1] += `${joint}${next}`;
    else parts.push(next);
  }
  return parts.filter((part) => /\p{L}/u.test(part));
}

function changeBy(part: string, { slots }: Route, past: Arguments, mentions: Mentions, index: Index, now: Date): Arguments | undefined {
  const said = SAYS.exec(part)?.[1]?.replace(/[.!\s]+$/, '');
  if (said) {
    const before = typeof past.message === 'string' && past.message !== '' ? `${past.message.replace(/[.\s]+$/, '')}. ` : '';
    return { message: `${before}${capital(said)}`.slice(0, MOST_SAID) };
  }
  const [, verb, rest] = ASKS.exec(part) ?? [];
  if (verb && rest) return { ask: `${capital(verb.toLowerCase())} you ${rest}?` };
  if (MEETS.test(part)) return { kind: past.kind ?? 'meeting', when: comingTime(part, now) ?? null, ask: null };
  // Of tone and language nothing else is said beside them.
  const reading = read(part, { accounts: [], contacts: [], focus: mentions.focus }, now, index.lexicon);
  const chosen = slots.flatMap((slot) => {
    const value = slot.name === 'tone' || slot.name === 'language' ? chooseValue(slot, reading) : undefined;
    return value === undefined ? [] : [{ slot, value }];
  });
  const concepts = new Set(chosen.flatMap(({ slot, value }) => slot.parts[slot.values.indexOf(value)] ?? []));
  const others = reading.words.filter(
    ({ word, concept, to }) =>
      !isNoise(word) &&
      !RATHER.test(word) &&
      !isOf(word, 'also', 'only', 'one', 'most') &&
      !concepts.has(concept) &&
      !IT.test(reading.text.slice(to)),
  );
  if (chosen.length === 0 || others.length > 0) return undefined;
  return Object.fromEntries(chosen.map(({ slot, value }) => [slot.name, value]));
}
