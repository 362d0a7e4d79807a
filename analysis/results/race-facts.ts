import type { Results } from "./results";

/** What the steps after the lanes' statistics start from. */
export type RaceFacts = Pick<Results, "settings" | "measure" | "lanes" | "cluster" | "heats">;
