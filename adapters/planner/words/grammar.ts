import { deu, eng, fra, spa } from 'stopword';
import { isCommonWord } from '../../../agents/kit/common-words.ts';
import { editDistance } from '../../../agents/kit/similarity.ts';

/**
 * The closed classes of words that a question is built with, in English, German, French and Spanish. What is
 * asked about (metrics, filters, tools) is not here: that comes from the catalogue.
 */
const CLASSES = {
  auxiliary: `is are was were am does did do has have had will would could can should may might shall isnt arent didnt doesnt
    ist sind war waren hat haben hatte wird werden kann konnen soll sollen
    est sont etait ont avons va vont peut peux pouvons dois
    esta estan es son era fue tiene tienen hay puede puedo podemos pueden`,
  show: `show shows display list lists find see get look name any last latest recent open search pull
    zeig zeige zeigen liste nenne suche montre montrez liste cherche muestra muestrame lista dame busca ensena`,
  count: 'many number count counts viele anzahl nombre numero combien cuantos cuantas wieviele',
  sum: 'total sum totals much overall together altogether combined gesamt summe insgesamt somme totale suma suman sumen cuanto cuanta wieviel viel',
  average:
    'average avg mean averages durchschnitt durchschnittlich durchschnittliche durchschnittlicher durchschnittliches schnitt mittlere moyenne moyen promedio media medio',
  median: 'median mediane mediana',
  by: 'by per each every across nach pro je par por cada chaque jede jeder sorted sort ordered order grouped group ranked rank sortiert trie ordenado split breakdown',
  most: 'top highest most biggest largest greatest bigger larger steepest heaviest fastest fattest loudest heaviest hochste hochsten grosste grossten meiste meisten elevee plus mayor mayores mas richest newest latest',
  least:
    'lowest least smallest fewest smaller tiniest slowest shortest bottom minimum niedrigste niedrigsten kleinste kleinsten wenigsten geringste moins faible menor menores oldest first earliest',
  best: 'best safer stronger strongest healthiest happiest safest greenest beste besten bester meilleur meilleure meilleurs mejor mejores',
  worst:
    'worst weaker riskier weakest sickest unhealthiest unhappiest riskiest poorest shakiest scariest schlechteste schlechtesten pire pires peor peores',
  not: 'not neither nor no never without nobody none nothing lack lacks lacking missing nicht kein keine keinen keinem keiner ohne nie niemand fehlt fehlen sans pas aucun aucune jamais sin excluding exclude excludes excluded except excl minus outside ausser ausserhalb ohne hors sauf excepto ni weder salvo excluyendo ningun ninguna nunca dont didnt isnt hasnt havent doesnt don didn isn hasn haven doesn wasn aren',
  have: 'have has had with having got hat haben mit ont avec ayant tiene tienen con who',
  mine: 'my mine i own meine meiner meinen meinem mein meins ich mes mon ma mien mienne miens je j mis mi mio mia mios mias yo tengo',
  also: 'and also then plus und auch dann et aussi puis y tambien luego',
  only: 'only just nur bloss seulement juste solo solamente what about',
  those: 'those these that this them davon diese dieser denen jene ceux celles parmi esos esas ellos ellas',
  why: 'why warum wieso weshalb pourquoi porque',
  reason: 'reason reasons cause grund grunde raison raisons razon motivo',
  compare: 'compare vs versus against comparison vergleiche vergleich comparer compare comparar compara',
  than: 'better worse healthier than als que besser mieux mejor peor',
  share: 'share percentage proportion portion fraction anteil prozentsatz part pourcentage proporcion porcentaje',
  light: `carry carries carrying hold holds handle handles handled handling manage run runs got get gets look looks looking sit sits sitting stand stands standing go goes going
    come comes coming want wants say says concern concerns regard seem seems keep keeps`,
  say: 'tell give gib sag donne dis dime dame',
  negative: 'negative negativ negativa negativo negatif',
  now: 'today now right heute jetzt hoy ahora aujourd hui maintenant',
  page: 'page seite pagina more weitere mehr suivante siguiente',
  any: 'any anything anyone anybody',
  yes: 'yes yep yeah yup sure ok okay do go ahead proceed confirm confirmed agreed ja jawohl klar mach los oui daccord vas si claro dale adelante hazlo',
  one: 'one ones einer eine eins un une uno una',
} as const;
/** Question words, each line one meaning, told by its first. */
const QUESTIONS = [
  'how hows wie comment como',
  'who whom whose whos wer wen wem wessen qui quien quienes',
  'what whats which was welche welcher welches welchen welchem quoi quel quelle quels quelles lequel laquelle lesquels lesquelles que cual cuales',
  'when wann quand cuando',
  'where wheres wo ou donde',
  'why warum wieso weshalb pourquoi porque',
].map((line) => line.split(' '));
const ASKED = new Map(QUESTIONS.flatMap((line) => line.map((word) => [word, line[0] ?? word] as const)));
/** "who" for a question word of that meaning. */
export const askedBy = (word: string): string | undefined => ASKED.get(word);

export type WordClass = keyof typeof CLASSES | 'question';

const MEMBERS = new Map<string, Set<WordClass>>();
for (const [name, members] of Object.entries(CLASSES) as [WordClass, string][])
  for (const word of members.split(/\s+/)) MEMBERS.set(word, (MEMBERS.get(word) ?? new Set()).add(name));

const LONG = [...MEMBERS.keys(), ...ASKED.keys()].filter((word) => word.length > 4);
for (const word of ['combien', 'cuanto', 'cuantos', 'cuantas', 'wieviel', 'wieviele', ...ASKED.keys()])
  MEMBERS.set(word, (MEMBERS.get(word) ?? new Set()).add('question'));

