import type { Interaction } from '../../../models/interaction.ts';
import { HOUR } from '../time.ts';
import { HISTORY_DAYS } from '../windows.ts';
import { known, type Rewind, recent, undone } from './known.ts';

/** What was answered later had no answer. */
export const rewindInteractions: Rewind<Interaction> = (rows, asOf) =>
  undone(
    recent(known(rows, asOf), asOf, HISTORY_DAYS),
    ({ at, responseHours }) => responseHours != null && at.getTime() + responseHours * HOUR > asOf.getTime(),
    (each) => ({ ...each, responseHours: null }),
  );
