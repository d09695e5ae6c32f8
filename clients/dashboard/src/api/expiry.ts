export const EXPIRIES = ['30', '90', '365', 'date', 'never'] as const;
export type Expiry = (typeof EXPIRIES)[number];

const DAY = 86_400_000;

/** When something ends: so many days from now, at the end of a day of the reader's, or never. */
export function expiryOf(choice: Expiry, day: string, now: number): string | undefined {
  switch (choice) {
    case 'never':
      return undefined;
    case 'date':
      return day ? new Date(`${day}T23:59:59`).toISOString() : undefined;
    default:
      return new Date(now + Number(choice) * DAY).toISOString();
  }
}

/** A day in the reader's own calendar, as date fields have it. */
export function dayOf(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 10);
}
