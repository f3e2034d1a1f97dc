export const YEAR_DAYS = 365;
export const MONTH_DAYS = YEAR_DAYS / 12;
