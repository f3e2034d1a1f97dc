import type { AccountEvent } from '../../../models/account-event.ts';
import { HISTORY_DAYS } from '../windows.ts';
import { known, type Rewind, recent } from './known.ts';

export const rewindEvents: Rewind<AccountEvent> = (rows, asOf) => recent(known(rows, asOf), asOf, HISTORY_DAYS);
