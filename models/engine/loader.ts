/**
 * The embedded engine's native library needs glibc 2.38. On a Debian whose own is older, a
 * newer loader and its three libraries are fetched once, through the machine's own apt
 * sources, into a cache folder. Nothing is installed and no root is needed; only the engine's
 * process runs through it.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const REQUIRED_GLIBC = [2, 38] as const;
const NEWER_SUITE = 'trixie';
const PACKAGES = ['libc6', 'libstdc++6', 'libgcc-s1'];
const TRIPLETS: Partial<Record<NodeJS.Architecture, { triplet: string; loader: string }>> = {
  x64: { triplet: 'x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  arm64: { triplet: 'aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
};

/** The command words that must precede `node` so that the engine's library loads; empty where the system will do. */
export async function engineLoader(env: NodeJS.ProcessEnv = process.env): Promise<string[]> {
  if (process.platform !== 'linux' || !olderThanRequired(systemGlibc())) return [];
  const machine = TRIPLETS[process.arch];
  const cache = join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'greendoor', `glibc-${NEWER_SUITE}`);
  if (!machine || !(await isDebian())) throw new Error(adviceFor(`this system's C library is ${systemGlibc()}`));
  const libraries = join(cache, 'usr', 'lib', machine.triplet);
  const loader = join(libraries, machine.loader);
  if (!existsSync(loader)) await fetchLibraries(cache);
  return [loader, '--library-path', libraries];
}

function systemGlibc(): string {
  const report = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  return report.header.glibcVersionRuntime ?? '0';
}

function olderThanRequired(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < REQUIRED_GLIBC[0] || (major === REQUIRED_GLIBC[0] && minor < REQUIRED_GLIBC[1]);
}

async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID=debian$/m.test(release);
}

async function fetchLibraries(cache: string): Promise<void> {
  await mkdir(join(cache, '..'), { recursive: true });
  const work = await mkdtemp(`${cache}-`);
  try {
    const sources = join(work, 'newer.sources');
    await writeFile(sources, await newerSources());
    for (const folder of ['lists/partial', 'archives/partial', 'tree']) await mkdir(join(work, folder), { recursive: true });
    const options = Object.entries({
      'Dir::Etc::SourceList': sources,
      'Dir::Etc::SourceParts': '/dev/null',
      'Dir::State::Lists': join(work, 'lists'),
      'Dir::Cache': work,
      'Dir::Cache::Archives': join(work, 'archives'),
      'APT::Update::Post-Invoke-Success::': '',
      'Acquire::Languages': 'none',
      'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled': 'false',
      'APT::Sandbox::User': '',
    }).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
    await run('apt-get', [...options, '-qq', 'update'], { cwd: work });
    await run('apt-get', [...options, '-qq', 'download', ...PACKAGES], { cwd: work });
    for (const file of await readdir(work)) {
      if (file.endsWith('.deb')) await run('dpkg-deb', ['-x', join(work, file), join(work, 'tree')]);
    }
    await rename(join(work, 'tree'), cache).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // another process was first
    });
  } catch (error) {
    throw new Error(adviceFor(error instanceof Error ? error.message.trim() : String(error)), { cause: error });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The machine's own Debian archive entries, pointed at the newer suite. */
async function newerSources(): Promise<string> {
  const folder = '/etc/apt/sources.list.d';
  const names = await readdir(folder).catch(() => [] as string[]);
  const files = ['/etc/apt/sources.list', ...names.map((name) => join(folder, name))];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  for (const paragraph of texts.flatMap((text) => text.split(/\n\s*\n/))) {
    const uri = /^URIs:\s*(\S+\/debian\/?)\s*$/m.exec(paragraph)?.[1];
    if (!uri) continue;
    const signedBy = /^Signed-By:.*$/m.exec(paragraph)?.[0];
    return ['Types: deb', `URIs: ${uri}`, `Suites: ${NEWER_SUITE}`, 'Components: main', signedBy, '']
      .filter((line) => line !== undefined)
      .join('\n');
  }
  for (const line of texts.join('\n').split('\n')) {
    const uri = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+\/debian\/?)\s/.exec(line)?.[1];
    if (uri) return `Types: deb\nURIs: ${uri}\nSuites: ${NEWER_SUITE}\nComponents: main\n`;
  }
  throw new Error('no Debian archive is named in the apt sources');
}

function adviceFor(reason: string): string {
  return [
    `The embedded database cannot start: it needs glibc ${REQUIRED_GLIBC.join('.')} or newer (${reason}).`,
    'Either set MONGODB_URI to a MongoDB server, or use a newer system (Debian 13, Ubuntu 24.04, macOS on Apple silicon).',
  ].join('\n');
}
