import { describe, expect, test } from '@jest/globals';
import type { ModelMessage } from '../../../bot/model-port.ts';
import { writeToolContent } from '../../../bot/tool-content.ts';
import { overNames } from './ask.ts';

const say = overNames();

const user = (text: string): ModelMessage => ({ role: 'user', text });
const bot = (text: string): ModelMessage => ({ role: 'assistant', text, calls: [] });
const FACT = 'The agreement runs until 3 Apr 2027.';
const DRAFTED = 'A note to Mark Rodriguez (DataFlow Analytics) is drafted; nothing is sent before it is approved.';
const drafted = (args: object, said = 'draft a note to Mark Rodriguez', point = DRAFTED): ModelMessage[] => [
  user(said),
  { role: 'assistant', text: '', calls: [{ id: 'c', name: 'draft_outreach', arguments: JSON.stringify(args) }] },
  {
    role: 'tool',
    callId: 'c',
    name: 'draft_outreach',
    content: writeToolContent({ ok: true, tool: 'draft_outreach', summary: { point, why: [FACT] } }),
  },
  bot(point),
];
const ARGS = { account: 'DataFlow Analytics', contact: 'Mark Rodriguez', kind: 'renewal' };
const focus = { account: 'DataFlow Analytics', contact: 'Mark Rodriguez' };
const edited = async (text: string, past: object = {}, point?: string) => {
  const { calls, text: reply } = await say(text, { before: drafted({ ...ARGS, ...past }, undefined, point), focus });
  const [call] = calls;
  const given = Object.fromEntries(Object.entries(call?.arguments ?? {}).filter(([, value]) => value !== null));
  return { tool: call?.name, given, reply };
};

describe('a part of a draft is left out', () => {
  test.each([
    ['drop the second paragraph', ['paragraph 2']],
    ['could you lose the last line?', ['sentence -1']],
    ['take the question out', ['question']],
    ['take out the bit about the open tickets', ['the open tickets']],
    ['without the numbers please', ['figures']],
    ['skip the intro', ['opening']],
    ['cut the last two sentences', ['sentence -2..-1']],
    ['remove everything except the question', ['only question']],
    ['lass den letzten Satz weg', ['sentence -1']],
    ['streich den zweiten Absatz', ['paragraph 2']],
    ['ohne die Zahlen', ['figures']],
    ['enlève la dernière phrase', ['sentence -1']],
    ['sans la partie sur les tickets', ['les tickets']],
    ['quita la última frase', ['sentence -1']],
    ['sin las cifras', ['figures']],
    ['I don’t like the last sentence', ['sentence -1']],
    ['can we lose the number of seats?', ['number of seats']],
  ])('%s', async (text, leaveOut) => {
    expect(await edited(text)).toMatchObject({ tool: 'draft_outreach', given: { ...ARGS, leaveOut } });
  });

  test('what was left out before is told by how it read: a tone or a sentence more moves its place', async () => {
    const point = `${DRAFTED} Left out: “Your agreement runs.”; “Of “Load; failed” we know.”`;
    expect((await edited('warmer', { leaveOut: ['sentence 2', 'sentence 4', 'tickets'] }, point)).given).toMatchObject({
      tone: 'warm',
      leaveOut: ['“Your agreement runs.”, if any', '“Of “Load; failed” we know.”, if any', 'tickets, if any'],
    });
    expect((await edited('cut the third sentence, and make it warmer')).given).toMatchObject({ tone: 'warm', leaveOut: ['sentence 4'] });
  });

  test('and is put back', async () => {
    expect((await edited('put the question back', { leaveOut: ['question'] })).given).not.toHaveProperty('leaveOut');
  });
});

