import type { Edit, Reader } from './edit.ts';

type Sounds = Omit<Extract<Edit, { does: 'sounds' }>, 'does'>;

/** How a note may sound, by the words for it in four languages; of plain text. */
const WARM =
  'warm(?:er|ly)?|friendl(?:y|ier)|nicer?|kinder|softer|gentler|personal|casual|informal|relaxed|cordial|herzlich\\w*|freundlich\\w*|nett\\w*|locker\\w*|personlich\\w*|chaleureu\\w*|amical\\w*|sympa\\w*|gentil\\w*|personnel\\w*|calid\\w*|amable\\w*|amistos\\w*|cercan\\w*|cordiale?s?';
const FORMAL =
  'formal\\w*|professional\\w*|business-?like|serious|polite\\w*|respectful|formell\\w*|formlich\\w*|sachlich\\w*|hoflich\\w*|professionell\\w*|serios\\w*|formel\\w*|poli\\w*|professionnel\\w*|serieu\\w*|seri[oa]s?|profesional\\w*|educad[oa]s?';
const SHORT =
  'short\\w*|brief\\w*|concise|crisp\\w*|tight\\w*|trim\\w*|snappier|punchier|succinct|condensed?|halve|cut (?:it |that )?(?:down|in half|by half|back)|half (?:as long|the length|that)|fewer words|to the point|less text|kurz\\w*|knapp\\w*|bundig\\w*|kompakt\\w*|court\\w*|bref|breve|brieve?|raccourci\\w*|abreg\\w*|concis\\w*|cort[oa]s?|acort\\w*|breves?|resum\\w*|concret[oa]';
const LONG =
  'long\\w*|more detail\\w*|detailed|wordy|more words|lang\\w*|ausfuhrlich\\w*|detaillier\\w*|longue?\\w*|detaille\\w*|larg[oa]s?|detallad[oa]s?|extens[oa]s?';
const LANGUAGE: readonly (readonly [language: string, called: RegExp])[] = [
  ['english', /\b(?:english|englisch\w*|anglais\w*|ingles)\b/],
  ['german', /\b(?:german|deutsch\w*|allemand\w*|aleman)\b/],
  ['french', /\b(?:french|franzosisch\w*|francais\w*|frances)\b/],
  ['spanish', /\b(?:spanish|spanisch\w*|espagnol\w*|espanol|castellano)\b/],
];
const NOT =
  '(?:less|not (?:so|as|that|too|quite so)|too|way too|far too|(?:viel )?zu|weniger|nicht (?:so|ganz so)|trop|moins|pas (?:si|aussi|trop)|demasiado|menos|no tan|muy)';
/** What may stand beside it: all of it says only how the note should be. */
const FILLER =
  /\b(?:make|mets|mettez|passe|sois|soyez|sei|seien|sea|use|verwende|utilise|usa|keep|write|rewrite|redo|say|sound|let|have|has|be|is|it|its|that|this|the|thats|sounds?|a|bit|little|lot|much|more|even|somewhat|slightly|very|really|tone|note|draft|mail|email|whole|all|thing|one|put|translate|into|to|in|please|version|mach\w*|schreib\w*|ubersetz\w*|es|das|den|die|ein|etwas|bisschen|mehr|viel|noch|ganz|im|ton|auf|ins|bitte|und|fais\w*|rends?|ecris|traduis\w*|le|la|un|une|peu|plus|beaucoup|en|ton|haz\w*|pon\w*|escrib\w*|traduc\w*|el|lo|poco|mas|mucho|al|tono|and|but|et|y|anything|as|todo|tout|alles)\b/g;

/** The language that is named. */
export const languageSaid = (plain: string): string | undefined => LANGUAGE.find(([, called]) => called.test(plain))?.[0];

const stands = (plain: string, words: string): boolean => new RegExp(`\\b(?:${words})\\b`).test(plain);
const denied = (plain: string, words: string): boolean => new RegExp(`\\b${NOT}\\s+(?:${words})\\b`).test(plain);

/** "Shorter, friendlier", "too formal", "auf Deutsch": how the note should sound, where nothing else is said. */
export const style: Reader = ({ plain }) => {
  const sounds: Sounds = {};
  let rest = plain;
  const takes = (words: string, is: Sounds, isNot: Sounds) => {
    if (!stands(rest, words)) return;
    Object.assign(sounds, denied(rest, words) ? isNot : is);
    rest = rest.replace(new RegExp(`(?:\\b${NOT}\\s+)?\\b(?:${words})\\b`, 'g'), ' ');
  };
  takes(WARM, { manner: 'warm' }, { manner: 'formal' });
  takes(FORMAL, { manner: 'formal' }, { manner: 'warm' });
  takes(SHORT, { short: true }, { short: false });
  takes(LONG, { short: false }, { short: true });
  for (const [language, called] of LANGUAGE) {
    if (!called.test(plain)) continue;
    sounds.language = language;
    rest = rest.replace(called, ' ');
  }
  if (Object.keys(sounds).length === 0) return unknown(plain);
  return rest.replace(FILLER, ' ').replace(/\W+/g, '') === '' ? { does: 'sounds', ...sounds } : undefined;
};

/** "Less salesy", "make it punchy": a wish for a manner that is none of ours. */
const MANNER =
  /^(?:(?:make it(?: sound)?|it(?:['’]?s| is| sounds)|that(?:['’]?s| is| sounds)|mach es|das ist|es klingt|rends[- ]le|c['’]est|hazlo|suena)\s+(?:(?:a bit|much|more|less|too|far too|etwas|mehr|weniger|zu|viel zu|un peu|plus|moins|trop|un poco|mas|menos|demasiado)\s+)?|(?:less|too|way too|weniger|zu|moins|trop|menos|demasiado)\s+)(\p{L}+|like .+)$/u;
const unknown = (plain: string): Edit | undefined => {
  const said = MANNER.exec(plain)?.[1];
  return said &&
    !/^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:late|early|soon|much|many|bad|commit|spat|fruh|viel|tard|tot|tarde|temprano)$/.test(
      said,
    )
    ? {
        does: 'nothing',
        says: 'I write a note as usual, short, warm or formal; no other manner. Anything else: press *Edit* on the card and change its text; it is checked again.',
        instead: ['shorter', 'warmer', 'more formal'],
      }
    : undefined;
};
