import { createHash, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type AuditEntry, type AuditEvent, auditHash } from '../models/audit-entry.ts';
import type { AuditHead } from '../models/audit-head.ts';
import type { Models } from '../models/index.ts';
import { type WriteTo, writeInOrder } from '../models/kit/in-order.ts';
import { rows } from '../models/kit/rows.ts';

export interface AuditStep {
  tenant: string;
  actorId: string;
  at: Date;
  event: AuditEvent;
  /** Ids, names of tools, arguments, digests; never the text of a message. */
  data: Record<string, unknown>;
}

type Head = Pick<AuditEntry, 'sequence' | 'hash'>;

interface Waiting {
  step: AuditStep;
  written(entry: AuditEntry): void;
  failed(error: unknown): void;
}

/** What one process writes to a tenant's trail, so that only processes contend for the next number. */
interface Trail {
  waiting: Waiting[];
  writing: boolean;
  /** The last row, as far as this process knows. */
  head?: Head | undefined;
}

const trails = new WeakMap<Models, Map<string, Trail>>();
const MAX_TRIES = 200;
const MAX_DATA = 8_000;
const MOST_AT_ONCE = 100;

/**
 * Writes one step to the tenant's trail; steps at the same time are written together. Call it before the effect, and do
 * without the effect when it throws.
 */
export function audit(models: Models, step: AuditStep): Promise<AuditEntry> {
  const written = wait(models, step);
  void write(models, step.tenant);
  return written;
}

/**
 * A step that has no effect of its own: it is written before every later one, and when the function given back is first
 * called. Call that before anything is shown of what the step led to.
 */
export function auditWithNext(models: Models, step: AuditStep): () => Promise<AuditEntry> {
  const written = wait(models, step);
  written.catch(() => {}); // whoever calls hears of it
  return () => {
    void write(models, step.tenant);
    return written;
  };
}

function trailOf(models: Models, tenant: string): Trail {
  const own = trails.get(models) ?? new Map<string, Trail>();
  trails.set(models, own);
  const trail = own.get(tenant) ?? { waiting: [], writing: false };
  own.set(tenant, trail);
  return trail;
}

const wait = (models: Models, step: AuditStep): Promise<AuditEntry> =>
  new Promise((written, failed) => {
    trailOf(models, step.tenant).waiting.push({ step, written, failed });
  });

async function write(models: Models, tenant: string): Promise<void> {
  const trail = trailOf(models, tenant);
  if (trail.writing || trail.waiting.length === 0) return;
  trail.writing = true;
  await setImmediate(); // calls that run side by side come within one turn of the event loop
  while (trail.waiting.length > 0) {
    const some = trail.waiting.splice(0, MOST_AT_ONCE);
    try {
      const entries = await append(
        models,
        trail,
        some.map(({ step }) => step),
      );
      for (const [index, { written }] of some.entries()) written(entries[index] as AuditEntry);
    } catch (error) {
      trail.head = undefined;
      for (const { failed } of some) failed(error);
    }
  }
  trail.writing = false;
}

async function append(models: Models, trail: Trail, steps: readonly AuditStep[]): Promise<AuditEntry[]> {
  const tenant = steps[0]?.tenant ?? '';
  const done: AuditEntry[] = [];
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    trail.head ??= await lastOf(models, tenant);
    const rest = chained(trail.head, steps.slice(done.length));
    const last = rest.at(-1) as AuditEntry;
    const own = rest.map((document) => ({ model: models.auditEntries, write: { insertOne: { document } } }));
    const taken = await writeInOrder(tenant, [...own, headAt(models, last)]);
    done.push(...rest.slice(0, taken));
    trail.head = taken >= rest.length ? last : undefined; // otherwise another process has the next number
    // Where the head alone was refused, another process is further already.
    if (taken >= rest.length) return done;
    if (taken > 0) await writeInOrder(tenant, [headAt(models, done.at(-1) as AuditEntry)]);
  }
  throw new Error('the audit trail gave no number; too many processes are writing');
}

async function lastOf(models: Models, tenant: string): Promise<Head> {
  const [last] = await rows(models.auditEntries, tenant, {}, { fields: { sequence: 1, hash: 1 }, sort: { sequence: -1 }, limit: 1 });
  return last ?? { sequence: 0, hash: '' };
}

/** Rows for the steps, each with the hash of the one before. */
function chained(head: Head, steps: readonly AuditStep[]): AuditEntry[] {
  let { sequence, hash } = head;
  return steps.map(({ tenant, actorId, at, event, data }) => {
    const json = JSON.stringify(data);
    const shown = json.length > MAX_DATA ? JSON.stringify({ cut: json.slice(0, MAX_DATA) }) : json;
    sequence++;
    const row = { _id: randomUUID(), tenant, sequence, at, actorId, event, data: shown, previousHash: hash };
    hash = auditHash(row);
    return { ...row, hash };
  });
}

/** Where the trail ends; refused, as the head's id is taken, where it ends further on. */
function headAt(models: Models, { tenant, sequence, hash }: AuditEntry): WriteTo {
  const behind = { _id: tenant, sequence: { $lt: sequence } };
  return { model: models.auditHeads, write: { updateOne: { filter: behind, update: { $set: { sequence, hash } }, upsert: true } } };
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
