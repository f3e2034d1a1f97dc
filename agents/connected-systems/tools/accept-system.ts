import { z } from 'zod';
import type { ForeignServer } from '../../../models/foreign-server.ts';
import { cardOf } from '../../kit/present/index.ts';
import { actTool, changedSince, optional } from '../../kit/tool.ts';
import { acceptFound, waitingSystem } from '../accept.ts';
import { changesOf } from '../changes.ts';

type Before = Pick<ForeignServer, 'tools' | 'changes' | 'acceptedBy'> & { foundDigest: string; acceptedAt: string };

interface Output {
  system: string;
  label: string;
  tools: string[];
  /** By which the acceptance is known. */
  at: string;
}

const pointOf = ({ label, tools }: Output) => `${label} may be used again: ${tools.join(', ') || 'no tool'}.`;

export const acceptSystem = actTool({
  name: 'accept_system',
  title: 'Accept a connected system',
  description:
    'Lets a connected system that was shut out be used again, with the tools it has now. For admins, who look at what changed first.',
  examples: ['accept the connection to the CRM', 'let the help desk connection in again', 'accept the CRM system as it is now'],
  words: ['accept: akzeptiere, accepte, accepter, acepta, aceptar'],
  status: 'Looking at what changed there',
  roles: ['admin'],
  input: z.object({
    system: z.string().max(40).describe('Name of the connected system'),
    found: optional(z.string().max(80)).describe('Fingerprint of what was looked at; null for what is there now'),
  }),
  plan: ({ system, found }, context) => waitingSystem(context, system, found),
  told: (waiting) => ({
    title: `Accept ${waiting.label} as it is now`,
    fields: changesOf(waiting).map(({ label, value }) => [label, value] as const),
  }),
  async write({ name, label, found, foundDigest }, context): Promise<Output> {
    const at = context.clock.now();
    if (!(await acceptFound(context, { name, found, foundDigest }, { id: context.actor.id, at })))
      throw changedSince(`Not accepted: ${label} offers something else again. Look at it anew.`);
    return { system: name, label, tools: found.map((tool) => tool.name), at: at.toISOString() };
  },
  undo: {
    personal: true,
    before: ({ tools, changes, foundDigest, acceptedBy, acceptedAt }): Before =>
      JSON.parse(JSON.stringify({ tools, changes, foundDigest, acceptedBy, acceptedAt })),
    async run({ before, output: { system, label, at } }, { tenant, models }) {
      const row = await models.foreignServers.findOne({ tenant, name: system }).lean<ForeignServer>();
      const set = { ...before, state: 'shut_out', found: row?.tools ?? [], acceptedAt: new Date(before.acceptedAt) };
      const { modifiedCount } = await models.foreignServers.updateOne(
        { tenant, name: system, state: 'accepted', acceptedAt: new Date(at) },
        { $set: set } as object,
      );
      if (modifiedCount === 0) throw changedSince(`Not undone: more has happened to ${label} since.`);
      return `${label} is shut out again.`;
    },
  },
  summary: (output) => ({ point: pointOf(output), why: [] }),
  card: (output) => cardOf({ point: pointOf(output), header: output.label }),
});
