package main

import (
	"context"
	"errors"
	"log"
	"os"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"job-race/workload/item"
)

// lookAgain is how long a worker without an item waits for one whose worker may be gone.
const lookAgain = 100 * time.Millisecond

// work makes the queue's items until each of them is acknowledged, by whomever.
func work(queue jetstream.JetStream, o options) error {
	log.Print("(ID 0) JetStream Worker starting")
	ctx := context.Background()
	workers, err := queue.Consumer(ctx, stream, durable)
	if err != nil {
		return err
	}
	for {
		message, err := next(workers)
		if err != nil {
			return err
		}
		if message != nil {
			if err := makeOne(ctx, message, o); err != nil {
				return err
			}
			continue
		}
		state, err := workers.Info(ctx)
		if err != nil {
			return err
		}
		if state.NumPending == 0 && state.NumAckPending == 0 {
			return nil
		}
		time.Sleep(lookAgain)
	}
}

// next takes an item, nil where none is to be had now.
func next(workers jetstream.Consumer) (jetstream.Msg, error) {
	batch, err := workers.FetchNoWait(1)
	if err != nil {
		return nil, err
	}
	message := <-batch.Messages()
	if err := batch.Error(); err != nil && !errors.Is(err, jetstream.ErrNoMessages) {
		return nil, err
	}
	return message, nil
}

// makeOne makes an item and acknowledges it once it is done, saying meanwhile that it is being worked on.
func makeOne(ctx context.Context, message jetstream.Msg, o options) error {
	name := string(message.Data())
	delivery, err := message.Metadata()
	if err != nil {
		return err
	}
	if delivery.NumDelivered > 1 {
		log.Printf("(ID 0) Handed out again, for the %d. time: %s", delivery.NumDelivered, name)
	}
	log.Printf("(ID 0) Item taken: %s", name)
	if o.crashOnItem == name && delivery.NumDelivered == 1 {
		item.Half(o.cost, name)
		log.Printf("(ID 0) Killed in the middle of %s", name)
		os.Exit(137)
	}
	done := stillAtIt(message)
	result, err := item.Make(o.cost, name)
	close(done)
	if err != nil {
		return err
	}
	log.Printf("(ID 0) Item done: %s", result)
	return message.DoubleAck(ctx)
}

const heartbeat = 500 * time.Millisecond

// stillAtIt keeps a long item from being handed out again while its worker lives. Close what it returns to end it.
func stillAtIt(message jetstream.Msg) chan<- struct{} {
	done := make(chan struct{})
	go func() {
		ticker := time.NewTicker(heartbeat)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				_ = message.InProgress()
			}
		}
	}()
	return done
}
