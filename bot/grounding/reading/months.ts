const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'tr', 'ro', 'hu', 'ru', 'uk'] as const;

/** Month names, long and short, in the languages people write to us in; values 1 to 12. */
const MONTHS = new Map<string, number>(
  LOCALES.flatMap((locale) =>
    (['long', 'short'] as const).flatMap((month) => {
      const alone = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' });
      const dated = new Intl.DateTimeFormat(locale, { month, day: 'numeric', timeZone: 'UTC' });
      return Array.from({ length: 12 }, (_, index) => {
        const date = new Date(Date.UTC(2026, index, 15));
        const inDate = dated.formatToParts(date).find((part) => part.type === 'month')?.value ?? '';
        return [alone.format(date), inDate].map((name): [string, number] => [normalised(name), index + 1]);
      }).flat();
    }),
  ).filter(([name]) => /^\p{L}{3,}$/u.test(name)),
);
MONTHS.set('sept', 9);

export function monthOf(name: string): number | undefined {
  return MONTHS.get(normalised(name));
}

function normalised(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\.$/, '');
}
