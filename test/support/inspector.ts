import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const PACKAGE = join(MODULES, '@modelcontextprotocol/inspector-cli');

/**
 * The command line of the MCP inspector. As published alone it looks for the package it was once part of in the folder above
 * its own, and ends when that is not there: here it is put into such a folder.
 */
export async function openInspector(): Promise<{ path: string; close(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'greendoor-inspector-'));
  const path = join(root, 'cli', 'build', 'index.js');
  await mkdir(dirname(path), { recursive: true });
  await cp(join(PACKAGE, 'build'), dirname(path), { recursive: true });
  await cp(join(PACKAGE, 'package.json'), join(root, 'package.json'));
  await symlink(join(PACKAGE, 'node_modules'), join(root, 'cli', 'node_modules'));
  await symlink(MODULES, join(root, 'node_modules'));
  return { path, close: () => rm(root, { recursive: true, force: true }) };
}
