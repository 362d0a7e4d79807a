import { type Forecast, forecastOf, type SpeedupRange } from "../forecast/forecast";
import type { RaceFacts } from "../results/race-facts";
import { toSixDigits } from "../statistics/rounding";
import type { Recommendation } from "../results/scaling-results";

/** More items that change the speedup by less than this change nothing. */
const ABOUT = 1.05;
/** Beyond this many times the raced items nothing that was measured says what happens. */
const FARTHEST = 100;
/** A range this many times as high as low says nothing. */
const USELESS = 4;

/** What more items would change between the first two lanes. */
export interface Outlook {
  /**
   * `some`: the parallel lane gains, or may; `far`: it would not win even with 100 times the items; `hardly`: they change
   * next to nothing; `unknown`: too little is known to say.
   */
  readonly gain: "some" | "far" | "hardly" | "unknown";
  /** Items from which the parallel lane should be the faster one; with `some` gain only. */
  readonly evenItems?: EvenItems;
  /** Absent where it is `unknown`. */
  readonly prediction?: NonNullable<Recommendation["prediction"]>;
}

/** In whole multiples of what the lanes can share out. */
interface EvenItems {
  /** The likeliest number. */
  readonly items: number;
  /** The fewest and the most that it may be; without `most`, more than 100 times the raced ones. */
  readonly fewest: number;
  readonly most?: number;
}

/** `undefined` if there is no forecast. */
export function outlookOf(facts: Pick<RaceFacts, "lanes" | "heats" | "cluster">): Outlook | undefined {
  const items = facts.lanes[1]?.items;
  const forecast = items === undefined ? undefined : forecastOf(facts);
  if (!forecast || !items) return undefined;
  const most = FARTHEST * items;
  const far = forecast.rangeAt(most);
  if (far.high < 1) return { gain: "far", prediction: predictionOf(forecast, most) };
  const evenItems = far.value > 1 ? evenItemsOf(forecast, most) : undefined;
  // Far enough from the break-even that the difference shows.
  const asked = Math.max(4, Math.ceil((2 * (evenItems?.items ?? 0)) / items)) * items;
  const prediction = predictionOf(forecast, asked);
  if (!(prediction.high <= USELESS * prediction.low)) return { gain: "unknown" };
  const change = Math.abs(Math.log(prediction.speedup / forecast.rangeAt(items).value));
  if (change < Math.log(ABOUT)) return { gain: "hardly", prediction };
  return { gain: "some", ...(evenItems && { evenItems }), prediction };
}

function predictionOf(forecast: Forecast, items: number): NonNullable<Outlook["prediction"]> {
  const { value, low, high } = forecast.rangeAt(items);
  return { items, speedup: toSixDigits(value), low: toSixDigits(low), high: toSixDigits(high) };
}

function evenItemsOf(forecast: Forecast, farthest: number): EvenItems | undefined {
  const [items, fewest, most] = (["value", "high", "low"] as const).map((end) => crossing(forecast, end, farthest));
  if (items === undefined) return undefined;
  return { items, fewest: fewest ?? items, ...(most !== undefined && { most }) };
}

/** The fewest items, within a tenth or a step, at which this end of the range passes 1. */
function crossing({ rangeAt, itemStep }: Forecast, end: keyof SpeedupRange, farthest: number): number | undefined {
  const passes = (steps: number): boolean => rangeAt(steps * itemStep)[end] >= 1;
  const last = Math.floor(farthest / itemStep);
  let [below, above] = [0, 1];
  while (above < last && !passes(above)) [below, above] = [above, Math.min(2 * above, last)];
  if (!passes(above)) return undefined;
  while (above - below > Math.max(1, above / 10)) {
    const middle = Math.floor((below + above) / 2);
    if (passes(middle)) above = middle;
    else below = middle;
  }
  return above * itemStep;
}
