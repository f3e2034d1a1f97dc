import type { Models } from '../../models/index.ts';
import { mailboxIn } from '../../models/kit/mailbox.ts';
import { cleanLine, idText } from '../../models/kit/text.ts';
import { audit } from '../../tools/audit.ts';
import { plainName } from './collections.ts';
import { applyMapping, isEmpty, type Mapping, type SourceRow } from './mapping.ts';
import { readRows } from './rows.ts';

export interface LinkOptions {
  models: Models;
  tenant: string;
  clock: { now(): Date };
  file: string;
  mapping?: Mapping | undefined;
  dryRun: boolean;
}

export interface LinkReport {
  rows: number;
  /** Addresses of people whose id in the source was not known before. */
  linked: string[];
  /** How many were known already, or have an id of another source, which stays. */
  known: number;
  /** Whom the file names and nobody of Greendoor is. */
  strangers: string[];
  /** Numbers of rows that name nobody. */
  nameless: number[];
}

const IDS = new Set(['id', 'externalid', 'userid', 'recordid', 'ownerid']);
const ADDRESSES = new Set(['email', 'emailaddress', 'mail']);

/**
 * What an import of people does: those Greendoor knows get the id their source calls them by, so that accounts find
 * their owners; the others are only named. Nobody is made, and nothing anybody may do changes.
 */
export async function linkPeople({ models, tenant, clock, file, mapping, dryRun }: LinkOptions): Promise<LinkReport> {
  const report: LinkReport = { rows: 0, linked: [], known: 0, strangers: [], nameless: [] };
  for await (const read of readRows(file)) {
    report.rows++;
    const { id, text } = 'row' in read && read.row ? namedIn(read.row, mapping) : {};
    const email = mailboxIn(text ?? '').address;
    if (email === undefined) {
      report.nameless.push(read.number);
      continue;
    }
    const user = await models.users.findOne({ tenant, email }, { externalId: 1 }).lean<{ _id: string; externalId?: string }>();
    if (!user) report.strangers.push(email);
    else if (id === undefined || user.externalId || (await models.users.exists({ tenant, externalId: id }))) report.known++;
    else {
      report.linked.push(email);
      if (dryRun) continue;
      const data = { user: user._id, fields: ['externalId'] };
      await audit(models, { tenant, actorId: 'npm run import', at: clock.now(), event: 'changed', data });
      await models.users.updateOne({ tenant, _id: user._id }, { $set: { externalId: id } });
    }
  }
  return report;
}

function namedIn(row: SourceRow, mapping: Mapping | undefined): { id?: string; text?: string } {
  const mapped = mapping && applyMapping(mapping, row);
  const own = mapped && !('reasons' in mapped) ? mapped : undefined;
  const id = own?.externalId ?? cellOf(row, IDS);
  const text = own?.document.email ?? cellOf(row, ADDRESSES);
  return {
    ...(isEmpty(id) || cleanLine(String(id)).length > idText.maxlength ? {} : { id: cleanLine(String(id)).trim() }),
    ...(isEmpty(text) ? {} : { text: String(text) }),
  };
}

const cellOf = (row: SourceRow, names: ReadonlySet<string>): unknown =>
  Object.entries(row).find(([column, value]) => names.has(plainName(column)) && !isEmpty(value))?.[1];
