import { runSample } from '../../../adapters/sample/command.ts';
import type { Command } from './command.ts';

export const sampleCommand: Command = {
  needs: 'parts',
  run({ assistant, config, score, scorePast }, argv, { stdout }) {
    const { tenant } = config;
    const both = async () => {
      const [now, past] = [await score(tenant), await scorePast(tenant)];
      return { ...now, milliseconds: now.milliseconds + past.milliseconds };
    };
    return runSample({ models: assistant.models, tenant, now: assistant.clock.now(), score: both, out: stdout }, argv);
  },
};
