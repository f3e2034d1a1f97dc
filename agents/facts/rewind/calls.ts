import type { RenewalCall } from '../../../models/renewal-call.ts';
import { known, type Rewind } from './known.ts';

export const rewindCalls: Rewind<RenewalCall> = known;
