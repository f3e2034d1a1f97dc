import type { AdvocacyType } from '../../../models/advocacy-engagement.ts';
import type { Contact } from '../../../models/contact.ts';
import { againstAsking, sentencesOf } from '../../kit/asking.ts';
import { UserError } from '../../kit/tool.ts';
import type { SignalFacts } from '../signals.ts';
import type { Sender, TONES } from './compose.ts';
import { assertNoConcession } from './concession.ts';
import { draft } from './draft.ts';
import { purposeOfFavour } from './purpose.ts';
import { chooseRecipient } from './recipient.ts';
import { type Note, noteOf } from './step-draft.ts';
import { type Language, languageOf, wordsOf } from './words.ts';

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

/**
 * Refuses to ask a favour of somebody whom it does not suit now: at risk, with a severe ticket, unhappy, asked lately.
 * @throws UserError `against_policy` with every reason
 */
export function assertMayBeAsked(
  favour: AdvocacyType | undefined,
  to: Contact,
  facts: SignalFacts,
  instead = { label: 'Draft a check-in instead', say: `Draft a check-in note to ${to.name} at ${facts.account.name}` },
): void {
  if (!favour) return;
  const reasons = againstAsking({ facts, ...facts.issued }, to);
  if (reasons.length === 0) return;
  const { name } = facts.account;
  throw new UserError('against_policy', `No draft: ask no favour of ${to.name} (${name}) now. ${sentencesOf(reasons)}.`, [instead]);
}

interface Favour {
  asked: AdvocacyType;
  /** Whom; whoever speaks for the account where nobody is named. */
  to: Contact | undefined;
  sender: Sender;
  whyNow: string;
  language?: Language | undefined;
  tone?: (typeof TONES)[number] | undefined;
  /** The occasion, or what else it is to say, in the author's own sentence. */
  message?: string | undefined;
}

/** A note that asks one person for a favour, from the account's facts. @throws UserError where nobody may be asked, or the text may not be sent */
export function favourNote(facts: SignalFacts, { asked, to: named, sender, whyNow, language, tone, message }: Favour): Note {
  assertNoConcession([message ?? null], facts);
  const to = chooseRecipient(facts.account, facts.contacts, { named }, ['value'], facts.asOf);
  assertMayBeAsked(asked, to, facts, { label: 'Who else could be asked', say: 'Who could speak for us?' });
  const style = { words: wordsOf(language ?? languageOf(to)), purpose: purposeOfFavour(asked), tone, message };
  const written = draft(facts, to, sender, { style });
  return noteOf(facts, sender, { ...written, to, askedFor: asked }, whyNow);
}
