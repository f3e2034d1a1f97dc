export const ACCOUNT = 'account-dataflow';
export const CONTRACT = 'contract-dataflow-2';
export const CSM = 'user-sarah-williams';

const DAY = 86_400_000;
export type Days = (daysAgo: number) => Date;
export const daysBefore =
  (today: Date): Days =>
  (daysAgo) =>
    new Date(today.getTime() - daysAgo * DAY);

export const JENNIFER = 'contact-jennifer-walsh';
export const MARK = 'contact-mark-rodriguez';
export const SUCCESSOR = 'contact-anil-gupta';
export const ANALYST = 'contact-ravi-shah';
export const ENGINEER = 'contact-tom-nguyen';
export const VP = 'contact-karen-holt';

/** People of the product, the most faithful first. */
export const PRODUCT_USERS: string[] = [
  'dataflow-ravi',
  'dataflow-jennifer',
  'dataflow-mark',
  'dataflow-tom',
  ...Array.from({ length: 9 }, (_, index) => `dataflow-user-${index + 5}`),
];
