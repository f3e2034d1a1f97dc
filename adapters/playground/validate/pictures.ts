import type { Files } from '../files.ts';
import { Refusal } from './problems.ts';

const ID = /^F[A-Z0-9]{8,}$/;

/** @throws Refusal `invalid_blocks` where a block shows a file that is no picture, is not completed, or is still worked on. */
export function checkPictures(blocks: readonly object[], files: Files): void {
  const problems = findings(blocks, '/blocks', files);
  if (problems.length > 0) throw new Refusal('invalid_blocks', problems);
}

function findings(value: unknown, at: string, files: Files): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = `${at}/${key}`;
    if (key !== 'slack_file') return findings(inner, here, files);
    const { id, url } = inner as { id?: string; url?: string };
    if ((id === undefined) === (url === undefined)) return [`[ERROR] exactly one of id and url [json-pointer:${here}]`];
    if (id !== undefined && !ID.test(id)) return [`[ERROR] input must match regex pattern: ^[F][A-Z0-9]{8,}$ [json-pointer:${here}/id]`];
    const named = id ?? /\/files\/([^/]+)/.exec(url ?? '')?.[1] ?? '';
    return files.isPicture(named) ? [] : [`[ERROR] invalid slack file [json-pointer:${here}]`];
  });
}
