import { GREEN } from './icons.ts';

/** The newest schema that can be checked without a network. */
const SCHEMA = '1.30';
const WEBSITE = 'https://greendoor.example';
const SCOPES = ['personal', 'team', 'groupChat'] as const;

const COMMANDS = [
  { title: 'My day', description: 'What needs you today, what changed, and what is coming up' },
  { title: 'Health digest', description: 'Which accounts got worse or better, and why' },
  { title: 'What waits for me', description: 'Drafts and actions that wait for your approval' },
  { title: 'Help', description: 'What you can ask, and how' },
];

export interface PackageSettings {
  /** The app registration's client id: of the bot, and of the app in Teams. */
  appId: string;
  /** Where this Greendoor is reached from outside. */
  publicUrl?: URL | undefined;
  version: string;
}

/** The Teams app manifest. */
export function teamsManifest({ appId, publicUrl, version }: PackageSettings) {
  const site = publicUrl?.origin ?? WEBSITE;
  return {
    $schema: `https://developer.microsoft.com/en-us/json-schemas/teams/v${SCHEMA}/MicrosoftTeams.schema.json`,
    manifestVersion: SCHEMA,
    version,
    id: appId,
    developer: { name: 'Greendoor', websiteUrl: site, privacyUrl: `${site}/privacy`, termsOfUseUrl: `${site}/terms` },
    name: { short: 'Greendoor', full: 'Greendoor, the customer-success assistant' },
    description: {
      short: 'Answers questions about your accounts, warns early, and drafts the next step.',
      full: 'Greendoor is a customer-success assistant. Ask it in plain words how an account is doing and why, which accounts got worse, or what would bring one back; it answers with figures and where each comes from. It posts a daily digest and alerts, and drafts notes to customers. Nothing leaves your company before a person with the right role has pressed Approve.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: GREEN,
    bots: [
      {
        botId: appId,
        scopes: SCOPES,
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [{ scopes: SCOPES, commands: COMMANDS }],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: publicUrl ? [publicUrl.host] : [],
  };
}
