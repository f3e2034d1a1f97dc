import { expect, test } from '@jest/globals';
import { favourIn } from '../../../agents/success-navigator/face.ts';

test.each([
  ['Would you put in a good word for us with your peers?', 'reference_call'],
  ['Would you be a reference for a bank?', 'reference_call'],
  ['Can we use your logo on our website?', 'testimonial'],
  ['Thank you for the workshop. Could you speak at our summit in May?', 'speaking'],
  ['We are looking for somebody to tell their story on stage.', 'speaking'],
  ['Could you introduce us to your old colleagues at Harbour Bank?', 'referral'],
  ['ask him to rate us on Gartner Peer Insights', 'review'],
  ['Könnten Sie eine Rezension schreiben?', 'review'],
  ['Would you join our advisory board?', 'advisory_board'],
])('%s', (text, favour) => {
  expect(favourIn(text)).toBe(favour);
});

test.each([
  'Thank you for your review of the plan.',
  'Could we find a time to catch up in the next two weeks?',
  'I refer to the ticket of 3 May. Can we call you tomorrow?',
  'Can we introduce Omar Haddad, who takes over from me?',
  'How do you rate the new dashboard?',
  'Can we speak on Tuesday?',
  'With reference to ticket 12: can you test it today?',
  'Could you introduce me to your new CFO?',
  'Is there anybody at your side who should join?',
  'Would you tell me in your words what went wrong?',
  '',
])('no favour: %s', (text) => {
  expect(favourIn(text)).toBeUndefined();
});
