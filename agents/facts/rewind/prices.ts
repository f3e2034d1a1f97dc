import type { ListPrice } from '../../../models/list-price.ts';
import { isLater, known, type Rewind } from './known.ts';

/** What was offered then. */
export const rewindPrices: Rewind<ListPrice> = (rows, asOf) =>
  known(rows, asOf).filter(({ validUntil }) => !validUntil || isLater(validUntil, asOf));
