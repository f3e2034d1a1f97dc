import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dateParser, isDateFormat } from '../../../adapters/import/dates.ts';
import { applyMapping, mappingSchema } from '../../../adapters/import/mapping.ts';
import { readNumber } from '../../../adapters/import/numbers.ts';

const iso = (format: string, value: unknown) => dateParser(format)(value)?.toISOString();

test('times that name no zone are by the clock of the mapping’s, through summer and winter; days stay days', () => {
  const zoned = (format: string, value: unknown, zone: string) => dateParser(format, zone)(value)?.toISOString();
  expect(zoned('YYYY-MM-DD HH:mm', '2026-01-31 14:00', 'America/New_York')).toBe('2026-01-31T19:00:00.000Z');
  expect(zoned('YYYY-MM-DD HH:mm', '2026-07-31 14:00', 'America/New_York')).toBe('2026-07-31T18:00:00.000Z');
  expect(zoned('ISO', '2026-07-31T14:00:00', 'Asia/Kolkata')).toBe('2026-07-31T08:30:00.000Z');
  expect(zoned('ISO', '2026-07-31T14:00:00Z', 'Asia/Kolkata')).toBe('2026-07-31T14:00:00.000Z');
  expect(zoned('ISO', '2026-07-31T14:00:00+02:00', 'Asia/Kolkata')).toBe('2026-07-31T12:00:00.000Z');
  expect(zoned('ISO', '2026-07-31', 'America/New_York')).toBe('2026-07-31T00:00:00.000Z');
  expect(zoned('YYYY-MM-DD HH:mm', '2026-03-29 03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  expect(zoned('epoch seconds', '1795338000', 'Asia/Kolkata')).toBe(iso('epoch seconds', '1795338000'));
  expect(mappingSchema.safeParse({ collection: 'accounts', columns: {}, timezone: 'Mars/Olympus' }).success).toBe(false);
});

test('dates are read as their format says, in UTC, and days that do not exist are none', () => {
  expect(iso('DD-MM-YYYY', '07-08-2023')).toBe('2023-08-07T00:00:00.000Z');
  expect(iso('MM/DD/YYYY h:mm A', '8/7/2023 12:05 am')).toBe('2023-08-07T00:05:00.000Z');
  expect(iso('DD-MM-YYYY HH:mm', '28-07-2023 03:00')).toBe('2023-07-28T03:00:00.000Z');
  expect(iso('D MMM YYYY', '3 Sept. 2024')).toBe('2024-09-03T00:00:00.000Z');
  expect(iso('ISO', '2024-02-29T10:00:00.5+02:00')).toBe('2024-02-29T08:00:00.500Z');
  expect(iso('epoch seconds', '1700000000')).toBe('2023-11-14T22:13:20.000Z');
  expect(iso('epoch millis', 1_700_000_000_000)).toBe('2023-11-14T22:13:20.000Z');
  expect(iso('months before 2018-12-31', '12')).toBe('2017-12-31T00:00:00.000Z');
  for (const [format, value] of [
    ['DD-MM-YYYY', '31-02-2023'],
    ['DD-MM-YYYY', '2023-08-07'],
    ['ISO', '2023-02-29'],
    ['ISO', '07/08/2023'],
    ['DD-MM-YYYY HH:mm', '01-01-2023 24:30'],
    ['epoch seconds', ''],
  ])
    expect(iso(format ?? '', value)).toBeUndefined();
  expect(isDateFormat('DD-MM-YYYY')).toBe(true);
  expect(isDateFormat('whenever')).toBe(false);
});

test('every day is read back from the format it was written in', () => {
  const days = fc.date({ min: new Date('1971-01-01'), max: new Date('2069-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, (day) => {
      const [year, month, date] = day.toISOString().slice(0, 10).split('-');
      expect(iso('DD.MM.YYYY', `${date}.${month}.${year}`)).toBe(`${year}-${month}-${date}T00:00:00.000Z`);
      expect(iso('MM/DD/YY', `${month}/${date}/${year?.slice(2)}`)?.slice(4, 10)).toBe(`-${month}-${date}`);
    }),
  );
});

test('numbers are read with currency signs, thousands, percent and minus, and doubtful ones are refused', () => {
  const value = (text: unknown, decimal: '.' | ',' = '.') => readNumber(text, { decimal })?.value;
  expect([value('1,234.50'), value('$ 1,200'), value('€1 234'), value("CHF 1'234.5"), value('12 USD')]).toEqual([
    1234.5, 1200, 1234, 1234.5, 12,
  ]);
  expect([value('(12)'), value('-$5'), value('$-5'), value('1e3'), value('1.234,5', ','), value('1,5', ',')]).toEqual([
    -12, -5, -5, 1000, 1234.5, 1.5,
  ]);
  expect(readNumber('45 %')).toEqual({ value: 45, percent: true });
  for (const text of ['1,5', '12,34', '', '-', 'five', '=1+1', '1.2.3', 'NaN', 'Infinity', '0x10', '1 2'])
    expect(value(text)).toBeUndefined();
});

test('every number is read back from how people write it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (number) => {
      expect(readNumber(number.toLocaleString('en-US'))?.value).toBe(number);
      expect(readNumber(number.toLocaleString('de-DE'), { decimal: ',' })?.value).toBe(number);
    }),
  );
});

test('a mapping renames, translates, joins, splits, computes, and names what refers to what', () => {
  const mapping = mappingSchema.parse({
    collection: 'contacts',
    externalId: ['system', 'id'],
    columns: {
      name: { columns: ['first', 'last'] },
      role: { column: 'kind', values: { Boss: 'executive_sponsor' }, otherwise: 'user' },
      accountId: { column: 'company', reference: 'accounts', by: 'name' },
      title: { column: 'title', default: 'unknown' },
    },
    constants: { timezone: 'UTC' },
  });
  expect(
    applyMapping(mapping, { system: 'crm', id: '7', first: 'Ada ', last: 'King', kind: 'Boss', company: ' Acme ', title: '', more: 1 }),
  ).toEqual({
    document: { name: 'Ada King', role: 'executive_sponsor', title: 'unknown', timezone: 'UTC' },
    references: [
      { field: 'accountId', collection: 'accounts', by: 'name', key: 'Acme', take: undefined, missing: 'reject', column: 'company' },
    ],
    externalId: 'crm:7',
  });
  expect(applyMapping(mapping, { kind: 'x' })).toEqual({ reasons: ['the row has no id (system, id)'] });
});

test('a mapping with an unknown key, a wrong date format or an operator for a field is refused', () => {
  const wrong: unknown[] = [
    { collection: 'accounts', columns: {}, more: 1 },
    { collection: 'accounts', columns: { at: { column: 'a', date: 'sometime' } } },
    { collection: 'accounts', columns: { $where: 'x' } },
    { collection: 'accounts', columns: { constructor: 'x' } },
  ];
  expect(wrong.map((each) => mappingSchema.safeParse(each).success)).toEqual([false, false, false, false]);
  const columns = JSON.parse('{"__proto__": "x", "name": "y"}');
  const parsed = mappingSchema.safeParse({ collection: 'accounts', columns });
  expect(Object.keys(parsed.data?.columns ?? {})).not.toContain('__proto__');
});
