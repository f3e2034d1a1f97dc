import { pino } from 'pino';
import { type HttpServer, startHttpServer } from '../../../adapters/http/server.ts';
import { createSegmentDoor, type SegmentDoor } from '../../../adapters/segment/index.ts';
import type { Models } from '../../../models/index.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';

export const NOW = new Date('2026-11-22T09:00:00Z');

export interface Door {
  http: HttpServer;
  segment: SegmentDoor;
  touched: string[];
  post(call: string, body: unknown, key?: string): Promise<Response>;
  close(): Promise<void>;
}

export const keyOf = (tenant: string): string => `write-key-of-${tenant}`;

export async function openDoor(models: Models, tenants: string[]): Promise<Door> {
  const touched: string[] = [];
  const segment = createSegmentDoor({
    models,
    clock: { now: () => NOW },
    log: pino({ level: 'silent' }),
    keys: tenants.map((tenant) => ({ key: keyOf(tenant), tenant })),
    changing: async (_, ids) => () => void touched.push(...ids),
  });
  const doors = [{ path: '/v1', listen: segment.listen }];
  const http = await startHttpServer({ host: '127.0.0.1', port: 0, doors, readiness: {} });
  return {
    http,
    segment,
    touched,
    post: (call, body, key = keyOf(tenants[0] ?? '')) =>
      fetch(`${http.url}/v1/${call}`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    close: async () => {
      await segment.worker.stop();
      await http.close();
    },
  };
}

export async function seedAccounts(models: Models, tenant: string, externalIds: string[]): Promise<void> {
  const at = new Date('2025-01-01T00:00:00Z');
  await models.accounts.insertMany(
    externalIds.map((externalId) => ({
      _id: `${tenant}-${externalId}`,
      tenant,
      externalId,
      name: externalId,
      ...nameKeys(externalId),
      at,
      ingestedAt: at,
    })),
  );
}

/** Everything that follows from the events, without what arrival decides. */
export async function stored(models: Models, tenant: string) {
  const plain = async (rows: Promise<object[]>) => {
    const texts = (await rows).map((row) => {
      const { _id, tenant: _, ingestedAt: __, contactId: ___, ...rest } = row as Record<string, unknown>;
      return JSON.stringify(Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))).replaceAll(tenant, 'T');
    });
    return texts.sort();
  };
  return {
    sessions: await plain(models.behaviorIntelligenceTracking.find({ tenant }).lean<object[]>()),
    analytics: await plain(models.customerUsageAnalytics.find({ tenant }).lean<object[]>()),
    contacts: await plain(models.contacts.find({ tenant }).lean<object[]>()),
    users: await plain(models.productUsers.find({ tenant }, { userId: 1, accountId: 1 }).lean<object[]>()),
    aside: await plain(
      models.productEvents.find({ tenant, state: 'aside' }, { waitsFor: 1, reason: 1, userId: 1, at: 1, name: 1 }).lean<object[]>(),
    ),
    pending: await models.productEvents.countDocuments({ tenant, state: 'pending' }),
    windows: await models.usageWindows.countDocuments({ tenant }),
  };
}
