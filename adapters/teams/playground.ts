import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '../../agents/kit/errors.ts';
import type { ConnectedTo, Trial } from '../../bot/chat-adapter.ts';
import { MESSAGES_PATH } from './door.ts';

/** Microsoft's Agents Playground, a development dependency: Teams in a browser, of one person, without an account. */
const PACKAGE = '@microsoft/m365agentsplayground';
const TENANT = '00000000-0000-0000-0000-000000000001';
const PORT = 56_150;
/** It would listen to the whole network, and has no setting for that: whoever reached it would be the person it shows. */
const LOOPBACK_ONLY = `data:text/javascript,${encodeURIComponent(`import { Server } from 'node:net';
const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, port, '127.0.0.1', ...rest.filter((each) => typeof each === 'function'));
};`)}`;
const READY_MS = 120_000;
/** Beside the person one is. */
const MOST_OTHERS = 5;
/** A playground's team has its general channel, and one more. */
const TEAM = { id: '19:general@thread.tacv2', channel: '19:approvals@thread.tacv2' };

export interface Playground {
  tenant: string;
  /** Where it takes what the bot writes. */
  serviceUrl: string;
  /** Starts it on a port of its own and says where a person opens it. @throws OperatorError where it does not come up. */
  start(): Promise<ConnectedTo>;
  stop(): Promise<void>;
}

/** The playground with the tenant's own people in it. */
export async function preparePlayground({ people, directory, url }: Trial): Promise<Playground> {
  const port = await freePort(PORT);
  const address = `http://localhost:${port}`;
  let child: ChildProcess | undefined;
  return {
    tenant: TENANT,
    serviceUrl: `${address}/_connector`,
    async start() {
      const folder = join(directory, 'playground');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, '.m365agentsplayground.yml'), JSON.stringify(settingsOf(await people()), null, 2));
      const cli = new URL('cli.js', `${import.meta.resolve(`${PACKAGE}/package.json`)}`);
      const args = ['-e', `${url}${MESSAGES_PATH}`, '-c', 'msteams', '-p', String(port), '--disable-telemetry'];
      child = spawn(process.execPath, ['--import', LOOPBACK_ONLY, fileURLToPath(cli), ...args], {
        cwd: folder,
        // Not the settings of Greendoor: they hold secrets.
        env: { PATH: process.env.PATH, HOME: process.env.HOME, TEAMSAPPTESTER_BROWSER: 'none', BROWSER: 'none' },
        stdio: 'ignore',
      });
      await answers(address, child);
      return {
        workspace: TENANT,
        name: 'the playground',
        where: 'in place of Teams',
        address,
        channels: [
          { purpose: 'health', id: TEAM.id },
          { purpose: 'churn', id: TEAM.id },
          { purpose: 'expansion', id: TEAM.id },
          { purpose: 'approvals', id: TEAM.channel },
        ],
      };
    },
    async stop() {
      if (!child || child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

/** JSON is YAML. */
function settingsOf([first, ...others]: Awaited<ReturnType<Trial['people']>>) {
  const user = ({ _id, name, email }: (typeof others)[number]) => {
    const [givenName = name, ...rest] = name.split(' ');
    return { id: `29:${_id}`, name, userPrincipleName: email, aadObjectId: _id, givenName, surname: rest.join(' ') || givenName, email };
  };
  if (!first) throw new OperatorError('The playground needs somebody to be: there is no user.');
  return {
    version: '0.1.1',
    tenantId: TENANT,
    bot: { id: '28:greendoor', name: 'Greendoor' },
    currentUser: user(first),
    users: onePerRole(others).map(user),
    personalChat: { id: 'a:personal' },
    groupChat: { id: '19:group@thread.v2', name: 'Customer success' },
    team: {
      id: TEAM.id,
      name: 'Customer success',
      aadGroupId: '00000000-0000-0000-0000-0000000000a1',
      channels: [{ id: TEAM.channel, name: 'Approvals' }],
    },
  };
}

function onePerRole<Person extends { roles: readonly string[] }>(people: readonly Person[]): Person[] {
  const met = new Set<string>();
  const chosen = people.filter(({ roles }) => roles.some((role) => !met.has(role) && met.add(role)));
  return [...chosen, ...people.filter((person) => !chosen.includes(person))].slice(0, MOST_OTHERS);
}

/** The port where it is free, otherwise any that is. */
async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  const listen = (port: number) =>
    new Promise<boolean>((done) => {
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => done(true));
    });
  if (!(await listen(wanted))) await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : wanted;
  await new Promise((done) => server.close(done));
  return port;
}

async function answers(address: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + READY_MS;
  while (performance.now() < until && child.exitCode === null) {
    const up = await fetch(address, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await sleep(200);
  }
  throw new OperatorError(`Microsoft's playground did not come up at ${address}.`);
}
