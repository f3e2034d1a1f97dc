import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assessEvangelist } from '../../../agents/evangelism-pipeline/assess.ts';
import { holdOf, requireNoHold } from '../../../agents/evangelism-pipeline/hold.ts';
import { candidateOf, PARTS } from '../../../agents/evangelism-pipeline/parts.ts';
import { developmentPlan } from '../../../agents/evangelism-pipeline/plan.ts';
import { stepOf } from '../../../agents/evangelism-pipeline/step.ts';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import type { Opinions } from '../../../agents/facts/metric.ts';
import { EVANGELISM_STAGES, EVANGELISM_TIERS, type EvangelismPipelineManagement } from '../../../models/evangelism-pipeline-management.ts';
import { ago, arbitraryFacts, NOW, PERSON } from '../community-intelligence/arbitrary-community.ts';

const programme = fc.option(
  fc
    .record({
      years: fc.array(fc.nat(30), { maxLength: 3 }),
      betas: fc.nat(3),
      advisory: fc.nat(2),
      recognition: fc.nat(4),
      projects: fc.array(fc.constantFrom('idea', 'agreed', 'running', 'done', 'stopped'), { maxLength: 2 }),
      stage: fc.constantFrom(...EVANGELISM_STAGES),
    })
    .map(
      ({ years, betas, advisory, recognition, projects, stage }) =>
        ({
          _id: 'programme',
          accountId: 'account',
          contactId: PERSON,
          at: ago(200),
          ingestedAt: ago(200),
          updatedAt: ago(20),
          expertiseAreas: years.map((each, index) => ({ area: `Area ${index}`, kind: 'technical', years: each })),
          betaProgramParticipation: Array.from({ length: betas }, (_, index) => ({ title: `Beta ${index}`, at: ago(90) })),
          advisoryInvolvement: Array.from({ length: advisory }, (_, index) => ({ title: `Council ${index}`, at: ago(90) })),
          recognitionReceived: Array.from({ length: recognition }, (_, index) => ({ text: `Award ${index}`, at: ago(90) })),
          coInnovationProjects: projects.map((status, index) => ({ name: `Project ${index}`, status })),
          pipelineStage: stage,
          stageHistory: [],
        }) as unknown as EvangelismPipelineManagement,
    ),
  { nil: undefined },
);
const opinions: fc.Arbitrary<Opinions> = fc.record({
  health: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  health_band: fc.constantFrom('green', 'yellow', 'orange', 'red', undefined),
  churn_risk: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  renewal_probability: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
});
const known = fc
  .tuple(arbitraryFacts, programme, opinions)
  .map(([facts, row, said]) => ({ facts: { ...facts, evangelism: row ? [row] : [] }, opinions: said }));

function assessed(asked: { facts: AccountFacts; opinions: Opinions }) {
  const contact = asked.facts.contacts.find(({ _id }) => _id === PERSON);
  if (!contact) throw new Error('the person is there');
  const candidate = candidateOf(asked, contact);
  return { contact, candidate, evangelist: assessEvangelist(candidate), asked, account: asked.facts.account } as Parameters<
    typeof stepOf
  >[0];
}

test('scores stay in range, a tier has every criterion below it, and the same facts give the same result', () => {
  fc.assert(
    fc.property(known, (asked) => {
      const { evangelist } = assessed(asked);
      const { readiness, confidence, parts, tier, next, criteria, met } = evangelist;
      for (const value of [readiness, ...PARTS.map((part) => parts[part])])
        if (value !== null) expect(value >= 0 && value <= 100).toBe(true);
      expect(confidence >= 0 && confidence <= 1).toBe(true);
      expect(met.every((each) => each.met)).toBe(true);
      if (next) expect(criteria.some((each) => !each.met)).toBe(true);
      expect(next).toBe(EVANGELISM_TIERS[tier === null ? 0 : EVANGELISM_TIERS.indexOf(tier) + 1] ?? null);
      expect(developmentPlan(evangelist, NOW)).toHaveLength(criteria.filter((each) => !each.met).length);
      expect(assessed({ ...asked, facts: { ...asked.facts } }).evangelist).toEqual(evangelist);
    }),
    { numRuns: 200 },
  );
});

test('removing rows never raises confidence; more agreed projects and councils never lower readiness or tier', () => {
  fc.assert(
    fc.property(known, fc.nat(), (asked, which) => {
      const { facts } = asked;
      const before = assessed(asked).evangelist;
      const fewer = facts.community.filter((_, index) => index !== which % Math.max(1, facts.community.length));
      expect(assessed({ ...asked, facts: { ...facts, community: fewer } }).evangelist.confidence).toBeLessThanOrEqual(
        before.confidence + 1e-9,
      );
      const [row] = facts.evangelism;
      if (!row) return;
      const more = {
        ...row,
        advisoryInvolvement: [...row.advisoryInvolvement, { title: 'Board' }],
        coInnovationProjects: [...row.coInnovationProjects, { name: 'One more', status: 'agreed' as const }],
      };
      const after = assessed({ ...asked, facts: { ...facts, evangelism: [more] } }).evangelist;
      expect(after.readiness ?? 0).toBeGreaterThanOrEqual((before.readiness ?? 0) - 1e-9);
      expect(EVANGELISM_TIERS.indexOf(after.tier as never)).toBeGreaterThanOrEqual(EVANGELISM_TIERS.indexOf(before.tier as never));
    }),
    { numRuns: 150 },
  );
});

test('nothing goes on with anybody whose account is at risk, and the reason is said', () => {
  fc.assert(
    fc.property(known, (asked) => {
      const { contact } = assessed(asked);
      const { health_band: band, churn_risk: risk } = asked.opinions;
      const atRisk = band === 'orange' || band === 'red' || (typeof risk === 'number' && risk >= 40);
      // Bands and scores are said by rows that metrics read.
      expect(holdOf(asked, contact).some(({ obstacle }) => obstacle === 'at_risk')).toBe(atRisk);
      if (atRisk) expect(() => requireNoHold(asked, contact, 'no step')).toThrow(/^Not done: no step while this stands\. .{10,}/);
    }),
    { numRuns: 200 },
  );
});

test('forward is one stage at a time, with open criteria or back only for a reason, and never past the last', () => {
  fc.assert(
    fc.property(known, fc.constantFrom(...EVANGELISM_STAGES), fc.constantFrom(null, 'Agreed with their CTO'), (asked, to, reason) => {
      const found = assessed(asked);
      const from = found.candidate.programme?.pipelineStage ?? null;
      const ahead = EVANGELISM_STAGES.indexOf(to) - (from === null ? -1 : EVANGELISM_STAGES.indexOf(from));
      let step: ReturnType<typeof stepOf> | null = null;
      try {
        step = stepOf(found, to, reason);
      } catch (error) {
        expect(String(error)).toMatch(/Nothing was moved\./);
      }
      if (ahead > 1 || ahead === 0) expect(step).toBeNull();
      if (ahead < 0 && reason === null) expect(step).toBeNull();
      if (step && ahead === 1 && reason === null) expect(step.exit.every(({ met }) => met)).toBe(true);
      if (ahead === 1 && reason !== null) expect(step?.to).toBe(to);
    }),
    { numRuns: 200 },
  );
});
