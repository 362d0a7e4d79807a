import { tProbability, tQuantile } from "../../../../analysis/statistics/student-t";
import { near } from "./random";

// scipy 1.17.1: stats.t.ppf(0.975, df) and stats.t.cdf(t, df).
describe("Student's t", () => {
  for (const [degrees, quantile] of [
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [4, 2.7764451051977934],
    [9, 2.262157162798205],
    [30, 2.0422724563012378],
    [1000, 1.9623390808264083],
  ] as const) {
    it(`has the quantile of scipy with ${degrees} degrees of freedom`, () => {
      near(tQuantile(0.975, degrees), quantile, 1e-9);
    });
  }

  it("has the probabilities of scipy", () => {
    near(tProbability(0, 3), 0.5);
    near(tProbability(1.5, 4), 0.896, 1e-9);
    near(tProbability(-2, 9), 0.038276411885350504, 1e-9);
    near(tProbability(12, 1), 0.9735353239404101, 1e-9);
    near(tProbability(0.001, 50), 0.5003969526122491, 1e-9);
  });
});
