import { plainOf } from '../reading/dates.ts';
import { type Clause, type Edit, type Reader, saidAt } from './edit.ts';
import { partOf, subjectIn } from './parts.ts';

/** To take something out, in four languages; German says half of it at the end. */
const TAKES_OUT =
  /^(?:drop|remove|delete|cut(?: out)?|lose|scratch|nix|chop|axe|zap|dump|eliminate|i (?:do not|don['’]?t) (?:like|want|need)|skip|omit|scrap|strike|ditch|kill|erase|exclude|take out|take|leave out|leave off|leave|get rid of|without|minus|no|not|do(?: not|n['’]?t) (?:mention|say|include|write|talk about|bring up|refer to|ask)|never mention|stop mentioning|streich\w*|losch\w*|entfern\w*|lass\w*|nimm|nehm\w*|ohne|keine?n?|erwahn\w* nicht|enleve\w*|retire\w*|supprime\w*|ote\w*|efface\w*|sans|pas de|ne (?:mentionne|parle|dis|mets)\w* pas|quit\w*|elimin\w*|borr\w*|sac\w*|suprim\w*|omit\w*|sin|no (?:menciones|mencione|hables de|digas|pongas|incluyas))\s+(.+)$/;
const AT_THE_END = /\s+(?:out|off|weg|raus|heraus|aus|away)$/;
/** "Take the last line out" takes it out; "take the last line" does not, nor does "leave it". */
const HALF = /^(?:take|leave|lass\w*|nimm|nehm\w*|not)\s/;
const KEEPS_ONLY =
  /^(?:(?:keep|leave|use|garde\w*|laisse\w*|deja|conserva|behalte?|lass)\s+(?:only|just|nur|que|seulement|solo)\s+(.+)|(?:only|just|nur|seulement|solo)\s+(?:keep|leave|behalte?|garde\w*|deja)?\s*(.+)|(?:remove|drop|delete|cut|take out|leave out|streich\w*|losch\w*|lass\w*|supprime\w*|enleve\w*|quit\w*|elimin\w*|borr\w*)\s+(?:everything|all|the rest|alles|tout|todo)\s+(?:except(?: for)?|but|besides|apart from|aus(?:ser|ßer)|bis auf|sauf|excepto|menos|salvo)\s+(.+))$/;
const PUTS_BACK =
  /^(?:(?:put|bring|add|take|get)\s+(.+?)\s+back(?: in)?|(?:put|bring)\s+back\s+(.+)|(?:nimm|setz\w*|fug\w*)\s+(.+?)\s+wieder (?:rein|hinzu|ein)|remets?\s+(.+)|(?:vuelve a poner|recupera)\s+(.+))$/;
const TIME =
  /^(?:the |that |den |die |la |l['’]|el )?(?:(?:meeting |proposed )?(?:time|date|slot)|termin(?:vorschlag)?|uhrzeit|zeit|heure|date|horaire|hora|fecha)$/;
const REPLACES =
  /^(?:replace|swap|exchange|change|rewrite|ersetz\w*|tausch\w*|ander\w*|remplace\w*|change\w*|sustituye|reemplaza|cambia)\s+(.+?)\s+(?:with|by|for|to|into|durch|gegen|in|zu|par|en|por|a)(?:\s*:)?\s+["“„«]?(\S.+?)["”“»]?$/;
const INSTEAD_OF =
  /^(?:instead of|statt|anstelle(?: von)?|anstatt|au lieu d[eu]|a la place d[eu]|en lugar de|en vez de)\s+(.+?),?\s+(?:write|say|put|schreib\w*|sag\w*|ecris|mets|dis|escrib\w*|pon|di)(?:\s*:)?\s+["“„«]?(\S.+?)["”“»]?$/;
/** What a note always has. */
const SIGNATURE = /^(?:the |my |die |meine |la |ma |el )?(?:signature|sign-?off|unterschrift|signatur|gru(?:ss|ß)formel|firma|despedida)$/;

/** "Drop the second paragraph", "lass den letzten Satz weg", "sans les chiffres". */
export const leaveOut: Reader = (clause) => {
  const { plain } = clause;
  if (!TAKES_OUT.test(plain)) return undefined;
  const half = AT_THE_END.exec(plain);
  const said = TAKES_OUT.exec(half ? plain.slice(0, half.index) : plain)?.[1]?.trim() ?? '';
  const particle = half !== null;
  if (HALF.test(plain) && !particle && !/^(?:take|leave) (?:out|off)\b/.test(plain)) return undefined;
  if (TIME.test(said)) return { does: 'proposes', when: null };
  if (SIGNATURE.test(said))
    return {
      does: 'nothing',
      says: 'A note always ends with its author’s name; how it closes follows its tone.',
      instead: ['warmer', 'more formal'],
    };
  const part = partOf(said) ?? subjectOf(clause, said, plain.indexOf(said));
  return part === undefined ? undefined : { does: 'leaves out', part };
};

export const keepOnly: Reader = (clause) => {
  const [, ...groups] = KEEPS_ONLY.exec(clause.plain) ?? [];
  const said = groups.find((each) => each !== undefined)?.trim();
  const part = said && partOf(said);
  return part ? { does: 'keeps only', part } : undefined;
};

export const putBack: Reader = (clause) => {
  const [, ...groups] = PUTS_BACK.exec(clause.plain) ?? [];
  const said = groups.find((each) => each !== undefined)?.trim();
  // "Put it back": what was left out last.
  const part =
    said &&
    (/^(?:it|that|them|es|das|l[aeo]s?)$/.test(said) ? 'the last' : (partOf(said) ?? subjectOf(clause, said, clause.plain.indexOf(said))));
  return part ? { does: 'puts back', part } : undefined;
};

/** "Replace the last sentence with: Would Tuesday work?": one part goes, and the author’s words come. */
export const replace = (clause: Clause): Edit[] | undefined => {
  const said = [REPLACES, INSTEAD_OF].find((each) => each.test(clause.plain)) ?? REPLACES;
  const part = partOf(said.exec(clause.plain)?.[1]?.trim() ?? '');
  const text = part && saidAt(clause, said, 2);
  if (!part || !text || /greeting|figures|dates|\.\./.test(part)) return undefined;
  if (/^(?:question|(?:sentence|paragraph) -1|paragraph 2)$/.test(part)) return [{ does: 'asks', text }];
  return [
    { does: 'leaves out', part },
    { does: 'says', text, first: /^(?:opening|sentence 1)$/.test(part) },
  ];
};

/** What the sentence is about that is to go, in the author’s own letters. */
function subjectOf({ text }: Clause, said: string, at: number): string | undefined {
  const subject = subjectIn(said);
  const what = subject && text.slice(at + subject.from, at + said.length).trim();
  const part = what && partOf(plainOf(what));
  if (part) return part;
  return what && what.length <= 80 && what.split(/\s+/).length <= 7 ? what : undefined;
}
