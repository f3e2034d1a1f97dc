import type { Survey } from '../../../models/survey.ts';
import { HISTORY_DAYS } from '../windows.ts';
import { known, type Rewind, recent } from './known.ts';

export const rewindSurveys: Rewind<Survey> = (rows, asOf) => recent(known(rows, asOf), asOf, HISTORY_DAYS);
