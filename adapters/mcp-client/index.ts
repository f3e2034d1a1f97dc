import type { Logger } from 'pino';
import type { Clock } from '../../agents/kit/context.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import type { ForeignServerConfig } from '../../bot/config/servers-file.ts';
import { ForeignFailure, type ForeignServers } from '../../bot/foreign-servers.ts';
import type { Models } from '../../models/index.ts';
import type { GuestTool } from '../../tools/catalog.ts';
import { guestsOf } from './guests.ts';
import { createServer, type Server } from './server.ts';

export interface ForeignServersOptions {
  tenant: string;
  servers: readonly ForeignServerConfig[];
  models: Models;
  clock: Clock;
  log: Logger;
  /** A server was shut out: admins want to know. */
  shutOut(server: string): Promise<void>;
}

/** Systems of others over MCP. Offered at once is what was accepted before; none is waited for. */
export async function openForeignServers({ tenant, servers, models, clock, log, shutOut }: ForeignServersOptions): Promise<ForeignServers> {
  const offered = new Map<string, readonly GuestTool[]>();
  const open = new Map<string, Server>();
  let guests: readonly GuestTool[] = [];
  const call: ForeignServers['call'] = (name, tool, args, options = {}) => {
    const server = open.get(name);
    if (!server) throw new ForeignFailure('down', name);
    return server.call(tool, args, options);
  };
  for (const config of servers) {
    const { name } = config;
    const server = createServer({
      tenant,
      models,
      clock,
      log,
      config,
      offer(tools) {
        offered.set(name, guestsOf(config, tools, { tenant, call }));
        guests = servers.flatMap((each) => offered.get(each.name) ?? []);
      },
      shutOut: () =>
        void shutOut(name).catch((error: unknown) =>
          log.error({ server: name, error: describeError(error) }, 'nobody was told yet that it is shut out'),
        ),
    });
    open.set(name, server);
    await server.load();
  }
  const back = servers.find(({ writeBack }) => writeBack);
  return {
    tenant,
    guests: () => guests,
    async refresh() {
      await Promise.all(
        [...open].map(([name, server]) =>
          server
            .look()
            .catch((error: unknown) => log.info({ server: name, error: describeError(error) }, 'another system was not looked at')),
        ),
      );
    },
    call,
    ...(back?.writeBack ? { writeBack: { server: back.name, label: back.label, ...back.writeBack } } : {}),
    async close() {
      await Promise.all([...open.values()].map((server) => server.close()));
    },
  };
}
