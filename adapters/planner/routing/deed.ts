import { LANGUAGES } from '../../../agents/success-navigator/face.ts';
import { plainOf } from '../reading/dates.ts';
import { languageOf } from '../words/language.ts';
import { MAX_ASKED, MAX_SAID, phraseOf } from './phrase.ts';

/** What a note is to do to its reader, said by a verb or by what the note is called: the noun after it is only what it is about. */
interface Deed {
  kind: 'thanks' | 'apology' | 'congratulation' | 'farewell' | 'wishes' | 'condolence' | 'invitation' | 'reminder';
  language: keyof typeof LANGUAGES;
  verb: RegExp;
  /** What joins what it is about; its first group stays in the sentence. */
  joint: RegExp;
  says: (what: string, joint: string) => string;
  ask?: string;
}

const led = (lead: string) => (what: string) => `${lead} ${what}`;
const joined =
  (lead: string, tail = '') =>
  (what: string, joint: string) =>
    `${lead} ${joint} ${what}${tail}`;
/** What it is for is said in a sentence of its own, or not at all. */
const NEVER = /$^/;
const NEEDS = {
  english: 'Is there anything you need from me for it?',
  german: 'Brauchen Sie dafür noch etwas von mir?',
  french: 'Avez-vous besoin de quelque chose de ma part ?',
  spanish: '¿Necesita algo de mi parte?',
};
const COMES = {
  english: 'Would you like to join?',
  german: 'Möchten Sie dabei sein?',
  french: 'Souhaitez-vous y participer ?',
  spanish: '¿Le gustaría participar?',
};

