export const stop = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

/** Ten marks; `share` from 0 to 1. */
export const progressBar = (share: number): string => '▰'.repeat(Math.round(10 * share)).padEnd(10, '▱');
