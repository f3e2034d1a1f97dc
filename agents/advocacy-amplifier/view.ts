import type { Contact } from '../../models/contact.ts';
import type { Asked } from '../kit/asking.ts';
import { headOf, ofFacts } from '../kit/present/figures.ts';
import { asksOf } from '../metrics/topics/advocacy.ts';
import { assessAdvocacy } from './assess.ts';

export type AdvocacyView = ReturnType<typeof viewOf>;

const personOf = (person: Contact | null) => person && { ...headOf(person), title: person.title ?? null };

/** What an assessment shows of an account. */
export function viewOf(asked: Asked, named: Contact | null) {
  const { facts } = asked;
  const { readiness, confidence, missing, parts, tiers, best, person, against, verdict } = assessAdvocacy(asked, named);
  const { score, date, count } = ofFacts(facts);
  const last = asksOf(facts).at(-1);
  const given = facts.advocacy.filter(({ engagementStatus }) => engagementStatus === 'active' || engagementStatus === 'completed');
  return {
    account: headOf(facts.account),
    asOf: facts.asOf.toISOString(),
    verdict,
    readiness: score('advocacy_readiness', 'advocacy readiness', readiness),
    confidence,
    missing,
    parts: parts.map(({ key, label, score: own, findings }) => ({
      label,
      score: score(`advocacy_${key}`, label, own),
      findings,
    })),
    tiers: tiers.map(({ tier, fit, person: who, ask, lacks }) => ({
      tier,
      fit: score(`advocacy_fit:${tier}`, 'fit', fit),
      person: personOf(who),
      ask,
      lacks,
    })),
    /** The tier that fits best and what to ask for. */
    best: best && { tier: best.tier, ask: best.ask, person: personOf(best.person) },
    person: personOf(person),
    against: against.map(({ obstacle, text, until }) => ({ obstacle, text, until: until?.toISOString() ?? null })),
    lastAsked: last ? date('last_advocacy_ask', 'last asked', last.at) : null,
    given: count('advocacy_given', given.length, 'time'),
  };
}
