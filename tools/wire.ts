import { z } from 'zod';
import type { Access, AgentTool, Selection } from '../agents/kit/define-agent.ts';

/** A tool as a language model sees it. */
export interface WireTool {
  name: string;
  description: string;
  /** JSON Schema that strict servers accept: every property required, no additional ones. */
  parameters: Record<string, unknown>;
  examples: string[];
  words: readonly string[];
  access: Access;
  /** Which accounts it is of with such arguments, see `AgentTool`. */
  selects?(input: unknown): Selection;
  /** The title of the agent that offers it, or the name of the other system. */
  topic: string;
  /** The schema is another system's, which no strict server would take. */
  strict?: false;
}

type JsonSchema = { [key: string]: unknown };

/** Keywords strict servers refuse and zod checks anyway. */
const DROPPED = ['$schema', 'default', 'minLength', 'maxLength', 'contentEncoding'] as const;
const REFUSED = ['propertyNames', 'patternProperties', 'prefixItems', 'allOf', 'oneOf', 'not', 'if'] as const;

/**
 * The wire form of a tool.
 * @throws Error that names the tool and property when its input cannot be expressed strictly: optional
 * properties (use `.nullable().default(null)`), records, transforms, dates, tuples, missing descriptions.
 */
export function toWire(
  {
    words = [],
    access = 'read',
    ...tool
  }: Pick<AgentTool, 'name' | 'description' | 'input' | 'examples' | 'words' | 'selects'> & Partial<Pick<AgentTool, 'access'>>,
  topic: string,
): WireTool {
  const refuse = (reason: string): never => {
    throw new Error(`the input of ${tool.name} cannot be strict: ${reason}`);
  };
  let schema: JsonSchema;
  try {
    z.toJSONSchema(tool.input, { io: 'output' }); // throws on transforms, which the input side hides
    schema = z.toJSONSchema(tool.input, { io: 'input' }) as JsonSchema;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  if (schema.type !== 'object') return refuse('it is not an object');
  const { name, description, examples, input, selects } = tool;
  const selecting = selects && { selects: (given: unknown) => selects(input.parse(given)) };
  return { name, description, examples, words, access, topic, parameters: strict(schema, 'it', refuse), ...selecting };
}

function strict(schema: JsonSchema, path: string, refuse: (reason: string) => never): JsonSchema {
  if (typeof schema.additionalProperties === 'object') refuse(`${path} is a record`);
  for (const keyword of REFUSED) if (keyword in schema) refuse(`${path} uses ${keyword}`);
  const result: JsonSchema = { ...schema };
  for (const keyword of DROPPED) delete result[keyword];
  if (result.format !== undefined) delete result.pattern;
  if ([schema.type].flat().includes('object')) {
    const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
    const required = (schema.required ?? []) as string[];
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => {
        if (!required.includes(name) && !('default' in property)) refuse(`${name} is optional; use .nullable().default(null)`);
        if (path === 'it' && !property.description) refuse(`${name} has no description`);
        return [name, strict(property, name, refuse)];
      }),
    );
    result.required = Object.keys(properties);
    result.additionalProperties = false;
  }
  if (schema.items) result.items = strict(schema.items as JsonSchema, `${path}[]`, refuse);
  if (schema.anyOf) result.anyOf = (schema.anyOf as JsonSchema[]).map((each) => strict(each, path, refuse));
  if (schema.$defs)
    result.$defs = Object.fromEntries(
      Object.entries(schema.$defs as Record<string, JsonSchema>).map(([name, each]) => [name, strict(each, name, refuse)]),
    );
  return result;
}
