import type { AdvocacyType } from '../../../models/advocacy-engagement.ts';
import type { Point, Topic } from './points/index.ts';
import type { Purpose } from './words.ts';

/** What the facts of a note with this purpose are about, the best first; the words by which a request is known for it. */
const KNOWN: Record<Purpose, { topics: readonly Topic[]; words: RegExp }> = {
  apology: { topics: ['ticket'], words: /\b(apolog\w*|sorry|outage|entschuldig\w*|excus\w+|disculp\w*|perd[oó]n)\b/iu },
  payment: {
    topics: ['invoice'],
    words:
      /(?<!\p{L})(invoices?|unpaid|payments?|overdue bills?|(?:open|unpaid) bills?|dunning|rechnung\p{L}*|zahlung\p{L}*|mahnung|factures?|paiements?|impay[ée]\p{L}*|facturas?|pagos? pendientes?)(?!\p{L})/iu,
  },
  answer_mail: {
    topics: [],
    words: /^(?:a |the |my )?(?:reply|response|answer|antwort|r[ée]ponse|respuesta)(?!\p{L})/iu,
  },
  complaint: { topics: ['ticket', 'feedback'], words: /\b(complain\w*|beschwer\w*|r[eé]clamation\w*|plainte|queja|reclamaci[oó]n)\b/iu },
  introduction: {
    topics: ['milestone', 'contact'],
    words:
      /\b(my successor|introduc\w* (of )?(a|my|our|the)|hand(ing)? over to|taking over|nachfolger\w*|vorstell\w*|successeur|sucesora?)\b/iu,
  },
  thanks: { topics: ['feedback', 'value'], words: /\b(thank\w*|danke?n?|dank|merci|remerci\w*|gracias|agradec\w*)\b/iu },
  congratulation: { topics: ['people', 'value'], words: /\b(congrat\w*|gl[uü]ckw[uü]nsch\w*|gratul\w*|f[eé]licit\w*|enhorabuena)\b/iu },
  farewell: {
    topics: ['milestone', 'value'],
    words:
      /(?<!\p{L})(good ?-?bye|farewell|verabschied\p{L}*|abschied\p{L}*|au revoir|adieux?|despedi\p{L}*|desp[ií]d\p{L}*|adi[oó]s)(?!\p{L})/iu,
  },
  wishes: {
    topics: [],
    words:
      /(?<!\p{L})(happy (?:holidays|birthday|new year|easter)|merry christmas|season['’]?s greetings|(?:birthday|christmas|holiday) (?:greetings?|wishes|card)|frohe weihnachten|geburtstag\p{L}*|weihnachtsgr\p{L}*|joyeux no[eë]l|joyeux anniversaire|bonne ann[ée]e|v[oœ]e?ux|feliz (?:navidad|cumplea[ñn]os|a[ñn]o)|cumplea[ñn]os)(?!\p{L})/iu,
  },
  condolence: { topics: [], words: /(?<!\p{L})(condolences?|beileid\p{L}*|condol[ée]ances?|p[ée]same|condolencias?)(?!\p{L})/iu },
  training: {
    topics: ['adoption', 'usage', 'milestone'],
    // One that is there already, or has been, is not offered.
    words:
      /(?<!\b(?:the|our|your|last|this|that|yesterday['’]s|de[rnms]|die|das|ins|vom|zum|zur|beim|la|notre|votre|el|los|nuestr[oa]|su)\s(?:\p{L}+\s)?)(?<!\bl['’])\b(train\w*|workshop|webinar|onboarding session|schulung\w*|formation|formaci[oó]n|capacitaci[oó]n)\b/iu,
  },
  case_study: { topics: ['value', 'feedback'], words: /\b(case stud\w+|success story|fallstudie\w*|[eé]tude de cas|caso de [eé]xito)\b/iu },
  testimonial: { topics: ['value', 'feedback'], words: /\b(testimonials?|a quote|t[eé]moignage|testimonio)\b/iu },
  referral: {
    topics: ['value', 'feedback'],
    words: /\b(referrals?|refer us|introduce us to|empfehlung\w*|recommandation|recomendaci[oó]n)\b/iu,
  },
  speaking: {
    topics: ['value', 'feedback'],
    words: /\b(speak(er|ing)? (at|on|for)|conference talk|keynote|vortrag\w*|conf[eé]rence|ponencia)\b/iu,
  },
  advisory_board: { topics: ['value', 'feedback'], words: /\b(advisory board|kundenbeirat|comit[eé] de clients|consejo de clientes)\b/iu },
  review: {
    topics: ['feedback', 'value'],
    words: /\b((write|leave|post) (us )?(a|an|your) (\w+ )?review|online review|g2|gartner peer|rezension)\b/iu,
  },
  reference: { topics: ['value', 'feedback'], words: /\b(referen\w+|r[eé]f[eé]ren\w+)\b/iu },
  renewal: { topics: ['renewal', 'value'], words: /\b(renew\w*|next term|extension|verl[aä]nger\w*|renouvel\w*|renova\w*|contract)\b/iu },
  sponsor: { topics: ['value', 'renewal'], words: /\b(sponsor note|executive note|note to (the|their|our) (executive )?sponsor)\b/iu },
  meeting: {
    topics: ['milestone', 'value', 'usage'],
    words: /\b(meet(ing)?|call|slot|appointment|termin|treffen|rendez-vous|r[eé]union|cita)\b/iu,
  },
  check_in: {
    topics: ['contact', 'usage', 'people'],
    words: /\b(check.?in|catch.?up|touch base|say hello|re-?engage|reconnect|nachfrag\w*|nouvelles|c[oó]mo va)\b/iu,
  },
};

/** The purpose a request names in its own words, the more particular first; undefined where it names none. */
export function purposeIn(text: string | null): Purpose | undefined {
  return text ? (Object.keys(KNOWN) as Purpose[]).find((purpose) => KNOWN[purpose].words.test(text)) : undefined;
}

export const topicsFor = (purpose: Purpose): readonly Topic[] => KNOWN[purpose].topics;

/** Purposes that ask for a favour: it has the purpose's name, but for one. */
export const FAVOURS: readonly Purpose[] = ['reference', 'case_study', 'testimonial', 'referral', 'speaking', 'advisory_board', 'review'];
export const favourOf = (purpose: Purpose | undefined): AdvocacyType | undefined =>
  purpose && FAVOURS.includes(purpose) ? (purpose === 'reference' ? 'reference_call' : (purpose as AdvocacyType)) : undefined;
export const purposeOfFavour = (favour: AdvocacyType): Purpose => FAVOURS.find((purpose) => favourOf(purpose) === favour) ?? 'reference';

const GLAD: readonly Purpose[] = ['thanks', 'congratulation', 'farewell', ...FAVOURS];
/** Of business nothing is said at all. */
export const PERSONAL: readonly Purpose[] = ['wishes', 'condolence'];
/** These hold no facts of ours at all. */
export const WORDS_ALONE: readonly Purpose[] = [...PERSONAL, 'answer_mail'];
const SORRY: readonly Purpose[] = ['apology', 'complaint'];
/** What is no part of an apology: what we want, and how much they use. */
const OWN_WISHES: readonly Topic[] = ['renewal', 'value', 'usage', 'adoption'];

/**
 * The points that suit a purpose: none where it is personal, no bad news in a thank-you, no good news in an apology, what is owed
 * only in a note about that; all where too few would remain.
 */
export function suiting(purpose: Purpose | undefined, all: readonly Point[]): Point[] {
  if (purpose === 'payment') return all.filter(({ topic }) => topic === 'invoice');
  if (purpose && WORDS_ALONE.includes(purpose)) return [];
  const points = all.filter(({ topic }) => topic !== 'invoice');
  if (!purpose) return points;
  const wrong = GLAD.includes(purpose) ? 'bad' : SORRY.includes(purpose) ? 'good' : undefined;
  const fitting = points.filter(({ news }) => !wrong || news !== wrong);
  const humble = SORRY.includes(purpose) ? fitting.filter(({ topic }) => !OWN_WISHES.includes(topic)) : [];
  if (humble.length >= 2) return humble;
  const dateless = SORRY.includes(purpose) ? fitting.filter(({ topic }) => topic !== 'renewal') : [];
  if (dateless.length >= 2) return dateless;
  return fitting.length >= 2 ? fitting : [...points];
}
