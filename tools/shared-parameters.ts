import type { WireTool } from './wire.ts';

type Property = { description?: string } & Record<string, unknown>;
interface Parameter {
  name: string;
  description: string;
}

/** From so many tools on, a parameter is said once for all. */
const SHARED_BY = 3;

const propertiesOf = ({ parameters }: WireTool) => Object.entries((parameters.properties ?? {}) as Record<string, Property>);

/** Parameters that several tools describe in the same words. Of one name only the most frequent description counts. */
export function sharedParameters(tools: readonly WireTool[]): Parameter[] {
  const counts = new Map<string, Parameter & { count: number }>();
  for (const [name, { description = '' }] of tools.flatMap(propertiesOf)) {
    const key = `${name} ${description}`;
    counts.set(key, { name, description, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const frequent = [...counts.values()]
    .filter(({ count, description }) => count >= SHARED_BY && description)
    .sort((a, b) => b.count - a.count);
  return [...new Map(frequent.toReversed().map(({ name, description }) => [name, { name, description }])).values()].toReversed();
}

/** A tool as it is told beside those descriptions. */
export function withoutShared(tool: WireTool, shared: readonly Parameter[]): WireTool {
  const properties = Object.fromEntries(
    propertiesOf(tool).map(([name, property]) => {
      const { description, ...rest } = property;
      return [name, shared.some((each) => each.name === name && each.description === description) ? rest : property];
    }),
  );
  return { ...tool, parameters: { ...tool.parameters, properties } };
}
