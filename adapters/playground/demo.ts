import { randomBytes } from 'node:crypto';
import type { Assistant } from '../../bot/assistant.ts';
import { connectWorkspace } from '../../bot/connect-workspace.ts';
import type { Listener } from '../../bot/http/guard.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const TEAM = { id: 'T0LOCAL', name: 'Greendoor Demo', bot: 'U0GREENDOOR' };
const CHANNELS = [
  { id: 'C0HEALTH', name: 'cs-health', purpose: 'health' },
  { id: 'C0CHURN', name: 'churn-alerts', purpose: 'churn' },
  { id: 'C0APPROVE', name: 'exec-approvals', purpose: 'approvals' },
  { id: 'C0EXPAND', name: 'expansion', purpose: 'expansion' },
] as const;

export interface Demo {
  workspace: Workspace;
  /** For every path no other door answers. */
  listen: Listener;
  /** What an adapter needs to talk to it; new secrets at every start. */
  slack: { botToken: string; signingSecret: string; apiUrl: string; postEveryMs: number };
}

export interface DemoOptions {
  tenant: string;
  timezone: string;
  /** Where its server listens, on loopback. */
  url: string;
  /** Which database it is, for people. */
  database: string;
  /** The e-mail address of the person one is at first. */
  first: string;
  /** Where the workspace keeps its messages. */
  file: string;
}

/** The local workspace with the tenant's own people in it, for a machine that is connected to no Slack. */
export async function startDemo(
  assistant: Pick<Assistant, 'models' | 'model' | 'mailer' | 'clock' | 'log'>,
  { tenant, timezone, url, database, first, file }: DemoOptions,
): Promise<Demo> {
  const { models, model, mailer } = assistant;
  const users = await models.users.find({ tenant, active: true }).sort({ at: 1, _id: 1 }).lean();
  users.sort((a, b) => Number(b.email === first) - Number(a.email === first));
  const people = users.map(({ _id, name, email, title, timezone: zone }) => ({
    id: `U${_id.replaceAll(/[^a-z0-9]/gi, '').toUpperCase()}`,
    name,
    email,
    title,
    timezone: zone,
  }));
  const secrets = { signingSecret: randomBytes(16).toString('hex'), botToken: `xoxb-${randomBytes(16).toString('hex')}` };
  const banner = {
    line: model.isLanguageModel ? `Answers by ${model.name}` : 'Answers by rules, no language model',
    more: [
      ...(model.isLanguageModel ? [] : [`The ${model.name} matches plain words to tools. Set OPENAI_API_KEY for a language model.`]),
      `Database: ${database}.`,
      mailer.configured ? 'Mail goes out by SMTP.' : 'No mail server is set: approved notes are only recorded.',
    ],
  };
  const channels = CHANNELS.map(({ id, name }) => ({ id, name, members: people.map((person) => person.id) }));
  const { workspace, listen } = openWorkspace(
    { ...secrets, people, channels, teamId: TEAM.id, botUserId: TEAM.bot, file, log: assistant.log, name: TEAM.name, banner },
    url,
  );
  await connectWorkspace(assistant, { tenant, platform: 'slack', workspace: TEAM.id, name: TEAM.name, timezone, channels: CHANNELS });
  workspace.connect(`${url}/slack/events`);
  return { workspace, listen, slack: { ...secrets, apiUrl: workspace.apiUrl, postEveryMs: 0 } };
}
