/** The mark: two hot nodes and a cold one, joined. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 28 28" width="26" height="26" fill="none" aria-hidden="true">
      <path d="M14 8.5 7 19.5 M14 8.5l7 11 M9.5 21h9" stroke="#7d8993" strokeWidth="1.6" />
      <path d="M14 2.6 18.4 7 14 11.4 9.6 7Z" fill="#e9b44c" />
      <circle cx="6.6" cy="21" r="3.4" fill="#9fb6ff" />
      <circle cx="21.4" cy="21" r="3.4" stroke="#d5a5f2" strokeWidth="1.8" fill="#161b21" />
    </svg>
  );
}
