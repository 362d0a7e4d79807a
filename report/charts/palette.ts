import type { LegendEntry } from "./chart";

/**
 * Okabe and Ito's colours, which people with any colour vision tell apart (Color Universal Design, 2008), as variables
 * of CSS: the background and the ink follow the reader's light or dark theme.
 */
const COLOURS = {
  orange: "#e69f00",
  sky: "#56b4e9",
  green: "#009e73",
  yellow: "#f0e442",
  blue: "#0072b2",
  vermilion: "#d55e00",
  purple: "#cc79a7",
  grey: "#8a8a8a",
} as const;

export const INK = "var(--ink)";
export const FAINT = "var(--faint)";
export const PAPER = "var(--paper)";
export const IDEAL = "var(--grey)";

type PhaseKey = "schedule" | "pull" | "start" | "work" | "handOver" | "completionLag" | "unexplained";

/** In the order in which a pod goes through them. */
export const PHASES: readonly (LegendEntry & { readonly key: PhaseKey })[] = [
  { key: "schedule", label: "schedule", colour: "var(--purple)" },
  { key: "pull", label: "pull", colour: "var(--yellow)" },
  { key: "start", label: "start", colour: "var(--sky)" },
  { key: "work", label: "work", colour: "var(--blue)" },
  { key: "handOver", label: "hand-over", colour: "var(--vermilion)" },
  { key: "completionLag", label: "completion lag", colour: "var(--orange)" },
  { key: "unexplained", label: "unexplained", colour: "var(--grey)" },
];

export function phaseColour(key: string): string {
  return PHASES.find((phase) => phase.key === key)?.colour ?? INK;
}

/** The variables, for a style sheet or a picture that stands alone. */
export const PALETTE_CSS = `:root{color-scheme:light dark;${Object.entries(COLOURS)
  .map(([name, value]) => `--${name}:${value};`)
  .join("")}--ink:#1b1f24;--faint:#5d6670;--paper:#fff;--card:#f5f7f9;--line:#d5dae0}
@media (prefers-color-scheme:dark){:root{--blue:#2a7ec7;--ink:#e8ebee;--faint:#a3adb8;--paper:#14181d;--card:#1d2329;--line:#39424c}}`;
