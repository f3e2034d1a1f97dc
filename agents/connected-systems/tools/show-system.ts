import { z } from 'zod';
import { callButton, cardOf, contextLine, primary } from '../../kit/present/index.ts';
import { readTool } from '../../kit/tool.ts';
import { findSystem } from '../accept.ts';
import { changesOf } from '../changes.ts';
import type { acceptSystem } from './accept-system.ts';

interface Output {
  name: string;
  label: string;
  shutOut: boolean;
  /** Fingerprint of what it offers instead. */
  found: string | null;
  fields: { label: string; value: string }[];
  asOf: string;
}

const pointOf = ({ label, shutOut }: Output) =>
  shutOut ? `${label} is shut out: it offers other tools than were accepted.` : `${label} offers what was accepted.`;

export const showSystem = readTool({
  name: 'show_system',
  title: 'What changed at a connected system',
  description: 'What one connected system offered when it was accepted and what it offers now, word for word, for an admin to decide.',
  examples: ['what changed at the CRM connection?', 'show me what the connected help desk offers now'],
  status: 'Looking at what it offers',
  input: z.object({ system: z.string().max(40).describe('Name of the connected system') }),
  roles: ['admin'],
  async run({ system }, context): Promise<Output> {
    const row = await findSystem(context, system);
    const { name, label, state, foundDigest = null } = row;
    const shutOut = state === 'shut_out';
    const fields = shutOut ? changesOf(row) : [{ label: 'Usable', value: row.tools.map((tool) => tool.name).join(', ') || 'nothing' }];
    return { name, label, shutOut, found: foundDigest, fields, asOf: context.clock.now().toISOString() };
  },
  summary: (output) => ({ point: pointOf(output), why: output.fields.map(({ label, value }) => `${label}: ${value}`) }),
  card: (output) =>
    cardOf({
      point: pointOf(output),
      header: output.label,
      body: output.fields.map(({ label, value }) => ({ type: 'text', verbatim: true, text: `${label}: ${value}` })),
      next: [
        output.shutOut &&
          output.found !== null &&
          primary(callButton<typeof acceptSystem>('Accept it as it is now', 'accept_system', { system: output.name, found: output.found })),
      ],
      context: contextLine({ asOf: output.asOf, notes: ['Words of the other system are quoted, not checked'] }),
    }),
});
