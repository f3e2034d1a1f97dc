import { describe, expect, test } from '@jest/globals';
import { engagementMeant } from '../../../agents/advocacy-amplifier/step.ts';
import type { AdvocacyEngagement, AdvocacyType, EngagementStatus } from '../../../models/advocacy-engagement.ts';

const row = (advocacyType: AdvocacyType, engagementStatus: EngagementStatus) =>
  ({ _id: `${advocacyType}-${engagementStatus}`, advocacyType, engagementStatus, at: new Date('2026-01-01') }) as AdvocacyEngagement;
const meant = (rows: AdvocacyEngagement[], type: AdvocacyType, status: EngagementStatus) =>
  engagementMeant('Acme', rows, { id: null, type, person: null, said: { company: null, status } })?._id ?? null;

describe('which engagement a state is said of', () => {
  test('what is done once and done is not begun again by a late answer', () => {
    expect(meant([row('review', 'completed')], 'review', 'interested')).toBe('review-completed');
  });

  test('a new yes to what is done is recorded as another', () => {
    expect(meant([row('case_study', 'completed')], 'case_study', 'committed')).toBeNull();
  });

  test('what they declined, and what is done several times, begins anew', () => {
    expect(meant([row('review', 'declined')], 'review', 'interested')).toBeNull();
    expect(meant([row('reference_call', 'completed')], 'reference_call', 'approached')).toBeNull();
  });

  test('an open one goes before one that is over', () => {
    expect(meant([row('review', 'completed'), row('review', 'approached')], 'review', 'interested')).toBe('review-approached');
  });
});
