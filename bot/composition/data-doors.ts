import { createImporter } from '../../adapters/import/importer.ts';
import { createIngest } from '../../adapters/ingest/index.ts';
import { createSegmentDoor } from '../../adapters/segment/index.ts';
import type { Greendoor } from './build.ts';

/** The doors through which rows and product events come, for those who have keys; what they touch is scored soon. */
export function openDataDoors({ assistant, config, freshness }: Greendoor) {
  const { models, clock, log } = assistant;
  const { tenant, ingest, segment } = config;
  const { changing } = freshness;
  const keys = ingest.map((key) => ({ ...key, tenant }));
  const rows = createIngest({
    models,
    keys,
    clock,
    log,
    open: (scope) => createImporter({ ...scope, models, clock, door: 'ingest', changing }),
  });
  const events = createSegmentDoor({ models, keys: segment.map((key) => ({ key, tenant })), clock, log, changing });
  return {
    doors: [
      ...(keys.length > 0 ? [{ path: '/ingest', listen: rows }] : []),
      ...(segment.length > 0 ? [{ path: '/v1', listen: events.listen }] : []),
    ],
    /** Takes a tenant's events that a process that died left, and those that could not be attributed before. */
    takeEvents: (of: string) => events.worker.drain(of),
    /** Scores what processes that died have noted. */
    scoreLeft: (of: string) => freshness.recover(of),
    stop: () => events.worker.stop(),
  };
}
