import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { OperatorError } from '../../agents/kit/errors.ts';
import { type Mapping, mappingSchema } from './mapping.ts';

/** @throws OperatorError that names what is wrong with the mapping file. */
export async function readMapping(path: string): Promise<Mapping> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new OperatorError(`The mapping ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const result = mappingSchema.safeParse(json);
  if (!result.success) throw new OperatorError(`The mapping ${path} is not right:\n${z.prettifyError(result.error)}`);
  return result.data;
}
