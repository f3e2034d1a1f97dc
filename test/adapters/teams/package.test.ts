import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { Resvg } from '@resvg/resvg-js';
import JSZip from 'jszip';
import { makePackage, teamsPackage } from '../../../adapters/teams/package/make.ts';

const APP = '6f1f2f0e-3a57-4a77-9c1e-0c8b8f1f9a11';
const PNG = [0x89, 0x50, 0x4e, 0x47];

async function made(env: Record<string, string>) {
  const file = join(tmpdir(), `greendoor-teams-${process.pid}.zip`);
  const said: string[] = [];
  const code = await makePackage(env, file, (line) => said.push(line));
  const zip = code === 0 ? await JSZip.loadAsync(await readFile(file)) : undefined;
  await rm(file, { force: true });
  return { code, said: said.join('\n'), zip };
}

const manifestOf = async (zip: JSZip | undefined) => JSON.parse((await zip?.file('manifest.json')?.async('string')) ?? '{}');

test("the package holds a manifest that Microsoft's schema takes, and both icons in their sizes", async () => {
  const { code, zip } = await made({ TEAMS_APP_ID: APP, PUBLIC_URL: 'https://greendoor.acme.example:8443/x' });
  expect(code).toBe(0);
  expect(Object.keys(zip?.files ?? {}).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
  const manifest = await manifestOf(zip);
  expect(manifest).toMatchObject({ id: APP, validDomains: ['greendoor.acme.example:8443'] });
  expect(manifest.bots).toMatchObject([{ botId: APP, scopes: ['personal', 'team', 'groupChat'], supportsFiles: true }]);
  expect(await AppManifestUtils.validateAgainstSchema(manifest)).toEqual([]);
  expect(await AppManifestUtils.validateAgainstSchema({ ...manifest, id: 'greendoor' })).not.toEqual([]);
  for (const [name, size] of [
    ['color.png', 192],
    ['outline.png', 32],
  ] as const) {
    const png = (await zip?.file(name)?.async('nodebuffer')) ?? Buffer.alloc(24);
    expect([...png.subarray(0, 4)]).toEqual(PNG);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  }
});

test('the outline is white on nothing, as Teams wants it', async () => {
  const { zip } = await made({ TEAMS_APP_ID: APP });
  const png = (await zip?.file('outline.png')?.async('base64')) ?? '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><image href="data:image/png;base64,${png}" width="32" height="32"/></svg>`;
  const pixels = new Resvg(svg).render().pixels;
  const seen = Array.from({ length: pixels.length / 4 }, (_, index) => [...pixels.subarray(4 * index, 4 * index + 4)]);
  // Premultiplied: white is as bright as it is opaque.
  const offWhite = seen.map(([red = 0, green = 0, blue = 0, alpha = 0]) =>
    Math.max(...[red, green, blue].map((each) => Math.abs(each - alpha))),
  );
  expect(Math.max(...offWhite)).toBeLessThanOrEqual(3);
  expect(seen.some(([, , , alpha]) => alpha === 0)).toBe(true);
  expect(seen.some(([, , , alpha]) => alpha === 255)).toBe(true);
});

test('the same settings make the same bytes; without an address no domain is named', async () => {
  const settings = { appId: APP, version: '0.1.0' };
  expect(await teamsPackage(settings)).toEqual(await teamsPackage(settings));
  expect(await manifestOf(await JSZip.loadAsync(await teamsPackage(settings)))).toMatchObject({ validDomains: [] });
});

test.each([
  [{}, 'TEAMS_APP_ID'],
  [{ TEAMS_APP_ID: 'greendoor' }, 'TEAMS_APP_ID'],
  [{ TEAMS_APP_ID: APP, PUBLIC_URL: 'http://greendoor.example' }, 'PUBLIC_URL'],
] as [Record<string, string>, string][])('wrong settings make no package and name the wrong one: %j', async (env, name) => {
  const { code, said } = await made(env);
  expect(code).toBe(1);
  expect(said).toContain(name);
});
