import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openTeams } from '../../adapters/teams/open.ts';
import { hasBrowser, openBrowser } from '../support/browser.ts';
import { ask, CHANNELS, type Greendoor, openGreendoor, press, SARAH, TENANT } from '../support/greendoor.ts';
import { until } from '../support/until.ts';

/** Microsoft's own client against the product: a draft asked for in Slack is decided on in the playground's personal chat. */

const requires = hasBrowser || process.env.GREENDOOR_REQUIRE_BROWSER ? test : test.skip;
const folder = mkdtempSync(join(tmpdir(), 'playground-'));
let greendoor: Greendoor;
let browser: Browser | undefined;
beforeAll(async () => {
  if (!hasBrowser && !process.env.GREENDOOR_REQUIRE_BROWSER) return;
  greendoor = await openGreendoor([], {}, [(host) => openTeams(host)]);
  await greendoor.models.tasks.deleteMany({ tenant: TENANT });
});
afterAll(async () => {
  await browser?.close();
  await greendoor?.close();
  rmSync(folder, { recursive: true });
});

async function say(page: Page, text: string): Promise<void> {
  const box = page.locator('[contenteditable=true][role=textbox]').first();
  await box.click();
  await box.pressSequentially(text);
  await page.keyboard.press('Enter');
}

requires('a draft is opened, approved on its card, which changes, and mailed; a group chat is answered by mention', async () => {
  const { workspace, mail } = greendoor;
  const slack = await greendoor.start();
  const { answer } = await ask(workspace, { user: SARAH, dm: true, text: 'draft a note to Mark Rodriguez' });
  await press(workspace, SARAH, answer, 'Ask for approval');
  await workspace.waitFor(() => workspace.messages(CHANNELS.approvals).at(0));
  await slack.stop();

  const address = await greendoor.startPlayground('elena.rossi@greendoor.example', folder);
  browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1_400, height: 1_200 } });
  await page.goto(address);
  await say(page, 'what waits for my approval?');
  const chat = page.locator('body');
  await chat
    .getByRole('button', { name: /^DataFlow Analytics: / })
    .last()
    .click();
  await chat.getByRole('button', { name: 'Approve', exact: true }).last().click();
  await until(() => mail.raw.length > 0);
  await chat
    .getByText(/Approved by Elena Rossi/)
    .last()
    .waitFor();
  await until(async () => (await chat.getByRole('button', { name: 'Approve', exact: true }).count()) === 0);
  const [sent, ...others] = await mail.parsed();
  expect(others).toEqual([]);
  expect(sent?.to).toMatchObject({ value: [{ name: 'Mark Rodriguez' }] });

  // In a group chat, by mention.
  await chat.getByText('Customer success', { exact: true }).first().click();
  const box = page.locator('[contenteditable=true][role=textbox]').first();
  await box.click();
  await box.pressSequentially('@Greendoor');
  await page.getByText('Greendoor', { exact: true }).last().click();
  await box.pressSequentially(' how healthy is TechCorp?');
  await page.keyboard.press('Enter');
  // Nobody has allowed that chat to see customer data.
  await chat.getByText('I answer Elena Rossi in our direct conversation.').first().waitFor();
});
