import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import type { Workspace } from '../../../adapters/playground/index.ts';
import { BOT, type Bot, ELENA, newBot, newWorkspace, SARAH, TOKEN } from './bot.ts';

let workspace: Workspace;
let bot: Bot | undefined;

beforeEach(async () => {
  workspace = await newWorkspace();
});

afterEach(async () => {
  await bot?.close();
  bot = undefined;
  await workspace.close();
});

describe('what people do reaches the bot', () => {
  test('a direct message arrives signed and is answered in its thread, streaming', async () => {
    bot = await newBot(workspace, (app) => {
      app.message(async ({ message, sayStream, setStatus }) => {
        await setStatus({ status: 'reading', loading_messages: ['Reading signals…', 'Comparing…'] });
        const stream = sayStream({ buffer_size: 1 });
        await stream.append({ markdown_text: '**DataFlow**: 52' });
        await stream.append({ chunks: [{ type: 'task_update', id: 't1', title: 'Reading', status: 'complete' }] });
        await stream.append({ markdown_text: ', orange.' });
        await stream.stop({
          blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `for ${'user' in message ? message.user : '?'}` } }],
          metadata: { event_type: 'reply', event_payload: { id: 'r1' } },
        });
      });
    });
    const heard: string[] = [];
    const seen = workspace.waitFor((now) => {
      for (const message of now.messages(SARAH)) if (message.streaming) heard.push(message.markdown ?? '');
      for (const status of now.statuses()) heard.push(status.loading.join('|'));
      return now.messages(SARAH).find((message) => message.fromBot && !message.streaming);
    });
    const said = await workspace.say({ user: SARAH, dm: true, text: 'How healthy is DataFlow & co?' });
    expect(said.delivery).toMatchObject({ status: 200, name: 'message', attempt: 0 });
    expect(said.text).toBe('How healthy is DataFlow &amp; co?');
    const reply = await seen;
    expect(reply).toMatchObject({ markdown: '**DataFlow**: 52, orange.', thread_ts: said.ts, metadata: { event_payload: { id: 'r1' } } });
    expect(reply.tasks).toEqual([{ id: 't1', title: 'Reading', status: 'complete' }]);
    expect(heard).toContain('Reading signals…|Comparing…');
    expect(heard).toContain('**DataFlow**: 52');
    expect(workspace.statuses()).toEqual([]);
  });

  test('a bot that expects another secret refuses, and the event is repeated with the same id', async () => {
    bot = await newBot(workspace, (app) => app.message(async () => undefined), 'another-secret');
    const { delivery } = await workspace.say({ user: SARAH, dm: true, text: 'hello' });
    expect(delivery).toMatchObject({ status: 401, failure: 'http_error' });
    await workspace.waitFor((now) => now.deliveries.length === 2 && now.deliveries[1]?.status);
    expect(workspace.deliveries.map(({ key, attempt }) => ({ key, attempt }))).toEqual([
      { key: delivery?.key, attempt: 0 },
      { key: delivery?.key, attempt: 1 },
    ]);
  });

  test('in a channel only a mention is heard, by name as by id', async () => {
    const texts: string[] = [];
    bot = await newBot(workspace, (app) => app.event('app_mention', async ({ event }) => void texts.push(event.text)));
    const silent = await workspace.say({ user: SARAH, channel: 'cs-health', text: 'nobody asked' });
    expect(silent.delivery).toBeUndefined();
    await workspace.say({ user: SARAH, channel: '#cs-health', text: '@greendoor digest for @Elena Rossi, see https://a.example/b?c=1.' });
    await workspace.say({ user: SARAH, channel: 'cs-health', text: `<@${BOT}> <!channel>` });
    expect(texts).toEqual([`<@${BOT}> digest for <@${ELENA}>, see <https://a.example/b?c=1>.`, `<@${BOT}> &lt;!channel&gt;`]);
  });

  test('the same event can be delivered again with its id and the retry header', async () => {
    const keys: string[] = [];
    const retries: (string | undefined)[] = [];
    bot = await newBot(workspace, (app) =>
      app.message(async ({ body, context }) => {
        keys.push(body.event_id);
        retries.push(context.retryReason);
      }),
    );
    const { delivery } = await workspace.say({ user: SARAH, dm: true, text: 'once' });
    const again = await workspace.redeliver(delivery?.key ?? '');
    expect(again).toMatchObject({ status: 200, attempt: 1, key: delivery?.key });
    expect(keys).toEqual([delivery?.key, delivery?.key]);
    expect(retries).toEqual([undefined, 'http_timeout']);
  });

  test('opening the direct conversation is announced, and prompts set without a thread are shown', async () => {
    bot = await newBot(workspace, (app) =>
      app.event('app_home_opened', async ({ event, client }) => {
        await client.assistant.threads.setSuggestedPrompts({
          channel_id: event.channel,
          title: event.tab ?? '',
          prompts: [{ title: 'Worse', message: 'Which of my accounts got worse?' }],
        });
      }),
    );
    await workspace.open(SARAH);
    expect(workspace.prompts(SARAH)).toMatchObject({ title: 'messages', prompts: [{ title: 'Worse' }] });
  });

  test('a slash command is answered to the person only', async () => {
    bot = await newBot(workspace, (app) =>
      app.command('/greendoor', async ({ ack, command, respond }) => {
        await ack(`got ${command.text}`);
        await respond({ text: 'and later, for all', response_type: 'in_channel' });
      }),
    );
    const delivery = await workspace.command({ user: SARAH, channel: 'cs-health', text: 'digest' });
    expect(delivery).toMatchObject({ status: 200, kind: 'command' });
    await workspace.waitFor((now) => now.messages('cs-health').length === 2);
    expect(workspace.messages('cs-health')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ text: 'got digest', onlyFor: SARAH }),
        expect.objectContaining({ text: 'and later, for all' }),
      ]),
    );
    expect(workspace.messages('cs-health').find((message) => message.text.startsWith('and'))?.onlyFor).toBeUndefined();
  });
});

