import { runSample } from '../../../adapters/sample/command.ts';
import { type Command, out } from './command.ts';

export const sampleCommand: Command = {
  needs: 'parts',
  run({ assistant, config, score, scorePast }, argv) {
    const { tenant } = config;
    const both = async () => {
      const [now, past] = [await score(tenant), await scorePast(tenant)];
      return { ...now, milliseconds: now.milliseconds + past.milliseconds };
    };
    return runSample({ models: assistant.models, tenant, now: assistant.clock.now(), score: both, out }, argv);
  },
};
