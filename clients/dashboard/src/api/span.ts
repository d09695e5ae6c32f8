export const UNITS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;
export type Unit = keyof typeof UNITS;

const largestFirst = (Object.keys(UNITS) as Unit[]).toReversed();

/** 5400 seconds are 90 minutes: in the largest unit that gives a whole number. */
export function inUnits(seconds: number): { amount: number; unit: Unit } {
  const unit = largestFirst.find((one) => seconds % UNITS[one] === 0) ?? 'seconds';
  return { amount: seconds / UNITS[unit], unit };
}

/** What a pair of fields says in seconds; nothing where no amount is given. */
export const secondsOf = (amount: string, unit: string): number | null =>
  amount.trim() === '' ? null : Math.round(Number(amount) * (UNITS[unit as Unit] ?? 1));
