import assert from "node:assert/strict";
import { outliers, summarise } from "../../../../analysis/statistics/summary";
import { near } from "./random";

const values = [12.1, 9.8, 11.4, 10.2, 30.5, 10.9, 11.0];

describe("A summary", () => {
  it("has the median, mean and sample standard deviation of numpy", () => {
    // numpy 2.4.6: median, mean, std(ddof=1).
    const summary = summarise(values);
    assert.equal(summary?.n, 7);
    near(summary.medianSeconds, 11.0);
    near(summary.meanSeconds, 13.7);
    near(summary.stddevSeconds, 7.446251853561405);
    assert.equal(summary.minSeconds, 9.8);
    assert.equal(summary.maxSeconds, 30.5);
  });

  it("has no spread for one value", () => {
    assert.deepEqual(summarise([3]), { n: 1, medianSeconds: 3, meanSeconds: 3, minSeconds: 3, maxSeconds: 3 });
  });

  it("is absent for no value", () => {
    assert.equal(summarise([]), undefined);
  });
});

describe("Outliers", () => {
  it("have a modified z-score above 3.5", () => {
    // scipy 1.17.1, median_abs_deviation 0.8: the scores are 0.93, 1.01, 0.34, 0.67, 16.4, 0.08, 0.
    assert.deepEqual(outliers(values), [4]);
  });

  it("are found when most values are equal", () => {
    assert.deepEqual(outliers([...new Array<number>(19).fill(5), 6]), [19]);
  });

  it("do not exist among equal values, nor among four", () => {
    assert.deepEqual(outliers([5, 5, 5, 5, 5]), []);
    assert.deepEqual(outliers([10, 10.1, 10.1, 100]), []);
  });

  it("do not lie within a tenth of the median, however close the other values are", () => {
    assert.deepEqual(outliers([17.1, 17.2, 17.2, 17.3, 17.7]), []);
    assert.deepEqual(outliers([17.1, 17.2, 17.2, 17.3, 19.2]), [4]);
  });
});
