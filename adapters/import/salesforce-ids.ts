const ID = /^([A-Za-z0-9]{15})([A-Z0-5]{3})?$/;
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The forms of one Salesforce id: 18 characters, as exports have it, and the first 15 of them, as reports do; undefined where it is none. */
export function salesforceForms(id: string): { long: string; short: string } | undefined {
  const [, short, said] = ID.exec(id) ?? [];
  if (short === undefined) return undefined;
  const sum = checksum(short);
  return said === undefined || said === sum ? { long: short + sum, short } : undefined;
}

/** Three signs that say which of the fifteen are capitals, a sign for five. */
const checksum = (short: string): string =>
  [0, 5, 10]
    .map((from) => SIGNS[[4, 3, 2, 1, 0].reduce((bits, at) => bits * 2 + Number(/[A-Z]/.test(short[from + at] ?? '')), 0)])
    .join('');
