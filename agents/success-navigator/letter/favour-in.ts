import type { AdvocacyType } from '../../../models/advocacy-engagement.ts';

/** A sentence that wants something of its reader. */
const REQUEST =
  /\?|\b(would|could|can|will|may|might) (you|we|i)\b|\b(please|kindly|bitte|por favor)\b|\bs'il (vous|te) pla[iî]t\b|\b(ask(ing|s)?|invit\w+|hop(e|ing)|love|like|want|willing|looking for|grateful)\b/iu;

/** What favours are called where they are asked for; what is everyday ("speak on Tuesday", "with reference to") is none. */
const FAVOURS: readonly (readonly [AdvocacyType, RegExp])[] = [
  [
    'reference_call',
    /\b((be|become|act as|serve as|give us|for|as) (us |our )?(a |one of our )?referen(ce|ces|z|zkunde)\b(?! to)|reference (call|customer)|good word for us|vouch for us|recommend us|endorse us|(speak|talk) (to|with) (one|some|another) of our (prospects|customers)|client de r[eé]f[eé]rence|cliente de referencia)\b/iu,
  ],
  ['case_study', /\b(case stud\w+|success story|fallstudie\w*|[eé]tude de cas|casos? de [eé]xito)\b/iu],
  ['testimonial', /\b(testimonials?|quote you|a quote (from you|for|on)|your (\w+ )?logo|mention us|t[eé]moignage|testimonio)\b/iu],
  [
    'referral',
    /\b(referrals?|refer us|introduc\w+ (us|me) to (?!your (new|own|team|successor))|put (us|me) in touch with (?!your )|anybody (else )?you know|spread the word|weiterempfehl\w*)/iu,
  ],
  [
    'speaking',
    /\b(on stage|tell (your|their|the) story|keynote|conference talk|(speak\w*|talk|panel) (at|on|in|for) (our|the|a) (\w+ )?(summit|conference|event|webinar|panel|meetup|stage)|vortrag|ponencia)\b/iu,
  ],
  ['advisory_board', /\b(advisory board|kundenbeirat|comit[eé] de clients|consejo de clientes)\b/iu],
  [
    'review',
    /\b((write|leave|post|give) (us )?(a|an|your) (\w+ )?review|review (us )?on|online review|rate us|rating on|g2|capterra|trustpilot|gartner peer|app store|rezension)\b/iu,
  ],
];

/** The favour a text asks its reader for, whatever else it is for; undefined where it asks for none. Pure. */
export function favourIn(...texts: readonly (string | null | undefined)[]): AdvocacyType | undefined {
  const wishes = texts.flatMap((text) => (text ?? '').split(/(?<=[.!?])\s+|\n+/)).filter((sentence) => REQUEST.test(sentence));
  return wishes.flatMap((sentence) => FAVOURS.flatMap(([favour, words]) => (words.test(sentence) ? [favour] : [])))[0];
}
