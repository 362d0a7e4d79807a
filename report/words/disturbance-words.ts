import type { HeatResult, Results } from "../../analysis/results/results";
import { paragraph, type Section } from "./section";
import { count } from "../../analysis/advice/numbers";

const SHOWN = 8;

/** Every heat that was left out, with the reason, those that had to be raced again, and those that stand out. */
export function disturbanceWords({ heats, lanes }: Results): Section[] {
  const disturbed = heats.filter((heat) => !heat.valid);
  const named = disturbed
    .slice(0, SHOWN)
    .map(({ lane, round, disturbances }) => `${lane}, round ${round}: ${inSentences(disturbances)}`);
  const rest = disturbed.length > SHOWN ? [`and ${disturbed.length - SHOWN} more`] : [];
  const again = heats.filter(({ failedTries = [] }) => failedTries.length > 0);
  const far = lanes.flatMap((lane) => lane.outlierRounds.map((round) => `${lane.name}, round ${round}`));
  return [
    ...(disturbed.length > 0
      ? [
          {
            title: `Left out of every statistic: ${count(disturbed.length, "heat")}`,
            blocks: [...named, ...rest].map(paragraph),
          },
        ]
      : []),
    {
      blocks: [
        ...(again.length > 0 ? [`Raced again, the failed tries in no statistic: ${someOf(again.map(failures))}.`] : []),
        ...(far.length > 0 ? [`Far from their lane's median, but kept: ${someOf(far)}.`] : []),
        ...queueWords(heats),
        ...skewWords(heats),
        ...remarkWords(heats),
      ].map(paragraph),
    },
  ];
}

/** Each of them is a sentence of its own. */
function inSentences(reasons: readonly string[]): string {
  return reasons.map((reason) => `${reason.replace(/[.]$/, "")}.`).join(" ");
}

function skewWords(heats: readonly HeatResult[]): string[] {
  const skews = heats.flatMap(({ clockSkewSeconds }) => clockSkewSeconds ?? []);
  if (skews.length === 0) return [];
  const most = skews.reduce((a, b) => Math.max(a, b)).toFixed(1);
  return [
    `The clocks of node and control plane contradict each other by ${most} s or more, in ${count(skews.length, "heat")}: ` +
      "their times are the control plane's alone, without phases. Set the clocks right (NTP).",
  ];
}

/** Each remark once, with the heats that it is about. */
function remarkWords(heats: readonly HeatResult[]): string[] {
  const about = new Map<string, string[]>();
  for (const { lane, round, remarks = [] } of heats) {
    for (const remark of remarks) about.set(remark, [...(about.get(remark) ?? []), `${lane}, round ${round}`]);
  }
  return [...about].slice(0, SHOWN).map(([remark, which]) => `${remark.replace(/[.]$/, "")} (${someOf(which)}).`);
}

/** Heats that were held back before their start, which is no part of them. */
function queueWords(heats: readonly HeatResult[]): string[] {
  const queued = heats.filter(({ queuedSeconds = 0 }) => queuedSeconds > 0);
  const times = queued.map(({ lane, round, queuedSeconds }) => `${lane}, round ${round} (${queuedSeconds} s)`);
  return queued.length > 0 ? [`In a queue before their start, which no time above includes: ${someOf(times)}.`] : [];
}

/** `parallel, round 1 (BackoffLimitExceeded after 12 s)`. */
function failures({ lane, round, failedTries = [] }: HeatResult): string {
  const tries = failedTries.map(
    ({ reason, durationSeconds }) => reason + (durationSeconds === undefined ? "" : ` after ${durationSeconds} s`),
  );
  return `${lane}, round ${round} (${tries.join(", ")})`;
}

function someOf(texts: readonly string[]): string {
  const more = texts.length > SHOWN ? `; and ${texts.length - SHOWN} more` : "";
  return texts.slice(0, SHOWN).join("; ") + more;
}
