import { withoutSecrets } from '../../agents/kit/describe-error.ts';
import { OperatorError, UserError } from '../../agents/kit/errors.ts';
import { DatabaseTrouble } from '../../models/engine/trouble.ts';

/** What whoever started the program reads when it cannot go on: what is wrong and what to do, never a stack trace. */
export function failureLine(error: unknown): string {
  if (error instanceof OperatorError || error instanceof UserError || error instanceof DatabaseTrouble) return error.message;
  const { code, port, path } = error as { code?: string; port?: number; path?: string };
  if (code === 'EADDRINUSE') return `Port ${port} is taken, perhaps by another Greendoor. Set PORT to a free one.`;
  if (code === 'EACCES' && port !== undefined) return `Port ${port} may not be opened by this user. Set PORT to one above 1023.`;
  const words = code && path ? (FILE_TROUBLE[code] ?? '') : '';
  if (words) return `${path} ${words}`;
  return `Greendoor cannot go on: ${withoutSecrets(error instanceof Error ? error.message : String(error))}`;
}

const FILE_TROUBLE: Record<string, string> = {
  ENOSPC: 'cannot be written: the disk is full. Free some space and start again.',
  EROFS: 'cannot be written: the file system is read-only. Set DATA_DIR to a folder that can be written.',
  EACCES: 'may not be read or written by this user. Change its owner, or set DATA_DIR to another folder.',
  EPERM: 'may not be read or written by this user. Change its owner, or set DATA_DIR to another folder.',
};
