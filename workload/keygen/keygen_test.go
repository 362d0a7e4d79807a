package main

import (
	"encoding/json"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestAnItemCostsTheSameForTheSameSeedAndName(t *testing.T) {
	cost := itemCost{meanSeconds: 1, variation: 0.7, seed: 3}
	if cost.of("work-item-4") != cost.of("work-item-4") || cost.of("work-item-4") == cost.of("work-item-5") {
		t.Fatal("expected costs that depend on the item alone")
	}
	other := itemCost{meanSeconds: 1, variation: 0.7, seed: 4}
	if cost.of("work-item-4") == other.of("work-item-4") {
		t.Fatal("expected another seed to give other costs")
	}
	if even := (itemCost{meanSeconds: 0.5}).of("anything"); even != time.Second/2 {
		t.Fatalf("expected even items of half a second, got %v", even)
	}
}

func TestItemsHaveTheMeanAndTheVariationThatWereAskedFor(t *testing.T) {
	cost := itemCost{meanSeconds: 2, variation: 0.7, seed: 1}
	const n = 20_000
	var sum, squares float64
	for i := range n {
		seconds := cost.of(itemName(i)).Seconds()
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
	if first := firstItem(10); first != 30 {
		t.Fatalf("expected the share to begin at 30, got %d", first)
	}
	t.Setenv("JOB_COMPLETION_INDEX", "")
	if first := firstItem(10); first != 0 {
		t.Fatalf("expected 0, got %d", first)
	}
}

func TestAFilledQueueIsEmptiedInOrderOnce(t *testing.T) {
	server := httptest.NewServer(routes())
	defer server.Close()
	base := server.URL + "/memq/server"
	if code := fillQueue(options{memqServer: base, memqQueue: "keygen", numToGen: 3}); code != 0 {
		t.Fatalf("expected the queue to be filled, got exit code %d", code)
	}
	for i := range 3 {
		item, err := dequeue(base, "keygen")
		if err != nil || item == nil || item.Body != itemName(i) {
			t.Fatalf("expected %s, got %v %v", itemName(i), item, err)
		}
	}
	if item, err := dequeue(base, "keygen"); item != nil || err != nil {
		t.Fatalf("expected an empty queue, got %v %v", item, err)
	}
	if code := fillQueue(options{memqServer: base, memqQueue: "keygen", numToGen: 1}); code != 1 {
		t.Fatal("expected a queue that exists to be refused")
	}
}

func TestTheServerAnswersAsKuardDoes(t *testing.T) {
	server := httptest.NewServer(routes())
	defer server.Close()
	base := server.URL + "/memq/server"
	call := func(method, path, body string) (int, string) {
		made, _ := http.NewRequest(method, base+path, strings.NewReader(body))
		response, err := http.DefaultClient.Do(made)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(response.Body)
		response.Body.Close()
		return response.StatusCode, string(text)
	}
	for _, step := range []struct {
		method, path, body string
		status             int
	}{
		{"POST", "/queues/q/dequeue", "", 400}, {"PUT", "/queues/q", "", 200}, {"PUT", "/queues/q", "", 400},
		{"POST", "/queues/q/dequeue", "", 204}, {"POST", "/queues/q/enqueue", "a", 200}, {"POST", "/queues/q/enqueue", "b", 200},
		{"POST", "/queues/q/dequeue", "", 200}, {"POST", "/queues/q/drain", "", 200}, {"POST", "/queues/q/dequeue", "", 204},
	} {
		if status, text := call(step.method, step.path, step.body); status != step.status {
			t.Fatalf("expected %d for %v, got %d %s", step.status, step, status, text)
		}
	}
	_, text := call("GET", "/stats", "")
	var stats struct {
		Kind   string
		Queues []counts
	}
	if err := json.Unmarshal([]byte(text), &stats); err != nil || stats.Kind != "stats" || len(stats.Queues) != 1 ||
		stats.Queues[0] != (counts{Name: "q", Enqueued: 2, Dequeued: 1, Drained: 1}) {
		t.Fatalf("expected the queue's counts, got %s %v", text, err)
	}
	if status, _ := call("DELETE", "/queues/q", ""); status != 200 {
		t.Fatalf("expected the queue to be deleted, got %d", status)
	}
	if status, _ := call("DELETE", "/queues/q", ""); status != 400 {
		t.Fatalf("expected no queue any more, got %d", status)
	}
}
