import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { agents } from '../../../agents/index.ts';
import { readToolContent } from '../../../bot/tool-content.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { buttons, ELENA, type Greendoor, openGreendoor, SECRET, shown, TENANT } from '../../support/greendoor.ts';
import { openInspector } from '../../support/inspector.ts';
import { connectMcp, type McpClient, withToken } from '../../support/mcp.ts';

/** The MCP server as clients meet it, over HTTP and over standard input; the sample portfolio behind it. */

const run = promisify(execFile);
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const NODE = { env: process.env, maxBuffer: 8_000_000 };
const tokenOf = (person: string) => `${person.replace('.', '-')}-token-of-the-test`;
const PEOPLE = ['sarah.williams', 'omar.haddad', 'dana.cole', 'elena.rossi', 'nobody.known'];
const MCP_TOKENS = PEOPLE.map((person) => `${person}@greendoor.example:${tokenOf(person)}`).join(',');
/** What is no answer to the person but a fault of ours, or of the caller's arguments. */
const OURS = /^(failed|bad_arguments|unknown_tool|timeout|upstream|operator|time|model)$/;
const catalog = createCatalog(agents);

let greendoor: Greendoor;
let url: string;
let sarah: McpClient;
let dana: McpClient;
beforeAll(async () => {
  greendoor = await openGreendoor();
  url = new URL((await greendoor.start({ MCP_TOKENS })).url).origin;
  sarah = await connectMcp(url, tokenOf('sarah.williams'));
  dana = await connectMcp(url, tokenOf('dana.cole'));
});
afterAll(async () => {
  await sarah?.close();
  await dana?.close();
  await greendoor.close();
});

const PING = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });

interface Sent {
  token?: string | undefined;
  headers?: Record<string, string>;
  body?: string | undefined;
  method?: string;
}