describe('buttons and forms', () => {
  const button = { type: 'button' as const, action_id: 'press:0', text: { type: 'plain_text' as const, text: 'Edit' }, value: 'r1' };
  const view = {
    type: 'modal' as const,
    callback_id: 'form-1',
    title: { type: 'plain_text' as const, text: 'Edit the note' },
    submit: { type: 'plain_text' as const, text: 'Save' },
    blocks: [
      {
        type: 'input' as const,
        block_id: 'subject',
        label: { type: 'plain_text' as const, text: 'Subject' },
        element: { type: 'plain_text_input' as const, action_id: 'value', initial_value: 'Renewal' },
      },
      {
        type: 'input' as const,
        block_id: 'body',
        label: { type: 'plain_text' as const, text: 'Body' },
        element: { type: 'plain_text_input' as const, action_id: 'value', multiline: true, max_length: 50 },
      },
    ],
  };

  async function formBot(): Promise<void> {
    bot = await newBot(workspace, (app) => {
      app.message(async ({ say }) => void (await say({ text: 'a card', blocks: [{ type: 'actions', elements: [button] }] })));
      app.action('press:0', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: 'trigger_id' in body ? body.trigger_id : '', view });
      });
      app.view('form-1', async ({ ack, view: submitted, client, body }) => {
        const subject = submitted.state.values.subject?.value?.value;
        const text = submitted.state.values.body?.value?.value;
        if (text === 'bad') return ack({ response_action: 'errors', errors: { body: 'Say more.' } });
        await ack();
        await client.chat.postMessage({ channel: body.user.id, text: `${subject}: ${text}` });
      });
    });
    await workspace.say({ user: SARAH, dm: true, text: 'draft' });
  }

  test('press, form, errors, submit', async () => {
    await formBot();
    const card = await workspace.waitFor((now) => now.messages(SARAH).find((message) => message.blocks));
    expect(await workspace.press({ user: SARAH, message: card, actionId: 'press:0' })).toMatchObject({ status: 200 });
    expect(workspace.openedForm(SARAH)?.view).toMatchObject({ title: { text: 'Edit the note' } });
    expect(workspace.openedForm(ELENA)).toBeUndefined();
    expect(await workspace.submitForm({ user: SARAH, values: {} })).toMatchObject({ closed: false, errors: { body: expect.any(String) } });
    expect(await workspace.submitForm({ user: SARAH, values: { body: 'bad' } })).toMatchObject({
      closed: false,
      errors: { body: 'Say more.' },
    });
    expect(await workspace.submitForm({ user: SARAH, values: { body: 'Dear Mark' } })).toMatchObject({ closed: true, errors: {} });
    expect(workspace.openedForm(SARAH)).toBeUndefined();
    await workspace.waitFor((now) => now.messages(SARAH).some((message) => message.text === 'Renewal: Dear Mark'));
  });

  test('200 presses at once are all acknowledged, also of a button an update removed', async () => {
    let presses = 0;
    bot = await newBot(workspace, (app) => {
      app.message(async ({ say }) => void (await say({ text: 'a card', blocks: [{ type: 'actions', elements: [button] }] })));
      app.action('press:0', async ({ ack, respond }) => {
        presses += 1;
        await ack();
        if (presses === 1) await respond({ text: 'decided', replace_original: true });
      });
    });
    await workspace.say({ user: SARAH, dm: true, text: 'draft' });
    const card = await workspace.waitFor((now) => now.messages(SARAH).find((message) => message.blocks));
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => workspace.press({ user: SARAH, message: card, actionId: 'press:0' })),
    );
    expect(answers.filter((answer) => answer?.status === 200)).toHaveLength(200);
    await workspace.waitFor((now) => now.messages(SARAH).some((message) => message.text === 'decided'));
    expect(await workspace.press({ user: SARAH, message: card, actionId: 'press:0' })).toMatchObject({ status: 200 });
    expect(presses).toBe(201);
  });

  test('nobody presses what they cannot see', async () => {
    const client = new WebClient(TOKEN, { slackApiUrl: workspace.apiUrl });
    const blocks = [{ type: 'actions' as const, elements: [button] }];
    await client.chat.postEphemeral({ channel: 'C0HEALTH', user: SARAH, text: 'for you', blocks });
    const [whisper] = workspace.messages('cs-health');
    await expect(
      workspace.press({ user: ELENA, message: { channel: 'C0HEALTH', ts: whisper?.ts ?? '' }, actionId: 'press:0' }),
    ).rejects.toThrow('message_not_found');
  });
});

