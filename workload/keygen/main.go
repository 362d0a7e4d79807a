// keygen is the workload of the classic race, with kuard's flags: it makes RSA-4096 keys and logs a line for each. Like
// kuard it serves a work queue in memory, takes items from one, and, unlike it, can fill one and make items of a known cost.
package main

import (
	"flag"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"job-race/workload/item"
)

type options struct {
	address        string
	enable         bool
	exitOnComplete bool
	exitCode       int
	numToGen       int
	timeToRun      int
	memqServer     string
	memqQueue      string
	fill           bool
	cost           item.Cost
	crashOnItem    string
}

func parse(arguments []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("keygen", flag.ContinueOnError)
	flags.StringVar(&o.address, "address", ":8080", "address to serve the queue on")
	flags.BoolVar(&o.enable, "keygen-enable", false, "make keys")
	flags.BoolVar(&o.exitOnComplete, "keygen-exit-on-complete", false, "exit when the work is done")
	flags.IntVar(&o.exitCode, "keygen-exit-code", 0, "exit code when the work is done")
	flags.IntVar(&o.numToGen, "keygen-num-to-gen", 0, "keys to make; 0 means no limit")
	// A workload of another name for the same: what a manifest of somebody's own may look like.
	flags.IntVar(&o.numToGen, "count", 0, "the same as keygen-num-to-gen")
	flags.IntVar(&o.timeToRun, "keygen-time-to-run", 0, "seconds to go on making keys; 0 means no limit")
	flags.StringVar(&o.memqServer, "keygen-memq-server", "", "queue server to take work items from, such as http://queue:8080/memq/server")
	flags.StringVar(&o.memqQueue, "keygen-memq-queue", "", "queue to take work items from; with both of these the limits do not count")
	flags.BoolVar(&o.fill, "fill-queue", false, "instead of making keys, make the queue and put keygen-num-to-gen items into it")
	o.cost.Flags(flags)
	flags.StringVar(&o.crashOnItem, "crash-on-item", "", "exit with 137 in the middle of this item, as a killed worker does; its queue does not hand it out again")
	return o, flags.Parse(arguments)
}

func main() {
	log.SetOutput(os.Stdout)
	// Microseconds, so that a log can be compared with what was measured from outside.
	log.SetFlags(log.LstdFlags | log.Lmicroseconds | log.LUTC)
	o, err := parse(os.Args[1:])
	if err != nil {
		os.Exit(2)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	done := make(chan int, 1)
	if work := workOf(o); work != nil {
		go func() { done <- work(o) }()
	}
	// Whatever works and ends serves nobody.
	if !o.exitOnComplete && !o.fill {
		go serve(o.address)
	}
	for {
		select {
		case <-stop:
			os.Exit(143)
		case code := <-done:
			if o.exitOnComplete || o.fill {
				os.Exit(code)
			}
		}
	}
}

func workOf(o options) func(options) int {
	switch {
	case o.fill:
		return fillQueue
	case o.enable && o.memqServer != "" && o.memqQueue != "":
		return workFromQueue
	case o.enable:
		return makeItems
	default:
		return nil
	}
}

// makeItems makes items until the first limit that is set is reached, and returns the exit code.
func makeItems(o options) int {
	log.Print("(ID 0) Workload starting")
	deadline := time.Now().Add(time.Duration(o.timeToRun) * time.Second)
	first := item.First(o.numToGen)
	for n := 1; o.numToGen == 0 || n <= o.numToGen; n++ {
		if o.timeToRun > 0 && time.Now().After(deadline) {
			break
		}
		name := item.Name(first + n - 1)
		// Kuard has no such line: keys are made without it.
		if o.cost.MeanSeconds > 0 {
			log.Printf("(ID 0) Item taken: %s", name)
		}
		result, err := item.Make(o.cost, name)
		if err != nil {
			log.Printf("(ID 0) Key error: %v", err)
			return 1
		}
		if o.numToGen > 0 {
			log.Printf("(ID 0 %d/%d) Item done: %s", n, o.numToGen, result)
		} else {
			log.Printf("(ID 0 %d) Item done: %s", n, result)
		}
	}
	log.Print("(ID 0) Workload exiting")
	return o.exitCode
}
