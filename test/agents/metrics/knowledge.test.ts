import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { knowledgeOf, scoreOfParts } from '../../../agents/metrics/knowledge.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const wanted = fc.array(
  fc.record({ name: fc.string(), weight: fc.double({ min: 0, max: 0.2, noNaN: true }), quality: share, fresh: share }),
  {
    maxLength: 5,
  },
);

test('what comes to be known never lowers coverage or confidence, and what is old counts no more than its coverage', () => {
  fc.assert(
    fc.property(wanted, fc.nat(), (known, at) => {
      const now = knowledgeOf(known);
      const more = knowledgeOf(known.map((each, index) => (index === at % known.length ? { ...each, quality: 1 } : each)));
      expect(more.coverage).toBeGreaterThanOrEqual(now.coverage);
      expect(more.confidence).toBeGreaterThanOrEqual(now.confidence);
      expect(now.confidence).toBeLessThanOrEqual(now.coverage);
    }),
  );
});

test('what is not there is missed, unless it has no weight or no name', () => {
  const nothing = { quality: 0, weight: 0.5 };
  expect(
    knowledgeOf([
      { ...nothing, name: 'posts' },
      { ...nothing, name: '' },
      { ...nothing, name: 'talks', weight: 0 },
      { ...nothing, name: 'a profile', quality: 0.1 },
    ]).missing,
  ).toEqual(['posts']);
});

test('a part that is not known leaves its weight to the others, and below the least there is no score', () => {
  const parts = {
    reach: { label: 'Reach', weight: 0.5, wanted: 'a profile' },
    talks: { label: 'Talks', weight: 0.25, wanted: 'talks' },
    posts: { label: 'Posts', weight: 0.25, wanted: 'posts' },
  };
  const values = { reach: 80, talks: 20, posts: null };
  expect(scoreOfParts(parts, values, 0.75)).toEqual({ score: 60, coverage: 0.75, missing: ['posts'] });
  expect(scoreOfParts(parts, values, 0.76).score).toBeNull();
});