/** Read of plain text: small letters without accents. */
const DEEDS: readonly Deed[] = [
  { kind: 'thanks', language: 'english', verb: /\bthank(?:s|ing)?\b(?:[ -]?you)?/, joint: /\bfor\s+/, says: led('Thank you for') },
  { kind: 'thanks', language: 'german', verb: /\b(?:be)?dank(?!bar)\w*/, joint: /\bfur\s+/, says: led('Vielen Dank für') },
  {
    kind: 'thanks',
    language: 'french',
    verb: /\b(?:remerci\w*|merci)\b/,
    joint: /\b(?:pour\s+|d(?:e\s+|u\s+|es\s+|['’]))/,
    says: led('Merci pour'),
  },
  {
    kind: 'thanks',
    language: 'spanish',
    verb: /\b(?:agrade[cz]\w*|gracias)\b/,
    joint: /\bpor\s+|^(?=(?:l[ao]s?|el|su|sus|que)\s)/,
    says: led('Gracias por'),
  },
  {
    kind: 'apology',
    language: 'english',
    verb: /\b(?:apologi[sz]\w*|apolog(?:y|ies)|sorry)\b/,
    joint: /\b(?:for|about)\s+/,
    says: led('I am sorry for'),
  },
  {
    kind: 'apology',
    language: 'german',
    verb: /\bentschuldig\w*/,
    joint: /\b(?:fur|wegen)\s+/,
    says: led('Ich bitte um Entschuldigung für'),
  },
  {
    kind: 'apology',
    language: 'french',
    verb: /\b(?:excus\w*|desole\w*)/,
    joint: /\bpour\s+/,
    says: led('Je vous présente mes excuses pour'),
  },
  { kind: 'apology', language: 'spanish', verb: /\b(?:disculp\w*|perdon\w*)/, joint: /\bpor\s+/, says: led('Le pido disculpas por') },
  { kind: 'congratulation', language: 'english', verb: /\bcongrat\w*/, joint: /\b(?:on|for)\s+/, says: led('Congratulations on') },
  {
    kind: 'congratulation',
    language: 'german',
    verb: /\b(?:gratul\w*|gluckw\w+)/,
    joint: /\b(zu[mr]?)\s+/,
    says: joined('Herzlichen Glückwunsch'),
  },
  { kind: 'congratulation', language: 'spanish', verb: /\b(?:felicit\w*|enhorabuena)\b/, joint: /\bpor\s+/, says: led('Enhorabuena por') },
  {
    kind: 'congratulation',
    language: 'french',
    verb: /\bfelicit\w*/,
    joint: /\b(?:pour\s+|d(?:e\s+|u\s+|es\s+|['’]))/,
    says: led('Félicitations pour'),
  },
  { kind: 'farewell', language: 'english', verb: /\b(?:good[ -]?bye|farewell)\b/, joint: NEVER, says: led('') },
  { kind: 'farewell', language: 'german', verb: /\b(?:verabschied\w*|abschied\w*)/, joint: NEVER, says: led('') },
  { kind: 'farewell', language: 'french', verb: /\b(?:au revoir|adieux?|conge)\b/, joint: NEVER, says: led('') },
  { kind: 'farewell', language: 'spanish', verb: /\b(?:despid\w*|despedi\w*|adios)\b/, joint: NEVER, says: led('') },
  { kind: 'wishes', language: 'english', verb: /\bwish(?:ing)?\b/, joint: /^/, says: led('I wish you') },
  { kind: 'wishes', language: 'german', verb: /\bwunsch(?:e|en|t)?\b/, joint: /^/, says: led('Ich wünsche Ihnen') },
  { kind: 'wishes', language: 'french', verb: /\bsouhait(?:e|er|ez|ons)\b/, joint: /^/, says: led('Je vous souhaite') },
  { kind: 'wishes', language: 'spanish', verb: /\bdese(?:a|ale|arle|o|ar)\b/, joint: /^/, says: led('Le deseo') },
  { kind: 'condolence', language: 'english', verb: /\bcondolences?\b/, joint: /\b(?:on|for|about)\s+/, says: led('My condolences on') },
  { kind: 'condolence', language: 'german', verb: /\bbeileid\w*/, joint: /\b(zu[mr]?)\s+/, says: joined('Mein Beileid') },
  { kind: 'condolence', language: 'french', verb: /\bcondoleances?\b/, joint: /\bpour\s+/, says: led('Mes condoléances pour') },
  { kind: 'condolence', language: 'spanish', verb: /\b(?:pesame|condolencias?)\b/, joint: /\bpor\s+/, says: led('Mi pésame por') },
  {
    kind: 'reminder',
    language: 'english',
    verb: /\bchas(?:e|ing)\b(?: up)?/,
    joint: /\b(?:for|about|over|on)\s+/,
    says: led('I would like to remind you of'),
    ask: NEEDS.english,
  },
  {
    kind: 'reminder',
    language: 'english',
    verb: /\bremind\w*/,
    joint: /\b(of|about|to)\s+/,
    says: joined('I would like to remind you'),
    ask: NEEDS.english,
  },
  {
    kind: 'reminder',
    language: 'german',
    verb: /\berinner\w*/,
    joint: /\ban\s+/,
    says: (what) => `Ich möchte Sie an ${what} erinnern`,
    ask: NEEDS.german,
  },
  {
    kind: 'reminder',
    language: 'french',
    verb: /\brappel(?:er?|ez|ant|le)\b/,
    joint: /^(?=(?:l[ae]s?|l['’]|notre|nos|que)\s?)/,
    says: led('Je voudrais vous rappeler'),
    ask: NEEDS.french,
  },
  {
    kind: 'reminder',
    language: 'spanish',
    verb: /\b(?:recuerd\w*|recordar\w*)\b/,
    joint: /^(?=(?:l[ao]s?|el|nuestr[oa]s?|que)\s)/,
    says: led('Quisiera recordarle'),
    ask: NEEDS.spanish,
  },
  {
    kind: 'invitation',
    language: 'english',
    verb: /\binvit\w*/,
    joint: /\b(?:to|for)\s+/,
    says: led('I would like to invite you to'),
    ask: COMES.english,
  },
  {
    kind: 'invitation',
    language: 'german',
    verb: /\b(?:lad(?:e|en|et)?|einlad\w*|einzuladen)\b/,
    joint: /\b(zu[mr]?)\s+/,
    says: joined('Ich möchte Sie', ' einladen'),
    ask: COMES.german,
  },
  {
    kind: 'invitation',
    language: 'french',
    verb: /\binvit\w*/,
    joint: /\b(aux?|a)\s+/,
    says: (what, joint) => `Je voudrais vous inviter ${joint === 'a' ? 'à' : joint} ${what}`,
    ask: COMES.french,
  },
  {
    kind: 'invitation',
    language: 'spanish',
    verb: /\binvit\w*/,
    joint: /\b(al?)\s+/,
    says: joined('Me gustaría invitarle'),
    ask: COMES.spanish,
  },
];
/** What French joins in one word with its article. */
const ARTICLE: readonly (readonly [joint: RegExp, article: string])[] = [
  [/^du\s/, 'le '],
  [/^des\s/, 'les '],
];
/** Whom it is said to, between the verb and what it is about. */
const TO_THEM = /^[\s-]*(?:(?:him|her|them|ihm|ihr|ihnen|sie|lui|leur|la|le|les|l['’])(?=\s(?:pour|for|fur|on|of|an|de|du|des|a)\b)\s+)?/;

/** "Sorry, …" and "…, thanks" are said to us. */
const isCourtesy = (plain: string, from: number, to: number): boolean =>
  (/^\W*$/.test(plain.slice(0, from)) && /^\s*[,!.]/.test(plain.slice(to))) ||
  (/[,.!–-]\s*$/.test(plain.slice(0, from)) && /^\W*$/.test(plain.slice(to)));

export interface Done {
  kind: Deed['kind'];
  language: Deed['language'];
  message?: string;
  ask?: string;
}

/** What is asked to be done, the first of what is said; and in a sentence what it is about, where that follows whom it is to. */
export function deedIn(text: string, plain: string, start: number, recipientEnd: number): Done | undefined {
  const own = languageOf(text);
  const found = DEEDS.flatMap((deed) => {
    const said = deed.verb.exec(plain.slice(start));
    const at = start + (said?.index ?? 0);
    return said && !isCourtesy(plain, at, at + said[0].length) ? [{ deed, at, end: at + said[0].length }] : [];
  }).toSorted((a, b) => a.at - b.at || Number(LANGUAGES[b.deed.language] === own) - Number(LANGUAGES[a.deed.language] === own));
  const [first] = found;
  if (!first) return undefined;
  for (const { deed, end } of found.filter(({ deed: { kind } }) => kind === first.deed.kind)) {
    const after = Math.max(end, recipientEnd);
    const begin = after + (TO_THEM.exec(plain.slice(after))?.[0].length ?? 0);
    const joint = deed.joint.exec(plain.slice(begin));
    if (!joint) continue;
    const from = begin + joint.index + joint[0].length;
    const article = ARTICLE.find(([each]) => deed.language === 'french' && deed.kind !== 'invitation' && each.test(joint[0]))?.[1] ?? '';
    const what = phraseOf(text.slice(from)).replace(deed.kind === 'invitation' ? /\s+ein$/ : /$^/, '');
    if (what === '') continue;
    const message = deed.says(`${article}${what}`, joint[1] ?? '').slice(0, MAX_SAID);
    return { kind: deed.kind, language: deed.language, message, ...(deed.ask ? { ask: deed.ask.slice(0, MAX_ASKED) } : {}) };
  }
  return { kind: first.deed.kind, language: first.deed.language };
}

/** Thanks, an apology, congratulations, good wishes: whatever they are for, nothing is asked of whom they are to. */
export const isFelt = (text: string): boolean => {
  const done = deedIn(text, plainOf(text), 0, 0);
  return done !== undefined && done.kind !== 'invitation' && done.kind !== 'reminder';
};
