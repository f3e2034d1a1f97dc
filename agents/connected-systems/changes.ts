import type { ForeignServer, ForeignTool } from '../../models/foreign-server.ts';

/** What a tool says of itself and takes, as an admin reads it. */
const shown = ({ description, schema }: ForeignTool): string => {
  const { properties = {} } = JSON.parse(schema) as { properties?: object };
  return `“${description.slice(0, 300) || 'nothing'}” Takes: ${Object.keys(properties).join(', ') || 'nothing'}.`;
};

/** Everything an admin looks at before a system is used again. */
export function changesOf({
  name,
  label,
  changes,
  tools,
  found,
  foundDigest,
}: Pick<ForeignServer, 'name' | 'label' | 'changes' | 'tools' | 'found' | 'foundDigest'>) {
  const changed = found.filter((tool) => tools.find((was) => was.name === tool.name)?.digest !== tool.digest);
  return [
    { label: 'System', value: `${label} (${name})` },
    { label: 'What changed', value: changes.join(', ') || 'nothing any more' },
    ...changed.flatMap((tool) => {
      const was = tools.find((each) => each.name === tool.name);
      return [...(was ? [{ label: `${tool.name} said`, value: shown(was) }] : []), { label: `${tool.name} says now`, value: shown(tool) }];
    }),
    { label: 'Usable then', value: found.map((tool) => tool.name).join(', ') || 'nothing' },
    { label: 'Fingerprint', value: (foundDigest ?? '').slice(0, 16) },
  ];
}