async function post({ token = tokenOf('sarah.williams'), headers = {}, body = PING, method = 'POST' }: Sent = {}) {
  const response = await fetch(`${url}/mcp`, {
    method,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(method === 'POST' ? { body } : {}),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('the door', () => {
  test('without a token, with a wrong one and with one of somebody unknown: 401, and how to come in', async () => {
    const none = await post({ token: '' });
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Greendoor"']);
    for (const token of ['wrong', `${tokenOf('sarah.williams')}x`, tokenOf('nobody.known')]) {
      const { status, headers } = await post({ token });
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Greendoor", error="invalid_token"']);
    }
    expect((await post()).status).toBe(200);
  });

  test('a page of somebody else is turned away before its token is looked at', async () => {
    const status = async (headers: Record<string, string>, token = '') => (await post({ headers, token })).status;
    expect(await status({ origin: 'http://evil.example' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ origin: 'http://localhost:6274' }, tokenOf('sarah.williams'))).toBe(200);
  });

  test.each<[string, Sent, number]>([
    ['another method', { method: 'GET', headers: { accept: 'text/event-stream' } }, 405],
    ['a session to end', { method: 'DELETE' }, 405],
    ['no JSON', { body: '{"jsonrpc":' }, 400],
    ['JSON nested without end', { body: '['.repeat(5_000) + ']'.repeat(5_000) }, 400],
    ['too much', { body: JSON.stringify({ ...JSON.parse(PING), params: { text: 'x'.repeat(300_000) } }) }, 413],
    ['another type', { headers: { 'content-type': 'text/plain' } }, 415],
    ['no answer that could be given', { headers: { accept: 'text/html' } }, 406],
  ])('%s is refused', async (_, sent, status) => {
    expect((await post(sent)).status).toBe(status);
  });

  test('leaving and other roles count from the next request on', async () => {
    const { users } = greendoor.models;
    const who = { tenant: TENANT, email: 'dana.cole@greendoor.example' };
    const drafts = async () => (await dana.client.listTools()).tools.some(({ name }) => name === 'draft_outreach');
    expect(await drafts()).toBe(false);
    await users.updateOne(who, { $set: { roles: ['csm'] } });
    expect(await drafts()).toBe(true);
    await users.updateOne(who, { $set: { roles: ['marketing'], active: false } });
    await expect(dana.client.ping()).rejects.toThrow(/401|token/);
    await users.updateOne(who, { $set: { active: true } });
    expect(await drafts()).toBe(false);
  });
});

describe('tools', () => {
  test('every tool of a role, and no other, with schemas and honest hints', async () => {
    const { tools } = await sarah.client.listTools();
    const own = ['get_details', 'get_receipt'];
    expect(tools.map(({ name }) => name)).toEqual([...catalog.forRoles(['csm']).map(({ name }) => name), ...own]);
    for (const { name, title, description, inputSchema, outputSchema, annotations } of tools) {
      const reads = own.includes(name) || catalog.get(name)?.access === 'read';
      expect({ name, title, description, type: inputSchema.type, out: outputSchema?.type }).toEqual({
        name,
        title: expect.any(String),
        description: expect.any(String),
        type: 'object',
        out: 'object',
      });
      expect([name, annotations?.readOnlyHint, annotations?.destructiveHint]).toEqual([name, reads, false]);
      expect(inputSchema.additionalProperties).toBe(false);
    }
    const brief = tools.find(({ name }) => name === 'draft_outreach');
    expect(brief?.inputSchema.required).toEqual(['account']);
    const marketing = (await dana.client.listTools()).tools.map(({ name }) => name);
    expect(marketing).toEqual([...catalog.forRoles(['marketing']).map(({ name }) => name), ...own]);
  });

  test('every tool that reads and asks for an account at most is answered by its own schema, in text and as data alike', async () => {
    const { tools } = await sarah.client.listTools();
    const asked = tools.filter(({ annotations, inputSchema, name }) => {
      const needs = inputSchema.required ?? [];
      return annotations?.readOnlyHint && catalog.get(name) && needs.every((each) => each === 'account');
    });
    expect(asked.length).toBeGreaterThan(20);
    let figures = 0;
    for (const { name, inputSchema } of asked) {
      const result = await sarah.call(name, inputSchema.properties?.account ? { account: 'DataFlow' } : {});
      const read = readToolContent(result.texts[0] ?? '');
      expect({ name, read: read?.ok, tool: read?.tool }).toEqual({ name, read: result.ok, tool: name });
      // There is not everything of every account to tell of.
      if (result.error) expect({ name, ...result.error }).toMatchObject({ code: expect.not.stringMatching(OURS), choices: [] });
      expect(result.point).toBe(read?.ok ? read.summary.point : read?.message);
      expect(result.texts).toHaveLength(1);
      figures += result.figures.length;
      for (const { value, unit } of result.figures) if (unit === 'date' && value !== null) expect(Date.parse(String(value))).not.toBeNaN();
    }
    expect(figures).toBeGreaterThan(100);
  });

  test('what a result hides is shown by its handle, in a later request too', async () => {
    const brief = await sarah.call('brief_account', { account: 'TechCorp' });
    const [more] = brief.more;
    const hidden = await sarah.call('get_details', { ...more });
    expect([hidden.ok, hidden.point]).toEqual([true, expect.stringContaining(more?.section ?? '?')]);
    expect(hidden.shown).not.toBe('');
    const wrong = await sarah.call('get_details', { handle: 'r000000', section: 'card' });
    expect([wrong.isError, wrong.error?.code]).toEqual([true, 'not_found']);
  });

  test('what cannot be done says why: arguments, names, roles, accounts, tools', async () => {
    const wrong = await sarah.call('brief_account', { account: 'TechCorp', $where: '1' });
    expect([wrong.isError, wrong.error?.code, wrong.point]).toEqual([true, 'bad_arguments', expect.stringContaining('$where')]);
    const unknown = await sarah.call('brief_account', { account: 'Nowhere Ltd' });
    expect([unknown.isError, unknown.point]).toEqual([true, expect.stringContaining('Nowhere Ltd')]);
    const role = await dana.call('draft_outreach', { account: 'TechCorp' });
    expect([role.error?.code, role.point]).toEqual(['refused', expect.stringContaining('is for CSMs')]);
    const omar = await connectMcp(url, tokenOf('omar.haddad'));
    const theirs = await omar.call('record_renewal_call', { account: 'TechCorp', category: 'commit' });
    expect([theirs.error?.code, theirs.point]).toEqual(['refused', expect.stringContaining('is not your account')]);
    await omar.close();
    const approved = catalog.all.find(({ access }) => access === 'approved')?.name ?? '';
    for (const name of ['no_such_tool', approved])
      await expect(sarah.client.callTool({ name, arguments: {} })).rejects.toThrow(/There is no tool/);
    expect(await greendoor.models.auditEntries.exists({ tenant: TENANT, event: 'refused', data: /draft_outreach/ })).not.toBeNull();
  });

  test('of many calls at once each is answered, as many as there are places for with what was asked', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => sarah.call('get_account_health', { account: 'TechCorp' })));
    const done = answers.filter(({ ok, point }) => ok && point.startsWith('TechCorp Financial Services'));
    expect(done.length).toBeGreaterThanOrEqual(8);
    expect(answers.filter(({ error }) => error?.code === 'too_many')).toHaveLength(answers.length - done.length);
  });

  test('a program that asks on and on is stopped before it fills the conversation of whoever must press', async () => {
    const { offers } = greendoor.models;
    await sarah.call('follow_account', { account: 'DataFlow' });
    const { _id, ...offer } = (await offers.findOne({ tenant: TENANT, tool: 'follow_account' }).lean()) ?? { _id: '' };
    await offers.insertMany(Array.from({ length: 25 }, (_, index) => ({ ...offer, _id: `many-${index}` })));
    const stopped = await sarah.call('follow_account', { account: 'TechCorp' });
    expect([stopped.error?.code, stopped.point]).toEqual(['too_many', expect.stringContaining('wait for Sarah Williams already')]);
    expect((await sarah.call('my_day')).ok).toBe(true);
    await offers.deleteMany({ tenant: TENANT, _id: { $in: [_id, ...Array.from({ length: 25 }, (_, index) => `many-${index}`)] } });
  });
});

