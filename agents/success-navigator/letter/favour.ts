import type { AdvocacyType } from '../../../models/advocacy-engagement.ts';
import type { Contact } from '../../../models/contact.ts';
import type { Actor } from '../../kit/context.ts';
import type { SignalFacts } from '../signals.ts';
import type { TONES } from './compose.ts';
import { draft } from './draft.ts';
import { assertMayBeAsked, assertNoConcession } from './policy.ts';
import { purposeOfFavour } from './purpose.ts';
import { chooseRecipient } from './recipient.ts';
import { type Note, noteOf } from './step-draft.ts';
import { type Language, languageOf, wordsOf } from './words.ts';

interface Favour {
  asked: AdvocacyType;
  /** Whom; whoever speaks for the account where nobody is named. */
  to: Contact | undefined;
  sender: Pick<Actor, 'name' | 'title'>;
  whyNow: string;
  language?: Language | undefined;
  tone?: (typeof TONES)[number] | undefined;
  /** The occasion, or what else it is to say, in the author's own sentence. */
  message?: string | undefined;
}

/** A note that asks one person for a favour, from the account's facts. @throws UserError where nobody may be asked, or the text may not be sent */
export function favourNote(facts: SignalFacts, { asked, to: named, sender, whyNow, language, tone, message }: Favour): Note {
  assertNoConcession([message ?? null], facts);
  const to = chooseRecipient(facts.account, facts.contacts, named, ['value'], facts.asOf);
  assertMayBeAsked(asked, to, facts, { label: 'Who else could be asked', say: 'Who could speak for us?' });
  const style = { words: wordsOf(language ?? languageOf(to)), purpose: purposeOfFavour(asked), tone, message };
  const written = draft(facts, to, sender, { purpose: null, subject: null, body: null, style });
  return noteOf(facts, sender, { ...written, to, askedFor: asked }, whyNow);
}
