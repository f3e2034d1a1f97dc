import { words } from '../../../models/kit/name-keys.ts';
import { askedBy, isNoise, isOf } from '../words/grammar.ts';

/** What is longer was pasted. */
const MAX_READ = 4_000;
/** Words a quoted run may have that is a name or a title; a longer one is somebody else's text. */
const MAX_QUOTED = 7;
const HEADER =
  /^[ \t]*(?:(?:fwd?|re|aw|wg|tr)\s*:|(?:from|sent|to|subject|date|von|gesendet|betreff|an|de|objet|envoye|asunto|para)\s*:\s*\S)/im;
const SHORT_HEADER = /^[ \t]*(?:fwd?|re|aw|wg|tr)\s*:$/i;
const INTRODUCED =
  /[^.?!\n]*\b(?:wrote|writes|said|says|here is what|their (?:mail|email|message)|schrieb|a ecrit|escribio)\b[^.?!\n]*:\s*/i;
const QUOTES = /"([^"]*)"|“([^”]*)”|«([^»]*)»|„([^“”]*)[“”]|```[\s\S]*?(?:```|$)/g;

/** A message without what was pasted into it: quoted lines, mails, long quotations. None of it is read as a wish. */
export function withoutPasted(given: string): string {
  const text = given.slice(0, MAX_READ);
  const lines = text.split('\n').filter((line) => !/^\s*(?:>|&gt;|\|)/.test(line));
  const joined = lines.join('\n');
  const header = HEADER.exec(joined);
  // "Fwd: …" on a line of its own words is no mail that follows.
  const inLine = header && SHORT_HEADER.test(header[0]) && !joined.slice(header.index).trim().includes('\n');
  const own = inLine ? joined.replace(header[0], ' ') : header ? joined.slice(0, header.index) : joined;
  const unquoted = own.replace(QUOTES, (run) => (words(run).length > MAX_QUOTED || run.startsWith('```') ? ' ' : run));
  return unquoted === own ? own.trim() : unquoted.replace(INTRODUCED, ' ').trim();
}

/** Where one wish may end and the next begin. */
const ENDS = /(?:[.;!?]+(?=\s|$)|[–—](?=\s)|\n+|:\s+(?=\p{Ll}*\b))/u;

