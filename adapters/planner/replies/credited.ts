import { plainOf } from '../reading/dates.ts';
import { read } from '../reading/reading.ts';
import type { Scope } from '../routing/rank.ts';
import { refusal, type Understood } from './ask-back.ts';

const CREDITS = /^\W*(?:(?:all|alles|tout|todo)\s+)?(?:thanks|thx|dank|grace|gracias)\s+(?:to|a|au|aux)?\s*/;
/** Who did what: a sentence goes on with its subject, or in German with its verb. */
const GOES_ON =
  /^\s*,?\s*(?:and\s+(?:his|her|the|their)\s+\p{L}+\s+)?(?:we|i|it|they|he|she|our|the|my|this|that|everything|wir|ich|es|haben|hat|ist|sind|konnten|nous|on|je|j['’]|notre|c['’]est|tout|hemos|tenemos|pudimos|nuestr\p{L}+|todo|se|logramos|conseguimos)(?!\p{L})\s*\S+/u;

/** "Thanks to Mike we got the pilot" tells who made it happen: no note was asked for. */
export function credited(question: string, scope: Scope): Understood | undefined {
  const plain = plainOf(question);
  const lead = CREDITS.exec(plain);
  if (!lead || question.trim().endsWith('?')) return undefined;
  const { contacts, named } = read(question, scope.mentions, scope.now, scope.index.lexicon);
  const spans = named.filter(({ from }) => from >= lead[0].length - 1).toSorted((a, b) => a.from - b.from || b.to - a.to);
  const [first] = spans;
  const [who] = contacts;
  if (!first || !who || first.from > lead[0].length + 1 || !GOES_ON.test(plain.slice(first.to))) return undefined;
  const account = who.candidates[0]?.accountName;
  const choices = [`thank ${who.name}${account ? ` at ${account}` : ''}`, ...(account ? [`note on ${account}: ${question.trim()}`] : [])];
  return {
    ...refusal('', [], scope),
    ask: 'That tells me something and asks for nothing. I can thank them in a note, or write it down.',
    choices: choices.map((say) => ({ label: say, say })),
  };
}
