import type { Installation, InstallationStore } from '@slack/bolt';
import type { Installations } from './config.ts';

/** The app is not, or no longer, installed in a workspace. */
export class NotInstalledError extends Error {
  override name = 'NotInstalledError';
  constructor(workspace: string) {
    super(`Greendoor is not installed in the workspace ${workspace}`);
  }
}

/** Our store as Slack's installer wants it: one installation a workspace. */
export function installationStore(installations: Installations): InstallationStore {
  return {
    storeInstallation: async (installation) => {
      const workspace = installation.team?.id;
      if (!workspace) throw new Error('Greendoor is installed in workspaces, not in whole organisations');
      await installations.save(workspace, { ...installation });
    },
    fetchInstallation: async ({ teamId }) => {
      const found = teamId ? await installations.fetch(teamId) : undefined;
      if (!found) throw new NotInstalledError(teamId ?? 'without id');
      // What was kept is what `storeInstallation` was given.
      return found as unknown as Installation<'v1' | 'v2', boolean>;
    },
    deleteInstallation: async ({ teamId }) => {
      if (teamId) await installations.remove(teamId);
    },
  };
}
