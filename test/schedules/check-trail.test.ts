import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Assistant } from '../../bot/assistant.ts';
import type { Outgoing, Place, Platform } from '../../bot/platform.ts';
import type { Database } from '../../models/connection.ts';
import { checkTrail } from '../../schedules/check-trail.ts';
import { audit } from '../../tools/audit.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a trail that does not hold is logged as fatal and told where approvals are decided; one that holds is not mentioned', async () => {
  const { models } = database;
  const at = new Date('2026-11-22T09:00:00Z');
  const channels = [
    { purpose: 'health' as const, id: 'C0HEALTH' },
    { purpose: 'approvals' as const, id: 'C0APPROVE' },
  ];
  await models.workspaces.create({ tenant: 'acme', platform: 'chat', workspace: 'W1', name: 'Acme', channels });
  for (let n = 1; n <= 4; n++) await audit(models, { tenant: 'acme', actorId: 'carla', at, event: 'tool', data: { n } });

  const logged: { level: number; sequence?: number; problem?: string }[] = [];
  const posted: { channel: string; text: string }[] = [];
  const platform = {
    name: 'chat',
    async post(place: Place, { text }: Outgoing) {
      posted.push({ channel: place.channel, text });
      return { ...place, id: '1' };
    },
  } as Platform;
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const assistant = { models, platforms: [platform], log } as Assistant;

  expect(await checkTrail(assistant, 'acme')).toBeUndefined();
  expect({ logged, posted }).toEqual({ logged: [], posted: [] });

  await models.auditEntries.deleteOne({ tenant: 'acme', sequence: 3 });
  await checkTrail(assistant, 'acme');
  expect(logged).toMatchObject([{ level: 60, sequence: 3, problem: 'missing' }]);
  expect(posted).toEqual([{ channel: 'C0APPROVE', text: expect.stringContaining('entry 3 is missing') }]);
});
