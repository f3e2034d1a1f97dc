import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Globals, setGlobals } from './globals.ts';

enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/compiled', import.meta.url)));

const GLOBALS = new URL('./globals.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) => (specifier === '@jest/globals' ? { url: GLOBALS, shortCircuit: true } : next(specifier, context)),
});

const require = createRequire(import.meta.url);
let loaded = 0;

/**
 * What Jest loads modules with, here Node itself: as the product is loaded, and each module once a worker instead of once
 * a test file. What a test file leaves behind in a module is therefore there in the next: tests keep what they change in
 * databases, folders and processes of their own.
 */
export default class NativeRuntime {
  /** Test files and what they import are modules. */
  unstable_shouldLoadAsEsm(): boolean {
    return true;
  }

  /** Anew for each run of a test file. */
  unstable_importModule(path: string): Promise<unknown> {
    return import(`${pathToFileURL(path).href}?run=${++loaded}`);
  }

  /** Jest's own: a fresh one for each test file, so that no hook of one is run for another. */
  requireInternalModule(path: string): unknown {
    delete require.cache[path];
    return require(path);
  }

  requireModule(path: string): unknown {
    return require(path);
  }

  setGlobalsForRuntime(globals: Globals): void {
    setGlobals(globals);
  }

  getSourceMaps(): Map<string, string> {
    return new Map();
  }

  getAllCoverageInfoCopy(): undefined {}

  enterTestCode(): void {}

  leaveTestCode(): void {}

  teardown(): void {}
}
