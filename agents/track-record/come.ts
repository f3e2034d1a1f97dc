import { randomUUID } from 'node:crypto';
import type { Account } from '../../models/account.ts';
import type { Contract } from '../../models/contract.ts';
import { reviseRow } from '../../models/kit/revise.ts';
import { DAY, happened } from '../facts/index.ts';
import { type Context, changedSince, UserError } from '../kit/tool.ts';
import { longDate } from '../metrics/index.ts';

/** What a person says came, written where agents read it: into the account or the contract, whose earlier versions stay. */

/** A renewal is of the contract that ends within so many days of it. */
const NEAR_DAYS = 120;

const refuse = (code: string, why: string): UserError => new UserError(code, `Nothing was recorded. ${why}`);

/** @throws UserError where a system has said so already, or the day cannot be */
export function requireStillThere({ name, churnedAt, customerSince }: Account, on: Date, now: Date): void {
  const left = happened(churnedAt, now);
  if (left) throw refuse('known_already', `${name} left on ${longDate(left)}, as is on record.`);
  if (customerSince && on < customerSince) throw refuse('bad_date', `${name} is a customer since ${longDate(customerSince)} only.`);
}

/** The contract that was renewed: of those not settled the one whose end is nearest. @throws UserError */
export async function contractRenewed(
  { tenant, models }: Context,
  { _id, name }: Account,
  on: Date,
): Promise<Contract & { endDate: Date }> {
  const contracts = await models.contracts.find({ tenant, accountId: _id, startDate: { $lte: on } }).lean<Contract[]>();
  const near = contracts.flatMap((each) => {
    const away = each.endDate ? Math.abs(each.endDate.getTime() - on.getTime()) : Number.POSITIVE_INFINITY;
    return each.endDate && away <= NEAR_DAYS * DAY ? [{ ...each, endDate: each.endDate, away }] : [];
  });
  const [nearest] = near.toSorted((a, b) => a.away - b.away);
  if (!nearest) throw refuse('no_contract', `No contract of ${name} ends near ${longDate(on)}; import it with its end first.`);
  if (nearest.status === 'renewed') throw refuse('known_already', `“${nearest.name}” is on record as renewed.`);
  const { away: _, ...contract } = nearest;
  return contract;
}

type Revised = { of: 'accounts'; before: Account } | { of: 'contracts'; before: Contract };

/** Changes the row, and has the account scored again soon. @throws UserError where somebody else has changed it meanwhile */
export async function writeCome(
  { tenant, models }: Context,
  { of, before }: Revised,
  change: { set: Record<string, unknown>; unset?: readonly string[]; validFrom?: Date },
  now: Date,
): Promise<void> {
  const accountId = of === 'accounts' ? before._id : (before as Contract).accountId;
  // As of a process that has gone: whoever looks after such notes scores it within minutes.
  await models.touchedAccounts.create({ _id: randomUUID(), tenant, accountIds: [accountId], at: now, ingestedAt: now });
  const done = await reviseRow(models, of, { tenant, now }, { before, ...change });
  if (!done) throw changedSince('Nothing was recorded: it was changed at the same moment. Look at it again.');
}
