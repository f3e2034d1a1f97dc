import { comingTime } from '../../../agents/kit/coming-day.ts';
import { rolesIn } from '../../../agents/kit/contact-roles.ts';
import { longDate, spaced } from '../../../agents/metrics/format.ts';
import type { Clause, Reader } from './edit.ts';

const IT =
  '(?:it|this|that|the (?:note|draft|mail|e-?mail|message|letter)|es|das|den entwurf|die (?:mail|nachricht)|l[ea]|ca|cela|le (?:message|mail|brouillon|courriel)|l[ao]|el (?:correo|mensaje|borrador))';
const COPIES = new RegExp(
  [
    '^(?:e?b?cc)\\b',
    '^copy\\s+(?!and\\b|of\\b|the (?:text|note))\\S',
    '^(?:loop|keep)\\b.*\\b(?:in|in the loop)$',
    '^(?:put|add|include|keep|have|get|with|setz\\w*|nimm|stell\\w*|pack\\w*|mit|mets|mettez|ajoute\\w*|avec|pon\\w*|anade|agrega|incluye|con)\\b.*\\b(?:b?cc|copy|kopie|copie|copia|the loop)\\b',
    '^(?:in|auf|en)\\s+(?:b?cc|copy|kopie|copie|copia)\\b',
  ].join('|'),
);
const SIGNS = new RegExp(
  [
    '^(?:sign|signed|unterschr\\w*|unterzeich\\w*|signe\\w*|firma\\w*)\\b(?!\\s+off\\s+(?:more|less))',
    '^(?:let|have|lass)\\b.*\\b(?:sign|unterschreib\\w*)\\b',
    `^(?:(?:send|make|write|put|schick\\w*|schreib\\w*|envoie\\w*|ecris|manda\\w*|escrib\\w*)\\s+(?:${IT}\\s+)?)?(?:under|in|im|au|en|a)\\s+(?:\\S+\\s+){0,2}(?:name|namen|nom|nombre)\\b`,
    "\\b(?:in|under)\\s+\\S+(?:\\s\\S+)?[’']s?\\s+name\\b",
  ].join('|'),
);
const FROM = /^(?:(?:make|send|have|let)\s+it\s+(?:come\s+)?)?(?:from|von|de la part de|de parte de)\s+(\p{L}+(?:\s\p{L}+)?)$/u;
const SENDS = new RegExp(
  `^(?:send|schedule|queue|delay|hold|wait|warte?|attends?|espera|deliver|release|schick\\w*|sende\\w*|verschick\\w*|plan\\w*|envoie\\w*|envoy\\w*|programm\\w*|expedie\\w*|manda\\w*|envia\\w*|programa\\w*)(?:[-\\s]+(?:(?:with|mit|avec|con)\\s+)?${IT})?(?:\\s+(?:off|out|for|until|till|to go out|raus|los))?\\b(.*)$`,
);
const LATER =
  /\b(?:until|till|bis|jusqu|hasta|tomorrow|tonight|later|next (?:week|month|\w+day)|in an hour|morning|afternoon|evening|o['’]?clock|morgen|spater|nachste\w*|demain|plus tard|prochaine?|manana|mas tarde|luego|proxim[oa])\b/;
const FILES =
  /^(?:attach|append|add|include|put|insert|with|hang\w*|fug\w*|leg\w*|mit|joins|joignez|joindre|ajoute\w*|mets|avec|adjunt\w*|anade|agrega|pon|incluye|con)\b(?!.*\b(?:that|dass|que)\b).*?\b(?:attach\w*|file|pdf|deck|slides|link|url|anhang|datei|folien|lien|fichier|piece jointe|enlace|archivo|adjunto)\b|^(?:attach|joins|joignez|adjunta)\b|^hang\w*\b.*\ban$/;
const CHANNELS =
  /^(?:send|make|do|post|text|put|schick\w*|sende|mach\w*|envoie\w*|manda\w*|envia\w*|as|als|per|par|por|via|over|on|by|uber)\b.*\b(?:slack|teams|whats ?app|sms|text message|linkedin|phone|fax|telefon|telephone|telefono|telegram|signal)\b/;
const DISCARDS = new RegExp(
  `^(?:discard|delete|remove|drop|lose|scrap|bin|trash|throw|forget|cancel|kill|verwirf|losch\\w*|vergiss|jette\\w*|oublie\\w*|annule\\w*|supprime\\w*|descarta\\w*|borra\\w*|olvida\\w*|cancela\\w*|elimina\\w*)[-\\s]*(?:${IT}|all of it|everything|alles|tout|todo)(?:\\s+(?:away|out|weg))?$|^(?:throw|wirf)\\b.*\\b(?:away|out|weg)$`,
);
const GREETS =
  /^(?:use|call|address|greet|say|nenn\w*|sprich|appelle\w*|utilise\w*|usa|llama\w*)\b.*\b(?:(?:first|last|full) name|surname|by name|mr|mrs|ms|dr|vornamen?|nachnamen?|prenom|nom de famille|nombre de pila|apellido|du|sie|tu|vous|usted)\b/;
const REWORDS =
  /^say\s+\S+$|^(?:change|replace|swap|say|ersetz\w*|tausch\w*|remplace\w*|change\w*|cambia|sustituye|reemplaza)\s+(?:the words?\s+|das wort\s+|le mot\s+|la palabra\s+)?["“„«].+["”“»]|^(?:rephrase|reword|fix|improve|polish|tweak|format|bold|underline|proofread|formulier\w*|korrigier\w*|verbesser\w*|reformul\w*|corrige\w*|ameliore\w*|mejora\w*)\b|^put\s+(?:an?\s+)?(?:joke|emoji|smiley)/;
const SENT =
  /^(?:is|was|has|did|have you)\b.*\b(?:sent|send it|gone out|go out|gone|delivered)(?: (?:yet|already|out))?\??$|^(?:ist|wurde|hast du)\b.*\b(?:raus|verschickt|gesendet|abgeschickt)\??$|\b(?:est (?:parti|envoye)|a ete envoye|(?:se|lo) (?:ha )?envi(?:o|ado|aste)|esta enviado)\b/;
const OTHER_LANGUAGES =
  /\b(?:in|auf|en|into|ins|al|to)\s+(italian\w*|italienisch|italiano|italien|portug\w*|dutch|niederlandisch|neerlandais|holandes|japan\w*|chinese|chinesisch|chinois|chino|polish|polnisch|polonais|polaco|swedish|schwedisch|danish|danisch|russian|russisch|russe|ruso|turkish|turkisch|arabic|korean\w*|hindi|czech|norwegian|finnish|greek|hebrew|hungarian|romanian)$/;

/** Whom a note is to, as in a question about them. */
const readerOf = ({ past }: Clause): string => {
  const who = typeof past.contact === 'string' ? past.contact : typeof past.role === 'string' ? `the ${spaced(past.role)}` : 'them';
  return typeof past.account === 'string' ? `${who} at ${past.account}` : who;
};

/** Who else was named: one of the customer’s people, or what they are to us. */
const otherIn = ({ reading: { contacts }, plain }: Clause): string | undefined => {
  const [role] = rolesIn(plain);
  return contacts[0]?.name ?? (role && `the ${spaced(role.role)}`);
};

/** What is not done with a note, in turn; each says why, and what is done instead. */
const NOT_DONE: readonly (readonly [is: (clause: Clause) => boolean, says: (clause: Clause) => { says: string; instead: string[] }])[] = [
  [
    ({ plain }) => COPIES.test(plain),
    (clause) => {
      const other = otherIn(clause);
      return {
        says: `Nobody is put in copy: a note goes to one person, and the draft above stays as it is. ${other ? `What I can do is a note of their own to ${other}` : 'Name one of the customer’s people, and they get a note of their own'}.`,
        instead: other ? [`and one to ${other}`] : [],
      };
    },
  ],
  [
    ({ plain, text }) => SIGNS.test(plain) || (FROM.test(plain) && /\s\p{Lu}/u.test(text)),
    () => ({
      says: 'A note is signed by whoever asks for it: I put no other name under it, and the draft above stays as it is. Whoever it is to come from can ask me for the same note. To name somebody in it, say for example “add that my colleague takes over”.',
      instead: [],
    }),
  ],
  [
    ({ plain, now }) => {
      const rest = SENDS.exec(plain)?.[1] ?? '';
      return (
        SENDS.test(plain) && (LATER.test(rest) || comingTime(rest, now) !== undefined) && !/\b(?:call|meeting|invite|termin)\b/.test(rest)
      );
    },
    (clause) => {
      const when = comingTime(clause.text, clause.now);
      const day = when ? ` on ${longDate(new Date(`${when.slice(0, 10)}T00:00:00Z`))}` : ' tomorrow';
      return {
        says: 'Nothing is sent at a set time: a note goes out once somebody else has approved it, right then. Ask for approval when it may go; I can remind you of that.',
        instead: [`remind me${day} to ask for approval of the note to ${readerOf(clause)}`],
      };
    },
  ],
  [
    ({ plain }) => FILES.test(plain),
    ({ text }) => {
      const what = text
        .replace(/^\p{L}+\s+(?:(?:a|the|an|my|our)\s+)?/u, '')
        .replace(/^(?:link|attachment)\s+(?:to|with)\s+(?:the\s+)?/i, '');
      return {
        says: 'A note goes out as plain text, without files and links. It can say that you send them yourself.',
        instead: /^[\p{L}\d .’'-]{2,60}$/u.test(what) ? [`add that I will send you the ${what} separately`] : [],
      };
    },
  ],
  [
    ({ plain }) => CHANNELS.test(plain),
    () => ({
      says: 'A note to a customer goes out by e-mail only. The text on the card above can be copied for anything else.',
      instead: [],
    }),
  ],
  [
    ({ plain }) => DISCARDS.test(plain),
    () => ({
      says: 'Press *Discard* on the card above: nothing of it is sent, and nobody is asked for approval before you press.',
      instead: [],
    }),
  ],
  [
    ({ plain }) => GREETS.test(plain),
    () => ({
      says: 'The greeting follows the tone: by first name as usual, by the whole name in a formal note. Any other goes by *Edit* on the card.',
      instead: ['more formal', 'warmer'],
    }),
  ],
  [
    ({ plain }) => REWORDS.test(plain),
    () => ({
      says: 'I do not swap or polish single words. I can leave out or replace a sentence, add one in your words, and change the tone; for anything else press *Edit* on the card: its text is checked again.',
      instead: ['shorter', 'warmer', 'leave out the last sentence'],
    }),
  ],
  [
    ({ plain }) => SENT.test(plain),
    () => ({
      says: 'Not by anything said here: the card above shows how the draft stands, and a note goes out only after somebody else has approved it.',
      instead: ['what happened to my drafts'],
    }),
  ],
  [
    ({ plain }) => OTHER_LANGUAGES.test(plain),
    () => ({
      says: 'Notes are written in English, German, French or Spanish.',
      instead: ['in English', 'in German', 'in French', 'in Spanish'],
    }),
  ],
];

export const cannot: Reader = (clause) => {
  const [, told] = NOT_DONE.find(([is]) => is(clause)) ?? [];
  return told && { does: 'nothing', ...told(clause) };
};
