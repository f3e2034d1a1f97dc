import type { Contract } from '../../models/contract.ts';
import { rows } from '../../models/kit/rows.ts';
import type { ListPrice } from '../../models/list-price.ts';
import type { FactScope } from './load.ts';
import { rewindPrices } from './rewind/prices.ts';

/** The tenant's price list as offered at the instant. */
export async function loadPrices({ tenant, models, asOf }: FactScope): Promise<ListPrice[]> {
  return rewindPrices(await rows<ListPrice>(models.listPrices, tenant, { at: { $lte: asOf }, ingestedAt: { $lte: asOf } }), asOf);
}

/** Whether a line of the price list is for contracts of that size and currency. */
export const priceFits = (
  { currency, annualPrice, fromContractValue, belowContractValue }: ListPrice,
  contract: Pick<Contract, 'annualValue' | 'currency'>,
): boolean =>
  currency === contract.currency &&
  annualPrice > 0 &&
  contract.annualValue >= (fromContractValue ?? 0) &&
  contract.annualValue < (belowContractValue ?? Number.POSITIVE_INFINITY);
