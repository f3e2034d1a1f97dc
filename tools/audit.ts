import { createHash, randomUUID } from 'node:crypto';
import { type AuditEntry, type AuditEvent, auditHash } from '../models/audit-entry.ts';
import type { AuditHead } from '../models/audit-head.ts';
import type { Models } from '../models/index.ts';
import { isDuplicate } from '../models/kit/duplicates.ts';

export interface AuditStep {
  tenant: string;
  actorId: string;
  at: Date;
  event: AuditEvent;
  /** Ids, names of tools, arguments, digests; never the text of a message. */
  data: Record<string, unknown>;
}

type Head = Pick<AuditEntry, 'sequence' | 'hash'>;

/** Appends of one process wait for each other, so that only processes contend for the next number. */
const waiting = new WeakMap<Models, Map<string, Promise<unknown>>>();
const MAX_TRIES = 200;
const MAX_DATA = 8_000;

/** Writes one step to the tenant's trail. Call it before the effect, and do without the effect when it throws. */
export function audit(models: Models, step: AuditStep): Promise<AuditEntry> {
  const queues = waiting.get(models) ?? new Map<string, Promise<unknown>>();
  waiting.set(models, queues);
  const before = queues.get(step.tenant) ?? Promise.resolve();
  const mine = before.then(() => append(models, step));
  const settled = mine.catch(() => {});
  queues.set(step.tenant, settled);
  void settled.then(() => {
    if (queues.get(step.tenant) === settled) queues.delete(step.tenant);
  });
  return mine;
}

async function append(models: Models, { tenant, actorId, at, event, data }: AuditStep): Promise<AuditEntry> {
  const json = JSON.stringify(data);
  const shown = json.length > MAX_DATA ? JSON.stringify({ cut: json.slice(0, MAX_DATA) }) : json;
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const last = await models.auditEntries.findOne({ tenant }).sort({ sequence: -1 }).select({ sequence: 1, hash: 1 }).lean<Head>();
    const row = {
      _id: randomUUID(),
      tenant,
      sequence: (last?.sequence ?? 0) + 1,
      at,
      actorId,
      event,
      data: shown,
      previousHash: last?.hash ?? '',
    };
    const entry: AuditEntry = { ...row, hash: auditHash(row) };
    try {
      await models.auditEntries.create(entry);
    } catch (error) {
      if (isDuplicate(error)) continue;
      throw error;
    }
    await moveHead(models, entry);
    return entry;
  }
  throw new Error('the audit trail gave no number; too many processes are writing');
}

async function moveHead(models: Models, { tenant, sequence, hash }: AuditEntry): Promise<void> {
  const behind = { tenant, _id: tenant, sequence: { $lt: sequence } };
  await models.auditHeads.updateOne(behind, { $set: { sequence, hash } }, { upsert: true }).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error; // another process is further already
  });
}

export interface AuditProblem {
  sequence: number;
  problem: 'altered' | 'missing' | 'reordered';
}

/** The first row of a tenant's trail that is altered, missing or out of order; undefined when it is whole. */
export async function verifyAudit(models: Models, tenant: string): Promise<AuditProblem | undefined> {
  const head = await models.auditHeads.findOne({ tenant, _id: tenant }).lean<AuditHead>();
  let expected = 1;
  let previousHash = '';
  /** Rows a person was taken out of, until the row that vouches for them has come. */
  const withheld = new Map<string, AuditEntry>();
  for await (const entry of models.auditEntries.find({ tenant }).sort({ sequence: 1 }).lean<AuditEntry[]>().cursor()) {
    if (entry.sequence !== expected) return { sequence: expected, problem: 'missing' };
    if (typeof entry.withheldBy === 'number') withheld.set(`${entry.sequence}:${digest(entry.data)}`, entry);
    else if (auditHash(entry) !== entry.hash)
      return { sequence: expected, problem: (await wasMoved(models, entry)) ? 'reordered' : 'altered' };
    // A row whose own hash was forged shows in the row after it, or in the head.
    if (entry.previousHash !== previousHash) return { sequence: Math.max(expected - 1, 1), problem: 'altered' };
    if (head?.sequence === expected && head.hash !== entry.hash) return { sequence: expected, problem: 'altered' };
    for (const key of vouchedBy(entry)) withheld.delete(key);
    previousHash = entry.hash;
    expected++;
  }
  for (const { sequence } of withheld.values()) return { sequence, problem: 'altered' };
  return head && head.sequence >= expected ? { sequence: expected, problem: 'missing' } : undefined;
}

/** Whether a row's hash fits its content under another number. */
async function wasMoved(models: Models, entry: AuditEntry): Promise<boolean> {
  const count = await models.auditEntries.countDocuments({ tenant: entry.tenant });
  return Array.from({ length: count + 1 }, (_, index) => index + 1).some((sequence) => auditHash({ ...entry, sequence }) === entry.hash);
}

export interface Withholding {
  tenant: string;
  at: Date;
  actorId: string;
  /** Whom it concerns, as a pseudonym. */
  reason: string;
  dryRun?: boolean;
  /** Takes the person out of a row's data. */
  scrub(data: string): string;
}

const VOUCHED_AT_ONCE = 60;

/**
 * Takes a person out of the data of rows that name them. A new row, chained like every other, vouches for the data
 * that is left, so that only this change of the past is accepted. Returns how many rows changed.
 */
export async function withholdFromAudit(
  models: Models,
  { tenant, at, actorId, reason, dryRun = false, scrub }: Withholding,
): Promise<number> {
  const changed: { _id: string; sequence: number; data: string }[] = [];
  for await (const entry of models.auditEntries.find({ tenant }).sort({ sequence: 1 }).lean<AuditEntry[]>().cursor()) {
    const data = scrub(entry.data);
    if (data !== entry.data) changed.push({ _id: entry._id, sequence: entry.sequence, data });
  }
  for (let start = 0; start < changed.length && !dryRun; start += VOUCHED_AT_ONCE) {
    const some = changed.slice(start, start + VOUCHED_AT_ONCE);
    const withheld = some.map(({ sequence, data }) => [sequence, digest(data)]);
    const { sequence: withheldBy } = await audit(models, {
      tenant,
      actorId,
      at,
      event: 'changed',
      data: { withheldFor: reason, withheld },
    });
    for (const { _id, data } of some) await models.auditEntries.updateOne({ tenant, _id }, { $set: { data, withheldBy } });
  }
  return changed.length;
}

const digest = (data: string): string => createHash('sha256').update(data).digest('hex');

function vouchedBy({ event, data }: AuditEntry): string[] {
  if (event !== 'changed') return [];
  const { withheld } = JSON.parse(data) as { withheld?: [number, string][] };
  return Array.isArray(withheld) ? withheld.map(([sequence, hash]) => `${sequence}:${hash}`) : [];
}
