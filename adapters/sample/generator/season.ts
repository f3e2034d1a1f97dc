/** How much of its usual use a week of the year sees everywhere: nobody works through the turn of the year, few through August. */
export function seasonOf(weekEnd: Date): number {
  const month = weekEnd.getUTCMonth();
  const day = weekEnd.getUTCDate();
  if ((month === 11 && day >= 26) || (month === 0 && day <= 5)) return 0.72;
  return month === 7 ? 0.93 : 1;
}
