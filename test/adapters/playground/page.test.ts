import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { Browser, Page } from 'playwright-core';
import { drawChart } from '../../../adapters/charts/draw.ts';
import type { Workspace } from '../../../adapters/playground/index.ts';
import { hasBrowser, openBrowser } from '../../support/browser.ts';
import { type Bot, newBot, newWorkspace, SARAH, uploaded } from './bot.ts';

const named = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const cells = (...texts: string[]) => texts.map((text) => ({ type: 'raw_text' as const, text }));

const scoreCard: KnownBlock[] = [
  { type: 'header', text: named('DataFlow Analytics · 52 · orange') },
  {
    type: 'section',
    fields: ['*Score*\n52 of 100, down 34 since May', '*Churn risk*\n74 %, high', '*ARR*\n$875K', '*Renewal*\nin 127 days, 31 March'].map(
      mrkdwn,
    ),
  },
  {
    type: 'table',
    column_settings: [{ is_wrapped: true }, { align: 'right' }, { align: 'right' }],
    rows: [cells('What moved it', 'Points', 'Change'), cells('API calls', '−14', '−89 %'), cells('Champion left', '−12', '18 June')],
  },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'press:0', text: named('Draft a note'), value: 'r1', style: 'primary' },
      { type: 'button', action_id: 'press:1', text: named('Why'), value: 'r1' },
      { type: 'button', action_id: 'press:4', text: named('Look again'), value: 'r1' },
    ],
  },
  { type: 'context', elements: [mrkdwn('As of 22 November · confidence high · no survey since May')] },
  {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'feedback',
        positive_button: { text: named('Good answer'), value: 'r1:up' },
        negative_button: { text: named('Bad answer'), value: 'r1:down' },
      },
    ],
  },
];

const draft: KnownBlock[] = [
  { type: 'header', text: named('Waiting for approval: mail to Mark Rodriguez') },
  { type: 'section', fields: ['*To*\nMark Rodriguez, CFO', '*From*\nSarah Williams', '*By*\ne-mail', '*Expires*\nin 3 days'].map(mrkdwn) },
  { type: 'section', text: mrkdwn('>Hello Mark,\n>your team opened 14 tickets on the export since June.\n>Could we talk on Tuesday?') },
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'press:0',
        text: named('Approve'),
        value: 'r2',
        style: 'primary',
        confirm: {
          title: named('Send this mail?'),
          text: mrkdwn('It goes to *Mark Rodriguez* at once.'),
          confirm: named('Send'),
          deny: named('Not yet'),
        },
      },
      { type: 'button', action_id: 'press:2', text: named('Edit'), value: 'r2' },
      { type: 'button', action_id: 'press:3', text: named('Reject'), value: 'r2', style: 'danger' },
    ],
  },
];

/** A bot with fixed lines: what is tested here is the workspace's page. */
function listen(app: App, verdicts: string[]): void {
  app.event('app_home_opened', async ({ event, client }) => {
    await client.assistant.threads.setSuggestedPrompts({
      channel_id: event.channel,
      title: 'Try one of these',
      prompts: [{ title: 'Who got worse?', message: 'Which of my accounts got worse this month?' }],
    });
  });
  app.message(async ({ sayStream, setStatus }) => {
    await setStatus({ status: 'is reading', loading_messages: ["Reading DataFlow's signals…"] });
    const stream = sayStream({ buffer_size: 1 });
    for (const markdown_text of ['**DataFlow: 52, orange, down 34 since May.**', '\n\n- API calls −89 % since June', '\n- Champion gone'])
      await stream.append({ markdown_text });
    await stream.stop({ blocks: scoreCard });
  });
  app.action('press:0', async ({ ack, body, client, respond, action }) => {
    await ack();
    if ('value' in action && action.value === 'r2')
      return void (await respond({ text: 'Approved by Sarah Williams.', replace_original: true }));
    if (!('message' in body) || !body.channel) return;
    const thread_ts = String(body.message?.thread_ts ?? body.message?.ts);
    await client.chat.postMessage({ channel: body.channel.id, thread_ts, text: 'Waiting for approval', blocks: draft });
  });
  app.action('press:1', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Because the champion left.' });
  });
  app.action('press:4', async ({ ack, body, client }) => {
    await ack();
    if (!('message' in body) || !body.channel) return;
    const thread_ts = String(body.message?.thread_ts ?? body.message?.ts);
    await client.assistant.threads.setStatus({ channel_id: body.channel.id, thread_ts, status: 'is looking again' });
  });
  app.action('feedback', async ({ ack, action }) => {
    verdicts.push('value' in action ? String(action.value) : '');
    await ack();
  });
  app.action('press:2', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({
      trigger_id: 'trigger_id' in body ? body.trigger_id : '',
      view: {
        type: 'modal',
        callback_id: 'edit',
        private_metadata: 'channel' in body ? (body.channel?.id ?? '') : '',
        title: named('Edit the mail'),
        submit: named('Save version 2'),
        blocks: [
          { type: 'section', text: mrkdwn('*To*  Mark Rodriguez, CFO') },
          {
            type: 'input',
            block_id: 's',
            label: named('Subject'),
            element: { type: 'plain_text_input', action_id: 'subject', initial_value: 'Export' },
          },
          {
            type: 'input',
            block_id: 'b',
            label: named('Text'),
            element: { type: 'plain_text_input', action_id: 'body', multiline: true, initial_value: 'Hello Mark,', max_length: 2000 },
          },
        ],
      },
    });
  });
  app.view('edit', async ({ ack, view, client }) => {
    const text = view.state.values.b?.body?.value ?? '';
    if (text.length < 20) return ack({ response_action: 'errors', errors: { b: 'Say what you ask for.' } });
    await ack();
    await client.chat.postMessage({ channel: view.private_metadata, text: `Version 2: ${text}` });
  });
}

