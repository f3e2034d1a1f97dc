import { capital } from '../../../agents/metrics/format.ts';
import { LANGUAGES } from '../../../agents/success-navigator/face.ts';
import type { PastTurn } from '../follow-ups/conversation.ts';
import { forApproval, goAhead } from '../follow-ups/go-ahead.ts';
import { parsed, routeOf } from '../follow-ups/set.ts';
import { plainOf } from '../reading/dates.ts';
import { FITS, refusal, type Understood } from '../replies/ask-back.ts';
import { isLetter } from '../routing/letter.ts';
import { rank, type Scope } from '../routing/rank.ts';
import { type Index, nulls, type Route } from '../routing/route.ts';
import { languageOf } from '../words/language.ts';
import { applied, asLeftOut, untranslated } from './apply.ts';
import { asksToKnow, clauseOf } from './clause.ts';
import type { Edit } from './edit.ts';
import { editsIn } from './read-edits.ts';
import { isAdded } from './readers.ts';
import { languageSaid } from './style.ts';

type Arguments = Record<string, unknown>;

interface Drafted {
  route: Route;
  past: Arguments;
  turn: PastTurn;
}

/** Where one part of a wish ends. */
const JOINS = /(\s*[,;]\s*(?:(?:and|und|et|y)\s+)?|\s+(?:and|but|und|aber|et|mais|y|pero)\s+|(?<!\d)[.!]\s+(?=\S))/i;
const NAMES_IT = /\b(?:draft|note|mail|e-?mail|message|letter|entwurf|nachricht|brouillon|borrador|correo)\b/i;
/** Another tool is asked for, so nearly in its own words. */
const OTHERS = 0.5;
/** What is longer was pasted. */
const MOST_SAID = 700;

/** What is said of the note that was drafted last: it is drafted anew with the changes, or what cannot be changed is said. */
export function ofDraft(question: string, before: PastTurn, scope: Scope): Understood | undefined {
  const drafted = draftIn(before, scope.index, NAMES_IT.test(question));
  if (!drafted || question.length > MOST_SAID) return undefined;
  const { route, past, turn } = drafted;
  // "Perfect, send it": what waits for a press waits, whatever is said before.
  const { text, reading } = clauseOf(question, past, scope.mentions, scope.index, scope.now);
  const waits = text === question ? undefined : (goAhead(text, turn, reading, scope) ?? forApproval(text, turn, reading, scope));
  const wants = wishesIn(question, drafted, scope);
  if (!wants && waits) return waits;
  if (!wants) return undefined;
  const edits = wants.flatMap(({ edits: each }) => each);
  const done = edits.filter(({ does }) => does !== 'nothing');
  const [refused] = edits.filter((edit) => edit.does === 'nothing');
  if (edits.some(({ does }) => does === 'is explained')) return told(explained(turn, past), ['show it again'], scope);
  if (refused && done.length === 0) return told(refused.says, refused.instead.length > 0 ? refused.instead : ['show it again'], scope);
  const earlier = earlierThan(turn, past, scope.index);
  if (!earlier && edits.some(({ does }) => does === 'is as before'))
    return told('There is no earlier version of that note here. *Discard* on the card above drops it.', ['show it again'], scope);
  const settings = { route, mentions: scope.mentions, index: scope.index, now: scope.now, earlier };
  const changed = done.reduce((given, edit) => applied(given, edit, settings), asLeftOut(past, turn.point));
  const mixed = untranslated(changed, languageOfNote(turn));
  const switched = edits.some((edit) => edit.does === 'sounds' && edit.language !== undefined);
  if (mixed) return told(...notTranslated(mixed, question, switched), scope);
  const left = wants.flatMap(({ said, edits: each }) => (each.every(({ does }) => does === 'nothing') ? [said] : []));
  return { calls: [{ name: route.tool.name, arguments: { ...nulls(route), ...changed } }], unused: left };
}

const isDraft = (route: Route | undefined): route is Route =>
  route?.tool.access === 'propose' && isLetter(route.slots) && route.slots.some(({ name }) => name === 'kind');

/** The note that was drafted last, where nothing but what was only said stands after it; else where the message names it. */
function draftIn(turn: PastTurn | undefined, index: Index, named: boolean): Drafted | undefined {
  if (!turn) return undefined;
  const call = turn.calls.findLast(({ name }) => isDraft(routeOf(name, index)));
  const route = routeOf(call?.name, index);
  if (call && isDraft(route) && turn.answered) return { route, past: parsed(call.arguments), turn };
  return turn.calls.length === 0 || call || named ? draftIn(turn.earlier, index, named) : undefined;
}

/** How the note was asked for before it was as it is now. */
function earlierThan(turn: PastTurn, past: Arguments, index: Index): Arguments | undefined {
  for (let each = turn.earlier; each; each = each.earlier) {
    const found = draftIn({ ...each, earlier: undefined } as unknown as PastTurn, index, false);
    if (found && found.past.account === past.account && JSON.stringify(found.past) !== JSON.stringify(past)) return found.past;
  }
  return undefined;
}

interface Wanted {
  said: string;
  edits: Edit[];
}