export const isOf = (word: string, ...classes: WordClass[]): boolean => classes.some((each) => MEMBERS.get(word)?.has(each) ?? false);
const lettersOf = (word: string): string => [...word].sort().join('');
/** Short question words, known by their letters alone: "hwo". */
const SHORT = [...ASKED.keys()].filter((word) => word.length === 3);
/** The grammatical word one typed with a slip stands for: "wihtout". */
export const grammarMeant = (typed: string): string | undefined =>
  typed.length < 4
    ? SHORT.find((word) => word !== typed && word[0] === typed[0] && lettersOf(word) === lettersOf(typed))
    : LONG.find(
        (word) =>
          word[0] === typed[0] &&
          editDistance(typed, word, 1) <= 1 &&
          !isOtherWord(typed, word) &&
          // "Lisa" is no slip of "lista".
          (typed.length > 4 || isCommonWord(word)),
      );

/** Of a short word, a letter replaced makes another word as often as a slip: "heure" is not "heute". */
export const isOtherWord = (typed: string, word: string): boolean =>
  typed.length <= 5 && typed.length === word.length && lettersOf(typed) !== lettersOf(word);
/** Words that a question is held together by, and that ask for nothing themselves. */
export const isConnecting = (word: string): boolean =>
  isOf(word, 'question', 'auxiliary', 'show', 'also', 'only', 'have', 'those', 'one', 'now', 'say', 'light');
export const grammarWords = (): string[] => [...MEMBERS.keys()];
export const isGrammar = (word: string): boolean => MEMBERS.has(word);

/** What is said beside a question. */
const SMALL_TALK = new Set(
  `please pls plz thanks thx hi hello hey good morning afternoon evening dear team sorry quick quickly quickie fyi btw anyway ok okay
  great cool actually maybe kindly again still current currently everyone everybody really exactly basically
  greendoor bitte danke hallo guten morgen tag moin merci bonjour salut svp stp hola gracias buenos dias favor por
  need needs want like know let us help wanna gonna could yet pls all together whole entire there their they we our ours us you your
  else across throughout ur u r lot lots someone somebody anyone anybody gimme guys mate kinda sorta pretty super honestly though tho lately recently
  depuis hm hmm hmmm uh um uhm erm ah oh oops ugh phew yikes lol haha ha nope nah wd wld shd cd cld tbh imo idk ever even literally simply
  gave im ive id lets whats thats theres wrt re asap chez instead rather stattdessen plutot among amongst parmi`.split(/\s+/),
);

/** How words of the trade are shortened in a hurry, each line one, told by its first. */
export const SHORTHAND = [
  'people: ppl, folks, peeps, leute, gente, gens',
  'ticket: tix, tkt, tkts',
  'meeting: mtg, mtgs',
  'message: msg, msgs',
  'executive: exec, execs',
  'account: acc, accs, acct, accts, cust, custs',
  'opportunity: opp, opps, oppty, oppties',
  'invoice: inv, invs, bills',
  'quarter: qtr, qtrs',
  'champion: champ, champs',
];

const fold = (word: string): string => word.normalize('NFKD').replace(/\p{M}+/gu, '');
const FUNCTION_WORDS = new Set([...eng, ...deu, ...fra, ...spa].map(fold).filter((word) => word.length < 12));
/** Words of such lists that say something here. */
for (const word of [
  'not',
  'open',
  'use',
  'value',
  'worth',
  'gut',
  'rot',
  'tag',
  'zeit',
  'jahr',
  'jahre',
  'estado',
  'leave',
  'made',
  'make',
  'take',
  'get',
  // "What should I do" asks for advice.
  'should',
  'sollte',
])
  FUNCTION_WORDS.delete(word);

/** Words that carry no intent of their own. */
export const isNoise = (word: string): boolean => (FUNCTION_WORDS.has(word) || SMALL_TALK.has(word)) && !isOf(word, 'not', 'question');

export const STOPWORDS = {
  en: new Set(eng.map(fold)),
  de: new Set(deu.map(fold)),
  fr: new Set(fra.map(fold)),
  es: new Set(spa.map(fold)),
} as const;

const ORDINALS = [
  'first 1st top erste ersten premier premiere primero primera',
  'second 2nd zweite zweiten deuxieme segundo segunda',
  'third 3rd dritte dritten troisieme tercero tercera',
  'fourth 4th vierte vierten quatrieme cuarto cuarta',
  'fifth 5th funfte funften cinquieme quinto quinta',
].map((names) => new Set(names.split(' ')));
const LAST = new Set('last letzte letzten dernier derniere derniers dernieres ultimo ultima ultimos ultimas'.split(' '));
export const ordinals = (): string[] => [...ORDINALS, LAST].flatMap((names) => [...names]);
/** Which of a list a word means, from 0; "last" is -1. */
export function ordinalOf(word: string): number | undefined {
  const at = ORDINALS.findIndex((names) => names.has(word));
  return at >= 0 ? at : LAST.has(word) ? -1 : undefined;
}

/** From two on; what is another word too ("neuf", "once") is no number. */
const NUMBERS = [
  'two zwei deux',
  'three drei trois tres',
  'four vier quatre cuatro',
  'five funf cinq cinco',
  'six sechs seis',
  'seven sieben sept siete',
  'eight acht huit ocho',
  'nine neun nueve',
  'ten zehn dix diez',
  'eleven elf onze',
  'twelve zwolf douze',
].map((names) => names.split(' '));
export const numberWords = (): string[] => NUMBERS.flat();
/** A number written as a word, without accents. */
export const numberWord = (word: string): number | undefined => {
  const at = NUMBERS.findIndex((names) => names.includes(word));
  return at < 0 ? undefined : at + 2;
};
