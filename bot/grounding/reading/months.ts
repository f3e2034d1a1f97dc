const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'tr', 'ro', 'hu', 'ru', 'uk'] as const;

/** Made when the first is looked for: to write every name takes longer than to load most of the program. */
let months: ReadonlyMap<string, number> | undefined;

/** Month names, long and short, in the languages people write to us in; values 1 to 12. */
export function monthOf(name: string): number | undefined {
  months ??= new Map([...LOCALES.flatMap(namesIn), ['sept', 9]]);
  return months.get(normalised(name));
}

function namesIn(locale: string): [string, number][] {
  const names = (['long', 'short'] as const).flatMap((month) => {
    const alone = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' });
    const dated = new Intl.DateTimeFormat(locale, { month, day: 'numeric', timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, index) => {
      const date = new Date(Date.UTC(2026, index, 15));
      const inDate = dated.formatToParts(date).find((part) => part.type === 'month')?.value ?? '';
      return [alone.format(date), inDate].map((name): [string, number] => [normalised(name), index + 1]);
    }).flat();
  });
  return names.filter(([name]) => /^\p{L}{3,}$/u.test(name));
}

function normalised(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\.$/, '');
}
