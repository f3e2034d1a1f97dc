import { isTried } from '../../config.ts';
import { loadFirstSample, SAMPLE_CSM } from '../first-sample.ts';
import type { Command } from './command.ts';

export const askCommand: Command = {
  needs: 'parts',
  async run(greendoor, argv, { stdout, stderr }) {
    const { assistant, config } = greendoor;
    // Loaded here only, so that the database's own process begins before the agents' code.
    const { ask } = await import('../../../adapters/cli/ask.ts');
    const { proposer } = await import('../../incoming/approvals.ts');
    if (isTried(config)) await loadFirstSample(greendoor);
    await assistant.foreign?.refresh();
    return ask({ assistant, turn: { ...assistant, propose: proposer(assistant) }, tenant: config.tenant, defaultEmail: SAMPLE_CSM }, argv, {
      out: stdout,
      err: stderr,
    });
  },
};
