import { afterAll, beforeAll, test } from '@jest/globals';
import { ask, buttons, type Greendoor, openGreendoor, SARAH, ELENA, MARCUS, shown, thread, press, CHANNELS, BOT } from '../support/greendoor.ts';
import { writeFileSync, appendFileSync } from 'node:fs';
import { findMentions } from '../../agents/kit/mentions.ts';

let g: Greendoor; let p: any;
beforeAll(async () => {
  g = await openGreendoor();
  p = await g.start();
  writeFileSync('/tmp/probe.txt', '');
});
afterAll(() => { appendFileSync('/tmp/probe.txt', p.log().slice(-3000)); return g.close(); });
test('x', async () => {
  const say = async (said: any) => {
    const t = Date.now();
    try {
    const { question, answer } = await ask(g.workspace, said);
    appendFileSync('/tmp/probe.txt', ['#### ' + JSON.stringify(said).slice(0, 200), Date.now() - t, shown(answer).slice(0, 900), buttons(answer).map(b => b.label).join(' | '), ''].join('\n'));
    return { question, answer };
    } catch (e) { appendFileSync('/tmp/probe.txt', ['#### ' + JSON.stringify(said).slice(0, 200), 'FAILED', String(e).slice(0, 1500), ''].join('\n')); return undefined as any }
  };
  const dm = (text: string, thread?: string) => say({ user: SARAH, dm: true, text, ...(thread ? { thread } : {}) });
  appendFileSync('/tmp/probe.txt', JSON.stringify(await findMentions({tenant:'demo', models: g.models}, 'How healthy is Jennifer?'))+ JSON.stringify(await g.models.contacts.find({tenant:'demo', name: /Jennifer/}).lean()).slice(0, 3000));
  await dm('How healthy is TechCorp?');
  await dm('and its champion?');
  await dm('draft him a note');
  await dm('How healthy is Northwind?');
  const t = Date.now();
  const q = await g.workspace.say({ user: SARAH, dm: true, text: 'x'.repeat(10000) });
  appendFileSync('/tmp/probe.txt', `\nx answered ${Date.now() - t} ${JSON.stringify({ ...q.delivery, payload: undefined })}\n`);
  await new Promise((r) => setTimeout(r, 3000));
  appendFileSync('/tmp/probe.txt', JSON.stringify(g.workspace.messages(SARAH).slice(-3)).slice(-3000) + '\n' + JSON.stringify(g.workspace.calls.slice(-6)).slice(-3000)+'\n');
  await dm('How healthy is DataFlow? ' + 'Please '.repeat(1500));
  await dm('Warum ist DataFlow gefährdet?');
  await say({ user: SARAH, channel: 'cs-health', text: `<@${BOT}>` });
  await g.workspace.command({ user: SARAH, channel: 'cs-health', text: 'digest' });
  await g.workspace.waitFor(() => g.workspace.messages(CHANNELS.health).some((m) => m.fromBot && m.thread_ts && /digest/i.test(shown(m)) && !m.streaming), 5000).catch(() => {});
  for (const m of g.workspace.messages(CHANNELS.health)) appendFileSync('/tmp/probe.txt', '>> ' + m.ts + ' ' + m.thread_ts + ' ' + m.onlyFor + ' ' + shown(m).slice(0, 2500) + '\n' + buttons(m).map(b => b.label).join(' | ') + '\n');
  await say({ user: MARCUS, dm: true, text: 'draft a note to Mark Rodriguez' });
});
