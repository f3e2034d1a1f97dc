import { plainOf } from '../reading/dates.ts';
import type { Reading } from '../reading/reading.ts';
import type { PlannedCall } from '../replies/ask-back.ts';
import { fill } from '../routing/fill.ts';
import type { Index } from '../routing/route.ts';
import { isNoise, isOf } from '../words/grammar.ts';

const POLITE = '^\\W*(?:(?:please|pls|bitte|ok|now|can you|could you|go ahead and)\\s+)*';
const THE = '(?:the|that|this|my|his|her|den|die|das|meine[nr]?|le|la|mon|ma|el|mi|su)\\s+';
const NOTE =
  '(?:\\p{L}+\\s+)?(?:draft|mail|e-?mail|note|message|letter|request|entwurf|nachricht|brief|brouillon|courriel|borrador|correo|mensaje|nota)';
/** What is decided about is there. */
const DECIDES = new RegExp(
  `${POLITE}(?:approve|reject|discard|release|submit|genehmig\\w*|verwirf|approuve\\w*|rejette|aprueba|rechaza)\\s+${THE}${NOTE}(?!\\p{L})`,
  'u',
);
/** Only a note that is there is sent as "the mail": one to be written is "a mail", and about something. */
const SENDS = new RegExp(`${POLITE}(?:send|schicke?|sende|envoie|envoyez|envia|manda)\\s+(?:out\\s+|off\\s+)?${THE}${NOTE}(?!\\p{L})`, 'u');

/** "Approve the draft to Lisa", "send the mail to Lisa now": of what waits, which only its own card sends; never another draft. */
export function ofWaiting(reading: Reading, { routes, lexicon }: Index): PlannedCall[] | undefined {
  const plain = plainOf(reading.text);
  const last = reading.named.at(-1);
  if (!last || reading.contacts.length === 0) return undefined;
  const ends = reading.words.every(({ word, from }) => from < last.to || isNoise(word) || isOf(word, 'now', 'also', 'yes'));
  if (!DECIDES.test(plain) && !(SENDS.test(plain) && ends && reading.period.spans.length === 0)) return undefined;
  const approval = lexicon.conceptOf('approval');
  const route = routes.find(
    ({ tool, topic, slots }) => tool.access === 'read' && topic.includes(approval) && slots.some(({ kind }) => kind === 'contact'),
  );
  if (!route) return undefined;
  const filled = fill(route.slots, reading).arguments;
  // Of the words that decide, none says which of them are meant.
  const said = route.slots.map(({ name, kind }) => [name, kind === 'contact' ? filled[name] : null]);
  return [{ name: route.tool.name, arguments: Object.fromEntries(said) }];
}
