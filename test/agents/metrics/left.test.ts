import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { metricNamed, readingOf } from '../../../agents/metrics/index.ts';
import { CONTACT_ROLES } from '../../../models/contact.ts';
import { noFacts } from '../facts/no-facts.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const DAY = 86_400_000;
const account = { _id: 'a', tenant: 't', source: 'test', name: 'Any', at: new Date(0), ingestedAt: new Date(0), currency: 'USD' };

const person = fc.record({
  role: fc.constantFrom(...CONTACT_ROLES),
  daysAgo: fc.option(fc.integer({ min: -100, max: 900 }), { nil: null }),
});

test('who left is one count, of whom champions and sponsors are parts: those of the last 400 days, and nobody who still stays', () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 12 }), (people) => {
      const contacts = people.map(({ role, daysAgo }, at) => ({
        _id: `${at}`,
        ...{ tenant: 't', source: 'test', accountId: 'a', name: `P${at}`, role, at: new Date(0), ingestedAt: new Date(0) },
        ...(daysAgo === null ? {} : { leftAt: new Date(NOW.getTime() - daysAgo * DAY) }),
      }));
      const facts = { ...noFacts, asOf: NOW, account, contacts } as unknown as AccountFacts;
      const told = (key: string) => readingOf(metricNamed(key), { facts, opinions: {} })?.value;
      const gone = people.filter(({ daysAgo }) => daysAgo !== null && daysAgo >= 0 && daysAgo <= 400);
      const as = (of: string) => gone.filter(({ role }) => role === of).length;
      expect([told('people_left'), told('champions_left'), told('sponsors_left')]).toEqual([
        gone.length,
        as('champion'),
        as('executive_sponsor'),
      ]);
    }),
  );
});
