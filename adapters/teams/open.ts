import type { ChatAdapter, ChatHost } from '../../bot/chat-adapter.ts';
import { channelsOf } from '../../models/workspace.ts';
import type { TeamsConfig } from './config.ts';
import { DOOR, MESSAGES_PATH } from './door.ts';
import { PLATFORM } from './events.ts';

/** Where Microsoft's service is another than the public cloud's. */
type Service = Partial<Pick<TeamsConfig, 'credentials' | 'openIdUrl' | 'streamEveryMs'>>;

/** Teams as the process runs it, where it has credentials, or Microsoft's playground where that was asked for. */
export async function openTeams({ config, trial, log, ...host }: ChatHost, service: Service = {}): Promise<ChatAdapter | undefined> {
  const { teams } = config;
  if (!teams) return undefined;
  // Loaded only here: Microsoft's libraries are large.
  const [{ createTeamsAdapter }, { credentialsOf }] = await Promise.all([import('./app.ts'), import('./credentials.ts')]);
  const playground = teams.playground && trial ? await (await import('./playground.ts')).preparePlayground(trial) : undefined;
  const adapter = createTeamsAdapter({
    ...host,
    config: {
      appId: teams.appId,
      credentials: service.credentials ?? credentialsOf(teams),
      openIdUrl: service.openIdUrl,
      tenants: playground ? [playground.tenant] : teams.tenants,
      streamEveryMs: service.streamEveryMs,
      ...(playground ? { anonymous: true, serviceUrl: playground.serviceUrl } : {}),
    },
    memory: host.memory(PLATFORM),
    readFile: host.readFile(PLATFORM),
    log,
  });
  return {
    platform: adapter.platform,
    door: { path: DOOR, listen: adapter.requestListener, events: MESSAGES_PATH },
    async start() {
      if (playground) return [await playground.start()];
      const channels = channelsOf(teams.channels);
      return teams.tenants.map((workspace) => ({ workspace, name: `the tenant ${workspace}`, where: 'in Teams', channels }));
    },
    async stop() {
      adapter.stop();
      await playground?.stop();
    },
  };
}
