/** How far back dated rows (interactions, tickets, invoices, surveys, events) belong to the facts; older ones no longer say anything about the instant. */
export const HISTORY_DAYS = 365;
/** How far back weekly usage belongs to the facts. */
export const USAGE_WEEKS = 26;
/** How far back sessions belong to the facts: first uses and habits lie there. */
export const SESSION_DAYS = 270;

/** Facts loaded once answer for every instant of so many days before: twelve weeks of a chart, and a week to spare. */
export const REWIND_DAYS = 91;

/** Of one account and collection so many rows are read, the newest. */
export const MOST_ROWS = 5_000;
export const MOST_SESSIONS = 20_000;
export const MOST_USES = 50_000;
/** Of a batch of accounts and a collection so many rows are read at once; beyond, each account is read by itself. */
export const MOST_ROWS_AT_ONCE = 50_000;
