// jetstream fills a work queue of NATS JetStream, and takes items from one: a broker that hands an item out again when its
// worker is gone. It logs what keygen logs, and makes the same items at the same cost.
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"job-race/workload/item"
)

const (
	stream  = "items"
	durable = "workers"
)

type options struct {
	server      string
	fill        bool
	numToGen    int
	ackWait     time.Duration
	deliveries  int
	cost        item.Cost
	crashOnItem string
}

func parse(arguments []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("jetstream", flag.ContinueOnError)
	flags.StringVar(&o.server, "server", "nats://queue:4222", "NATS server with JetStream")
	flags.BoolVar(&o.fill, "fill-queue", false, "instead of working, make the queue and put keygen-num-to-gen items into it")
	flags.IntVar(&o.numToGen, "keygen-num-to-gen", 0, "items to put in")
	flags.DurationVar(&o.ackWait, "ack-wait", 2*time.Second, "with fill-queue: an item whose worker was silent for so long is handed out again")
	flags.IntVar(&o.deliveries, "max-deliver", 5, "with fill-queue: an item is handed out no more often than this")
	o.cost.Flags(flags)
	flags.StringVar(&o.crashOnItem, "crash-on-item", "", "exit with 137 in the middle of this item when it comes for the first time, as a killed worker does")
	return o, flags.Parse(arguments)
}

func main() {
	log.SetOutput(os.Stdout)
	log.SetFlags(log.LstdFlags | log.Lmicroseconds | log.LUTC)
	o, err := parse(os.Args[1:])
	if err != nil {
		os.Exit(2)
	}
	queue, err := connect(o.server)
	if err == nil && o.fill {
		err = fill(queue, o)
	} else if err == nil {
		err = work(queue, o)
	}
	if err != nil {
		log.Printf("(ID 0) %v", err)
		os.Exit(1)
	}
}

func connect(server string) (jetstream.JetStream, error) {
	connection, err := nats.Connect(server, nats.MaxReconnects(-1), nats.ReconnectWait(250*time.Millisecond))
	if err != nil {
		return nil, err
	}
	return jetstream.New(connection)
}

// fill makes a stream that keeps an item until it is acknowledged, the one consumer that all workers share, and the items.
func fill(queue jetstream.JetStream, o options) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	kept := jetstream.StreamConfig{Name: stream, Subjects: []string{stream}, Retention: jetstream.WorkQueuePolicy}
	if _, err := queue.CreateStream(ctx, kept); err != nil {
		return err
	}
	shared := jetstream.ConsumerConfig{
		Durable:    durable,
		AckPolicy:  jetstream.AckExplicitPolicy,
		AckWait:    o.ackWait,
		MaxDeliver: o.deliveries,
	}
	if _, err := queue.CreateConsumer(ctx, stream, shared); err != nil {
		return err
	}
	for index := range o.numToGen {
		if _, err := queue.Publish(ctx, stream, []byte(item.Name(index))); err != nil {
			return err
		}
	}
	log.Printf("Stream %q has %d items", stream, o.numToGen)
	return nil
}
