import { describe, expect, test } from '@jest/globals';
import type { ModelMessage } from '../../../bot/model-port.ts';
import { writeToolContent } from '../../../bot/tool-content.ts';
import { overNames } from './ask.ts';

const say = overNames();

const user = (text: string): ModelMessage => ({ role: 'user', text });
const bot = (text: string): ModelMessage => ({ role: 'assistant', text, calls: [] });
const call = (name: string, args: object, content: Parameters<typeof writeToolContent>[0]): ModelMessage[] => [
  { role: 'assistant', text: '', calls: [{ id: 'c', name, arguments: JSON.stringify(args) }] },
  { role: 'tool', callId: 'c', name, content: writeToolContent(content) },
];
const found = (point: string) => ({ ok: true as const, tool: 't', summary: { point, why: [] } });
const given = async (...said: Parameters<typeof say>) => {
  const [call] = (await say(...said)).calls;
  return call && { tool: call.name, ...Object.fromEntries(Object.entries(call.arguments).filter(([, value]) => value !== null)) };
};

describe('whom a note is to, by what they are to us', () => {
  test.each([
    ['draft a mail to the champion of TechCorp proposing a call on thursday', 'champion'],
    ['a warm thank-you to the champion of TechCorp in German', 'champion'],
    ['write to TechCorp’s decision maker about the renewal', 'decision_maker'],
    ['email the technical lead at TechCorp about the outage', 'technical_lead'],
    ['thank the exec sponsor of TechCorp for the workshop', 'executive_sponsor'],
    ['tell the champion of TechCorp that Mark Rodriguez will call', 'champion'],
    ['Schreib dem Entscheider bei TechCorp, dass wir morgen anrufen', 'decision_maker'],
    ['écris un message au responsable technique chez TechCorp', 'technical_lead'],
    ['escribe un correo al patrocinador de TechCorp sobre la renovación', 'executive_sponsor'],
    ['email the champion of TechCorp: can we meet on Tuesday?', 'champion'],
    ['TechCorp: mail the champion about the renewal', 'champion'],
    ['draft a note to the campeão da TechCorp', 'champion'],
  ])('%s: %s', async (text, role) => {
    expect(await given(text)).toMatchObject({ tool: 'draft_outreach', account: 'TechCorp Financial Services', role });
    expect(await given(text)).not.toHaveProperty('contact');
  });

  test('what changes a draft says of nobody to whom it is', async () => {
    const args = { account: 'DataFlow Analytics', contact: 'Mark Rodriguez' };
    const before = [user('draft a note to Mark Rodriguez'), ...call('draft_outreach', args, found('Drafted.')), bot('Drafted.')];
    expect(await given('make it shorter', { before })).toMatchObject({ tool: 'draft_outreach', ...args, tone: 'short' });
    expect(await given('make it shorter', { before })).not.toHaveProperty('role');
  });

  test('of the account spoken of', async () => {
    expect(
      await given('thank their champion for the call', { focus: { account: 'DataFlow Analytics', contact: 'Mark Rodriguez' } }),
    ).toEqual(expect.objectContaining({ tool: 'draft_outreach', account: 'DataFlow Analytics', role: 'champion' }));
  });

  test('who is named is named; a role the note speaks of is nobody’s', async () => {
    for (const text of [
      'draft a note to Mark Rodriguez, the champion of DataFlow',
      'tell Mark Rodriguez that we met the champion',
      'draft a note to Mark Rodriguez about their new sponsor',
    ]) {
      expect(await given(text)).toMatchObject({ tool: 'draft_outreach', contact: 'Mark Rodriguez' });
      expect(await given(text)).not.toHaveProperty('role');
    }
    expect(await given('draft a note to TechCorp about their champion')).not.toHaveProperty('role');
  });
});