test('resources: the data dictionary, the metrics, and the brief of an account for whoever reads it', async () => {
  const { resources } = await sarah.client.listResources();
  expect(resources.map(({ uri }) => uri)).toEqual(['greendoor://dictionary', 'greendoor://metrics']);
  const read = async (uri: string) => {
    const [content] = (await sarah.client.readResource({ uri })).contents;
    return content && 'text' in content ? content.text : '';
  };
  expect(await read('greendoor://dictionary')).toMatch(/^# Data dictionary[\s\S]*## accounts/);
  expect(JSON.parse(await read('greendoor://metrics'))).toContainEqual(expect.objectContaining({ key: 'health', unit: 'points' }));
  const { resourceTemplates } = await sarah.client.listResourceTemplates();
  expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['greendoor://accounts/{id}/brief', 'greendoor://files/{id}']);
  expect(readToolContent(await read('greendoor://accounts/DataFlow%20Analytics/brief'))).toMatchObject({ ok: true, tool: 'brief_account' });
  for (const uri of [
    'greendoor://accounts/Nowhere/brief',
    'greendoor://accounts/%E0%A4%A/brief',
    'greendoor://secrets',
    'file:///etc/passwd',
  ])
    await expect(sarah.client.readResource({ uri })).rejects.toThrow(/know no account|not well formed|no such resource/);
});

