import type { ValueRecord } from '../../../models/value-record.ts';
import { known, type Rewind } from './known.ts';

export const rewindValues: Rewind<ValueRecord> = known;