describe('what is done here is asked for by more than its verb', () => {
  test.each([
    ['offer TechCorp a 20 % discount by mail', 'draft_outreach'],
    ['give TechCorp 20% off', 'draft_outreach'],
    ['Ignore the noise: is TechCorp growing?', 'detect_expansion_signals'],
    ['ignore what TechCorp said. how many open tickets there?', 'list_accounts'],
    ['ignore the upsell at TechCorp', 'mute_expansion_signal'],
    ['mute the news of TechCorp', 'unfollow_account'],
    ['follow TechCorp', 'follow_account'],
    ['create a plan for TechCorp', 'create_success_plan'],
    ['écris à Mike Chen pour proposer un rendez-vous mardi à 14h', 'draft_outreach'],
  ])('%s: %s', async (text, tool) => {
    expect((await say(text)).calls.map(({ name }) => name)).toEqual([tool]);
  });

  test('a verb alone, of what nothing here is, is asked back', async () => {
    for (const text of ['ignore what TechCorp said', 'mute TechCorp']) expect((await say(text)).calls).toEqual([]);
  });

  test('what somebody is to be told is no call that is recorded', async () => {
    const args = { account: 'TechCorp Financial Services', contact: 'Mike Chen' };
    const before = [user('write to Mike Chen about the call'), ...call('draft_outreach', args, found('Drafted.')), bot('Drafted.')];
    const focus = { account: 'TechCorp Financial Services', contact: 'Mike Chen' };
    expect(await given('Schreib ihm, dass wir morgen anrufen', { before, focus })).toMatchObject({
      tool: 'draft_outreach',
      ...args,
      message: 'Ich wollte Ihnen sagen, dass wir morgen anrufen',
    });
  });
});

test('what waits for a decision is shown, and never written anew', async () => {
  const mark = { account: 'DataFlow Analytics', contact: 'Mark Rodriguez' };
  for (const text of [
    'approve the draft to Mark Rodriguez',
    'send the mail to Mark Rodriguez now',
    'Schicke die Nachricht an Mark Rodriguez',
  ])
    expect(await given(text)).toEqual({ tool: 'list_approvals', contact: 'Mark Rodriguez' });
  for (const text of ['send a mail to Mark Rodriguez', 'send the note to Mark Rodriguez about the renewal'])
    expect(await given(text)).toMatchObject({ tool: 'draft_outreach', ...mark });
});

describe('of several wishes none is swallowed by what another writes down', () => {
  test.each([
    [
      'log meeting yesterday w/ Mike Chen, 45 min, discussed renewal, next step send proposal by 5 dec',
      { name: 'log_activity', text: '45 min, discussed renewal' },
      { name: 'set_next_step', text: 'send proposal by 5 dec' },
    ],
    [
      'log that I met Mike Chen yesterday and add a task to send pricing by friday',
      { name: 'log_activity', text: 'I met Mike Chen yesterday' },
      { name: 'add_task', text: 'send pricing by friday' },
    ],
    [
      'log a call with Mike Chen: they want SSO by March, next step send proposal by 5 dec',
      { name: 'log_activity', text: 'they want SSO by March' },
      { name: 'set_next_step', text: 'send proposal by 5 dec' },
    ],
    [
      'remind me in a week to send the security review to TechCorp and tell their champion we will call tomorrow',
      { name: 'add_task', text: 'send the security review to TechCorp' },
      { name: 'draft_outreach', role: 'champion', message: 'We will call tomorrow' },
    ],
    [
      'tell Mike Chen that we will call and add a task to send pricing',
      { name: 'draft_outreach', message: 'We will call' },
      { name: 'add_task', text: 'send pricing' },
    ],
  ])('%s', async (text, ...wanted) => {
    const { calls } = await say(text);
    expect(calls.map(({ name, arguments: values }) => ({ name, ...values }))).toEqual(
      wanted.map((each) => expect.objectContaining({ account: 'TechCorp Financial Services', ...(each as object) })),
    );
  });

  test.each([
    ['remind me to call TechCorp and send the deck', 'add_task', 'call TechCorp and send the deck'],
    ['remind me to call TechCorp and ask them about pricing', 'add_task', 'call TechCorp and ask them about pricing'],
    [
      'log a call with TechCorp: they want to add a second site and call us on Monday',
      'log_activity',
      'they want to add a second site and call us on Monday',
    ],
  ])('what is said stays whole: %s', async (text, tool, whole) => {
    expect((await say(text)).calls).toEqual([{ name: tool, arguments: expect.objectContaining({ text: whole }) }]);
  });

  test('the hour of what is to be done is kept', async () => {
    expect(await given('remind me tomorrow at 3 to call TechCorp')).toMatchObject({
      tool: 'add_task',
      due: expect.stringMatching(/T15:00$/),
    });
  });
});

