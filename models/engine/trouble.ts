import { statfsSync } from 'node:fs';

/** What is wrong with the database, in words for whoever runs Greendoor: what happened and what to do, without secrets. */
export class DatabaseTrouble extends Error {
  override name = 'DatabaseTrouble';
}

const FILES: Record<string, string> = {
  EACCES: 'this user may not read or write it. Change its owner, or set DATA_DIR to another folder.',
  EPERM: 'this user may not read or write it. Change its owner, or set DATA_DIR to another folder.',
  EROFS: 'it is on a read-only file system. Set DATA_DIR to a folder that can be written.',
  ENOSPC: 'the disk is full. Free some space and start again.',
  ENOTDIR: 'a part of its path is a file. Set DATA_DIR to a folder.',
  EEXIST: 'it is a file. Set DATA_DIR to a folder.',
  ENAMETOOLONG: 'its path is too long. Set DATA_DIR to a shorter one.',
};

/** The folder cannot be made or written. */
export function folderTrouble(folder: string, error: unknown): DatabaseTrouble {
  const { code = '' } = error as { code?: string };
  return new DatabaseTrouble(`The data directory ${folder} cannot be used: ${FILES[code] ?? `the system says ${code || 'no'}.`}`, {
    cause: error,
  });
}

export const inUse = (folder: string): DatabaseTrouble =>
  new DatabaseTrouble(
    `The data directory ${folder} is in use by another program that does not share it. Stop that one, or set DATA_DIR to another folder.`,
  );

const TOO_FULL_BYTES = 4 * 1_048_576;

/** The engine ended while it opened the folder. `words` are its own, `how` its exit code or signal. */
export function refusal(folder: string, words: string, how: string, log: string): DatabaseTrouble {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < TOO_FULL_BYTES || /no space left|ENOSPC/i.test(words)) return folderTrouble(folder, { code: 'ENOSPC' });
  if (/read-only file system/i.test(words)) return folderTrouble(folder, { code: 'EROFS' });
  if (/permission denied|not permitted/i.test(words)) return folderTrouble(folder, { code: 'EACCES' });
  if (/cannot find (?:module|package)|ERR_MODULE_NOT_FOUND/i.test(words))
    return new DatabaseTrouble(
      'The embedded database is not installed (it is a development dependency). Run npm install, or set MONGODB_URI.',
    );
  return new DatabaseTrouble(
    `The embedded database cannot open ${folder}: its data seem damaged (the engine ended with ${how}; its own words, if any, are in ${log}). Put a copy back, or move the folder away to start with an empty one.`,
  );
}
