import { configureGlobal } from 'fast-check';

/** The same cases in every run, so that a red run means a change; set FAST_CHECK_SEED to look at others. */
configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 9) });