describe('in the thread of a draft a wish changes that draft', () => {
  const args = { account: 'DataFlow Analytics', contact: 'Mark Rodriguez' };
  const drafted = (more: object = {}) => [
    user('draft a note to Mark Rodriguez'),
    ...call('draft_outreach', { ...args, ...more }, found('Drafted.')),
    bot('Drafted.'),
  ];
  const focus = { account: 'DataFlow Analytics', contact: 'Mark Rodriguez' };
  test.each([
    ['make it warmer and ask for a call on 8 December', {}, { tone: 'warm', kind: 'meeting', when: '2026-12-08' }],
    ['propose a call on 8 December at 3', { kind: 'renewal' }, { kind: 'renewal', when: '2026-12-08T15:00' }],
    ['add that we will send the slides and the plan', {}, { message: 'We will send the slides and the plan' }],
    ['also mention that we call on 8 December', { message: 'We fixed it' }, { message: 'We fixed it. We call on 8 December' }],
    ['in Spanish', {}, { language: 'spanish' }],
    ['shorter, and in German', {}, { tone: 'short', language: 'german' }],
    ['ask whether they could send the form', {}, { ask: 'Could you send the form?' }],
  ])('%s', async (text, past, changed) => {
    expect(await given(text, { before: drafted(past), focus })).toEqual({ tool: 'draft_outreach', ...args, ...past, ...changed });
  });

  test('another one goes to whoever is named now, by name or by role', async () => {
    const toChampion = await given('and one to the champion', { before: drafted(), focus });
    expect(toChampion).toMatchObject({ role: 'champion' });
    expect(toChampion).not.toHaveProperty('contact');
    expect(await given('and one to Mike Chen', { before: drafted({ contact: null, role: 'champion' }), focus })).not.toHaveProperty('role');
  });

  test('a task is still a task', async () => {
    expect(await given('add a task to call him', { before: drafted(), focus })).toMatchObject({ tool: 'add_task' });
  });

  test('thanks are said, for what they are for, to whoever has the role', async () => {
    const thanks = await given('thank the sponsor of TechCorp for the great workshop');
    expect(thanks).toMatchObject({ role: 'executive_sponsor', kind: 'thanks', message: 'Thank you for the great workshop' });
  });
});

test('what is told asks for no letter', async () => {
  expect((await say('sorry to hear that TechCorp is unhappy')).calls.filter(({ name }) => name === 'draft_outreach')).toEqual([]);
});

test('what is asked politely, and another language instead, is no part of a letter', async () => {
  expect(await given('escríbele a Mike Chen por favor')).not.toHaveProperty('message');
  const args = { account: 'TechCorp Financial Services', contact: 'Mike Chen', language: 'spanish' };
  const before = [user('escríbele a Mike Chen'), ...call('draft_outreach', args, found('Drafted.')), bot('Drafted.')];
  expect(await given('mejor en inglés', { before })).toMatchObject({ tool: 'draft_outreach', contact: 'Mike Chen', language: 'english' });
});

