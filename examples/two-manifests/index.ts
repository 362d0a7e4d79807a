import { banner, Race } from "job-race";

/** Twelve reports, made by one pod after the other or by two at a time. */
const race = new Race("reports", {
  items: 12,
  itemsFlag: "--keygen-num-to-gen",
  lanes: [
    { name: "one-by-one", manifest: "one-by-one.yaml" },
    { name: "two-at-once", manifest: "two-at-once.yaml" },
  ],
});

export const verdict = race.results.apply((results) => banner(results));
export const speedup = race.results.apply((results) => results.speedup?.value);