/** "…, they sound angry": what is told beside a wish. */
const TELLS = /^(?:(?:they|he|she|we|i|it)['’]?(?:re|s|ve|m)?|(?:just\s+)?(?:calling|meeting|dialling|dialing|visiting))\s+\p{L}/iu;

export const isTelling = (clause: string): boolean => TELLS.test(clause) && !clause.trimEnd().endsWith('?');

/** The sentences of a message, and the parts of one that an "and" joins where a new wish begins. */
export function clausesOf(text: string, begins: (clause: string) => boolean): string[] {
  const sentences = split(text);
  return sentences.flatMap((sentence) => {
    const parts = sentence.split(/(,\s+(?:and\s+|then\s+|und\s+|et\s+|y\s+)?|\s+(?:and|then|und|dann|et|puis|y|luego|[+&])\s+)/i);
    const clauses = [parts[0] ?? ''];
    for (let at = 1; at < parts.length; at += 2) {
      const next = parts.slice(at + 1).join('');
      // "TechCorp and DataFlow", "until today": a word alone is no wish. The question mark at the end is the whole sentence's.
      if (words(next).length > 1 && (begins(next.replace(/[?\s]+$/, '')) || TELLS.test(next)) && (clauses.at(-1) ?? '').trim() !== '')
        clauses.push(parts[at + 1] ?? '');
      else clauses[clauses.length - 1] += `${parts[at]}${parts[at + 1]}`;
    }
    return clauses.map((clause) => clause.trim()).filter(Boolean);
  });
}

function split(text: string): string[] {
  const sentences: string[] = [];
  let rest = text;
  for (let match = ENDS.exec(rest); match; match = ENDS.exec(rest)) {
    const end = match.index + match[0].length;
    // "1. Oktober", "3.5": a number is not the end of a sentence.
    if (/\d\.$/.test(rest.slice(0, end).trimEnd()) && match[0].startsWith('.') && rest.slice(end).trim() !== '') {
      const joined = rest.slice(0, end);
      const [first = '', ...others] = split(rest.slice(end));
      return [...sentences, joined + first, ...others];
    }
    sentences.push(rest.slice(0, end).trim());
    rest = rest.slice(end);
  }
  return [...sentences, rest.trim()].filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

const HAVE = /^(have|has|had|hatte|habe)$/;
/** "Have we talked to them" asks, with or without its mark; "have them call me" does not. */
const HAVE_WE = /^\W*(?:and\s+)?(?:have|has|had|haven['’]?t|hasn['’]?t)\s+(?:we|you|they|i|he|she|it|any\p{L}*|some\p{L}*|haben wir)\b/iu;
/** What may stand before a wish. */
const PLEASANTRIES = new Set(
  'please pls plz bitte hi hey hello hallo ok okay so and also then now quick quickly just anyway btw thanks thx'.split(' '),
);

/** "New task: …": one is to be added. */
const NEW_TASK = /^\W*(?:please\s+)?(?:an?\s+)?new\s+(?:task|to-?do|reminder)\b(?=\s*:|\s+(?:for|at|to|on)\b)/i;

/** The first word of a clause that says something, "can you" and "please" apart; "can we" asks whether one may. */
export function openingOf(clause: string): string {
  if (NEW_TASK.test(clause)) return 'add';
  const [asked, ...rest] = words(clause.replace(/^\W*(?:and|then|also|und|et|y)\s+/i, ''));
  const polite =
    asked !== undefined &&
    isOf(asked, 'auxiliary') &&
    /^(you|we|i|du|sie|ihr|tu|vous|puedes|usted)$/.test(rest[0] ?? '') &&
    !(/^(can|may|could|might|should|shall)$/.test(asked) && /^(we|i)$/.test(rest[0] ?? ''));
  const said = polite ? rest.slice(1) : asked === undefined ? [] : [asked, ...rest];
  const first = said.findIndex((word) => !PLEASANTRIES.has(word));
  const opening = said[first] ?? '';
  if (isOf(opening, 'question', 'auxiliary') || HAVE.test(opening)) return opening;
  return said.slice(Math.max(0, first)).find((word) => HAVE.test(word) || (!isNoise(word) && !isOf(word, 'auxiliary'))) ?? '';
}

/** "Emails with Lisa" are something to see; to email Lisa is something to do. */
const MESSAGES =
  /^\W*(?:the\s+|les?\s+|die\s+|los\s+)?(?:e-?mails|mails|messages|chats|nachrichten|courriels|correos|mensajes)\s+(?:with|from|between|mit|von|avec|de|con|entre)\b/i;

/** To check on an account is to look; to check in with somebody is to write. */
const CHECKS = /^\W*(?:quick(?:ly)?\s+)?(?:check|look|glance)\s+(?!in\b)\p{L}/iu;

/** "Any complaints" asks whether there are some. */
const ANY = /^\W*(?:and\s+|are there\s+|hi[,!]?\s+)*(?:any|anything|anyone|anybody)\b/iu;

/** "No more news of Acme", "don't send me …": something is to end. */
const ENOUGH =
  /^\W*(?:please\s+|pls\s+|bitte\s+)?(?:no more(?! than)|(?:do not|don['’]?t)\s+(?:send|show|give|tell|notify|bother)|stop|keine? \p{L}+ mehr|plus de|no mas)\b/iu;

/** "Tell me whenever something happens there": to be told then, not now. */
const LATER =
  /^\W*(?:please\s+|pls\s+)?(?:tell|let|notify|alert|ping|inform|keep)\s+(?:me|us)\s+(?:know\s+|posted\s+|updated\s+)?(?:whenever|as soon as|each time|every time|when (?:any|some)thing)\b/i;

/** "Remind me what we agreed" asks for it, as if nothing stood before it; "remind me to call" asks for a reminder. */
const REMINDED =
  /^(?:\W*(?:please|pls|bitte|and|also|hey|hi|can you|could you|kannst du|peux-tu|puedes))*\W*(?:remind me(?: again)?|erinner\w* mich(?: nochmal)?|rappelle[sz]?[- ]moi|recu[eé]rdame),?\s+(?=(?:what|who|whom|whose|when|where|which|why|how|was|wer|wann|wo|wie|welche\w*|warum|ce qu\p{L}*|qui|quand|o[uù]|combien|qu[eé]|qui[eé]n|cu[aá]ndo|d[oó]nde|cu[aá]nto)\b(?! to\b))/iu;

export const withoutReminder = (text: string): string => text.replace(REMINDED, '');

/** Whether a clause asks to know something: such a one never changes anything. */
export function isQuestion(clause: string): boolean {
  const opening = openingOf(clause);
  if (/^\W*(?:and\s+|please\s+)*(?:tell|give|sag|gib|dis|donne|dime|dame)[- ](?:me|us|mir|uns|moi|nous|nos)\b/i.test(clause)) return true;
  if (MESSAGES.test(clause) || CHECKS.test(clause) || ANY.test(clause) || HAVE_WE.test(clause)) return true;
  if (ENOUGH.test(clause) || LATER.test(clause)) return false;
  // "have a call" says something; "have they paid?" asks.
  if (HAVE.test(opening)) return /\?\s*$/.test(clause);
  if (askedBy(opening) !== undefined || isOf(opening, 'auxiliary', 'show', 'not', 'count')) return true;
  return /\?\s*$/.test(clause) && !/^\W*(?:can|could|would|will|kannst|konntest|peux|pouvez|puedes)\b/i.test(clause);
}

/** What continues the answer before: "only …", "any …", "and …", "of those". */
export const CONTINUES =
  /^(?:only|just|any(?:one|body)?|and|also|but|what about|how about|nur|und|seulement|et|solo|y|those|of (?:those|them|these)|which of (?:those|them|these))\b/i;
/** What is longer stands for itself. */
const MOST_CONTINUING = 9;

/** Too short to stand for itself, in a thread. */
export const isShort = (question: string): boolean => words(question).length <= MOST_CONTINUING;

export const isElliptic = (question: string): boolean =>
  isShort(question) && (CONTINUES.test(question.trim()) || ONLY_SO.test(question) || words(question).some((word) => THOSE.test(word)));
/** "Health under 60 only": of what was before. */
export const ONLY_SO = /\s(?:only|nur|seulement|uniquement|solo|solamente)\W*$/iu;
const THOSE = /^(?:those|these|them|they|davon|diese|ceux|celles|esos|esas)$/;
