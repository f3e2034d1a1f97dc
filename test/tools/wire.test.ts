import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { agents } from '../../agents/index.ts';
import { createCatalog } from '../../tools/catalog.ts';
import { toWire } from '../../tools/wire.ts';
import { toyAgent } from '../support/toy-agent.ts';

const wire = (input: z.ZodType) => toWire({ name: 'try_it', description: 'd', examples: [], input }, 'Try');

test('every property is required and none may be added, at any depth', () => {
  const { parameters } = wire(
    z.object({
      account: z.string().min(1).describe('a'),
      days: z.number().int().min(1).max(90).nullable().default(null).describe('d'),
      filters: z
        .array(z.object({ field: z.enum(['health', 'churn']), below: z.number().nullable().default(null) }))
        .default([])
        .describe('f'),
      at: z.iso.date().nullable().default(null).describe('t'),
    }),
  );
  expect(parameters).toEqual({
    type: 'object',
    properties: {
      account: { type: 'string', description: 'a' },
      days: { anyOf: [{ type: 'integer', minimum: 1, maximum: 90 }, { type: 'null' }], description: 'd' },
      filters: {
        type: 'array',
        description: 'f',
        items: {
          type: 'object',
          properties: { field: { type: 'string', enum: ['health', 'churn'] }, below: { type: ['number', 'null'] } },
          required: ['field', 'below'],
          additionalProperties: false,
        },
      },
      at: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }], description: 't' },
    },
    required: ['account', 'days', 'filters', 'at'],
    additionalProperties: false,
  });
});

test.each([
  ['optional', z.object({ a: z.string().optional().describe('a') })],
  ['record', z.object({ a: z.record(z.string(), z.number()).describe('a') })],
  ['ransform', z.object({ a: z.string().transform(Number).describe('a') })],
  ['Date', z.object({ a: z.date().describe('a') })],
  ['prefixItems', z.object({ a: z.tuple([z.string(), z.number()]).describe('a') })],
  ['description', z.object({ a: z.string() })],
  ['not an object', z.array(z.string())],
])('what strict servers refuse is refused when Greendoor starts: %s', (reason, input) => {
  expect(() => wire(input)).toThrow(new RegExp(`try_it cannot be strict: .*${reason}`));
});

test('two tools of one name, or a name of another form, stop the start', () => {
  expect(() => createCatalog([toyAgent, toyAgent])).toThrow('two tools are called count_tickets');
  const [tool] = toyAgent.tools;
  expect(() => createCatalog(tool ? [{ ...toyAgent, tools: [{ ...tool, name: 'CountTickets' }] }] : [])).toThrow('snake_case');
});

test('all shipped tools and one more agent make a catalog', () => {
  const catalog = createCatalog([...agents, toyAgent]);
  expect(catalog.all).toHaveLength(agents.flatMap((agent) => agent.tools).length + toyAgent.tools.length);
  expect(catalog.forRoles(['marketing']).map((tool) => tool.name)).not.toContain('count_tickets');
});
