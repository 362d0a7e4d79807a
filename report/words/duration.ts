const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY_HOURS = 24;
const YEAR_DAYS = 365;

/**
 * Whole seconds exactly as `kubectl describe jobs` prints a Duration: `12s`, `2m31s`, `10m`, `3h5m`.
 * The rules are those of `HumanDuration` in k8s.io/apimachinery/pkg/util/duration (v0.34): two or three digits that
 * count, the smaller unit left out where it is 0 or no longer matters.
 */
export function formatDuration(seconds: number): string {
  const whole = Math.trunc(seconds);
  if (whole < -1) return "<invalid>";
  if (whole < 0) return "0s";
  if (whole < 2 * MINUTE) return `${whole}s`;

  const minutes = Math.floor(whole / MINUTE);
  if (minutes < 10) return twoUnits(minutes, "m", whole % MINUTE, "s");
  if (minutes < 180) return `${minutes}m`;

  const hours = Math.floor(whole / HOUR);
  if (hours < 8) return twoUnits(hours, "h", minutes % 60, "m");
  if (hours < 2 * DAY_HOURS) return `${hours}h`;

  const days = Math.floor(hours / DAY_HOURS);
  if (days < 8) return twoUnits(days, "d", hours % DAY_HOURS, "h");
  if (days < 2 * YEAR_DAYS) return `${days}d`;

  const years = Math.floor(days / YEAR_DAYS);
  return years < 8 ? twoUnits(years, "y", days % YEAR_DAYS, "d") : `${years}y`;
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}
