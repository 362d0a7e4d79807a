import type { RaceRecord } from "./one-race";

/** What the races came to. */
export function tally(records: readonly RaceRecord[], traces: readonly string[]): string {
  const count = (fits: (record: RaceRecord) => boolean) => records.filter(fits).length;
  const sum = (list: "hangs" | "wrong" | "leftovers") => records.reduce((total, it) => total + it[list].length, 0);
  const rows = [...new Set(records.map(({ fault }) => fault))].sort().map((fault) => {
    const ours = records.filter((record) => record.fault === fault);
    const ends = [...new Set(ours.map(({ first }) => first))].sort();
    const words = ends.map((end) => `${ours.filter(({ first }) => first === end).length} ${end}`);
    const late = ours.filter(({ struck }) => !struck).length;
    return [fault, String(ours.length), `${words.join(", ")}${late > 0 ? ` (${late} too late)` : ""}`];
  });
  const failed = count(({ first }) => first !== "result");
  return [
    "",
    ...rows.map(([fault = "", races = "", words = ""]) => `${fault.padEnd(28)} ${races.padStart(3)}  ${words}`),
    "",
    `${records.length} races: ${count(({ first }) => first === "result")} with the right result at once, ${failed} ended early, ` +
      `${count(({ recovered }) => recovered)} of these recovered`,
    `${sum("hangs")} hangs, ${sum("wrong")} wrong, ${sum("leftovers") + traces.length} leftovers ${traces.join(" ")}`,
  ].join("\n");
}