describe('a draft says, asks and sounds otherwise', () => {
  test.each([
    ['shorter, friendlier', {}, { tone: 'short_warm' }],
    ['warmer', { tone: 'short' }, { tone: 'short_warm' }],
    ['too formal', { tone: 'formal' }, { tone: 'warm' }],
    ['kürzer und netter', {}, { tone: 'short_warm' }],
    ['más corto y más formal', {}, { tone: 'short_formal' }],
    ['make it longer', { tone: 'short_warm' }, { tone: 'warm' }],
    ['traduis-le en français', {}, { language: 'french' }],
    ['ask him for a call on thursday instead', {}, { kind: 'renewal', when: '2026-07-16' }],
    ['an hour later', { when: '2026-12-03T10:00' }, { when: '2026-12-03T11:00' }],
    ['drop the time', { when: '2026-12-03T10:00' }, {}],
    ['ask for feedback', {}, { ask: 'May I ask you for feedback?' }],
    ['ask her about the budget', {}, { ask: 'Could we talk about the budget?' }],
    ['let him know Diego joins the call', {}, { message: 'Diego joins the call' }],
    ['say we will call her on 3 December', {}, { message: 'We will call her on 3 December' }],
    ['instead of the last sentence write: When may I call you?', {}, { ask: 'When may I call you?' }],
    ['replace the last sentence with: Would Tuesday work?', {}, { ask: 'Would Tuesday work?' }],
    ['mention the invoice', {}, { message: 'I am also writing to you about the invoice', purpose: 'the invoice' }],
    ['thank him for the call first', { message: 'We fixed it' }, { message: 'Thank you for the call. We fixed it' }],
    ['add a deadline: please sign by 11 December', {}, { message: 'Please sign by 11 December' }],
    ['change the subject to Next steps', {}, { subject: 'Next steps' }],
    ['take out the renewal and ask for feedback', {}, { leaveOut: ['renewal'], ask: 'May I ask you for feedback?' }],
  ])('%s', async (text, past, changed) => {
    const { tool, given } = await edited(text, past);
    expect(tool).toBe('draft_outreach');
    expect(given).toEqual({ ...ARGS, ...past, ...('when' in past && !('when' in changed) ? { when: undefined } : {}), ...changed });
  });

  test.each([
    ['make it about the open ticket instead', { message: 'I am writing to you about the open ticket' }],
    ['turn it into an apology for the outage on Sunday', { kind: 'apology', message: 'I am sorry for the outage on Sunday' }],
    ['fais-en plutôt un message de remerciement pour la référence', { kind: 'thanks', message: 'Merci pour la référence' }],
  ])('it is for something else: %s', async (text, about) => {
    const { given } = await edited(text, { message: 'We fixed it', leaveOut: ['question'] });
    expect(given).toMatchObject({ account: ARGS.account, contact: ARGS.contact, ...about });
    expect(given).not.toHaveProperty('leaveOut');
  });

  test.each([
    ['to the champion instead', { role: 'champion' }],
    ['lieber an den Champion', { role: 'champion' }],
    ['plutôt au sponsor', { role: 'executive_sponsor' }],
    ['wrong person, it should go to the technical lead', { role: 'technical_lead' }],
    ['send this to Mike Chen instead', { account: 'TechCorp Financial Services', contact: 'Mike Chen' }],
  ])('it goes to somebody else: %s', async (text, to) => {
    const { given } = await edited(text);
    expect(given).toEqual({ ...ARGS, contact: undefined, ...to });
  });
});

test('the version before comes back, and where there is none that is said', async () => {
  const before = [...drafted(ARGS), ...drafted({ ...ARGS, tone: 'short' }, 'shorter')];
  const [back] = (await say('no, back to the longer one', { before, focus })).calls;
  expect(back).toMatchObject({ name: 'draft_outreach', arguments: { ...ARGS } });
  expect(back?.arguments.tone ?? null).toBeNull();
  expect((await edited('undo that')).reply).toContain('no earlier version');
});

