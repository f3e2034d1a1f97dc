import type { Mentions } from '../../../bot/model-port.ts';
import { plainOf } from '../reading/dates.ts';
import { read } from '../reading/reading.ts';
import type { Index } from '../routing/route.ts';
import type { Clause } from './edit.ts';

/** What is said to us before a wish: "no, could you please". */
const LEADS =
  /^\W*(?:(?:no|nope|nein|non|hm+|well|yes|ja|oui|si|great|good|nice|perfect|thanks|danke|merci|gracias|super|ok|okay)(?:[,.!;–-]+\s*|\s+(?=but\b|aber\b|mais\b|pero\b))|(?:please|pls|plz|ok|okay|oh|and|but|also|now|then|just|maybe|perhaps|actually|wrong person|(?:can|could|shall|should) (?:we|i)|can|could|would|will|you|can we|let['’]?s|i['’]?d like (?:you )?to|i want (?:you )?to|bitte|und|aber|auch|noch|kannst|konntest|konnen|du|sie|et|mais|aussi|peux|pouvez|pourrais|pourriez|tu|vous|s['’]il te plait|y|pero|tambien|puedes|podrias|por favor)(?:[-\s]+|,\s*))/;
const POLITE_QUESTION =
  /^\W*(?:(?:and|please|ok|und|et|y)\s+)*(?:shall|should we|can|could|would|will|kannst|konntest|konnen|peux|pouvez|pourrais|pourriez|puedes|podrias)\b/;
const TAILS =
  /[\s,]+(?:please|pls|plz|bitte|danke|thanks|thx|svp|s['’]il (?:te|vous) plait|por favor|too|as well|instead|rather|stattdessen|lieber|auch|noch|aussi|en plus|plutot|a la place|tambien|mejor|en su lugar|en vez de eso|first|at the (?:start|beginning|top)|zuerst|am anfang|d['’]abord|au debut|primero|al principio|now|again|though|jetzt|maintenant|ahora)$/;
const FIRST = /\b(?:first|at the (?:start|beginning|top)|zuerst|am anfang|d['’]abord|au debut|primero|al principio)$/;
const INSTEAD = /\b(?:instead|rather|stattdessen|lieber|plutot|a la place|mejor|en su lugar|en vez de eso)$/;
/** "Frag noch, wie viele kommen". */
const BESIDE_VERB =
  /^(ask|tell|say|add|mention|frag\p{L}*|sag\p{L}*|schreib\p{L}*|erw[äa]hn\p{L}*|demande|dis|ajoute|pregunta|di|a[ñn]ade)\s+(?:also|too|noch|auch|bitte|aussi|encore|tambi[eé]n|adem[aá]s)\s*,?\s+/iu;
const RATHER = /^(?:rather|better|instead(?! of)|lieber|besser|stattdessen|plutot|mieux|mejor)\s+/;

/** Reads one part of a wish; a question asks for nothing to be changed, unless it is a polite one. */
export function clauseOf(said: string, past: Record<string, unknown>, mentions: Mentions, index: Index, now: Date): Clause {
  let text = said.trim().replace(/[\s.!?]+$/, '');
  let plain = plainOf(text);
  const cut = (from: number, to: number) => {
    text = text.slice(from, to).trim();
    plain = plainOf(text);
  };
  for (let lead = LEADS.exec(plain); lead && lead[0].length < plain.length; lead = LEADS.exec(plain)) cut(lead[0].length, text.length);
  let [first, instead] = [false, false];
  for (let tail = TAILS.exec(plain); tail; tail = TAILS.exec(plain)) {
    first ||= FIRST.test(tail[0]);
    instead ||= INSTEAD.test(tail[0]);
    cut(0, tail.index);
  }
  text = text.replace(BESIDE_VERB, '$1 ');
  plain = plainOf(text);
  const rather = RATHER.exec(plain);
  if (rather) cut(rather[0].length, text.length);
  instead ||= rather !== null;
  return { text, plain, reading: read(text, mentions, now, index.lexicon), first, instead, now, past };
}

/** Whether a message asks to know something; "can you drop the last line?" does not. */
export const asksToKnow = (said: string): boolean => said.trim().endsWith('?') && !POLITE_QUESTION.test(plainOf(said));
