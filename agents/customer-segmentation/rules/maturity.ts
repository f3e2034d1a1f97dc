import { type AccountFacts, present } from '../../facts/index.ts';
import { curve, evidenceOf, numberOf, piecewise } from '../../metrics/index.ts';
import type { ValueOf } from '../dimensions.ts';
import { type Floors, floorOf, ofMetric, type Source, scoreOf, source, type Verdict, verdict } from '../verdict.ts';
import { ADVANCED } from './adoption.ts';

const TECHNICAL = /\b(data|engineer|architect|developer|platform|technology|it|cto|cio|analytics|integration|systems?)\b/i;

/** A week, for each active user. */
const API_CALLS = curve('0:0 50:40 500:70 3000:85 10000:100');
const COMPLETION = curve('30:0 60:40 85:75 100:100');
const FLOORS: Floors<ValueOf<'maturitySegment'>> = { digital_native: 86, digital_adopter: 60, digital_transformer: 35, traditional: 0 };

/** How digitally they work: integration, advanced features, finished workflows, technical people. */
export function maturitySegment(facts: AccountFacts): Verdict<ValueOf<'maturitySegment'>> {
  const used = [
    integration(facts),
    ofMetric(facts, 'advanced_adoption', 0.3, { curve: ADVANCED, weight: 0.3 }),
    ofMetric(facts, 'workflow_completion', 0.2, { curve: COMPLETION, weight: 0.2 }),
  ];
  const sources = [...used, people(facts)];
  // People alone do not say how digitally a company works.
  return verdict(used.some(({ score }) => score) ? floorOf(FLOORS, scoreOf(sources)) : null, sources);
}

function integration(facts: AccountFacts): Source {
  const [calls, users] = [numberOf(facts, 'api_calls')?.value, numberOf(facts, 'active_users')?.value];
  const read = ofMetric(facts, 'api_calls', 0.3);
  if (calls === undefined || !users) return source(read.name, read.weight, false);
  return { ...read, score: { value: piecewise(API_CALLS, calls / users), weight: 0.3 } };
}

function people(facts: AccountFacts): Source {
  const contacts = present(facts);
  const technical = contacts.filter(({ role, title }) => role === 'technical_lead' || role === 'admin' || TECHNICAL.test(title ?? ''));
  const all = contacts.length;
  return source('Contacts with their roles', 0.17, all > 0, {
    said: () => `${technical.length} of ${all} contacts technical`,
    evidence: () => evidenceOf('contacts', 'role', technical),
    score: all > 0 ? { value: 30 + (65 * technical.length) / all, weight: 0.17 } : null,
  });
}
