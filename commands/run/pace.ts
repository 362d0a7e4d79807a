/** Shorter steps say nothing of how fast the machine is. */
const tellingSeconds = 5;

/** Forecasts of a list of steps: their usual times, corrected by how long the finished ones took on this machine. */
export class Pace {
  private usualDone = 0;
  private reallyDone = 0;

  constructor(private readonly usualSeconds: readonly number[]) {}

  took(step: number, seconds: number): void {
    const usual = this.usualSeconds[step] ?? 0;
    if (usual < tellingSeconds) return;
    this.usualDone += usual;
    this.reallyDone += seconds;
  }

  /** For a step that begins now: its own time, and that of all that are left, where that is more. */
  forecast(step: number): string {
    const ratio = this.usualDone === 0 ? 1 : this.reallyDone / this.usualDone;
    const own = (this.usualSeconds[step] ?? 0) * ratio;
    const rest = this.usualSeconds.slice(step).reduce((sum, seconds) => sum + seconds, 0) * ratio;
    const isMuch = rest > 60 && rest > own * 1.1;
    return isMuch ? `about ${inWords(own)}; ${inWords(rest)} to go` : `about ${inWords(own)}`;
  }
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}
