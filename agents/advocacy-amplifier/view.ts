import type { Contact } from '../../models/contact.ts';
import type { Asked } from '../kit/asking.ts';
import { headOf, ofFacts } from '../kit/say.ts';
import { figureNow } from '../metrics/index.ts';
import { assessAdvocacy } from './assess.ts';

export type AdvocacyView = ReturnType<typeof viewOf>;

const personOf = (person: Contact | null) => person && { ...headOf(person), title: person.title ?? null };

/** What an assessment shows of an account. */
export function viewOf(asked: Asked, named: Contact | null) {
  const { facts } = asked;
  const { readiness, confidence, missing, parts, tiers, best, person, against, verdict } = assessAdvocacy(asked, named);
  const { score } = ofFacts(facts);
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
    lastAsked: figureNow(facts, 'last_advocacy_ask')?.figure ?? null,
    /** How often they spoke for us; null where nobody asked them yet. */
    given: figureNow(facts, 'advocacy_given')?.figure ?? null,
  };
}
