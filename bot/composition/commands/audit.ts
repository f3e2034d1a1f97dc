import { verifyAudit } from '../../../tools/audit.ts';
import { allTenants } from '../../tenants.ts';
import type { Command } from './command.ts';

const WORDS = {
  altered: 'is not what was written',
  missing: 'is missing',
  reordered: 'stands in another place than it was written',
};

/** Verifies the audit trails: 0 when all hold, 1 and the first wrong entry of each otherwise. */
export const auditCommand: Command = {
  needs: 'database',
  async run({ tenant: own, models }, _argv, { stdout }) {
    let wrong = 0;
    for (const tenant of await allTenants(models, own)) {
      const found = await verifyAudit(models, tenant);
      const entries = await models.auditEntries.countDocuments({ tenant });
      if (found) wrong++;
      stdout.write(
        found
          ? `${tenant}: entry ${found.sequence} ${WORDS[found.problem]} (${found.problem}); what follows it is not vouched for\n`
          : `${tenant}: the trail holds, ${entries} ${entries === 1 ? 'entry' : 'entries'}\n`,
      );
    }
    return wrong > 0 ? 1 : 0;
  },
};