(hasBrowser ? describe : describe.skip)('the page, in Chromium', () => {
  let workspace: Workspace;
  let bot: Bot;
  let browser: Browser;
  let page: Page;
  const verdicts: string[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    workspace = await newWorkspace({
      banner: { line: 'Answers by rules, no language model', more: ['Database: embedded MongoDB in ./data.'] },
    });
    bot = await newBot(workspace, (app) => listen(app, verdicts));
    browser = await openBrowser();
  });

  beforeEach(async () => {
    await page?.close();
    page = await browser.newPage({ viewport: { width: 1180, height: 900 } });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on(
      'request',
      (request) => !request.url().startsWith(workspace.url) && !request.url().startsWith('data:') && problems.push(request.url()),
    );
    await page.goto(workspace.url);
  });

  afterAll(async () => {
    await browser?.close();
    await bot?.close();
    await workspace?.close();
    expect(problems).toEqual([]);
  });

  const see = (text: string | RegExp) => page.getByText(text).first().waitFor();
  const shot = async (name: string) => {
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
  };

  test('a question is answered while one watches; buttons, a confirmation and a form work', async () => {
    await see('no language model');
    await page.getByTestId('prompt').waitFor();
    await shot('empty');
    await page.getByLabel('Message Greendoor').fill('Why is DataFlow at risk?');
    await page.keyboard.press('Enter');
    await see('Why is DataFlow at risk?');
    await see('DataFlow: 52, orange, down 34 since May.');
    await page.getByRole('heading', { name: 'DataFlow Analytics · 52 · orange' }).waitFor();
    await page.getByRole('cell', { name: 'API calls' }).waitFor();
    expect(await page.getByTestId('thread').count()).toBe(1);
    await shot('answer');

    await page.getByTestId('feedback-up').click();
    await page.getByTestId('feedback-up').and(page.locator('[aria-pressed=true]')).waitFor();
    expect(verdicts).toEqual(['r1:up']);

    await page.getByRole('button', { name: 'Why', exact: true }).click();
    await see('Only visible to you');

    await page.getByRole('button', { name: 'Draft a note' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    const form = page.getByRole('dialog', { name: 'Edit the mail' });
    await form.getByLabel('Text').fill('Too short');
    await form.getByRole('button', { name: 'Save version 2' }).click();
    await form.getByText('Say what you ask for.').waitFor();
    await shot('form');
    await form.getByLabel('Text').fill('Hello Mark, could we talk about the export on Tuesday?');
    await form.getByRole('button', { name: 'Save version 2' }).click();
    await see('Version 2: Hello Mark, could we talk about the export on Tuesday?');
    expect(await page.getByRole('dialog').count()).toBe(0);

    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog', { name: 'Send this mail?' }).waitFor();
    await shot('confirm');
    await page.getByTestId('confirm-yes').click();
    await see('Approved by Sarah Williams.');
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await shot('decided');
  });

  test('on a phone it is seen that a press is being answered', async () => {
    await page.setViewportSize({ width: 390, height: 560 });
    await page.getByTestId('composer').fill('Why is DataFlow at risk?');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Look again' }).last().waitFor();
    // Where it was, without being scrolled to.
    await page.getByRole('button', { name: 'Look again' }).last().dispatchEvent('click');
    await page.getByTestId('status').waitFor();
    await page.waitForFunction(() => {
      const status = document.querySelector('[data-testid="status"]')?.getBoundingClientRect();
      const list = document.querySelector('.messages')?.getBoundingClientRect();
      return status && list && status.top >= list.top && status.bottom <= list.bottom + 1;
    });
  });

  test('at the width of a phone nothing above the conversation is cut, and a row keeps its name in sight', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByTestId('composer').fill('Why is DataFlow at risk?');
    await page.keyboard.press('Enter');
    await page.getByRole('cell', { name: 'API calls' }).last().waitFor();
    const place = await page
      .getByRole('cell', { name: 'API calls' })
      .last()
      .evaluate((cell) => getComputedStyle(cell).position);
    expect(place).toBe('sticky');
    await page.evaluate(() =>
      document.querySelector('.top')?.insertAdjacentHTML('beforeend', '<span class="offline">reconnecting…</span>'),
    );
    const cut = await page.evaluate(
      () => [...document.querySelectorAll('.top > *')].filter((each) => each.getBoundingClientRect().right > innerWidth).length,
    );
    expect(cut).toBe(0);
  });

  test('what is written next stays in the thread until a new question is begun', async () => {
    await page.getByTestId('composer').fill('First');
    await page.keyboard.press('Enter');
    await page.getByTestId('in-thread').waitFor();
    await page.getByTestId('composer').fill('And its champion?');
    await page.keyboard.press('Enter');
    await workspace.waitFor((now) => now.messages(SARAH).find((message) => message.text === 'And its champion?' && message.thread_ts));
    await page.getByTestId('new-question').click();
    await page.getByTestId('composer').fill('Second');
    await page.keyboard.press('Enter');
    const second = await workspace.waitFor((now) => now.messages(SARAH).find((message) => message.text === 'Second'));
    expect(second.thread_ts).toBeUndefined();
  });

  test('switching person and channel shows what that person may see, with unread marks, also on a phone', async () => {
    await page.getByTestId('channel-cs-health').click();
    await see('This is the start of #cs-health');
    expect(await page.getByTestId('channel-exec-approvals').count()).toBe(0);
    await page.getByTestId('person-switch').selectOption({ label: 'Elena Rossi · VP Customer Success' });
    await page.getByTestId('channel-exec-approvals').waitFor();
    await bot.app.client.chat.postMessage({ channel: 'C0EXEC', text: 'Waiting for you', blocks: draft });
    await page.getByTestId('channel-exec-approvals').getByText('1').waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByTestId('channel-exec-approvals').click();
    await see('Waiting for approval: mail to Mark Rodriguez');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBe(0);
    await shot('phone');
  });

  test('pictures are shown in their message and files offered in its thread, also on a phone', async () => {
    const { client } = bot.app;
    const channel = 'C0HEALTH';
    const png = await drawChart({
      type: 'chart',
      title: 'Health fell from 86 to 50 since May; champion left 12 Oct',
      alt: '',
      kind: 'line',
      unit: 'points',
      series: [{ label: 'Health', points: [86, 85, 82, 61, 50].map((y, index) => ({ x: `${index + 1} Oct`, y })) }],
      marks: [{ x: '4 Oct', label: 'Champion left (12 Oct)' }],
    });
    const id = await uploaded(workspace, 'chart.png', Buffer.from(png ?? []));
    const posted = await client.chat.postMessage({
      channel,
      text: 'Health',
      blocks: [
        { type: 'image', slack_file: { id }, alt_text: 'Health fell from 86 to 50' },
        { type: 'section', text: mrkdwn('*TechCorp renewal.pptx*\nSeven slides: results, value, next year, investment') },
      ],
    });
    const into = {
      channel_id: channel,
      thread_ts: posted.ts ?? '',
      initial_comment: 'Seven slides: results, value, next year, investment',
    };
    await uploaded(workspace, 'TechCorp Financial Services renewal.pptx', randomBytes(180_000), into);

    await page.getByTestId('channel-cs-health').click();
    for (const width of [1180, 390]) {
      await page.setViewportSize({ width, height: 1000 });
      const picture = page.getByRole('img', { name: 'Health fell from 86 to 50' });
      await picture.waitFor();
      const box = await picture.boundingBox();
      expect(box?.width).toBeGreaterThan(300);
      expect(box?.width).toBeLessThanOrEqual(Math.min(480, width));
      expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(960);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      await shot(`files-${width}`);
    }
    const download = page.waitForEvent('download');
    await page.getByTestId('file').click();
    expect((await download).suggestedFilename()).toBe('TechCorp Financial Services renewal.pptx');
  });

  test('an absent bot is said, not swallowed', async () => {
    workspace.connect('http://127.0.0.1:9/none');
    await page.getByTestId('composer').fill('Anybody?');
    await page.keyboard.press('Enter');
    await page.getByTestId('problem').getByText('Greendoor did not answer').waitFor();
    workspace.connect(bot.url);
  });

  test('another site cannot act or look', async () => {
    const act = (headers: Record<string, string>) =>
      fetch(`${workspace.url}/act?as=${SARAH}`, { method: 'POST', headers, body: JSON.stringify({ do: 'open', channel: 'x' }) });
    expect((await act({ 'content-type': 'application/json', origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await act({ 'content-type': 'text/plain' })).status).toBe(415);
  });
});
