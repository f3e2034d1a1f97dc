import { expect, test } from '@jest/globals';
import { exampleFor } from '../../../adapters/planner/replies/help.ts';

/** What is suggested can be asked: an account stands where an account is named, never where a person is. */

const tool = (example: string, properties: object) => ({
  name: 'a_tool',
  description: 'A tool.',
  parameters: { type: 'object', properties },
  examples: [example],
});
const reading = { accounts: ['DataFlow Analytics'], ambiguous: [] };

test.each([
  ['find Lisa Park in the CRM', { query: {} }, 'find Lisa Park in the CRM'],
  ['look up TechCorp in the CRM', { query: {} }, 'look up DataFlow Analytics in the CRM'],
  ['Log a call with Lisa Park at TechCorp: all is well', { account: {} }, 'Log a call with Lisa Park at DataFlow Analytics: all is well'],
  ['is Stellar Harbor healthy?', { account: {} }, 'is DataFlow Analytics healthy?'],
])('“%s” of a tool that takes %j is suggested as “%s”', (example, properties, suggested) => {
  expect(exampleFor(tool(example, properties) as never, reading as never)).toBe(suggested);
});
