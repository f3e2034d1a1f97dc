import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Whether this machine has the browser; tests that need it are named as skipped where it has not. */
export const hasBrowser = existsSync(PROGRAM);

/** A headless Chromium. Close it in `afterAll`. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: PROGRAM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // One page is open at a time, or two: none is kept ready for a next one.
      '--renderer-process-limit=1',
      '--disable-features=SpareRendererForSitePerProcess',
    ],
  });
}
