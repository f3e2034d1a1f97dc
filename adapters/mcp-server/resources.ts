import { ErrorCode, McpError, type ReadResourceResult, type Resource, type ResourceTemplate } from '@modelcontextprotocol/sdk/types.js';
import type { briefAccount } from '../../agents/daily-desk/face.ts';
import { metrics } from '../../agents/metrics/index.ts';
import { readFile } from '../../bot/files.ts';
import { writeToolContent } from '../../bot/tool-content.ts';
import type { Call } from './call-tool.ts';
import type { Called } from './called.ts';
import { FILE_TEMPLATE, fileIdIn } from './file-uri.ts';
import type { Document, McpDeps } from './mcp-deps.ts';

const BRIEF_TOOL: (typeof briefAccount)['name'] = 'brief_account';
const BRIEF = /^greendoor:\/\/accounts\/([^/]{1,300})\/brief$/;
/** As MCP numbers it. */
const NOT_FOUND = -32002;

export const TEMPLATES: ResourceTemplate[] = [
  {
    uriTemplate: 'greendoor://accounts/{id}/brief',
    name: 'account-brief',
    title: 'Brief of an account',
    description: 'What to know before talking to an account, as of now. {id} is its id or its name.',
    mimeType: 'text/plain',
  },
  {
    uriTemplate: FILE_TEMPLATE,
    name: 'document',
    title: 'Document',
    description: 'A document Greendoor made, such as a renewal deck. {id} is as a result names it.',
  },
];

const metricCatalogue: Document = {
  uri: 'greendoor://metrics',
  name: 'metric-catalogue',
  title: 'Metric catalogue',
  description: 'Every figure of an account, with its key, unit and definition, as JSON.',
  mimeType: 'application/json',
  read: () =>
    JSON.stringify(metrics.map(({ key, label, aliases, unit, topic, definition }) => ({ key, label, aliases, unit, topic, definition }))),
};

const all = ({ documents }: McpDeps): Document[] => [...documents, metricCatalogue];

export const resourcesOf = (deps: McpDeps): Resource[] =>
  all(deps).map(({ uri, name, title, description, mimeType }) => ({ uri, name, title, description, mimeType }));

/** @throws McpError for what is not there, or not for this person. */
export async function readResource(deps: McpDeps, uri: string, run: (call: Call) => Promise<Called>): Promise<ReadResourceResult> {
  const { assistant, tenant } = deps;
  const document = all(deps).find((each) => each.uri === uri);
  if (document) return { contents: [{ uri, mimeType: document.mimeType, text: document.read() }] };
  const fileId = fileIdIn(uri);
  const file = fileId === undefined ? undefined : await readFile(assistant.models, tenant, fileId);
  if (file) return { contents: [{ uri, mimeType: file.mimeType, blob: Buffer.from(file.bytes).toString('base64') }] };
  const account = BRIEF.exec(uri)?.[1];
  if (account === undefined) throw new McpError(NOT_FOUND, 'There is no such resource.', { uri });
  const { content } = await run({ name: BRIEF_TOOL, title: 'Brief of an account', arguments: { account: decoded(account) } });
  if (!content.ok) throw new McpError(NOT_FOUND, [content.message, ...content.choices].join('\n'), { uri });
  return { contents: [{ uri, mimeType: 'text/plain', text: writeToolContent(content) }] };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new McpError(ErrorCode.InvalidParams, 'The address of the resource is not well formed.');
  }
}
