/** Our own signs, drawn on a 16-pixel grid. All are decoration: the word stands beside. */
const shapes = {
  circle: <circle cx="8" cy="8" r="5.5" fill="currentColor" stroke="none" />,
  hollow: <circle cx="8" cy="8" r="5" strokeDasharray="2.4 2" />,
  triangle: <path d="M8 2.2 14.6 13.6H1.4Z" fill="currentColor" stroke="none" />,
  octagon: (
    <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3L1.5 10.7V5.3Z" fill="currentColor" stroke="none" />
  ),
  square: <rect x="3" y="3" width="10" height="10" rx="1.5" fill="currentColor" stroke="none" />,
  check: <path d="m3 8.5 3.4 3.4L13 4.8" />,
  cross: <path d="m4 4 8 8m0-8-8 8" />,
  plus: <path d="M8 3v10M3 8h10" />,
  chevron: <path d="m6 3.5 4.5 4.5L6 12.5" />,
  pause: <path d="M5.5 3.5v9m5-9v9" strokeWidth="2" />,
  play: <path d="M5 3.2v9.6L12.6 8Z" fill="currentColor" />,
  refresh: <path d="M13 8a5 5 0 1 1-1.6-3.7M13.2 1.8v3h-3" />,
  menu: <path d="M2 4.5h12M2 8h12M2 11.5h12" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1v1.6M8 13.4V15M1 8h1.6m10.8 0H15M3 3l1.2 1.2m7.6 7.6L13 13M3 13l1.2-1.2m7.6-7.6L13 3" />
    </>
  ),
  moon: <path d="M13.2 9.8A5.6 5.6 0 0 1 6.2 2.8a5.6 5.6 0 1 0 7 7Z" />,
  contrast: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor" stroke="none" />
    </>
  ),
  home: <path d="m2 8 6-5.5L14 8m-10.4-.8v6.3h8.8V7.2" />,
  dashboard: <path d="M2.5 2.5h4.6v6H2.5Zm6.4 0h4.6v3.4H8.9ZM2.5 11h4.6v2.5H2.5Zm6.4-2.5h4.6v5H8.9Z" />,
  sync: <path d="M2 5.5h10.5m-2.7-3 2.9 3-2.9 3M14 10.5H3.5m2.7-3-2.9 3 2.9 3" />,
  exchange: <path d="M2.5 2.5h7v5h-7Zm4 6h7v5h-7ZM12 3.5v3M4 9.5v3" />,
  key: (
    <>
      <circle cx="5" cy="10.5" r="3" />
      <path d="m7.2 8.3 6-6M10.6 4.9l2.2 2.2" />
    </>
  ),
  webhook: (
    <>
      <circle cx="4" cy="11.5" r="2" />
      <circle cx="12" cy="11.5" r="2" />
      <circle cx="8" cy="4" r="2" />
      <path d="M7 5.8 4.8 9.7M6 11.5h4M9 5.8l2.2 3.9" />
    </>
  ),
  export: <path d="M8 10V2m-3 3 3-3 3 3M2.5 10v3.5h11V10" />,
  import: <path d="M8 2v8m-3-3 3 3 3-3M2.5 10v3.5h11V10" />,
  portal: <path d="M2.5 3h11v10h-11ZM2.5 6h11M5 4.5h.01M7 4.5h.01" />,
  logs: <path d="M3 3.5h10M3 6.5h10M3 9.5h10M3 12.5h6" />,
  queue: <path d="M2.5 4.5h11v7h-11ZM2.5 8.8h3l1 1.7h3l1-1.7h3" />,
  external: <path d="M9 2.5h4.5V7M13 3 7.5 8.5M11.5 9.5v4h-9v-9h4" />,
  braces: (
    <path d="M6 2.5H5A1.5 1.5 0 0 0 3.5 4v2.4L2 8l1.5 1.6V12A1.5 1.5 0 0 0 5 13.5h1m4-11h1A1.5 1.5 0 0 1 12.5 4v2.4L14 8l-1.5 1.6V12a1.5 1.5 0 0 1-1.5 1.5h-1" />
  ),
  keyboard: <path d="M1.5 4h13v8h-13ZM4 6.7h.01m2.7 0h.01m2.6 0h.01m2.7 0h.01M5 9.4h6" />,
  copy: <path d="M5.5 5.5h8v8h-8Zm-3 5v-8h8" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.3v3.9M8 4.8v.1" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M2 8h12M8 2c4 4 4 8 0 12M8 2c-4 4-4 8 0 12" />
    </>
  ),
  signOut: <path d="M6.5 2.5h-4v11h4M6 8h8m-3-3 3 3-3 3" />,
};

export type IconName = keyof typeof shapes;

export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg
      className={className ? `icon-svg ${className}` : 'icon-svg'}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shapes[name]}
    </svg>
  );
}