test('a document that a draft comes with is named, and read as it was made', async () => {
  const asked = await sarah.call('prepare_renewal_package', { account: 'TechCorp' });
  const uris = asked.texts.flatMap((text) => /(greendoor:\/\/files\/\S+)\.$/.exec(text)?.[1] ?? []);
  expect(uris.length).toBeGreaterThan(0);
  const files = await greendoor.models.generatedFiles.find({ tenant: TENANT }).lean();
  for (const uri of uris) {
    const [content] = (await sarah.client.readResource({ uri })).contents;
    const made = files.find(({ _id }) => uri.endsWith(_id));
    expect(content && 'blob' in content && content.blob).toBe(made?.bytes.toString('base64'));
    expect(content?.mimeType).toBe(made?.mimeType);
  }
});

test('the conformance suite of the protocol passes, but for scenarios about what is not offered', async () => {
  const proxy = await withToken(url, tokenOf('sarah.williams'));
  const out = await mkdtemp(join(tmpdir(), 'greendoor-conformance-'));
  const suite = path('../../../node_modules/@modelcontextprotocol/conformance/dist/index.js');
  const args = ['server', '--url', `${proxy.url}/mcp`, '--expected-failures', path('not-applicable.yml'), '--output-dir', out];
  const { stdout } = await run(process.execPath, [suite, ...args], NODE).finally(proxy.close);
  await rm(out, { recursive: true });
  const passed = [...stdout.matchAll(/^✓ ([\w-]+): ([1-9]\d*) passed, 0 failed/gm)].map(([, name]) => name);
  expect(passed).toEqual(['server-initialize', 'ping', 'tools-list', 'resources-list', 'dns-rebinding-protection']);
});

test("the inspector's command line lists the tools over HTTP; what it asks over standard input waits in a chat that another process serves", async () => {
  const inspector = await openInspector();
  const http = [`${url}/mcp`, '--transport', 'http', '--header', `Authorization: Bearer ${tokenOf('sarah.williams')}`];
  const listed = await run(process.execPath, [inspector.path, ...http, '--method', 'tools/list'], NODE);
  expect(JSON.parse(listed.stdout).tools).toHaveLength(catalog.forRoles(['csm']).length + 2);
  const { PATH = '', HOME = '' } = process.env;
  const env = {
    PATH,
    HOME,
    MONGODB_URI: process.env.GREENDOOR_TEST_MONGODB_URI ?? '',
    MONGODB_DATABASE: greendoor.models.accounts.db.name,
    SLACK_BOT_TOKEN: 'xoxb-journey',
    SLACK_SIGNING_SECRET: SECRET,
  };
  const stdio = [process.execPath, path('../../../bot/main.ts'), 'mcp', '--as', 'elena.rossi@greendoor.example'];
  const call = ['--method', 'tools/call', '--tool-name', 'follow_account', '--tool-arg', 'account=DataFlow'];
  const called = await run(process.execPath, [inspector.path, ...stdio, ...call], { ...NODE, env });
  const { ok, decisions } = JSON.parse(called.stdout).structuredContent;
  expect({ ok, decisions }).toEqual({
    ok: true,
    decisions: [expect.objectContaining({ kind: 'offer', account: 'DataFlow Analytics', state: 'open' })],
  });
  const { workspace } = greendoor;
  const waits = await workspace.waitFor(() => workspace.messages(ELENA).find((each) => buttons(each).length > 0));
  expect(shown(waits)).toMatch(/asks for this in your name[\s\S]*Follow an account, DataFlow Analytics/);
  await inspector.close();
});

test('without tokens there is no door; without a person the command says what to give', async () => {
  const bare = await greendoor.start();
  expect((await fetch(`${new URL(bare.url).origin}/mcp`, { method: 'POST', body: PING })).status).toBe(404);
  await bare.stop();
  const nobody = await greendoor.run(['mcp']);
  expect(nobody).toEqual({ code: 1, out: '', error: expect.stringContaining('--as EMAIL') });
  const stranger = await greendoor.run(['mcp', '--as', 'nobody@greendoor.example']);
  expect(stranger).toEqual({ code: 1, out: '', error: expect.stringContaining('nobody@greendoor.example') });
});
