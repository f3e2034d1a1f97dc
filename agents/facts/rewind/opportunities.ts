import type { Opportunity } from '../../../models/opportunity.ts';
import { isLater, known, type Rewind, undone } from './known.ts';

const isClosed = ({ stage }: Opportunity): boolean => stage === 'closed_won' || stage === 'closed_lost';

/** A deal that closed later was open; at which stage only its versions say, so that no more than its existence is told. */
export const rewindOpportunities: Rewind<Opportunity> = (rows, asOf) =>
  undone(
    known(rows, asOf),
    (deal) => isClosed(deal) && isLater(deal.closeDate, asOf),
    (deal) => ({ ...deal, stage: 'identified' }),
  );
