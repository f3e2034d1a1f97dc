import { casesOf } from '../case.ts';

const book = casesOf('portfolio');
const priya = casesOf('portfolio', 'priya.patel');

const record = 'get_track_record';
const backtest = 'backtest_scores';

/** Whether earlier forecasts came true, and how today's rules would have done. */
export const track = [
  book.read('were your churn forecasts right?', record, { forecast: 'churn' }),
  book.read('how good are your predictions', record, { forecast: null }),
  book.read('track record of the renewal forecasts', record, { forecast: 'renewals' }),
  book.read('did the health forecasts for my accounts come true', record, { forecast: 'health', owner: 'mine' }),
  book.read('lagst du mit deinen Churn-Prognosen richtig?', record, { forecast: 'churn' }),
  book.read('backtest the churn model', backtest),
  priya.read('how accurate were your churn forecasts for Omar', record, { forecast: 'churn', owner: 'Omar' }),
  priya.read('does the health score predict churn', backtest),
  // What came is recorded by a press only.
  book.offers('record that Foxglove Payments has left us on 3 November', 'record_outcome', 'Foxglove Payments', {
    outcome: 'left',
    on: '2026-11-03',
  }),
  book.offers('mark Foxglove Payments as churned', 'record_outcome', 'Foxglove Payments', { outcome: 'churned' }),
  book.reads('did Foxglove Payments churn?', book.call('assess_churn_risk', 'Foxglove Payments')),
  // Of what is to come, not of what was said.
  book.read('which accounts will churn?', 'list_churn_risks'),
];
