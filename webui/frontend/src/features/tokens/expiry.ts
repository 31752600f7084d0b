const DAY = 24 * 60 * 60 * 1000;

/** The moment so many days after another, as the API wants it; null for never. */
export function expiryAfter(days: number | null, from: Date): string | null {
  return days === null ? null : new Date(from.getTime() + days * DAY).toISOString();
}
