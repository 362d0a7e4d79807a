package main

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"sync"
	"time"
)

// memq is a work queue in memory with kuard's API: first in, first out, and forgotten once it is handed out.
type memq struct {
	mutex  sync.Mutex
	queues map[string]*queue
}

type queue struct {
	messages []message
	counts   counts
}

type counts struct {
	Name     string `json:"name"`
	Depth    int    `json:"depth"`
	Enqueued int    `json:"enqueued"`
	Dequeued int    `json:"dequeued"`
	Drained  int    `json:"drained"`
}

var (
	errNoQueue = errors.New("does not exist")
	errExists  = errors.New("already exists")
)

func serve(address string) {
	if err := http.ListenAndServe(address, routes()); err != nil {
		log.Printf("Not serving a queue: %v", err)
	}
}

func routes() http.Handler {
	m := &memq{queues: map[string]*queue{}}
	mux := http.NewServeMux()
	const one = "/memq/server/queues/{queue}"
	mux.HandleFunc("GET /ready", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok") })
	mux.HandleFunc("GET /healthy", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok") })
	mux.HandleFunc("GET /memq/server/stats", m.stats)
	mux.HandleFunc("PUT "+one, m.create)
	mux.HandleFunc("DELETE "+one, m.with(func(q *queue, w http.ResponseWriter, r *http.Request) {
		delete(m.queues, r.PathValue("queue"))
	}))
	mux.HandleFunc("POST "+one+"/drain", m.with(func(q *queue, w http.ResponseWriter, r *http.Request) {
		q.counts.Drained += len(q.messages)
		q.messages = nil
	}))
	mux.HandleFunc("POST "+one+"/enqueue", m.enqueue)
	mux.HandleFunc("POST "+one+"/dequeue", m.with(dequeueFrom))
	return mux
}

func (m *memq) create(w http.ResponseWriter, r *http.Request) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	name := r.PathValue("queue")
	if m.queues[name] != nil {
		http.Error(w, errExists.Error(), http.StatusBadRequest)
		return
	}
	m.queues[name] = &queue{counts: counts{Name: name}}
}

func (m *memq) stats(w http.ResponseWriter, _ *http.Request) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	all := []counts{}
	for _, q := range m.queues {
		now := q.counts
		now.Depth = len(q.messages)
		all = append(all, now)
	}
	writeJSON(w, map[string]any{"kind": "stats", "queues": all})
}

func (m *memq) enqueue(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	m.with(func(q *queue, w http.ResponseWriter, _ *http.Request) {
		put := message{Kind: "message", ID: newID(), Body: string(body), Created: time.Now()}
		q.messages = append(q.messages, put)
		q.counts.Enqueued++
		writeJSON(w, put)
	})(w, r)
}

func dequeueFrom(q *queue, w http.ResponseWriter, _ *http.Request) {
	if len(q.messages) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	first := q.messages[0]
	q.messages = q.messages[1:]
	q.counts.Dequeued++
	writeJSON(w, first)
}

// with finds the queue of the request and keeps others away from it.
func (m *memq) with(do func(*queue, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		m.mutex.Lock()
		defer m.mutex.Unlock()
		q := m.queues[r.PathValue("queue")]
		if q == nil {
			http.Error(w, errNoQueue.Error(), http.StatusBadRequest)
			return
		}
		do(q, w, r)
	}
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}

func newID() string {
	id := make([]byte, 16)
	_, _ = rand.Read(id)
	return hex.EncodeToString(id)
}
