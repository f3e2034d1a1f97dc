import { LANGUAGES } from '../../../agents/success-navigator/face.ts';
import type { Mentions } from '../../../bot/model-port.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { read } from '../reading/reading.ts';
import { aboutIn } from '../routing/asked.ts';
import { fill } from '../routing/fill.ts';
import { MAX_SAID } from '../routing/phrase.ts';
import type { Index } from '../routing/route.ts';
import { nulls, type Route } from '../routing/route.ts';
import { STOPWORDS } from '../words/grammar.ts';
import { type Language, languageOf } from '../words/language.ts';
import type { Edit } from './edit.ts';

type Arguments = Record<string, unknown>;

interface Scope {
  route: Route;
  mentions: Mentions;
  index: Index;
  now: Date;
  /** How the note was asked for before this one. */
  earlier: Arguments | undefined;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const sentence = (text: string): string => {
  const said = text.trim().replace(/^dass\s/i, 'Ich wollte Ihnen sagen, dass ');
  return said.charAt(0).toUpperCase() + said.slice(1);
};
const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
/** Both, the one after the other. */
const joined = (first: string, second: string): string =>
  [first && second ? ended(first) : first, second.replace(/[.!\s]+$/, '')].filter(Boolean).join(' ').slice(0, MAX_SAID);

const IF_ANY = ', if any';
const PLACE = /^(?:only )?(?:paragraph|sentence) -?\d/;
/** So much of a sentence says which it is. */
const MOST = 140;

/**
 * What was left out of the note before, as it read there: with another tone or one sentence more its place is another’s.
 * It need not be in the note that follows.
 */
export function asLeftOut(past: Arguments, point: string): Arguments {
  if (!Array.isArray(past.leaveOut)) return past;
  const [, said = ''] = /Left out: “(.+)”$/s.exec(point) ?? [];
  const quoted = said === '' ? [] : said.split('”; “').map((each) => `“${each.slice(0, MOST)}”`);
  const kept = (past.leaveOut as string[]).filter((each) => quoted.length === 0 || !(PLACE.test(each) || /^“/.test(each)));
  return { ...past, leaveOut: [...quoted, ...kept].map((each) => (each.endsWith(IF_ANY) ? each : `${each}${IF_ANY}`)) };
}

/** What only makes sense of the note as it was. */
const ANEW = { purpose: null, kind: null, message: null, ask: null, when: null, subject: null, body: null, leaveOut: null };

/** The arguments of a note with one change; the others stay. */
export function applied(past: Arguments, edit: Edit, scope: Scope): Arguments {
  const left = Array.isArray(past.leaveOut) ? (past.leaveOut as string[]) : [];
  switch (edit.does) {
    case 'leaves out':
      // What the author dictated need not be left out: it is not said.
      if (edit.part === 'words') return { ...past, message: null, ask: null };
      return { ...past, leaveOut: [...left, edit.part] };
    case 'keeps only':
      return { ...past, leaveOut: [...left, `only ${edit.part}`] };
    case 'puts back': {
      const named = left.filter((each) => each.replace(/, if any$/, '').toLowerCase() === edit.part.toLowerCase());
      // What has no place any more is told by coming last.
      const rest = left.filter((each) => (named.length > 0 ? !named.includes(each) : each !== left.at(-1)));
      return { ...past, leaveOut: rest.length > 0 ? rest : null };
    }
    case 'says': {
      const [before, now] = [textOf(past.message), sentence(edit.text)];
      return { ...past, message: edit.first ? joined(now, before) : joined(before, now) };
    }
    case 'brings up': {
      const { purpose } = past;
      const about = aboutOf(edit.what, past.kind != null || textOf(past.message) !== '');
      const topic = typeof purpose === 'string' ? `${purpose}; ${edit.what}` : edit.what;
      return { ...past, purpose: topic, message: joined(textOf(past.message), about) };
    }
    case 'asks':
      return { ...past, ask: sentence(edit.text).replace(/[.!\s]*$/, (end) => (edit.text.endsWith('?') ? end : '?')), when: null };
    case 'proposes':
      return { ...past, ...proposed(past, edit.when) };
    case 'moves': {
      const given = textOf(past.when);
      const at = new Date(`${given.length > 10 ? given : `${given}T00:00`}:00Z`);
      const moved = new Date(at.getTime() + edit.by * 60_000).toISOString();
      return { ...past, ...proposed(past, given.length > 10 ? moved.slice(0, 16) : moved.slice(0, 10)) };
    }
    case 'is about': {
      const { account, contact, role, tone, language } = past;
      const text = `write to them ${edit.wish}`;
      const { mentions, index, now, route } = scope;
      const fresh = fill(route.slots, read(text, { accounts: [], contacts: [], focus: mentions.focus }, now, index.lexicon)).arguments;
      return { ...nulls(route), ...ANEW, ...fresh, account, contact, role, tone, language: fresh.language ?? language };
    }
    case 'sounds':
      return {
        ...past,
        ...(edit.manner === undefined && edit.short === undefined ? {} : toned(past, toneOf(past.tone, edit), left)),
        ...(edit.language ? { language: edit.language } : {}),
      };
    case 'is headed':
      return { ...past, subject: edit.subject };
    case 'goes to': {
      const { contact, role, account = past.account } = edit;
      return { ...past, contact, role, account };
    }
    case 'is as before':
      return scope.earlier ?? past;
    default:
      return past;
  }
}

/** A time the note ends with; the words that named another go. */
function proposed(past: Arguments, when: string | null): Arguments {
  const before = textOf(past.when);
  const at = when && when.length === 10 && before.length > 10 ? `${when}${before.slice(10)}` : when;
  return {
    kind: past.kind ?? 'meeting',
    when: at,
    ask: null,
    ...(before === '' ? {} : { purpose: past.kind ? null : (past.purpose ?? null) }),
  };
}

/** A warm note begins with one sentence more: what was counted before it came is counted on. */
function toned(past: Arguments, tone: string | null, left: readonly string[]): Arguments {
  const more = Number(/warm$/.test(tone ?? '')) - Number(/warm$/.test(textOf(past.tone)));
  const moved = left.flatMap((each) => {
    const [, only = '', number] = /^(only )?sentence ([1-9]\d*)$/.exec(each) ?? [];
    const at = Number(number) + more;
    return number === undefined ? [each] : at > 0 ? [`${only}sentence ${at}`] : [];
  });
  return { tone, leaveOut: moved.length > 0 ? moved : null };
}

function toneOf(before: unknown, { manner, short }: Extract<Edit, { does: 'sounds' }>): string | null {
  const past = textOf(before);
  const isShort = short ?? past.startsWith('short');
  const how = manner === undefined ? /(?:warm|formal)$/.exec(past)?.[0] : (manner ?? undefined);
  return isShort ? (how ? `short_${how}` : 'short') : (how ?? null);
}

/** A sentence that speaks of it, in the language it is named in. */
function aboutOf(what: string, also: boolean): string {
  const language = languageOf(what);
  const named =
    /^(?:an?|the|our|your|their|my|de[rnms]|die|das|ihre?\w*|unsere?\w*|l[ae]s?|l['’]|votre|notre|el|los|su|nuestr\w*|\d)/i.test(what)
      ? what
      : `the ${what}`;
  if (language === 'de') return `Es geht ${also ? 'auch ' : ''}um: ${what}`;
  if (language === 'fr') return `Je vous écris ${also ? 'aussi ' : ''}à ce sujet : ${what}`;
  if (language === 'es') return `Le escribo ${also ? 'también ' : ''}por esto: ${what}`;
  const said = aboutIn(` about ${named}`)?.message ?? `I am writing to you about ${named}`;
  return also ? said.replace('I am writing to you', 'I am also writing to you') : said;
}

/** A few words read as several languages: what has the small words of one is in it. */
function isIn(text: string, code: Language): boolean {
  const other = languageOf(text);
  const held = (each: Language) => words(text).filter((word) => STOPWORDS[each].has(word)).length;
  return other === code || (held(code) > 0 && held(code) >= held(other));
}

/** The sentences in the author’s own words that a note in another language would still hold. */
export function untranslated(changed: Arguments, noteLanguage: string | undefined): { said: string; language: string } | undefined {
  const language = typeof changed.language === 'string' ? changed.language : noteLanguage;
  const code = LANGUAGES[language as keyof typeof LANGUAGES];
  const own = [changed.message, changed.ask].flatMap((each) => (typeof each === 'string' && each !== '' ? [each] : []));
  const [other] = own.filter((each) => code !== undefined && !isIn(each, code));
  return other && language ? { said: other, language } : undefined;
}