/** The parts of a wish, each with what it changes; undefined where one of them is none of that. */
function wishesIn(question: string, { past, route }: Drafted, { mentions, index, now, ...rest }: Scope): Wanted[] | undefined {
  const scope = { mentions, index, now, ...rest };
  const of = (said: string): Edit[] | undefined => {
    const clause = clauseOf(said, past, mentions, index, now);
    const edits = editsIn(clause);
    const [edit] = edits ?? [];
    if (!edit || (asksToKnow(said) && !TELLS.has(edit.does))) return undefined;
    return isOthers(edit, said, isAdded(clause), route, scope) ? undefined : edits;
  };
  const [first = '', ...others] = question.trim().split(JOINS);
  const wanted: { said: string; edits: Edit[] | undefined }[] = [{ said: first, edits: of(first) }];
  for (let at = 0; at < others.length; at += 2) {
    const [joint = '', next = ''] = others.slice(at, at + 2);
    if (!/\p{L}/u.test(next)) continue;
    const last = wanted.at(-1);
    const edits = of(next);
    const dictated = last?.edits?.some(({ does }) => does === 'says' || does === 'asks');
    // "… paragraph 2 and be nice": a place is all that is left out.
    if (!edits && last?.edits?.some((edit) => 'part' in edit && PLACED.test(edit.part.replace(/^only /, '')))) {
      wanted.push({ said: next, edits: [UNREAD] });
      continue;
    }
    const said = `${last?.said ?? ''}${joint}${next}`;
    const together = last && (!last.edits || !edits || dictated) ? of(said) : undefined;
    // What follows a sentence that is dictated belongs to it, unless it asks for something by itself.
    if (last && (!edits || (!last.edits && together) || (dictated && !BEGINS.test(next))))
      wanted[wanted.length - 1] = { said, edits: together };
    else wanted.push({ said: next, edits });
  }
  return wanted.every((each): each is Wanted => each.edits !== undefined) ? wanted : undefined;
}
/** What may end in a question mark: what is asked of the note, and what is dictated. */
const TELLS: ReadonlySet<Edit['does']> = new Set(['is explained', 'nothing', 'asks', 'says']);
const UNREAD: Edit = { does: 'nothing', says: 'I cannot make that change.', instead: [] };
const BEGINS =
  /^\W*(?:make|in|auf|en|more|less|shorten|shorter|warmer|friendlier|add|mention|say|include|drop|remove|cut|leave|take|ask|propose|suggest|put|cc|bcc|mach|schreib|streich|lass|kürze\w*|plus|fais|enl[èe]ve|ajoute|m[áa]s|quita|a[ñn]ade)(?!\p{L})/iu;

/** "Add a task to call him", "remove him from my list": what another tool is asked for is no change to a note. */
function isOthers(edit: Edit, said: string, added: boolean, route: Route, scope: Scope): boolean {
  if (edit.does !== 'brings up' && (edit.does !== 'leaves out' || PLACED.test(edit.part))) return false;
  const best = rank(said, scope).find(({ route: each }) => each !== route);
  return best !== undefined && best.route.tool.access !== 'read' && best.score >= (added ? FITS : OTHERS);
}
const PLACED = /^(?:paragraph|sentence) -?\d|^(?:question|opening|greeting|figures|dates|words)$/;

/** As the answer said it; English where it did not. */
const languageOfNote = ({ point }: PastTurn): string => /is drafted in (\w+);/.exec(point)?.[1]?.toLowerCase() ?? 'english';
const nameOf = (code: string): string | undefined => Object.entries(LANGUAGES).find(([, each]) => each === code)?.[0];

function explained({ why = [] }: PastTurn, { message, ask }: Arguments): string {
  const own = [message, ask].flatMap((each) => (typeof each === 'string' && each !== '' ? [`- Your own words: “${each}”`] : []));
  const facts = why.map((each) => `- ${each}`);
  const rests = facts.length > 0 ? 'The note rests on these records, and nothing else of it is told:' : 'The note rests on no record.';
  return [rests, ...facts, ...own, ...(facts.length > 0 ? ['*Facts* on its card shows where each comes from.'] : [])].join('\n');
}

function notTranslated({ said, language }: { said: string; language: string }, question: string, switched: boolean): [string, string[]] {
  const own = capital(nameOf(languageOf(said)) ?? 'english');
  const other = capital(language);
  return switched
    ? [
        `I do not translate: “${said}” is in your own words, and would stay in ${own}. Say it in ${other}, or leave it out; the draft above stays as it is.`,
        [`in ${other}, without my own words`],
      ]
    : [
        `The note is in ${other}, and “${said}” is in ${own}; I do not translate. Say it in ${other}, or have all of the note in ${own}. The draft above stays as it is.`,
        [`in ${own}, and ${question.trim()}`],
      ];
}

/** "Tell Mike in German that we call": the words of a note that is asked for in another language than they are in. */
export function inOneLanguage(understood: Understood, question: string, scope: Scope): Understood {
  if (!('calls' in understood)) return understood;
  const mixed = understood.calls
    .filter(({ name }) => isDraft(routeOf(name, scope.index)))
    .flatMap((call) => untranslated(call.arguments, undefined) ?? [])
    .find(({ language }) => languageSaid(plainOf(question)) === language);
  if (!mixed) return understood;
  const [own, other] = [capital(nameOf(languageOf(mixed.said)) ?? 'english'), capital(mixed.language)];
  return told(
    `I do not translate: “${mixed.said}” is in ${own}, and the note would be in ${other}. Say it in ${other}, or have all of the note in ${own}. Nothing is drafted.`,
    [],
    scope,
  );
}

const told = (says: string, instead: readonly string[], scope: Scope): Understood => ({
  ...refusal('', [], scope),
  ask: says,
  choices: instead.map((say) => ({ label: say, say })),
});
