import { acceptFound, changesOf, waitingSystem } from '../../../agents/connected-systems/face.ts';
import { UserError } from '../../../agents/kit/errors.ts';
import { audit } from '../../../tools/audit.ts';
import type { Command } from './command.ts';

const USAGE = `Usage: npm run servers
       npm run servers -- accept NAME FINGERPRINT

  Without words it says how every system of MCP_SERVERS stands, and of one that is shut out what changed.
  accept  lets one that is shut out be used again; FINGERPRINT is the one that was shown
`;

/** The admin's command for other systems: what they offer, and that what one offers now is accepted. */
export const serversCommand: Command = {
  needs: 'parts',
  async run({ assistant, config }, [verb, name = '', fingerprint = ''], { stdout, stderr }) {
    const { models, clock, foreign } = assistant;
    const { tenant } = config;
    if (verb !== undefined && (verb !== 'accept' || !name || fingerprint.length < 8)) {
      stderr.write(USAGE);
      return 2;
    }
    await foreign?.refresh();
    try {
      if (verb === 'accept') {
        const waiting = await waitingSystem({ tenant, models }, name);
        if (!waiting.foundDigest.startsWith(fingerprint))
          throw new UserError('changed_since', `${name} offers something else than that. Look at it anew.`);
        const data = { server: waiting.name, digest: waiting.foundDigest, accepted: 'npm run servers' };
        await audit(models, { tenant, actorId: 'operator', at: clock.now(), event: 'changed', data });
        const done = await acceptFound({ tenant, models }, waiting, { id: 'operator', at: clock.now() });
        stdout.write(
          done ? `${waiting.label} is accepted as it is now.\n` : `${waiting.label} changed again meanwhile; look at it anew.\n`,
        );
        return done ? 0 : 1;
      }
      const rows = await models.foreignServers.find({ tenant }).sort({ name: 1 }).lean();
      const known = new Set(rows.map((row) => row.name));
      for (const row of rows) {
        stdout.write(
          `${row.name}: ${row.state === 'accepted' ? (row.reached ? 'accepted' : 'accepted, cannot be reached') : 'shut out'}\n`,
        );
        const fields = row.state === 'accepted' ? [] : changesOf(row, Number.POSITIVE_INFINITY);
        for (const { label, value } of [...fields, ...row.leftOut.map((value) => ({ label: 'Left out', value }))])
          stdout.write(`  ${label}: ${value}\n`);
      }
      for (const server of config.servers.filter((each) => !known.has(each.name))) stdout.write(`${server.name}: never reached\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      stderr.write(`${error.message}\n`);
      return 2;
    }
  },
};
