const paths = {
  microphone:
    "M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11v1a6 6 0 0 0 12 0v-1M12 18v3",
  camera: "M3 7h11v10H3zM14 11l7-4v10l-7-4",
  screen: "M3 5h18v11H3zM9 20h6M12 16v4",
  draft: "M6 3h9l4 4v14H6zM9 11h7M9 15h7",
  chat: "M4 5h16v11H10l-5 4v-4H4z",
  sign: "M4 20h16M6 16l9-11 3 3-9 10-4 1z",
  devices: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
  hand: "M8 12V6a1.5 1.5 0 0 1 3 0v5V4.5a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v8c0 4-2 7-6 7-3 0-4.5-2-6.5-5.5C4 14 5.5 13 6.5 14z",
  check: "M3 5h18v14H3zM8 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5 16c.6-1.6 5.4-1.6 6 0M14 12l2 2 3-4",
  leave: "M10 4H5v16h5M14 8l5 4-5 4M19 12H9",
  muted: "M4 4l16 16M9 9v3a3 3 0 0 0 5 2M15 11V6a3 3 0 0 0-6 0M6 11v1a6 6 0 0 0 9 5M12 18v3",
} as const;

export type IconName = keyof typeof paths;

/** A line icon beside a word; the word says what it means. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
