import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Mailbox, mailbox } from '../bot/approvals/setup.ts';
import { hasBrowser, openBrowser } from '../support/browser.ts';

const MAIN = new URL('../../bot/main.ts', import.meta.url).pathname;
/** CI must have the browser; a newcomer without it sees this test named as skipped. */
const required = process.env.GREENDOOR_REQUIRE_BROWSER === '1';

(hasBrowser || required ? describe : describe.skip)('the page, as a newcomer finds it (needs Chromium)', () => {
  let folder: string;
  let mail: Mailbox;
  let product: ChildProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greendoor-page-'));
    mail = await mailbox();
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, PORT: '0', DATA_DIR: join(folder, 'data'), SMTP_URL: mail.url };
    product = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    product.stdout?.setEncoding('utf8');
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      product.stdout?.on('data', (text: string) => {
        said += text;
        const found = /ready: (http:\S+)/.exec(said)?.[1];
        if (found) resolve(found);
      });
      product.once('exit', (code) => reject(new Error(`the product ended with ${code}`)));
    });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 1100 } });
    page.setDefaultTimeout(20_000);
    await page.goto(url);
  });

  afterAll(async () => {
    await browser?.close();
    const gone = once(product, 'exit');
    product.kill('SIGKILL');
    await gone;
    await mail?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  const see = (text: string | RegExp) => page.getByText(text).first().waitFor();
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).last();
  const shot = async (name: string) => {
    if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
  };
  const become = (label: string) => page.getByTestId('person-switch').selectOption({ label });

  test('ask, see why, draft; an executive edits and approves; the mail arrives', async () => {
    await see(/no language model/);
    await see(/Good to meet you, Sarah/);
    await page.getByTestId('composer').fill('why is DataFlow at risk?');
    await page.keyboard.press('Enter');
    await see(/DataFlow Analytics: churn risk \d+, high/);
    await page.getByTestId('feedback-up').last().waitFor();
    await shot('answer');

    await button('Why').click();
    await see(/^Why:/);

    await button('Draft a note to Mark Rodriguez').click();
    await button('Ask for approval').click();
    await see(/Not yours to decide/);
    expect(await button('Approve').count()).toBe(0);
    await shot('draft');

    await become('Elena Rossi · VP Customer Success');
    await page.getByTestId('channel-exec-approvals').click();
    await button('Edit').click();
    const form = page.getByTestId('modal');
    await form.waitFor();
    expect(await form.getByText('mark.rodriguez@dataflow-analytics.example').count()).toBeGreaterThan(0);
    await form.getByLabel('Subject').fill('Half an hour next week?');
    await form.getByLabel('Text').fill('Hello Mark,\n\ncould we find half an hour next week?\n\nBest regards,\nSarah Williams');
    await page.getByTestId('modal-submit').click();
    await see(/Version 2/);
    await shot('edited');

    await button('Approve').click();
    await see(/Approved by Elena Rossi/);
    await shot('sent');
    const [received, ...more] = await mail.parsed();
    expect(more).toEqual([]);
    expect(received?.subject).toBe('Half an hour next week?');
    expect(received?.text?.trim()).toBe('Hello Mark,\n\ncould we find half an hour next week?\n\nBest regards,\nSarah Williams');
    expect(received?.from?.text).toContain('Sarah Williams');
    expect(await page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
  });

  test('the Home tab shows the day; what is pressed there is answered under Messages', async () => {
    await become('Sarah Williams · Senior Customer Success Manager');
    await page.getByTestId('dm').click();
    await page.getByTestId('tab-home').click();
    const home = page.getByTestId('home');
    await home.getByText('Your day', { exact: true }).waitFor();
    await shot('home');
    await button('Refresh').click();
    await button(/^Brief: /).click();
    await page.getByTestId('tab-messages').getByText(/^\d+$/).waitFor();
    await page.getByTestId('tab-messages').click();
    await see(/You pressed: Brief: /);
    await see(/Owner/);
    await shot('home-answered');
  });

  test('an answer longer than a phone is shown from its first line; nothing stands beside the screen; dark is dark', async () => {
    const phone = await page
      .context()
      .browser()
      ?.newPage({ viewport: { width: 390, height: 700 }, colorScheme: 'dark' });
    if (!phone) throw new Error('no browser');
    await phone.goto(page.url().replace(/\?.*/, ''));
    await phone.getByTestId('composer').fill('which accounts renew in the next 90 days?');
    await phone.getByTestId('send').click();
    const thread = phone.getByTestId('thread').filter({ hasText: 'which accounts renew' });
    await thread.getByRole('button', { name: 'This page as a table' }).waitFor();
    // The question stands at the top of what is shown, so that the answer below begins with its first line.
    await phone.waitForFunction((said) => {
      const asked = [...document.querySelectorAll('[data-testid="message"]')].findLast((each) => each.textContent?.includes(said));
      const top = document.querySelector('.messages')?.getBoundingClientRect().top ?? 0;
      const at = asked?.getBoundingClientRect().top ?? Number.NaN;
      return at >= top && at < top + 120;
    }, 'which accounts renew in the next 90 days?');
    // What a press brings stands below the answer, and comes into view.
    const before = await thread.getByTestId('message').last().getAttribute('data-ts');
    await thread.getByRole('button', { name: 'This page as a table' }).click();
    await phone.waitForFunction((ts) => {
      const shown = [...document.querySelectorAll<HTMLElement>('[data-testid="message"]')];
      const came = shown.find(({ dataset }) => Number(dataset.ts) > Number(ts))?.getBoundingClientRect();
      const list = document.querySelector('.messages')?.getBoundingClientRect();
      return came && list && came.top >= list.top - 1 && came.top < list.bottom - 40;
    }, before);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    const paper = await phone.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(Math.max(...(paper.match(/\d+/g) ?? []).map(Number))).toBeLessThan(60);
    expect((await phone.getByTestId('banner').boundingBox())?.height).toBeLessThan(40);
    await phone.close();
  });
});
