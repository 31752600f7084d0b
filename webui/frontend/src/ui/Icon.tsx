/** Line icons on a grid of 16, drawn for the portal. They are decoration: the word stands beside them. */

const PATHS = {
  container: "M8 1.8 13.5 4.6v6.8L8 14.2l-5.5-2.8V4.6Z M2.7 4.8 8 7.4l5.3-2.6 M8 7.4v6.6",
  volume: "M2.5 4c0-1.2 2.5-2 5.5-2s5.5.8 5.5 2-2.5 2-5.5 2-5.5-.8-5.5-2Z M2.5 4v8c0 1.2 2.5 2 5.5 2s5.5-.8 5.5-2V4 M2.5 8c0 1.2 2.5 2 5.5 2s5.5-.8 5.5-2",
  network: "M8 6.2V3.8 M6.4 9.2 4 11.4 M9.6 9.2l2.4 2.2 M8 8m-1.9 0a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0-3.8 0 M8 2.5m-1.2 0a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0 M3 12.4m-1.2 0a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0 M13 12.4m-1.2 0a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0",
  runtime: "M2.5 3h11v4h-11Z M2.5 9h11v4h-11Z M5 5h.01 M5 11h.01 M8 5h3 M8 11h3",
  other: "M8 1.8 13.4 5v6L8 14.2 2.6 11V5Z",
  check: "m3 8.5 3.2 3.2L13 4.8",
  checkCircle: "M8 8m-6.2 0a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0 M5.2 8.3l2 2 3.6-4",
  cross: "m4 4 8 8 M12 4l-8 8",
  crossCircle: "M8 8m-6.2 0a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0 M5.8 5.8l4.4 4.4 M10.2 5.8l-4.4 4.4",
  warning: "M8 2 14.5 13.5h-13Z M8 6.5v3 M8 11.6h.01",
  info: "M8 8m-6.2 0a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0 M8 7.4v3.6 M8 5h.01",
  clock: "M8 8m-6.2 0a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0 M8 4.6V8l2.4 1.5",
  spinner: "M8 1.8a6.2 6.2 0 1 1-6.2 6.2",
  pause: "M8 8m-6.2 0a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0 M6.5 5.8v4.4 M9.5 5.8v4.4",
  question: "M8 8m-6.2 0a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0 M6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.7-.8 1.2 M8 11.3h.01",
  dashCircle: "M8 8m-6.2 0a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0 M5.3 8h5.4",
  plus: "M8 3v10 M3 8h10",
  minus: "M3 8h10",
  pencil: "m10.6 3 2.4 2.4-7.4 7.4-3 .6.6-3Z",
  replace: "M2.5 6h9 M9 3.2 11.8 6 9 8.8 M13.5 10.5h-9 M7 7.8l-2.8 2.7L7 13.3",
  trash: "M2.5 4.2h11 M6 4V2.5h4V4 M4 4.4l.6 9.1h6.8l.6-9.1 M6.7 7v4 M9.3 7v4",
  equal: "M3.5 6h9 M3.5 10h9",
  right: "m6 3.5 4.5 4.5L6 12.5",
  left: "M10 3.5 5.5 8l4.5 4.5",
  down: "m3.5 6 4.5 4.5L12.5 6",
  external: "M6.5 3.5H3v9.5h9.5V9.5 M9 3h4v4 M13 3 7.5 8.5",
  copy: "M5.5 5.5h8v8h-8Z M10.5 5.3V2.5h-8v8h2.8",
  search: "M7 7m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0 M10.4 10.4l3.4 3.4",
  refresh: "M13.2 6.5A5.5 5.5 0 1 0 13.5 9 M13.5 2.8v3.7H9.8",
  upload: "M8 10.5V2.5 M4.8 5.5 8 2.3l3.2 3.2 M2.5 10.5v3h11v-3",
  rocket: "M8 14V3 M3.8 7 8 2.8 12.2 7",
  file: "M4 1.8h5.2L12.5 5v9.2H4Z M9 2v3.3h3.3",
  key: "M5.2 10.8m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0 M7.4 8.6 13 3 M10.6 5.4l2 2",
  lock: "M3.5 7.2h9v6.3h-9Z M5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  target: "M8 8m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0 M8 8m-2.4 0a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0-4.8 0 M8 .8V4 M8 12v3.2 M.8 8H4 M12 8h3.2",
  layers: "m8 2 6 3.2-6 3.2-6-3.2Z M2.3 8.2 8 11.2l5.7-3 M2.3 11 8 14l5.7-3",
  user: "M8 5.2m-2.7 0a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0-5.4 0 M2.8 13.8c.5-2.7 2.5-4.3 5.2-4.3s4.7 1.6 5.2 4.3",
  fit: "M2.5 6V2.5H6 M10 2.5h3.5V6 M13.5 10v3.5H10 M6 13.5H2.5V10",
  flow: "M5.5 2.5h5v3h-5Z M1.8 10.5h5v3h-5Z M9.2 10.5h5v3h-5Z M8 5.5V8 M4.3 10.5V8h7.4v2.5",
  logs: "M2.5 3.5h11 M2.5 6.5h8 M2.5 9.5h11 M2.5 12.5h6",
  plug: "M5.5 1.8v3 M10.5 1.8v3 M3.5 4.8h9v2.4a4.5 4.5 0 0 1-9 0Z M8 11.7v2.5",
  eye: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8Z M8 8m-1.8 0a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0",
  terminal: "M2 3h12v10H2Z M4.5 6 7 8l-2.5 2 M8.5 10.2h3",
  wrap: "M2.5 4h11 M2.5 8h8.8a2.2 2.2 0 0 1 0 4.4H8 M9.8 10.6 8 12.4l1.8 1.8 M2.5 12.4h3",
  signOut: "M6.5 2.5h-4v11h4 M10 5l3 3-3 3 M13 8H6",
} as const;

export type IconName = keyof typeof PATHS;

interface Props {
  name: IconName;
  size?: number;
  spin?: boolean;
}

export function Icon({ name, size = 16, spin = false }: Props) {
  return (
    <svg
      className={spin ? "icon icon--spin" : "icon"}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
