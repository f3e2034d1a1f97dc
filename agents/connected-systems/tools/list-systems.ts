import { z } from 'zod';
import type { ForeignServer } from '../../../models/foreign-server.ts';
import { callButton, cardOf, contextLine, linesPart } from '../../kit/present/index.ts';
import { readTool } from '../../kit/tool.ts';
import type { showSystem } from './show-system.ts';

interface System {
  name: string;
  label: string;
  shutOut: boolean;
  reached: boolean;
  tools: string[];
  changes: string[];
  leftOut: string[];
}

interface Output {
  systems: System[];
  asOf: string;
}

const systemOf = ({ name, label, state, reached, tools, changes, leftOut }: ForeignServer): System => ({
  name,
  label,
  shutOut: state === 'shut_out',
  reached,
  tools: tools.map((tool) => tool.name),
  changes: [...changes],
  leftOut: [...leftOut],
});

function stateOf({ shutOut, reached, changes, tools, leftOut }: System): string {
  const without = leftOut.length > 0 ? ` Left out: ${leftOut.join('; ')}.` : '';
  if (shutOut) return `shut out until an admin accepts it: ${changes.join(', ') || 'its tools changed'}.${without}`;
  if (!reached) return `does not answer at the moment; it is tried again every minute.${without}`;
  return `answers, with ${tools.join(', ') || 'no tool'}.${without}`;
}

function pointOf({ systems }: Output): string {
  if (systems.length === 0) return 'No other system is connected.';
  const shut = systems.filter(({ shutOut }) => shutOut);
  if (shut.length > 0)
    return `${shut.map(({ label }) => label).join(', ')} ${shut.length === 1 ? 'is' : 'are'} shut out until an admin looks.`;
  const silent = systems.filter(({ reached }) => !reached);
  if (silent.length > 0)
    return `${silent.map(({ label }) => label).join(', ')} ${silent.length === 1 ? 'does' : 'do'} not answer at the moment.`;
  return `Connected and answering: ${systems.map(({ label }) => label).join(', ')}.`;
}

export const listSystems = readTool({
  name: 'list_systems',
  title: 'Connected systems',
  description:
    'Which other systems (CRM, calendar, help desk) are connected over MCP, whether they answer, and which are shut out. Not what is in them.',
  examples: [
    'Which other systems are connected?',
    'is the CRM connected?',
    'why is the CRM connection shut out?',
    'does the help desk connection work?',
    'which integrations are down',
    'is any connection broken',
    'does the CRM work',
    'connected systems',
    'show me errors of connections',
    'are all systems up',
    'what is connected',
    'connection status',
    'is the CRM in sync',
  ],
  words: [
    'system: systeme, système, systèmes, sistema, sistemas, integration, integrations, connector, connectors, connection, connections',
    'connected: verbunden, angeschlossen, connecté, connectés, conectado, conectados',
    'down: broken, offline, unreachable, failing',
  ],
  todayOnly: true,
  status: 'Looking at the connected systems',
  input: z.object({}),
  async run(_, { tenant, models, clock }): Promise<Output> {
    const rows = await models.foreignServers.find({ tenant }).sort({ name: 1 }).lean<ForeignServer[]>();
    return { systems: rows.map(systemOf), asOf: clock.now().toISOString() };
  },
  summary: (output) => ({ point: pointOf(output), why: output.systems.map((system) => `${system.label} ${stateOf(system)}`) }),
  card: (output) =>
    cardOf({
      point: pointOf(output),
      header: 'Connected systems',
      body: linesPart(
        null,
        output.systems.map((system) => `**${system.label}** ${stateOf(system)}`),
      ),
      next: output.systems
        .filter(({ shutOut }) => shutOut)
        .slice(0, 3)
        .map(({ name, label }) => callButton<typeof showSystem>(`What changed at ${label}`, 'show_system', { system: name })),
      context: contextLine({ asOf: output.asOf }),
    }),
});
