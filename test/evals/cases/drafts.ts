import { casesOf, DATAFLOW, TECHCORP } from '../case.ts';

const { drafts, asks, made, read } = casesOf('drafts');
const omar = casesOf('drafts', 'omar.haddad');
const draft = (said: string | string[], account: string, more?: Record<string, unknown>) => drafts(said, 'draft_outreach', account, more);
const MARK = { contact: 'Mark Rodriguez' };

/** Notes to customers, each with a purpose. */
export const draftCases = [
  draft('draft a note to Mark Rodriguez', DATAFLOW, MARK),
  draft('check in with Jennifer Walsh at DataFlow', DATAFLOW, { contact: 'Jennifer Walsh' }),
  draft('write to Mike Chen about the renewal', TECHCORP, { contact: 'Mike Chen', purpose: 'the renewal' }),
  draft('email mark rodriguez: can we meet on Tuesday at 3pm?', DATAFLOW, {
    ...MARK,
    ask: 'Can we meet on Tuesday at 3pm?',
    when: '2026-12-01T15:00',
  }),
  draft('ask Mike Chen for a meeting next week about the roadmap', TECHCORP, { contact: 'Mike Chen' }),
  draft('apologise to Mark Rodriguez for the outage yesterday', DATAFLOW, { ...MARK, kind: 'apology', when: null }),
  draft('thank Sarah Johnson at TechCorp for the reference', TECHCORP, { contact: 'Sarah Johnson' }),
  draft('invite Ravi Shah to the training on the new dashboards', DATAFLOW, { contact: 'Ravi Shah' }),
  draft('tell Mark we’ll call tomorrow', DATAFLOW, { ...MARK, message: 'We’ll call tomorrow', when: null }),
  draft('tell Mark Rodriguez that the fix ships on Monday', DATAFLOW, { ...MARK, message: 'The fix ships on Monday' }),
  draft('introduce Omar as the new csm to the champion of Bracken Mobile', 'Bracken Mobile'),
  draft('answer Tom Nguyen’s complaint about the API limits', DATAFLOW, { contact: 'Tom Nguyen' }),
  draft('note to the sponsor of Foxglove Payments about the renewal', 'Foxglove Payments', {
    role: 'executive_sponsor',
    purpose: 'the renewal',
  }),
  // Nobody who may be written to has the role: whom else is asked, and nobody else is written to instead.
  made('note to the sponsor of Marlow Hospitals about the renewal', [
    { tools: [{ name: 'draft_outreach', account: 'Marlow Hospitals', arguments: { role: 'executive_sponsor' } }] },
  ]),
  draft('draft a mail to the champion of Foxglove Payments proposing a call on thursday', 'Foxglove Payments', {
    role: 'champion',
    when: '2026-12-03',
  }),
  draft('draft a mail to Lin García at Foxglove Payments proposing 30 min on thursday', 'Foxglove Payments', {
    contact: 'Lin García',
    when: '2026-12-03',
  }),
  draft('reach out to the champion at Wexley Pharma', 'Wexley Pharma'),
  draft('drop a line to our contact at Valmont Mutual', 'Valmont Mutual'),
  draft('pls draft mail to mark rodrigez about the api errors', DATAFLOW, MARK),
  draft('I read the ticket, all clear now. Write Mark Rodriguez a short note about it', DATAFLOW, MARK),
  draft('Schreib Mark Rodriguez eine Nachricht wegen der Verlängerung', DATAFLOW, MARK),
  draft('écris un message à Mark Rodriguez au sujet du renouvellement', DATAFLOW, MARK),
  draft('escribe un correo a Mike Chen sobre la renovación', TECHCORP, { contact: 'Mike Chen' }),
  omar.drafts('draft a note to the champion of Halcyon Hospitals', 'draft_outreach', 'Halcyon Hospitals'),
  omar.drafts('write to our contact at Orbitra Analytica about onboarding', 'draft_outreach', 'Orbitra Analytica'),
  draft(['why is DataFlow at risk', 'draft a note to Mark'], DATAFLOW, MARK),
  draft(['who is the sponsor at TechCorp', 'write them a note about the renewal'], TECHCORP),
  draft(['draft a note to Mark Rodriguez about the renewal', 'shorten it'], DATAFLOW, { ...MARK, purpose: 'the renewal', tone: 'short' }),
  draft(['draft a note to Mark Rodriguez', 'warmer please'], DATAFLOW, { ...MARK, tone: 'warm' }),
  draft(['write to Mike Chen about the renewal', 'ok, make it shorter'], TECHCORP, {
    contact: 'Mike Chen',
    purpose: 'the renewal',
    tone: 'short',
  }),
  draft(['email David Kim', 'more formal, and in French'], TECHCORP, { contact: 'David Kim', tone: 'formal', language: 'french' }),
  asks(['write to Mike Chen about the renewal', 'ok send it']),
  draft(['draft a note to Mark Rodriguez', 'and one to Jennifer Walsh at DataFlow'], DATAFLOW, { contact: 'Jennifer Walsh' }),
  draft('send David Kim a meeting request for Thursday at 10', TECHCORP, {
    contact: 'David Kim',
    kind: 'meeting',
    when: '2026-12-03T10:00',
  }),
  draft('write Jennifer Walsh at DataFlow that we are sorry about the slow answers', DATAFLOW, {
    message: 'We are sorry about the slow answers',
  }),
  draft('remind Mike Chen of the workshop', TECHCORP, { contact: 'Mike Chen' }),
  draft('congratulate Mike Chen on the launch', TECHCORP, { kind: 'congratulation' }),
  draft('write a warm thank-you note to Mike Chen in German', TECHCORP, { tone: 'warm', language: 'german' }),
  made('write to Mark Rodriguez offering a 20% discount', [{ tools: [{ name: 'draft_outreach', account: DATAFLOW }] }]),
  asks('draft a note'),
  asks('write an email to them'),
  asks('draft a note to Kevin Nobody at DataFlow'),
  made('ask Mark for a discount approval and tell him it is signed', [
    { asks: true },
    // Refused: a discount that nobody approved is no ground for a note.
    { tools: [{ name: 'draft_outreach', account: DATAFLOW }] },
  ]),
  omar.drafts('send Emma Morgan a line thanking her for the testimonial', 'draft_outreach', 'Northwind Trading', {
    message: 'Thank you for the testimonial',
  }),
  draft('write to the champion of Foxglove Payments and congratulate her on the reference award', 'Foxglove Payments', {
    role: 'champion',
    message: 'Congratulations on the reference award',
  }),
  draft('email Mike Chen about moving 12 licences to Leeds', TECHCORP, {
    message: 'I am writing to you about moving 12 licences to Leeds',
  }),
  draft('email Mike Chen asking whether the new owner is named', TECHCORP, { ask: 'Could you tell me whether the new owner is named?' }),
  draft('schick Mike Chen eine Dankesmail für die Schulung', TECHCORP, { language: 'german', message: 'Vielen Dank für die Schulung' }),
  asks(['write to Mike Chen about the renewal', 'get this signed off']),
  asks(['write to Mike Chen about the renewal', 'send it to Priya for approval']),
  // Nobody there is an administrator: that is said, and nobody else invited.
  made('invite the admins at Hollin Components to our training on 14 December', [
    { tools: [{ name: 'draft_outreach', account: 'Hollin Components', arguments: { role: 'admin' } }] },
  ]),
  // What is said of a draft that was just made changes it, or what cannot be is said.
  draft(['draft a note to Mark Rodriguez about the renewal', 'drop the second paragraph'], DATAFLOW, {
    ...MARK,
    leaveOut: ['paragraph 2'],
  }),
  draft(['write to Mike Chen about the renewal', 'take out the bit about the API calls'], TECHCORP, { leaveOut: ['the API calls'] }),
  draft(['write to Mike Chen about the renewal', 'lass den letzten Satz weg und mach es wärmer'], TECHCORP, {
    leaveOut: ['sentence -1'],
    tone: 'warm',
  }),
  draft(['email David Kim', 'shorter, friendlier'], TECHCORP, { contact: 'David Kim', tone: 'short_warm' }),
  draft(['draft a check-in to Mike Chen', 'make it about the renewal instead'], TECHCORP, { kind: 'renewal', purpose: 'the renewal' }),
  draft(['write to Mike Chen about the renewal', 'this should go to David Kim'], TECHCORP, { contact: 'David Kim', kind: 'renewal' }),
  draft(['write to Mike Chen about the renewal', 'add that the order form needs signing before 11 Dec'], TECHCORP, {
    message: 'The order form needs signing before 11 Dec',
  }),
  asks(['draft a note to Mark Rodriguez about the renewal', 'cc the sponsor']),
  asks(['draft a note to Mark Rodriguez about the renewal', 'send it tomorrow morning']),
  asks(['draft a note to Mark Rodriguez about the renewal', 'sign it as Rachel']),
  asks(['tell Mark Rodriguez that the fix ships on Monday', 'auf deutsch bitte']),
  asks(['draft a note to Mark Rodriguez about the renewal', 'what did you base that on']),
  asks('thanks to Mike Chen we got the pilot'),
  draft('chase Mark Rodriguez for the unpaid invoice', DATAFLOW, { message: 'I would like to remind you of the unpaid invoice' }),
  draft('say goodbye to Mike Chen, I leave the company at the end of December', TECHCORP, { kind: 'farewell' }),
  read('who wrote to Mark Rodriguez? who do we know at DataFlow', 'list_contacts', DATAFLOW),
];
