package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"job-race/workload/item"
)

func TestAFilledQueueIsEmptiedInOrderOnce(t *testing.T) {
	server := httptest.NewServer(routes())
	defer server.Close()
	base := server.URL + "/memq/server"
	if code := fillQueue(options{memqServer: base, memqQueue: "keygen", numToGen: 3}); code != 0 {
		t.Fatalf("expected the queue to be filled, got exit code %d", code)
	}
	for i := range 3 {
		taken, err := dequeue(base, "keygen")
		if err != nil || taken == nil || taken.Body != item.Name(i) {
			t.Fatalf("expected %s, got %v %v", item.Name(i), taken, err)
		}
	}
	if taken, err := dequeue(base, "keygen"); taken != nil || err != nil {
		t.Fatalf("expected an empty queue, got %v %v", taken, err)
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
