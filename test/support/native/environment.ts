import { flushCompileCache } from 'node:module';

/** What Jest sends to a worker that has nothing more to do, and half a second later kills. */
const CHILD_MESSAGE_END = 2;

// Agenda's processor keeps a timer of half a lease for each job it has run, whose end nobody waits for: a process of the
// product's own ends all the same, and so does a worker.
process.on('message', (message: unknown) => {
  if (Array.isArray(message) && message[0] === CHILD_MESSAGE_END) setImmediate(() => process.exit());
});

/** Where tests run: the worker's own globals, as the product has them, with what Jest changes put back after each file. */
export default class NativeEnvironment {
  readonly global = globalThis;
  readonly #console = globalThis.console;
  readonly #exit = process.exit;

  async setup(): Promise<void> {}

  async teardown(): Promise<void> {
    globalThis.console = this.#console;
    process.exit = this.#exit;
    // To write down at the end what was compiled would take longer than a worker is given.
    flushCompileCache();
  }

  getVmContext(): null {
    return null;
  }
}