describe('what cannot be done with a draft is said, with what can', () => {
  test.each([
    ['cc the sponsor', 'one person'],
    ['cc her boss too', 'one person'],
    ['setz den Sponsor in Kopie', 'one person'],
    ['mets Jennifer Walsh en copie', 'one person'],
    ['sign it as Rachel', 'signed by'],
    ['unterschreib mit Rachel', 'signed by'],
    ['send it tomorrow morning', 'set time'],
    ['envoie-le demain matin', 'set time'],
    ['attach the QBR deck', 'without files'],
    ['send it on Slack instead', 'by e-mail only'],
    ['less salesy', 'short, warm or formal'],
    ['translate it into Italian', 'English, German, French or Spanish'],
    ['discard it', 'Discard'],
    ['perfect, send it', 'Press its button'],
  ])('%s', async (text, says) => {
    const { tool, reply } = await edited(text);
    expect(tool).toBeUndefined();
    expect(reply).toContain(says);
  });

  test.each(['in French', 'auf deutsch bitte'])('a sentence in the author’s words is not translated: %s', async (text) => {
    const { tool, reply } = await edited(text, { message: 'The fix ships on Monday' });
    expect(tool).toBeUndefined();
    expect(reply).toContain('I do not translate: “The fix ships on Monday”');
    expect((await edited('in German, without my own words', { message: 'The fix ships on Monday' })).given).toMatchObject({
      language: 'german',
    });
  });

  test('a day in the author’s words is theirs to say anew', async () => {
    const { tool, reply } = await edited('make it 21 December', { message: 'I would like to invite you to the workshop on 20 December' });
    expect(tool).toBeUndefined();
    expect(reply).toContain('in your own words');
  });

  test('nor is one dictated for a note in another language', async () => {
    expect((await edited('füge hinzu, dass der Vertrag bis Freitag unterschrieben sein muss')).reply).toContain('I do not translate');
    expect((await say('tell Mike Chen in German that we call tomorrow')).calls).toEqual([]);
  });
});

test.each(['what did you base that on', 'worauf stützt sich das?', 'where does the number come from'])(
  '%s: the facts of the note',
  async (text) => {
    const { tool, reply } = await edited(text);
    expect(tool).toBeUndefined();
    expect(reply).toContain(FACT);
  },
);

test.each([
  ['add a task to call him tomorrow', 'add_task'],
  ['and remind me monday to send the quote', 'add_task'],
  ['how healthy is TechCorp?', 'get_account_health'],
])('what is no change to the draft is not taken for one: %s', async (text, tool) => {
  expect((await edited(text)).tool).toBe(tool);
});

describe('what a note is for', () => {
  const first = async (text: string) => {
    const [call] = (await say(text)).calls;
    return Object.fromEntries(Object.entries(call?.arguments ?? {}).filter(([, value]) => value !== null));
  };
  test.each([
    ['chase Mark Rodriguez for the unpaid invoice', { message: 'I would like to remind you of the unpaid invoice', kind: 'payment' }],
    [
      'say goodbye to Mike Chen, I leave the company at the end of December',
      { kind: 'farewell', message: 'I leave the company at the end of December' },
    ],
    ['wish Mike Chen happy holidays', { kind: 'wishes', message: 'I wish you happy holidays' }],
    ['send my condolences to Mike Chen', { kind: 'condolence' }],
    ['thanks to Mike Chen for the pilot', { kind: 'thanks', message: 'Thank you for the pilot' }],
    ['invite Mike Chen to our customer day on 20 January', { message: 'I would like to invite you to our customer day on 20 January' }],
    ['pide a Mike Chen que firme antes del 11 de diciembre', { message: 'Firme antes del 11 de diciembre', language: 'spanish' }],
    ['reply to Mike Chen that he gets the figures on Friday', { kind: 'answer_mail', message: 'You get the figures on Friday' }],
    ['email Mike Chen that the order form needs signing before 11 Dec', { message: 'The order form needs signing before 11 Dec' }],
  ])('%s', async (text, args) => {
    expect(await first(text)).toMatchObject(args);
  });

  test('what is dictated does not say what the note is for', async () => {
    expect(await first('remind Mike Chen that the security review is due on 4 December')).not.toHaveProperty('kind');
  });

  test.each(['thanks to Mike Chen we got the pilot', 'dank Mike Chen haben wir den Piloten bekommen'])(
    'praise asks for no note: %s',
    async (text) => {
      const { calls, text: reply } = await say(text);
      expect(calls).toEqual([]);
      expect(reply).toContain('asks for nothing');
    },
  );
});

test.each([
  ['und frag noch, wie viele Leute kommen', 'german', /wie viele Leute kommen\?$/],
  ['ask also if they need a projector', 'english', /need a projector\?$/],
])('what stands beside the verb is none of the words: %s', async (text, language, ask) => {
  const { tool, given } = await edited(text, { language });
  expect({ tool, ask: given.ask, contact: given.contact }).toEqual({
    tool: 'draft_outreach',
    ask: expect.stringMatching(ask),
    contact: 'Mark Rodriguez',
  });
});
