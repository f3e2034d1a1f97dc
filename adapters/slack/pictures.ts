import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KnownBlock } from '@slack/types';
import type { Logger } from 'pino';
import type { Card, ChartPart } from '../../agents/kit/card.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { altOf } from '../../bot/chart-words.ts';
import { clip } from '../../bot/cut-text.ts';
import type { Rendered } from './cards.ts';
import type { SlackClient } from './client.ts';
import type { Outlet } from './outlet.ts';
import { SlackRefusal } from './refusals.ts';
import { upload } from './upload.ts';

/** A chart as a PNG; undefined where text says it better. */
export type DrawChart = (chart: ChartPart<string>) => Promise<Uint8Array | undefined>;

/** Slack's file id of each chart that has a picture. */
export type Drawn = ReadonlyMap<ChartPart<string>, string>;

export interface Pictures {
  /** Draws and uploads the charts of these cards, each chart once a process; what fails or takes too long is absent. */
  of(workspace: string, cards: readonly Card<string>[]): Promise<Drawn>;
  /** Uploads these charts anew the next time. */
  forget(fileIds: readonly string[]): void;
  /** How long to wait before each further attempt at a message whose pictures Slack still works on. */
  readonly pausesMs: readonly number[];
}

/** A message does not wait longer for its pictures. */
const WITHIN_MS = 5000;
const REMEMBERED = 500;
const UPLOADED_ALT = 1000;
/** Slack needs about a second after an upload before a message may show the picture; to ask for its state takes one more scope. */
export const PICTURE_PAUSES_MS = [300, 600, 1200, 2000];

export interface PictureOptions {
  slack: SlackClient;
  draw: DrawChart | undefined;
  pausesMs: readonly number[];
  log: Logger;
}

export function createPictures({ slack, draw, pausesMs, log }: PictureOptions): Pictures {
  const known = new Map<string, Promise<string | undefined>>();

  async function make(workspace: string, chart: ChartPart<string>, key: string): Promise<string | undefined> {
    try {
      const bytes = await draw?.(chart);
      if (bytes) return await upload(slack, workspace, { name: 'chart.png', bytes, alt: clip(altOf(chart), UPLOADED_ALT) });
    } catch (error) {
      known.delete(key);
      log.warn({ workspace, error: describeError(error) }, 'a chart is shown as text');
    }
    return undefined;
  }

  function picture(workspace: string, chart: ChartPart<string>): Promise<string | undefined> {
    const key = createHash('sha256')
      .update(JSON.stringify([workspace, chart]))
      .digest('base64');
    const found = known.get(key);
    known.delete(key);
    const made = found ?? make(workspace, chart, key);
    known.set(key, made);
    for (const oldest of known.keys()) {
      if (known.size <= REMEMBERED) break;
      known.delete(oldest);
    }
    return made;
  }

  return {
    pausesMs,
    async of(workspace, cards) {
      const charts = chartsOf(cards);
      const drawn = new Map<ChartPart<string>, string>();
      if (!draw || charts.length === 0) return drawn;
      const enough = new AbortController();
      const all = Promise.all(
        charts.map(async (chart) => {
          const id = await picture(workspace, chart);
          if (id) drawn.set(chart, id);
        }),
      );
      await Promise.race([all, sleep(WITHIN_MS, undefined, { signal: enough.signal, ref: false }).catch(() => {})]);
      enough.abort();
      return new Map(drawn);
    },
    forget(fileIds) {
      for (const [key, made] of known)
        void made.then((id) => {
          if (id && fileIds.includes(id)) known.delete(key);
        });
    },
  };
}

export const chartsOf = (cards: readonly Card<string>[]): ChartPart<string>[] =>
  cards.flatMap(({ parts }) => parts).filter((part): part is ChartPart<string> => part.type === 'chart');

/** Sends a message with its pictures, again while Slack still works on them; where it will not have them, with text instead. */
export async function sendDrawn<T>(
  { pictures, log }: Pick<Outlet, 'pictures' | 'log'>,
  { blocks, text, inWords }: Rendered,
  send: (message: { text: string; blocks: KnownBlock[] }) => Promise<T>,
): Promise<T> {
  if (!inWords) return send({ text, blocks });
  for (const pause of [...pictures.pausesMs, undefined]) {
    try {
      return await send({ text, blocks });
    } catch (error) {
      if (!(error instanceof SlackRefusal) || error.word !== 'invalid_blocks') throw error;
      if (!error.aboutFile || pause === undefined) break;
      await sleep(pause);
    }
  }
  log.warn({}, 'Slack does not take a picture; its message shows text');
  pictures.forget(
    blocks.flatMap((block) =>
      block.type === 'image' && 'slack_file' in block && 'id' in block.slack_file ? [block.slack_file.id ?? ''] : [],
    ),
  );
  return send({ text, blocks: inWords });
}
