import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hasBrowser, openBrowser } from '../support/browser.ts';
import { ask, type Greendoor, openGreendoor, press, SARAH, thread } from '../support/greendoor.ts';

/** "How is DataFlow doing?", then "History": a picture in the thread, on a desktop and on a phone. */

let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

test('a CSM sees an account’s health over time with what happened, as a picture whose text says the finding', async () => {
  const { workspace } = greendoor;
  const { question, answer } = await ask(workspace, { user: SARAH, dm: true, text: 'How is DataFlow doing?' });
  await press(workspace, SARAH, answer, 'History');
  const shown = await workspace.waitFor(() =>
    thread(workspace, question).find(({ blocks = [] }) => blocks.some(({ type }) => type === 'image')),
  );
  const image = shown.blocks?.find((block) => block.type === 'image');
  expect(image?.alt_text).toMatch(
    /^Health fell from \d+ to (5\d) since \d+ \w+; champion left: Jennifer Walsh, \d+ \w+\. Between \1 and \d+ over \d+ weeks\. /,
  );
  expect(image?.alt_text).toContain('Champion left: Jennifer Walsh (');
  const id = image && 'slack_file' in image && 'id' in image.slack_file ? image.slack_file.id : '';
  const png = Buffer.from(await (await fetch(`${workspace.url}/files/${id}`)).arrayBuffer());
  expect(png.readUInt32BE(16)).toBe(960);

  if (!hasBrowser) return;
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    for (const width of [1180, 390]) {
      await page.setViewportSize({ width, height: 1000 });
      await page.goto(`${workspace.url}/?as=${SARAH}`);
      const picture = page.getByRole('img', { name: /^Health fell/ });
      await picture.waitFor();
      expect(await picture.evaluate((each) => (each as HTMLImageElement).naturalWidth)).toBe(960);
      expect((await picture.boundingBox())?.width).toBeGreaterThan(270);
      if (process.env.SCREENSHOTS) {
        await picture.scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${process.env.SCREENSHOTS}/dataflow-${width}.png` });
      }
    }
  } finally {
    await browser.close();
  }
});
