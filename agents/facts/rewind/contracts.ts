import type { Contract } from '../../../models/contract.ts';
import { isLater, known, type Rewind, undone } from './known.ts';

/**
 * A contract ends, and is renewed, on its last day: until then it was in force. One that was cancelled is cancelled from
 * when that was recorded; where a history that was taken over says so from the first day on, from its last day.
 */
export const rewindContracts: Rewind<Contract> = (rows, asOf) =>
  undone(
    known(rows, asOf),
    (contract) => isLater(contract.endDate, asOf) && !wasKnown(contract),
    (contract) => ({ ...contract, status: 'active' }),
  );

const wasKnown = ({ status, startDate, recordedAt, ingestedAt }: Contract): boolean =>
  status === 'active' || (status === 'cancelled' && isLater(recordedAt ?? ingestedAt, startDate));
