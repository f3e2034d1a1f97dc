/** How the adapter reaches Slack. Either one workspace's bot token, or OAuth for many workspaces. */
export interface SlackConfig {
  /** Of requests over HTTP; without it `/slack/events` is closed. */
  signingSecret?: string;
  /** Socket Mode instead of HTTP. */
  appToken?: string;
  botToken?: string;
  oauth?: { clientId: string; clientSecret: string; stateSecret: string; redirectUri?: string };
  /** Another server that speaks the Web API, e.g. the local workspace; ends with a slash. */
  slackApiUrl?: string;
  /** Offered where a person opens the bot's messages; Slack shows four. */
  prompts?: () => { title: string; message: string }[];
  /** Least time between two posts to one channel, in ms; Slack allows about one a second. */
  postEveryMs?: number;
  /** How long storing an event may take before Slack is told to send it again, in ms. */
  acceptWithinMs?: number;
  /** Characters gathered before a stream shows them. */
  streamBuffer?: number;
  /** Pauses before a message is sent again whose pictures Slack still works on, in ms; afterwards they are shown as text. */
  picturePausesMs?: number[];
}

/** Where the installations of many workspaces are kept. What is kept is Slack's and opaque to everybody else; it holds tokens. */
export interface Installations {
  save(workspace: string, installation: Record<string, unknown>): Promise<void>;
  fetch(workspace: string): Promise<Record<string, unknown> | undefined>;
  remove(workspace: string): Promise<void>;
}
