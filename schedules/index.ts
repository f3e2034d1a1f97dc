import { healthDigest } from './health-digest.ts';
import type { Schedule } from './schedule.ts';

/** Everything that is said without anybody asking. Adding one is its file and a line here. */
export const schedules: Schedule[] = [healthDigest];
