import type { Reading } from '../reading/reading.ts';
import { isConnecting, isNoise } from '../words/grammar.ts';
import { isNote, type Slot } from './schema.ts';

/** "Remind me to call them": what a wish is for follows its "to", "that" or "is". */
const CONTENT = /^\P{L}*(?:\S+\s+){1,12}?(?:to|that|is|zu|dass|que|es)\s+(\S.{2,})$/isu;

const LABEL = /^\W*(?:the\s+|a\s+)?(?:next steps?|to-?do|task|reminder)(?:\s*[:,–-]\s*|\s+)(?!(?:with|for|at|of|is|are|on|:)\b)(?=\p{L})/iu;

/** What is given word for word for one argument is no part of another: `opportunity: "Second site"`. */
const LABELLED = /[,;]?\s*\b\p{L}+\s*:\s*["“][^"”\n]*["”]/gu;

const LOOKED_FOR = /^(?:q|query|search|searchTerm|term|keywords?)$/i;

/** "Lisa Park", where only another Lisa is known here: elsewhere it is whoever was named that is looked for. */
function inFull(said: string, text: string): string | undefined {
  const at = text.toLowerCase().indexOf(said.toLowerCase());
  const more = at < 0 ? undefined : /^(?:[ -]\p{Lu}[\p{Ll}'’]+)+/u.exec(text.slice(at + said.length))?.[0];
  return more && `${said}${more}`;
}

const afterColon = (text: string): string | undefined => /:\s+(\S.{2,})$/s.exec(text)?.[1];

const REMINDS =
  /^\W*(?:(?:please|pls|bitte|and|then|also|und|et|y)\s+)*(?:remind (?:me|us)|erinner\w* (?:mich|uns)|rappelle[sz]?[- ](?:moi|nous)|recu[eé]rda(?:me|nos))\s+/iu;
const OF_WHAT = /(?<!\p{L})(?:(?:to|that|about|of|zu|daran|dass|an|de|que),?\s+|d['’])/iu;

const DAYS =
  /^(?:(?:on|am|le|el|in|next|this|n[äa]chste\w*|kommende\w*)\s+)*(?:\p{L}*(?:day|tag|woch|woche|abend)|montags?|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|tomorrow|morgen|demain|ma[ñn]ana|week|semaine|semana|month|monat|mois|mes|\d+\s+\p{L}+)(?:\s+(?:morning|afternoon|evening|fr[üu]h|matin|prochaine?|pr[oó]xim[oa]|que viene))?\s*$/iu;

/** "Erinner mich am Montag an Acme": what it is, without the command and the day that stands before it. */
function reminded({ text, period }: Reading): string | undefined {
  const rest = text.replace(REMINDS, '');
  if (rest === text) return undefined;
  const joint = OF_WHAT.exec(rest);
  const before = rest.slice(0, joint?.index).trim();
  const dated = period.spans.some(({ from, to }) => text.slice(from, to).trim() === before);
  return joint && (before === '' || dated || DAYS.test(before)) ? rest.slice(joint.index + joint[0].length) : undefined;
}

/** "Log a meeting with Lisa yesterday, she will send the list": what follows the comma, where before it stands only what is logged, with whom and when. */
function afterHead({ text, words: said, lexicon }: Reading): string | undefined {
  const [head = '', rest] = /^([^,;:]+)[,;]\s+(\S.{5,})$/su.exec(text)?.slice(1) ?? [];
  const told = said.some((each) => each.to <= head.length && !isNoise(each.word) && !isConnecting(each.word) && !lexicon.knows(each.word));
  return rest && !told && said.some(({ to }) => to <= head.length) ? rest : undefined;
}

/** "The last QBR": of the words a description names in quotes, the one that is said. */
function saidOf({ description }: Slot, { words: said }: Reading): string | undefined {
  const named = [...description.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
  return named.find((name) => said.some(({ word }) => [name.toLowerCase(), `${name.toLowerCase()}s`].includes(word)));
}

const EMPTY = /^(?:make|do|create|add|set|write|start|one|that|this|it|now|yes)$/;

/** Free text: only what the person says the thing is about, or gives word for word. */
export function textOf(slot: Slot, reading: Reading): string | undefined {
  const { text } = reading;
  // "Make one" says nothing of what it is.
  if (slot.required && reading.words.length < 3 && reading.words.every(({ word }) => isNoise(word) || EMPTY.test(word))) return undefined;
  const given = new RegExp(`\\b${slot.name}\\s*:\\s*["“]?([^"”\\n]+)`, 'i').exec(text)?.[1];
  if (given) return given.trim();
  // "Record my call: 40 %, worried about budget": what follows the colon is the note, all of it.
  const note = isNote(slot) && !slot.required ? afterColon(text.replace(LABELLED, '')) : undefined;
  if (note) return note.trim();
  if (/\b(instead|use null|to have it)\b/i.test(slot.description)) return undefined;
  if (/^words?$/i.test(slot.name)) return saidOf(slot, reading);
  if (/\babout\b|purpose|topic|subject of|reason/i.test(`${slot.name} ${slot.description}`)) {
    const about = /\b(?:about|regarding|concerning|because of|because|wegen|uber|au sujet de|a propos de|sobre)\s+(.{3,300}?)[.?!]*$/i.exec(
      text,
    )?.[1];
    // "Skip step 4, they did it themselves": a reason follows what it is for.
    const reason = /reason/i.test(`${slot.name} ${slot.description}`)
      ? /[,;:–]\s+(?!and\b|und\b|et\b|y\b)(\S.{5,300}?)[.?!]*$/u.exec(text.replace(LABELLED, ''))?.[1]
      : undefined;
    return (about ?? reason)?.trim();
  }
  // "Number or title of the step": its number, where one is said.
  const number =
    /^number\b/i.test(slot.description) && new RegExp(`\\b${slot.name}\\s+(?:no\\.?\\s*|number\\s+)?(\\d+)\\b`, 'i').exec(text)?.[1];
  if (number) return number;
  if (slot.required && /own words/i.test(slot.description)) return text.trim();
  if (slot.required && /^what\b.*(?:as the person put|in the person’s words)/i.test(slot.description)) {
    const said = afterColon(text) ?? reminded(reading) ?? afterHead(reading) ?? CONTENT.exec(text)?.[1];
    if (said) return said.replace(/[?!]+$/, '').trim();
  }
  // Who looks somebody up elsewhere names them.
  if (slot.required && LOOKED_FOR.test(slot.name)) {
    const people = reading.contacts.map(({ name, candidates }) => inFull(candidates[0]?.said ?? name, text) ?? name);
    const [named] = [...people, ...reading.accounts, ...reading.unknownNames];
    if (named) return named;
  }
  // "Next step send the proposal": what it is is not what it says.
  if (slot.required && LABEL.test(text)) return text.replace(LABEL, '').trim();
  // "Record $20k for TechCorp: fewer audit hours" says what it is after the colon.
  if (slot.required) return (/:\s+(\S.{2,300})$/.exec(text)?.[1] ?? text).trim();
  return undefined;
}
