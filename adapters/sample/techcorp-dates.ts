export const ACCOUNT = 'account-techcorp';
export const CONTRACT = 'contract-techcorp';
export const CSM = 'user-sarah-williams';
export const AE = 'user-marcus-johnson';

export const MIKE = 'contact-mike-chen';
export const SARAH = 'contact-sarah-johnson';
export const DAVID = 'contact-david-kim';
export const JENNIFER = 'contact-jennifer-martinez';
export const COMPLIANCE = 'contact-techcorp-ana-silva';
export const OPERATIONS = 'contact-techcorp-peter-novak';

/** When the implementation began. Every other date of the account follows from it or from today. */
export const START = 357;
export const CLOSED_WON = 371;
export const RENEWAL_IN = 127;

const DAY = 86_400_000;
export type Days = (daysAgo: number) => Date;
export const daysBefore =
  (today: Date): Days =>
  (daysAgo) =>
    new Date(today.getTime() - daysAgo * DAY);
