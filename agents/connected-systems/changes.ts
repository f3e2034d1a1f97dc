import type { ForeignServer, ForeignTool } from '../../models/foreign-server.ts';

const MOST_LETTERS = 1_000;

/** What a tool says of itself and takes, as an admin reads it. */
const shown = ({ description, schema }: ForeignTool): string => {
  const { properties = {} } = JSON.parse(schema) as { properties?: Record<string, { description?: string }> };
  const takes = Object.entries(properties).map(([name, { description: about }]) => (about ? `${name} (“${about}”)` : name));
  return `“${description || 'nothing'}” Takes: ${takes.join(', ') || 'nothing'}.`.slice(0, MOST_LETTERS);
};

/** More than that and a message would be cut; `npm run servers` shows all of them. */
const MOST_SHOWN = 5;

/** Everything an admin looks at before a system is used again. */
export function changesOf(
  {
    name,
    label,
    changes,
    tools,
    found,
    foundDigest,
  }: Pick<ForeignServer, 'name' | 'label' | 'changes' | 'tools' | 'found' | 'foundDigest'>,
  most = MOST_SHOWN,
) {
  const changed = found.filter((tool) => tools.find((was) => was.name === tool.name)?.digest !== tool.digest);
  return [
    { label: 'System', value: `${label} (${name})` },
    { label: 'What changed', value: changes.join(', ') || 'nothing any more' },
    ...changed.slice(0, most).flatMap((tool) => {
      const was = tools.find((each) => each.name === tool.name);
      return [...(was ? [{ label: `${tool.name} said`, value: shown(was) }] : []), { label: `${tool.name} says now`, value: shown(tool) }];
    }),
    ...(changed.length > most ? [{ label: 'Not shown here', value: `${changed.length - most} more; npm run servers shows them` }] : []),
    { label: 'Usable then', value: found.map((tool) => tool.name).join(', ') || 'nothing' },
    { label: 'Fingerprint', value: (foundDigest ?? '').slice(0, 16) },
  ];
}
