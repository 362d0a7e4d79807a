import type { Results } from "../../analysis/results/results";
import { holds } from "../../plan/fail-if";
import { figuresOf } from "../figures";
import { parallelDuration, serialDuration } from "../stack-outputs";
import { ratio } from "../../analysis/advice/numbers";
import { decimal } from "../words/text";
import { html, type Markup } from "./markup";

/** The verdict, whether the deadline is met, and the figures that people come for. */
export function headlineOf(results: Results): Markup {
  const { speedup, lanes, settings } = results;
  return html`<h1>job-race</h1>
    <p class="verdict">${verdict(results)}</p>
    <div class="badges">${badges(results)}</div>
    <dl class="figures">
      ${lanes[0] && figure(`Serial: ${lanes[0].name}`, serialDuration(results), "median Duration")}
      ${lanes[1] && figure(`Parallel: ${lanes[1].name}`, parallelDuration(results), "median Duration")}
      ${speedup && figure("Speedup", ratio(speedup.value), interval(speedup.low, speedup.high, speedup.confidence))}
      ${recommended(results)} ${figure("Raced", `${settings.items ?? lanes[0]?.items ?? "?"} items`, raced(results))}
    </dl>`;
}

function recommended({ recommendation }: Results): Markup | undefined {
  if (recommendation?.lane === undefined) return undefined;
  return figure("Recommended lane", recommendation.lane, parallelism(recommendation.parallelism));
}

function verdict({ speedup, verdict: found, lanes }: Results): string {
  if (!speedup || !found) return lanes.length < 2 ? "One lane was raced" : "No speedup is known";
  const { serial, parallel, value, basis } = speedup;
  const once = basis === "items" ? " in this one round" : "";
  switch (found.kind) {
    case "parallel faster":
      return `${parallel} ${once ? "was" : "is"} ${ratio(value)} times as fast as ${serial}${once}`;
    case "serial faster":
      return once
        ? `${parallel} was only ${ratio(value)} times as fast as ${serial}${once}`
        : `${serial} wins: ${parallel} is only ${ratio(value)} times as fast`;
    case "no detectable difference":
      return `No detectable difference between ${serial} and ${parallel}`;
    case "can't tell":
      return `Too little to tell: ${parallel} was ${ratio(value)} times as fast as ${serial}`;
  }
}

/** Whether the race passes its own `failIf`. */
function gateBadge(results: Results): Markup[] {
  const { failIf } = results.settings;
  if (failIf === undefined) return [];
  try {
    return holds(failIf, figuresOf(results))
      ? [html`<span class="badge fail">✗ Failed: <code>${failIf}</code></span>`]
      : [html`<span class="badge pass">✓ Passed: not <code>${failIf}</code></span>`];
  } catch {
    return [html`<span class="badge fail">✗ Failed, as it can't be judged: <code>${failIf}</code></span>`];
  }
}

function badges(results: Results): Markup[] {
  const { lanes, settings, heats } = results;
  const disturbed = heats.filter(({ valid }) => !valid).length;
  const deadline = settings.deadlineSeconds;
  const meeting = lanes.filter(({ meetsDeadline }) => meetsDeadline === true).map(({ name }) => name);
  return [
    ...gateBadge(results),
    ...(deadline === undefined
      ? []
      : meeting.length > 0
        ? [html`<span class="badge">✓ Deadline of ${decimal(deadline)} s: ${meeting.join(", ")}, 95 % sure</span>`]
        : [html`<span class="badge">✗ No lane is sure to meet the deadline of ${decimal(deadline)} s</span>`]),
    disturbed === 0
      ? html`<span class="badge">✓ Every heat is valid</span>`
      : html`<span class="badge">⚠ ${disturbed} of ${heats.length} heats left out</span>`,
  ];
}

function figure(name: string, value: string | undefined, note: string | undefined): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value ?? "–"}<small>${note}</small></dd>
  </div>`;
}

function interval(low?: number, high?: number, confidence = 0.95): string {
  if (low === undefined || high === undefined) return "without an interval";
  return `${Math.round(confidence * 100)} % sure: ${ratio(low)} to ${ratio(high)}`;
}

function parallelism(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${value} at once`;
}

function raced({ heats }: Results): string {
  return `${heats.length} heats, ${new Set(heats.map(({ round }) => round)).size} rounds`;
}
