import { cannot } from './cannot.ts';
import type { Clause, Edit, Reader } from './edit.ts';
import { keepOnly, leaveOut, putBack, replace } from './leave-out.ts';
import { about, address, asBefore, ask, bringUp, deed, explain, head, say, show, time } from './readers.ts';
import { style } from './style.ts';

/** In this order: what is dictated may hold anything, and what only names something comes last. */
const READERS: readonly Reader[] = [
  explain,
  show,
  asBefore,
  head,
  say,
  cannot,
  keepOnly,
  leaveOut,
  putBack,
  style,
  time,
  address,
  ask,
  deed,
  about,
  bringUp,
];

/** What one part of a wish changes of a note; undefined where it is none of what can be said of one. */
export function editsIn(clause: Clause): Edit[] | undefined {
  if (clause.plain === '') return undefined;
  const replaced = replace(clause);
  if (replaced) return replaced;
  for (const reads of READERS) {
    const edit = reads(clause);
    if (edit) return [edit];
  }
  return undefined;
}