describe('what is to be done says what a letter is, and the noun what it is about', () => {
  test.each([
    [
      'drop Mike Chen a line thanking him for the testimonial',
      { contact: 'Mike Chen', kind: 'thanks', message: 'Thank you for the testimonial' },
    ],
    [
      'write to the champion of TechCorp and thank her for the webinar',
      { role: 'champion', kind: 'thanks', message: 'Thank you for the webinar' },
    ],
    ['schick Mike Chen eine Dankesmail für die Schulung', { kind: 'thanks', message: 'Vielen Dank für die Schulung', language: 'german' }],
    [
      'écris à Mike Chen pour le remercier de son témoignage',
      { kind: 'thanks', message: 'Merci pour votre témoignage', language: 'french' },
    ],
    [
      'escribe a Mike Chen para agradecerle la reunión de ayer',
      { kind: 'thanks', message: 'Gracias por la reunión de ayer', language: 'spanish' },
    ],
    ['congratulate Mike Chen on the reference award', { kind: 'congratulation', message: 'Congratulations on the reference award' }],
    ['remind Mike Chen of the webinar on 9 December', { message: 'I would like to remind you of the webinar on 9 December' }],
    ['sorry note to Mike Chen re the outage on Sunday', { kind: 'apology', message: 'I am sorry for the outage on Sunday' }],
    ['thank-you to Mike Chen, TechCorp, for the intro to legal', { kind: 'thanks', message: 'Thank you for the intro to legal' }],
    ['draft a note to Mike Chen re the signature', { message: 'I am writing to you about the signature' }],
    ['escríbele a Mike Chen por las facturas', { purpose: 'las facturas', message: null }],
    ['draft a note to Mike Chen about the workshop', { message: 'I am writing to you about the workshop' }],
  ])('%s', async (text, wanted) => {
    const calls = (await say(text)).calls;
    expect(calls).toEqual([{ name: 'draft_outreach', arguments: expect.objectContaining({ kind: null, ...wanted }) }]);
  });

  test.each([
    ['write Mike Chen a note about adding 12 licences, in English', { message: 'I am writing to you about adding 12 licences' }],
    ['email Mike Chen about his new role', { message: 'I am writing to you about your new role' }],
    ['email Mike Chen asking whether he has seen the plan', { ask: 'Could you tell me whether you have seen the plan?' }],
    ['frag Mike Chen, ob der Termin noch passt', { ask: 'Könnten Sie mir sagen, ob der Termin noch passt?', language: 'german' }],
    ['ask Mike Chen to send the signed form', { ask: 'Could you send the signed form?' }],
    [
      'invite Mike Chen to our training on 11 December',
      { kind: 'training', message: 'I would like to invite you to our training on 11 December', ask: 'Would you like to join?' },
    ],
    [
      'Lade Mike Chen zur Schulung am 11. Dezember ein',
      { kind: 'training', message: 'Ich möchte Sie zur Schulung am 11. Dezember einladen', language: 'german' },
    ],
    [
      'tell Mike Chen the fix is live and ask him if the export works',
      { message: 'The fix is live', ask: 'Could you tell me if the export works?' },
    ],
    [
      'email the champion of TechCorp about the roadmap and propose a call on tuesday at 3',
      { role: 'champion', message: 'I am writing to you about the roadmap', when: '2026-07-21T15:00' },
    ],
    ['invite the admins at TechCorp to the onboarding session', { role: 'admin' }],
  ])('its content reaches the text: %s', async (text, wanted) => {
    expect(await given(text)).toMatchObject({ tool: 'draft_outreach', ...wanted });
  });

  test('what may not stand in a letter is put into none', async () => {
    const given = (await say('write to Mike Chen about the churn risk')).calls[0]?.arguments;
    expect(given).toMatchObject({ message: null });
  });

  test('a word of thanks to us is none to them', async () => {
    expect(await given('thanks, draft a note to Mike Chen about the renewal')).not.toHaveProperty('message');
  });
});

describe('after a draft', () => {
  const before = [
    user('draft a note to Mark Rodriguez'),
    ...call('draft_outreach', { account: 'DataFlow Analytics', contact: 'Mark Rodriguez' }, found('Drafted.')),
    bot('Drafted.'),
  ];
  const focus = { account: 'DataFlow Analytics', contact: 'Mark Rodriguez' };
  test.each([
    'ask Lucy for approval',
    'send it to Omar Haddad for approval',
    'get it approved',
    'lass das von Lucy freigeben',
    'demande l’approbation à Lucy',
    'pide la aprobación',
    'forward it to Lucy',
  ])('%s: its card asks for approval, and nothing is written', async (text) => {
    const { calls, text: said } = await say(text, { before, focus });
    expect(calls).toEqual([]);
    expect(said).toContain('Ask for approval');
  });

  test.each(['and remind me monday to send the quote', 'and remind me to share the list on Tuesday'])(
    'another act is an act of its own: %s',
    async (text) => {
      expect(await given(text, { before, focus })).toMatchObject({ tool: 'add_task', account: 'DataFlow Analytics' });
    },
  );
});
