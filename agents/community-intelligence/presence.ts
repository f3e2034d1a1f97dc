import type { AccountFacts } from '../facts/index.ts';
import { headOf } from '../kit/say.ts';
import { mentionsOf } from '../metrics/community.ts';
import { mentionsIn } from './mentions.ts';
import { spikesOf } from './spikes.ts';
import { type Voice, voiceOf, voicesOf } from './voices.ts';

/** So many people of an account are told of. */
const MOST_VOICES = 5;

/** What is known of an account's people in public, or of one of them: who is heard, what is said of us, and what stands out. Pure. */
export function communityOf(facts: AccountFacts, contactId: string | null = null) {
  const contact = contactId ? facts.contacts.find(({ _id }) => _id === contactId) : null;
  const only = contact ? voiceOf(facts, contact) : null;
  const voices = only ? [only] : voicesOf(facts);
  const rows = mentionsOf(facts);
  const latest = only ? only.presence.latest : (facts.community.at(-1)?.at.getTime() ?? 0);
  return {
    account: headOf(facts.account),
    asOf: facts.asOf.toISOString(),
    person: only && { id: only.id, name: only.name, title: only.title },
    /** Nothing at all is on record. */
    silent: only ? only.presence.rows.length === 0 : facts.community.length === 0,
    latest: latest > 0 ? new Date(latest).toISOString() : null,
    voices: voices.slice(0, MOST_VOICES).map(shownVoice),
    others: Math.max(0, voices.length - MOST_VOICES),
    mentions: mentionsIn(facts, only ? rows.filter((row) => row.contactId === only.id) : rows),
    spikes: only ? [] : spikesOf(facts),
  };
}
/** Counts only: the rows stay on our side. */
function shownVoice({ id, name, title, left, influence, presence }: Voice) {
  const { audience, followers, rate, againstUsual, weeksPosted, decisionMakers, peers } = presence;
  const last = presence.posts.at(-1);
  return {
    id,
    name,
    title,
    left,
    influence,
    counts: {
      audience,
      followers,
      reactions: presence.reactions,
      rate,
      againstUsual,
      weeksPosted,
      decisionMakers,
      peers,
      talks: presence.talks.length,
      listeners: presence.listeners,
      articles: presence.articles.length,
      recognitions: presence.recognitions.map(({ title: what }) => what),
      roles: presence.roles.map(({ role, organisation }) => `${role}, ${organisation}`),
      posts: presence.posts.length,
      praise: presence.praise.length,
      organic: presence.organic.length,
      lastPost: last ? last.at.toISOString() : null,
    },
  };
}
export type ShownVoice = ReturnType<typeof shownVoice>;
