import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ROLES } from '../../models/user.ts';

/** What an activity is written to another system with: each stands in braces in the arguments of `writeBack`. */
export const ACTIVITY_WORDS = [
  'key',
  'account',
  'account_id',
  'kind',
  'at',
  'subject',
  'text',
  'person',
  'email',
  'by',
  'by_email',
] as const;
export type ActivityWord = (typeof ACTIVITY_WORDS)[number];

const WORD = /\{([^{}]*)\}/g;
const variable = z.string().regex(/^[A-Za-z_]\w*$/, 'must be the name of an environment variable, never a secret itself');
const tool = z.string().trim().min(1).max(64);
const offered = z.union([
  tool.transform((name) => ({ tool: name, examples: [] as string[], words: [] as string[] })),
  z.strictObject({
    tool,
    examples: z.array(z.string().trim().min(3).max(200)).max(12).default([]),
    words: z.array(z.string().max(200)).max(12).default([]),
  }),
]);
const argumentsMap = z.record(z.string().max(64), z.union([z.string().max(400), z.number(), z.boolean()])).superRefine((map, context) => {
  for (const found of Object.values(map).flatMap((value) => [...String(value).matchAll(WORD)]))
    if (!(ACTIVITY_WORDS as readonly string[]).includes(found[1] ?? ''))
      context.addIssue({ code: 'custom', message: `names {${found[1]}}; known are ${ACTIVITY_WORDS.join(', ')}` });
  if (!Object.values(map).includes('{key}'))
    context.addIssue({ code: 'custom', message: 'must pass {key}, by which an activity is written once' });
});
const whole = (least: number, most: number) => z.int().min(least).max(most);

const serverSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9]{1,19}$/, 'must be 2 to 20 small letters and digits'),
    label: z.string().trim().min(2).max(40).optional(),
    command: z.string().min(1).optional(),
    args: z.array(z.string()).default([]),
    env: z.array(variable).default([]),
    url: z.url().optional(),
    token: variable.optional(),
    read: z.array(offered).max(40).default([]),
    write: z.array(offered).max(40).default([]),
    roles: z
      .array(z.enum(ROLES))
      .min(1)
      .default([...ROLES]),
    approvedBy: z.enum(['team', 'leaders']).default('leaders'),
    timeoutMs: whole(50, 60_000).default(10_000),
    maxBytes: whole(1_000, 5_000_000).default(200_000),
    recheckMs: whole(0, 3_600_000).default(60_000),
    writeBack: z
      .strictObject({
        tool,
        arguments: argumentsMap,
        find: z.strictObject({ tool, arguments: argumentsMap }).optional(),
        idempotent: z.boolean().default(false),
      })
      .refine(({ find, idempotent }) => find || idempotent, 'needs find, or idempotent: true where the server takes one key once')
      .optional(),
  })
  .superRefine(({ command, url, token, env, args, read, write }, context) => {
    const say = (message: string) => context.addIssue({ code: 'custom', message });
    if (Boolean(command) === Boolean(url)) say('needs either command or url');
    if (url && !isSafe(url)) say('url must start with https://, or http:// on this machine, and hold no user or password');
    if (url && env.length + args.length > 0) say('args and env belong to command');
    if (command && token) say('token belongs to url');
    const both = read.filter((one) => write.some((other) => other.tool === one.tool));
    for (const each of both) say(`${each.tool} stands under read and under write`);
  });

const fileSchema = z.strictObject({ servers: z.array(serverSchema).max(20) }).superRefine(({ servers }, context) => {
  const names = servers.map(({ name }) => name);
  for (const name of new Set(names.filter((each, index) => names.indexOf(each) !== index)))
    context.addIssue({ code: 'custom', path: ['servers'], message: `two are called ${name}` });
  if (servers.filter(({ writeBack }) => writeBack).length > 1)
    context.addIssue({ code: 'custom', path: ['servers'], message: 'only one may have writeBack' });
});

type Read = z.output<typeof serverSchema>;
/** A server of others, as the operator wrote it down, with its secrets. */
export interface ForeignServerConfig extends Omit<Read, 'label' | 'env' | 'token'> {
  label: string;
  env: Record<string, string>;
  token?: string;
}

/** The servers of a file and everything that is wrong with it, in the words of the other settings. */
export function readServers(
  path: string | undefined,
  env: Record<string, string | undefined>,
): { servers: ForeignServerConfig[]; problems: string[] } {
  if (!path) return { servers: [], problems: [] };
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = (error as { code?: string }).code === undefined ? 'is not JSON' : 'cannot be read';
    return { servers: [], problems: [`MCP_SERVERS: ${path} ${why}`] };
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success)
    return {
      servers: [],
      problems: parsed.error.issues.map(({ path: at, message }) => `MCP_SERVERS: ${[whereIn(content, at), message].join(' ')}`),
    };
  const { servers } = parsed.data;
  const unset = servers.flatMap(({ name, env: names, token }) =>
    [...names, ...(token ? [token] : [])]
      .filter((each) => !env[each])
      .map((each) => `MCP_SERVERS: ${name} names ${each}, which is not set`),
  );
  if (unset.length > 0) return { servers: [], problems: unset };
  return { servers: servers.map((server) => withSecrets(server, env)), problems: [] };
}

function withSecrets({ label, env: names, token, ...server }: Read, env: Record<string, string | undefined>): ForeignServerConfig {
  return {
    ...server,
    label: label ?? server.name,
    env: Object.fromEntries(names.map((each) => [each, env[each] ?? ''])),
    ...(token ? { token: env[token] ?? '' } : {}),
  };
}

/** "crm.read[0]": the server by its name where it has one. */
function whereIn(content: unknown, path: readonly PropertyKey[]): string {
  const [first, index, ...rest] = path;
  if (first !== 'servers' || typeof index !== 'number') return path.map(String).join('.') || 'the file';
  const name = (content as { servers?: { name?: unknown }[] }).servers?.[index]?.name;
  const server = typeof name === 'string' && name.length <= 20 ? name : `server ${index + 1}`;
  return [server, ...rest.map(String)].join('.');
}

function isSafe(value: string): boolean {
  const { protocol, hostname, username, password } = new URL(value);
  if (username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}
