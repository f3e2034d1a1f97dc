/** MongoDB's code for a document that a unique index refuses. */
export const DUPLICATE_KEY = 11_000;

interface WriteError {
  index: number;
  code: number;
  errmsg?: string;
}

/** An operation of a bulk write that a unique index refused, with the fields of that index beside the tenant: "accountId and asOf". */
export interface Duplicate {
  index: number;
  keys: string;
}

/** Whether a write failed for nothing but unique indexes: what was to be written is there already. */
export function isDuplicate(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return writeErrors(error).length > 0 ? duplicatesIn(error) !== null : code === DUPLICATE_KEY;
}

/** Which operations of a bulk write unique indexes refused; null where it failed for any other reason. */
export function duplicatesIn(error: unknown): Duplicate[] | null {
  const errors = writeErrors(error);
  if (errors.length === 0 || errors.some(({ code }) => code !== DUPLICATE_KEY)) return null;
  return errors.map(({ index, errmsg = '' }) => ({ index, keys: keysOf(errmsg) }));
}

function writeErrors(error: unknown): WriteError[] {
  const { writeErrors: found } = error as { writeErrors?: WriteError[] | WriteError };
  return found === undefined ? [] : [found].flat();
}

const keysOf = (message: string): string =>
  [...(/dup key: \{(.*)\}/.exec(message)?.[1] ?? '').matchAll(/(?:^|, )\s*([\w.]+):/g)]
    .map(([, key]) => key ?? '')
    .filter((key) => key !== 'tenant')
    .join(' and ');
