import type { Contact } from '../../models/contact.ts';
import { type AccountFacts, happened } from '../facts/index.ts';
import { once } from '../facts/once.ts';
import { type PersonPresence, peopleInPublic, presenceOf } from '../metrics/person-presence.ts';
import { type Influence, influenceOf } from './influence.ts';

export interface Voice {
  id: string;
  name: string;
  title: string | null;
  /** They work there no longer: what they say is no longer the customer's. */
  left: boolean;
  presence: PersonPresence;
  influence: Influence;
}

/** The customer's people who are heard in public, the most influential first; those who left last. Pure. */
export const voicesOf = once((facts: AccountFacts): Voice[] => {
  const byId = new Map(facts.contacts.map((contact) => [contact._id, contact]));
  const found = peopleInPublic(facts).flatMap((id): Voice[] => {
    const contact = byId.get(id);
    return contact ? [voiceOf(facts, contact)] : [];
  });
  const rank = ({ left, influence }: Voice) => (left ? -1000 : 0) + (influence.score ?? -1);
  return found.sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
});

export function voiceOf(facts: AccountFacts, { _id, name, title, leftAt }: Contact): Voice {
  const presence = presenceOf(facts, _id);
  return {
    id: _id,
    name,
    title: title ?? null,
    left: happened(leftAt, facts.asOf) !== null,
    presence,
    influence: influenceOf(presence, facts.asOf),
  };
}

/** The one person whose voice stands for the account; null where nobody is heard. */
export const topVoice = (facts: AccountFacts): (Voice & { score: number }) | null => {
  const [first] = voicesOf(facts);
  return first && !first.left && first.influence.score !== null ? { ...first, score: first.influence.score } : null;
};
