import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  CallToolResultSchema,
  ErrorCode,
  ListToolsResultSchema,
  McpError,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { ForeignServerConfig } from '../../bot/config/servers-file.ts';
import { type ForeignAnswer, ForeignFailure, type ForeignTrouble } from '../../bot/foreign-servers.ts';
import { readAnswer } from './answer.ts';
import { cappedFetch } from './capped-fetch.ts';
import type { RawTool } from './listed.ts';

/** One server, reached. Everything that goes wrong is a `ForeignFailure`. */
export interface Connection {
  list(): Promise<RawTool[]>;
  call(tool: string, args: Record<string, unknown>, signal?: AbortSignal): Promise<ForeignAnswer>;
  readonly open: boolean;
  close(): Promise<void>;
}

const MOST_PAGES = 10;
/** A process takes longer to start than to answer. */
const LEAST_START_MS = 15_000;
/** A list of tools, or an envelope, may be larger than an answer may. */
const LEAST_ROOM = 1_000_000;

/** Reaches a server within its time. It gets no capability of ours: it can ask us for nothing. */
export async function connect(config: ForeignServerConfig, listChanged: () => void): Promise<Connection> {
  const { label, timeoutMs, maxBytes } = config;
  const state = { open: true, large: false };
  const client = new Client({ name: 'greendoor', version: '1' }, { capabilities: {} });
  const close = async () => {
    state.open = false;
    await client.close().catch(() => {});
  };
  // What still comes of it is nobody's answer, and whoever waits for one need not.
  const tooLarge = () => {
    state.large = true;
    void close();
  };
  client.onclose = () => {
    state.open = false;
  };
  client.onerror = (error) => {
    if (error.message.startsWith('ReadBuffer exceeded')) tooLarge();
  };
  client.setNotificationHandler(ToolListChangedNotificationSchema, listChanged);
  const transport = transportTo(config, Math.max(maxBytes, LEAST_ROOM), tooLarge);
  const within = (timeout: number) => ({ timeout, maxTotalTimeout: timeout });
  const starting = within(Math.max(timeoutMs, LEAST_START_MS));
  try {
    await client.connect(transport, starting);
  } catch {
    await close();
    throw new ForeignFailure('down', label);
  }
  const failed = async (error: unknown, signal?: AbortSignal): Promise<never> => {
    signal?.throwIfAborted();
    throw new ForeignFailure(state.large ? 'large' : troubleOf(error, state.open), label);
  };
  return {
    get open() {
      return state.open;
    },
    async list() {
      const tools: RawTool[] = [];
      let cursor: string | undefined;
      try {
        for (let page = 0; page < MOST_PAGES; page++) {
          const params = cursor === undefined ? {} : { cursor };
          const listed = await client.request({ method: 'tools/list', params }, ListToolsResultSchema, starting);
          tools.push(...(listed.tools as RawTool[]));
          cursor = listed.nextCursor;
          if (cursor === undefined) return tools;
        }
        return tools;
      } catch {
        // Nothing was asked of it yet.
        await close();
        throw new ForeignFailure('down', label);
      }
    },
    async call(name, args, signal) {
      try {
        const params = { name, arguments: args };
        const result = await client.request({ method: 'tools/call', params }, CallToolResultSchema, {
          ...within(timeoutMs),
          ...(signal ? { signal } : {}),
        });
        if (Buffer.byteLength(JSON.stringify(result)) > maxBytes) tooLarge();
        return state.large ? await failed(undefined) : readAnswer(result);
      } catch (error) {
        if (error instanceof ForeignFailure) throw error;
        return failed(error, signal);
      }
    },
    close,
  };
}

function transportTo({ command, args, env, url, token }: ForeignServerConfig, room: number, tooLarge: () => void): Transport {
  if (command) return new StdioClientTransport({ command, args, env, stderr: 'ignore', maxBufferSize: room });
  const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  const transport = new StreamableHTTPClientTransport(new URL(url ?? ''), {
    fetch: cappedFetch(room, tooLarge),
    requestInit: { headers },
    reconnectionOptions: { maxRetries: 0, initialReconnectionDelay: 1_000, maxReconnectionDelay: 1_000, reconnectionDelayGrowFactor: 1 },
  });
  return transport as Transport;
}

const NOT_TAKEN: readonly number[] = [ErrorCode.MethodNotFound, ErrorCode.InvalidRequest];

function troubleOf(error: unknown, open: boolean): ForeignTrouble {
  if (!open) return 'cut';
  if (!(error instanceof McpError)) return (error as { name?: string } | undefined)?.name === 'ZodError' ? 'unreadable' : 'cut';
  if (error.code === ErrorCode.RequestTimeout) return 'late';
  if (error.code === ErrorCode.ConnectionClosed) return 'cut';
  return NOT_TAKEN.includes(error.code) ? 'not_taken' : 'refused';
}
