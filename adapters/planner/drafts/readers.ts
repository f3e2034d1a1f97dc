import { comingTime } from '../../../agents/kit/coming-day.ts';
import { rolesIn } from '../../../agents/kit/contact-roles.ts';
import { capital } from '../../../agents/metrics/format.ts';
import { askIn } from '../routing/asked.ts';
import { deedIn } from '../routing/deed.ts';
import { isToUs } from '../routing/letter.ts';
import { isNoise } from '../words/grammar.ts';
import type { Clause, Reader } from './edit.ts';
import { saidAt } from './edit.ts';

const SHOWS =
  /^(?:show|read|print|repeat|display|zeig\w*|lies|montre\w*|relis|muestra\w*|lee\w*)\s+(?:me\s+|mir\s+)?(?:it|that|this|the (?:draft|note|mail|e-?mail|text|letter)|es|den (?:entwurf|text)|die mail|le (?:brouillon|texte|message)|[-]?(?:le|la|lo)|el (?:borrador|texto|correo))?(?:[-\s]+(?:moi|me|again|back|to me|as it is|nochmal|vor|encore|otra vez))*$/;
export const show: Reader = ({ plain }) => (SHOWS.test(plain) ? { does: 'is shown' } : undefined);

const EXPLAINS =
  /\b(?:bas(?:ed?|is|ing) (?:that|this|it|for)|based on|what(?:['’]s| is) (?:that|this|it) based|(?:which|what) (?:facts|sources|figures|records|data) (?:did|do|are|is|have)|are (?:these|those|the) (?:numbers|figures|facts|dates) (?:right|correct|true|real)|is (?:that|this|it all) (?:true|correct|right)\b|what(?:['’]s| is| are) (?:the|your) (?:source|basis)|where (?:does|do|did|is) .{1,40} (?:come |taken )?from|where.{0,12} (?:get|got|take|took) (?:that|this|it|those|the)\b|how do you know|says who|why (?:did you|do you|does it|is there) (?:mention|say|write|bring up|include|put)|worauf (?:beruht|basiert|stutzt)|grundlage|woher (?:kommt|hast|weisst|stammt)|warum (?:steht|erwahnst|schreibst|nennst)|sur quoi|d['’]ou (?:vien\w*|tu|sort\w*)|pourquoi (?:mentionn\w*|parle\w*|dis|ecris)|en que (?:te )?bas\w*|de donde (?:sale\w*|vien\w*|sac\w*)|por que (?:mencion\w*|dices|hablas|escribes))\b/;
/** "What did you base that on": of the note before, which names its facts. */
export const explain: Reader = ({ plain, reading }) =>
  EXPLAINS.test(plain) && reading.accounts.length === 0 && plain.split(/\s+/).length <= 12 ? { does: 'is explained' } : undefined;

const BEFORE =
  /^(?:undo|revert|roll (?:it|that) back|take (?:it|that) back|go back|back to|as (?:it was )?before|like before|(?:use |take |keep |restore |bring back |i (?:prefer|preferred|liked) )?the (?:previous|old|first|earlier|original|longer|shorter|other) (?:one|version|text|draft|note)|ruckgangig|mach\w* (?:das|es) ruckgangig|zuruck\b|wie (?:vorher|zuvor)|(?:nimm )?die (?:vorige|vorherige|alte|erste|letzte) (?:fassung|version)|annule(?: ca)?$|reviens|comme avant|la version (?:d['’]avant|precedente|initiale)|deshaz\w*|vuelve|como antes|la version (?:anterior|original))/;
export const asBefore: Reader = ({ plain }) =>
  BEFORE.test(plain) && plain.split(/\s+/).length <= 8 ? { does: 'is as before' } : undefined;

const HEADED =
  /^(?:(?:change|set|make|use|update|ander\w*|setz\w*|mach\w*|change\w*|mets|mettez|cambia|pon)\s+)?(?:the |den |die |l['’]|le |el )?(?:subject(?: line)?|betreff(?:zeile)?|objet|asunto)(?:\s+(?:andern|changer|cambiar))?(?:\s+(?:to|into|is|should (?:be|read)|as|auf|zu|in|soll\w*|a|en|por|sur|est))?(?:\s*[:=]\s*|\s+)["“„«]?(\S.*?)["”“»]?$/;
export const head: Reader = (clause) => {
  const subject = saidAt(clause, HEADED);
  if (!subject || /^(?:shorter|longer|kurzer|mas corto|plus court)$/i.test(subject)) return undefined;
  return { does: 'is headed', subject: capital(subject) };
};

/** "To the champion instead", "lieber an Jennifer Walsh": the same note, to somebody else. */
const ADDRESSES =
  /^(?:(?:this|it|that) (?:should|must|has to|needs to|is to) (?:go|be (?:sent|addressed))\s+(?:to|for)\s+|do it again\s+(?:but\s+)?(?:to|for)\s+|(?:one|another(?: one)?|(?:the )?same(?: (?:note|thing))?|(?:noch )?eine?n?|das(?:selbe| gleiche)|une?(?: autre)?|la meme(?: chose)?|otr[oa]|un[oa]|lo mismo)\s+(?:to|for|an|fur|au|aux|a la|a|al|pour|para)\s+|(?:(?:re-?)?(?:send|address|direct|write|make|schick\w*|richt\w*|schreib\w*|envoie\w*|adresse\w*|ecris|manda\w*|envia\w*|dirige\w*|escrib\w*)[-\s]+(?:it|this|that|the note|es|das|l[ae]|l[ao]|out)?(?:[-\s]+out)?\s*)?(?:to|for|an|fur|au|aux|a la|a l['’]|a|al|pour|para)\s+|(?:use|take|nimm|prends|usa)\s+)(.+)$/;
export const address: Reader = (clause) => {
  const { plain, reading, instead } = clause;
  const [, whom = ''] = ADDRESSES.exec(plain) ?? [];
  const at = plain.length - whom.length;
  if (
    whom === '' ||
    whom.split(/\s+/).length > 6 ||
    !(
      instead ||
      /^(?:this|it|that|do|send|address|direct|to|an|au|al|a la|one|another|the same|same|noch|das(?:selbe| gleiche)|une?|la meme|otr[oa]|un[oa]|lo mismo)\b/.test(
        plain,
      )
    )
  )
    return undefined;
  const [role] = rolesIn(whom);
  const [person] = reading.contacts;
  const homes = new Set(person?.candidates.map(({ accountName }) => accountName));
  const home = homes.size === 1 && !homes.has(String(clause.past.account)) ? [...homes][0] : undefined;
  if (homes.size > 1 && !homes.has(String(clause.past.account)) && reading.accounts.length === 0) return undefined;
  const named = reading.accounts[0] ?? home;
  const account = named === undefined ? {} : { account: named };
  // Nothing else stands there: "to the champion about the ticket" is a wish of its own.
  const spans = [...reading.named, ...(role && !person ? [{ from: at + role.from, to: at + role.to }] : [])];
  const others = reading.words.filter(
    ({ word, from, to }) => from >= at && !isNoise(word) && !spans.some((each) => from >= each.from && to <= each.to),
  );
  if (others.length > 0) return undefined;
  if (person) return { does: 'goes to', contact: person.name, role: null, ...account };
  return role ? { does: 'goes to', contact: null, role: role.role, ...account } : undefined;
};

/** A time for a call: "ask for a call on 8 December", "propose Friday at 2", "make it Friday". */
const MEETS =
  /^(?:ask|propose|suggest|request|offer|schedule|set up|book|arrange|schlag\w*|frag\w*|biet\w*|bitte|vereinbar\w*|demande\w*|propos\w*|pid[eao]\w*|pregunt\w*|propon\w*|ofrece\w*|agenda)\b.*\b(?:call|meeting|meet|chat|slot|time|coffee|half an hour|anruf|telefonat|termin|treffen|gesprach\w*|appel|rendez-vous|rdv|reunion|llamada|cita|hora)\b/;
/** "Setz einen Termin am 8. Dezember rein". */
const SETS = /^(?:setz\w*|nimm|put|mets|pon)\b.*\b(?:call|meeting|anruf|termin|treffen|appel|rendez-vous|reunion|llamada|cita)\b/;
const PROPOSES =
  /^(?:propose|suggest|offer|make (?:it|that)|change (?:it|that|the (?:time|date|day)) to|move (?:it|that) to|how about|what about|better|schlag\w*|mach\w* (?:es|das)|verschieb\w* (?:es|das)? ?auf|propose\w*|fais\w*|propon\w*|que sea|cambia(?:lo)? (?:a|al))\b|^(?:not|nicht|pas|no) .+[,;]/;
const SHIFTS =
  /^(?:make (?:it|that) |move (?:it|that) )?(an?|one|half an?|two|three|\d+|eine?|une?|una?|dos|deux|zwei|drei)\s+(hour|hours|hr|minutes?|mins?|day|days|week|weeks|stunden?|minuten?|tage?|wochen?|heures?|jours?|semaines?|horas?|minutos?|dias?|semanas?)\s+(later|earlier|after|before|spater|fruher|plus tard|plus tot|mas tarde|despues|antes)$/;
const COUNT: Record<string, number> = { two: 2, zwei: 2, deux: 2, dos: 2, three: 3, drei: 3 };
const MINUTES: readonly (readonly [RegExp, number])[] = [
  [/^(?:min)/, 1],
  [/^(?:h|st)/, 60],
  [/^(?:d|t|j)/, 24 * 60],
  [/^(?:w|s)/, 7 * 24 * 60],
];
export const time: Reader = ({ plain, text, now, past, reading }) => {
  const [, count = '', unit = '', way = ''] = SHIFTS.exec(plain) ?? [];
  if (unit !== '' && typeof past.when === 'string') {
    const minutes = MINUTES.find(([each]) => each.test(unit))?.[1] ?? 60;
    const by = (/^half/.test(count) ? 0.5 : (COUNT[count] ?? (Number(count) || 1))) * minutes;
    return { does: 'moves', by: /earlier|before|fruher|tot|antes/.test(way) ? -by : by };
  }
  const when = comingTime(text.replace(/^(?:not|nicht|pas|no)\s.+?[,;]\s*(?:sondern\s+)?/i, ''), nearTo(past.when, plain, now));
  if (MEETS.test(plain) || (when && SETS.test(plain))) return { does: 'proposes', when: when ?? null };
  if (!when) return undefined;
  const named = reading.words.filter(({ word, said }) => !isNoise(word) && comingTime(said, now) === undefined && !/\d/.test(said));
  const only = named.every(({ word }) =>
    /^(?:am|pm|h|propose|suggest|offer|make|change|move|time|date|day|better|morning|afternoon|clock|schlag|mach|vor|termin|verschieb|sondern|uhr|propos\w*|fais|heure|matin|propon|sea|cambia|hora|not|nicht|pas)$/.test(
      word,
    ),
  );
  const own = [past.message, past.ask].find((each) => typeof each === 'string' && comingTime(each, now) !== undefined);
  // Two days in one note: the one in the author’s own words stays until they say it anew.
  if (only && typeof past.when !== 'string' && typeof own === 'string')
    return {
      does: 'nothing',
      says: `The day stands in your own words: “${own}”. Say that sentence anew, and leave the old one out.`,
      instead: ['drop my own words'],
    };
  return only && (PROPOSES.test(plain) || typeof past.when === 'string') ? { does: 'proposes', when } : undefined;
};

/** "Make it Friday", of a call on a Thursday, is the Friday next to that. */
function nearTo(past: unknown, plain: string, now: Date): Date {
  const before = typeof past === 'string' ? new Date(`${past.slice(0, 10)}T00:00:00Z`).getTime() - 3 * 86_400_000 : 0;
  return before > now.getTime() && !FROM_NOW.test(plain) ? new Date(before) : now;
}
const FROM_NOW = /\b(?:today|tomorrow|next|this|in \d|heute|morgen|nachste\w*|aujourd|demain|prochaine?|hoy|manana|proxim[oa])\b/;

/** A sentence to be added in the author’s words: "add that …", "say: …". */
const SAYS = new RegExp(
  '^(?:(?:start|begin|open|end|close|beginn\\w*|commence\\w*|empieza)\\s+(?:with|by saying|mit|par|con)|add|mention|say|include|write|note|work in|put in|tell (?:him|her|them)|let (?:him|her|them) know|inform (?:him|her|them)|erganz\\w*|erwahn\\w*|fug\\w*(?: hinzu)?|sag\\w*|schreib\\w*|ajoute\\w*|mentionne\\w*|dis|precise\\w*|anad\\w*|agreg\\w*|menciona\\w*|di)(?:[-\\s]+(?:ihm|ihr|ihnen|lui|leur|le|les))?' +
    '(?:\\s+(?:an?\\s+|eine?n?\\s+|une?\\s+|una?\\s+)?(?:p\\.?\\s?s\\.?|postscript|line|sentence|paragraph|note|word|satz|zeile|phrase|ligne|frase|linea|deadline|frist|date limite|echeance|plazo)(?:\\s+(?:saying|to say|at the end|am ende|a la fin|al final))?)?' +
    '\\s*,?\\s*(?:(?:that|que)\\s+|qu[\'’]|(?=dass\\s)|:\\s*|(?=["“„«])|(?=(?:we|i|you|our|wir|ich|nous|je|nosotros|yo)\\s))["“„«]?(\\S.+?)["”“»]?$',
  's',
);
/** "Schreib ihm, dass …" asks for a note of its own. */
const TO_THEM =
  /^(?:write|schreib\w*|ecris|ecrivez|escrib\w*)[-\s]+(?:to\s+)?(?:him|her|them|ihm|ihr|ihnen|lui|leur|les?)\b|^escrib[ae]les?\b/;
/** "Let her know Diego joins", "say the fix ships on Monday": a sentence follows without a joint. */
const TELLS_THEM =
  /^(?:(?:tell|inform) (?:him|her|them)|let (?:him|her|them) know),?\s+(?!about\b|of\b|on\b|to\b|if\b|whether\b|what\b|when\b|that\b)(\S+\s\S.*)$|^say\s+((?:the|our|your|his|her|their|my|it|he|she|they)\s\S+\s\S.*)$/;
export const say: Reader = (clause) => {
  const plainly = saidAt(clause, TELLS_THEM) ?? saidAt(clause, TELLS_THEM, 2);
  if (plainly) return { does: 'says', text: plainly, first: clause.first };
  const text = TO_THEM.test(clause.plain) ? undefined : saidAt(clause, SAYS);
  return text
    ? { does: 'says', text, first: clause.first || /^(?:start|begin|open|beginn|commence|empieza)/.test(clause.plain) }
    : undefined;
};

const ASKS_WHETHER =
  /^ask\s+(?:him\s+|her\s+|them\s+)?(?:whether|if)\s+(?:they|he|she|you)\s+(can|could|would|will|might|have|are)\s+(\S.+)$/;
const ASKS_ABOUT = /^ask\s+(?:(?:him|her|them)\s+)?(?:about|on)\s+(\S.+)$/;
const ASKS_AFTER = /^frag\w*\s+(?:(?:ihn|sie|ihr|ihnen)\s+)?nach\s+(?!ob\b)(\S.+)$/;
const ENDS_ASKING =
  /^(?:end|close|finish|hor\w* auf|schlie\w*|termine\w*|finis|acaba|termina|cierra)\s+(?:with|by|mit|par|con)\s+(?:the question|a question|asking|der frage|la question|la pregunta)?[\s:,]*(\S.+)$/;
/** What it asks at its end: "ask for feedback", "frag, ob das passt". */
export const ask: Reader = (clause) => {
  const { plain, text } = clause;
  const [, verb] = ASKS_WHETHER.exec(plain) ?? [];
  const what = saidAt(clause, ASKS_WHETHER, 2);
  if (verb && what) return { does: 'asks', text: `${capital(verb)} you ${what}?` };
  const topic = saidAt(clause, ASKS_ABOUT);
  if (topic) return { does: 'asks', text: `Could we talk about ${topic}?` };
  const after = saidAt(clause, ASKS_AFTER);
  if (after) return { does: 'asks', text: `Darf ich Sie nach ${after} fragen?` };
  const put = askIn(`${text} `.trim(), { from: 0, to: 0 });
  if (put && /^(?:ask|wonder|check|find|inquire|frag|demande|pregunt)/.test(plain)) return { does: 'asks', text: put.ask };
  const ends = saidAt(clause, ENDS_ASKING);
  if (ends && /^(?:about|on)\s/i.test(ends)) return { does: 'asks', text: `Could we talk ${ends.replace(/^on\s/i, 'about ')}?` };
  return ends ? { does: 'asks', text: `${capital(ends)}?` } : undefined;
};

const BEGINS =
  /^(?:start with|begin with|open with|beginn\w* mit|commence\w* par|empieza con|add|include|put in|say|anad\w*|ajoute\w*|erganz\w*)\s+(?:an?\s+|my\s+|our\s+|eine?n?\s+|une?\s+|des\s+|una?\s+)?/;
/** "Thank him for the call first", "also apologise for the delay", "add congratulations on the launch". */
export const deed: Reader = (clause) => {
  const { plain, text, first, reading } = clause;
  const lead = BEGINS.exec(plain)?.[0].length ?? 0;
  const done = deedIn(text.slice(lead), plain.slice(lead), 0, 0);
  if (!done || isToUs(text) || reading.accounts.length + reading.contacts.length > 0) return undefined;
  const opens =
    /^(?:thank|apolog|sorry|say (?:sorry|thank)|congrat|remind|invit|dank|bedank|entschuld|gratul|gluckw|erinner|lad|remerci|merci|excus|felicit|rappel|agrad|gracias|disculp|perdon|enhorabuena|recuerd)/.test(
      plain.slice(lead).replace(/^(?:note|word|line) of\s+/, ''),
    );
  return opens && done.message
    ? {
        does: 'says',
        text: done.message,
        first: first || lead > 0 || done.kind === 'thanks' || done.kind === 'apology' || done.kind === 'congratulation',
      }
    : undefined;
};

/** "Make it about the ticket", "turn it into an apology for the outage", "rather about the renewal". */
const ABOUT =
  /^(?:(?:make|turn|change|switch|rewrite|redo|focus|mach\w*|schreib\w*|ander\w*|fais\w*|change\w*|refais|haz\w*|cambia\w*)[-\s]+(?:(?:it|this|that|the (?:note|draft|mail)|es|das|daraus|l[ae]|en|l[ao]|el correo)\s+)?(?:rather\s+|lieber\s+|plutot\s+|mejor\s+)?(?:all\s+|more\s+|only\s+|just\s+)?|(?:it|that|this) (?:should|must|has to|is to|is supposed to) be\s+|i meant?\s+|(?:all|only)\s+)?((?:about|on|into|to be|uber|um|wegen|zu[mr]?|sur|au sujet d\w+|a propos d\w+|sobre|acerca de|an?|eine?n?|une?|en una?|una?)\s+.+)$/;
const TOPIC =
  /^(?:change|switch|set|ander\w*|wechsl\w*|change\w*|cambia\w*)\s+(?:the |das |le |el )?(?:topic|theme|focus|thema|sujet|tema)\s+(?:to|in|auf|zu[mr]?|a|en|por|pour)\s+(.+)$/;
const NOT_STYLE = /\b(?:bit|little|lot|version|tone)\b/;
export const about: Reader = (clause) => {
  const { plain, instead, reading } = clause;
  const topic = saidAt(clause, TOPIC);
  if (topic) return { does: 'is about', wish: `about ${topic}` };
  const wish = saidAt(clause, ABOUT);
  const bare = /^(?:about|on|uber|wegen|sur|sobre|an?|eine?n?|une?|una?)\s/.test(plain);
  if (!wish || reading.accounts.length + reading.contacts.length > 0 || NOT_STYLE.test(plain)) return undefined;
  if (bare && !instead && !/^(?:about|uber|wegen|sobre)\s/.test(plain)) return undefined;
  // "Make it an hour" is a time, and "a draft to Lisa" another note.
  if (/\b(?:hour|hours|minutes|stunde|heure|hora|draft|task|reminder)\b/.test(plain)) return undefined;
  return { does: 'is about', wish: wish.replace(/^(?:into|to be|zu[mr]?|en)\s+/i, '') };
};

/** "Mention the invoice", "bring up their roadmap". */
const BRINGS_UP =
  /^(?:mention|include|bring up|refer to|work in|put in|touch (?:on|upon)|talk about|cover|add|erwahn\w*|erganz\w*|nimm|bau\w*|geh\w* auf|sprich|mentionne\w*|ajoute\w*|parle\w*(?: de| du| des)?|inclus|evoque\w*|menciona\w*|anade|agrega|incluye|habla\w*(?: de| del)?)\s+(?:something\s+|etwas\s+|quelque chose\s+|algo\s+)?(?:(?:an?|eine?n?|une?|una?)\s+(?:line|sentence|word|bit|paragraph|note|ps|satz|zeile|phrase|ligne|mot|frase|linea)\s+)?(?:(?:about|on|re|regarding|uber|zu[mr]?|sur|sobre|a propos d\w+)\s+)?(\S.*?)(?:\s+(?:mit\s+)?(?:auf|ein|an|rein|hinzu))?$/;
export const bringUp: Reader = (clause) => {
  const said = saidAt(clause, BRINGS_UP);
  const what = said?.replace(/^(?:auch|also|noch|aussi|tambi[ée]n)\s+/i, '');
  if (!what || what.split(/\s+/).length > 8 || clause.reading.accounts.length > 0) return undefined;
  return { does: 'brings up', what };
};

export const isAdded = ({ plain }: Clause): boolean => /^(?:add|include|put in|nimm|anade|agrega|ajoute\w*)\b/.test(plain);
