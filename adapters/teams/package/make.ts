/** `npm run teams:package`: writes the app package that an admin uploads to Teams. */
import { readFile, writeFile } from 'node:fs/promises';
import JSZip from 'jszip';
import { z } from 'zod';
import { icons } from './icons.ts';
import { type PackageSettings, teamsManifest } from './manifest.ts';

const settingsSchema = z.object({
  TEAMS_APP_ID: z.guid({ error: 'TEAMS_APP_ID must be the client id of the app registration (a GUID)' }),
  PUBLIC_URL: z
    .url({ protocol: /^https$/, error: 'PUBLIC_URL must be an https address' })
    .transform((address) => new URL(address))
    .optional(),
});

/** The package as a zip: the same bytes for the same settings. */
export async function teamsPackage(settings: PackageSettings): Promise<Uint8Array> {
  const { color, outline } = icons();
  const zip = new JSZip();
  const date = new Date(Date.UTC(2026, 0, 1));
  zip.file('manifest.json', JSON.stringify(teamsManifest(settings), null, 2), { date });
  zip.file('color.png', color, { date });
  zip.file('outline.png', outline, { date });
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

/** Writes the package that the environment asks for; gives the exit code. */
export async function makePackage(env: Record<string, string | undefined>, file: string, say: (line: string) => void): Promise<number> {
  const { TEAMS_APP_ID, PUBLIC_URL } = env;
  const settings = settingsSchema.safeParse({ TEAMS_APP_ID, PUBLIC_URL: PUBLIC_URL || undefined });
  if (!settings.success) {
    say(['No package was made:', ...settings.error.issues.map(({ message }) => `  - ${message}`)].join('\n'));
    return 1;
  }
  const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };
  const { TEAMS_APP_ID: appId, PUBLIC_URL: publicUrl } = settings.data;
  await writeFile(file, await teamsPackage({ appId, publicUrl, version }));
  say(`${file} is written. Upload it in the Teams admin centre, or in Teams under Apps, Manage your apps.`);
  return 0;
}

if (import.meta.main) process.exitCode = await makePackage(process.env, 'greendoor-teams.zip', console.log);
