import type { Invoice } from '../../../models/invoice.ts';
import { HISTORY_DAYS } from '../windows.ts';
import { isLater, known, type Rewind, recent, undone } from './known.ts';

/** What was paid later was open. */
export const rewindInvoices: Rewind<Invoice> = (rows, asOf) =>
  undone(
    recent(known(rows, asOf), asOf, HISTORY_DAYS),
    ({ paidAt }) => isLater(paidAt, asOf),
    (invoice) => ({ ...invoice, status: 'open', paidAt: null }),
  );
