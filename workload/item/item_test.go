package item

import (
	"math"
	"testing"
	"time"
)

func TestAnItemCostsTheSameForTheSameSeedAndName(t *testing.T) {
	cost := Cost{MeanSeconds: 1, Variation: 0.7, Seed: 3}
	if cost.of("work-item-4") != cost.of("work-item-4") || cost.of("work-item-4") == cost.of("work-item-5") {
		t.Fatal("expected costs that depend on the item alone")
	}
	other := Cost{MeanSeconds: 1, Variation: 0.7, Seed: 4}
	if cost.of("work-item-4") == other.of("work-item-4") {
		t.Fatal("expected another seed to give other costs")
	}
	if even := (Cost{MeanSeconds: 0.5}).of("anything"); even != time.Second/2 {
		t.Fatalf("expected even items of half a second, got %v", even)
	}
}

func TestItemsHaveTheMeanAndTheVariationThatWereAskedFor(t *testing.T) {
	cost := Cost{MeanSeconds: 2, Variation: 0.7, Seed: 1}
	const n = 20_000
	var sum, squares float64
	for i := range n {
		seconds := cost.of(Name(i)).Seconds()
		sum += seconds
		squares += seconds * seconds
	}
	mean := sum / n
	variation := math.Sqrt(squares/n-mean*mean) / mean
	if math.Abs(mean-2) > 0.05 || math.Abs(variation-0.7) > 0.03 {
		t.Fatalf("expected mean 2 and variation 0.7, got %v and %v", mean, variation)
	}
}

func TestComputingTakesTheItemsCPUTime(t *testing.T) {
	start := time.Now()
	compute(50 * time.Millisecond)
	if took := time.Since(start); took < 50*time.Millisecond {
		t.Fatalf("expected at least the CPU time, got %v", took)
	}
}

func TestAPodOfAnIndexedJobMakesItsOwnShare(t *testing.T) {
	t.Setenv("JOB_COMPLETION_INDEX", "3")
	if first := First(10); first != 30 {
		t.Fatalf("expected the share to begin at 30, got %d", first)
	}
	t.Setenv("JOB_COMPLETION_INDEX", "")
	if first := First(10); first != 0 {
		t.Fatalf("expected 0, got %d", first)
	}
}