describe('the bot can be troubled', () => {
  const client = () => new WebClient(TOKEN, { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true });

  test('errors, rate limits and lost answers come as told, once', async () => {
    const channel = 'C0HEALTH';
    workspace.failNext('chat.postMessage', 'channel_not_found');
    await expect(client().chat.postMessage({ channel, text: 'a' })).rejects.toMatchObject({ data: { error: 'channel_not_found' } });
    workspace.rateLimitNext('chat.postMessage', 7);
    await expect(client().chat.postMessage({ channel, text: 'b' })).rejects.toMatchObject({ retryAfter: 7 });
    expect(workspace.messages(channel)).toHaveLength(0);
    workspace.faultNext('chat.postMessage', { type: 'lose' });
    const metadata = { event_type: 'reply', event_payload: { id: 'r9' } };
    await expect(client().chat.postMessage({ channel, text: 'c', metadata })).rejects.toThrow();
    const history = await client().conversations.history({ channel, include_all_metadata: true });
    expect(history.messages).toMatchObject([{ text: 'c', metadata }]);
    expect(await client().chat.postMessage({ channel, text: 'd' })).toMatchObject({ ok: true });
    expect(workspace.calls.filter((call) => call.method === 'chat.postMessage')).toHaveLength(4);
  });

  test('posting faster than Slack allows is limited', async () => {
    const posts = Array.from({ length: 30 }, (_, at) => client().chat.postMessage({ channel: 'C0HEALTH', text: `m${at}` }));
    const results = await Promise.allSettled(posts);
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(5);
    expect(workspace.messages('C0HEALTH').length).toBeLessThan(25);
  });

  test('a wrong or missing token is refused', async () => {
    const stranger = new WebClient('xoxb-other', { slackApiUrl: workspace.apiUrl });
    await expect(stranger.auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
    const answer = await fetch(`${workspace.apiUrl}auth.test`, { method: 'POST' });
    expect(await answer.json()).toEqual({ ok: false, error: 'not_authed' });
  });
});

describe('updating', () => {
  test('text alone removes the blocks, metadata alone leaves them, and people are not the bot’s to change', async () => {
    const client = new WebClient(TOKEN, { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } });
    const channel = 'C0HEALTH';
    const blocks = [{ type: 'divider' as const }];
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'a card', blocks });
    const now = () => workspace.messages(channel).find((message) => message.ts === ts);
    await client.apiCall('chat.update', { channel, ts, metadata: { event_type: 'reply', event_payload: { id: 'r1' } } });
    expect(now()).toMatchObject({ text: 'a card', blocks: [{ type: 'divider' }], metadata: { event_type: 'reply' } });
    await client.chat.update({ channel, ts, text: 'done' });
    expect(now()).toMatchObject({ text: 'done', blocks: [], edited: true, metadata: { event_type: 'reply' } });
    const said = await workspace.say({ user: SARAH, channel, text: 'mine' });
    await expect(client.chat.update({ channel, ts: said.ts, text: 'x' })).rejects.toMatchObject({ data: { error: 'cant_update_message' } });
    await client.chat.delete({ channel, ts });
    expect(now()).toBeUndefined();
  });
});

describe('reading back', () => {
  test('threads, pages, people, files', async () => {
    const client = new WebClient(TOKEN, { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } });
    const channel = 'C0HEALTH';
    const root = await client.chat.postMessage({ channel, text: 'root' });
    for (const text of ['one', 'two']) await client.chat.postMessage({ channel, text, thread_ts: root.ts ?? '' });
    const replies = await client.conversations.replies({ channel, ts: root.ts ?? '' });
    expect(replies.messages?.map(({ text }) => text)).toEqual(['root', 'one', 'two']);
    const top = await client.conversations.history({ channel });
    expect(top.messages).toMatchObject([{ text: 'root', reply_count: 2 }]);
    const page = await client.conversations.members({ channel, limit: 2 });
    expect(page.members).toEqual([SARAH, ELENA]);
    expect(page.response_metadata?.next_cursor).not.toBe('');
    expect(await client.users.lookupByEmail({ email: 'Elena.Rossi@greendoor.example' })).toMatchObject({ user: { id: ELENA } });
    await expect(client.users.info({ user: 'U0NOBODY' })).rejects.toMatchObject({ data: { error: 'user_not_found' } });
    await client.filesUploadV2({ channel_id: channel, filename: 'accounts.csv', content: 'name,score\nDataFlow,52\n' });
    const [file] = workspace.messages(channel).at(-1)?.files ?? [];
    expect(file).toMatchObject({ name: 'accounts.csv', mimetype: 'text/csv' });
    const download = await fetch(`${workspace.url}${file?.url}`);
    expect(await download.text()).toBe('name,score\nDataFlow,52\n');
    expect(download.headers.get('content-disposition')).toContain('attachment');
  });
});
