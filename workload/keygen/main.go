// keygen makes RSA-4096 keys and logs a line for each: the workload of the classic race, with kuard's keygen flags.
package main

import (
	"flag"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"
)

type options struct {
	enable         bool
	exitOnComplete bool
	exitCode       int
	numToGen       int
	timeToRun      int
	memqServer     string
	memqQueue      string
}

func parse(arguments []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("keygen", flag.ContinueOnError)
	flags.BoolVar(&o.enable, "keygen-enable", false, "make keys")
	flags.BoolVar(&o.exitOnComplete, "keygen-exit-on-complete", false, "exit when the work is done")
	flags.IntVar(&o.exitCode, "keygen-exit-code", 0, "exit code when the work is done")
	flags.IntVar(&o.numToGen, "keygen-num-to-gen", 0, "keys to make; 0 means no limit")
	// A workload of another name for the same: what a manifest of somebody's own may look like.
	flags.IntVar(&o.numToGen, "count", 0, "the same as keygen-num-to-gen")
	flags.IntVar(&o.timeToRun, "keygen-time-to-run", 0, "seconds to go on making keys; 0 means no limit")
	flags.StringVar(&o.memqServer, "keygen-memq-server", "", "queue server to take work items from, such as http://queue:8080/memq/server")
	flags.StringVar(&o.memqQueue, "keygen-memq-queue", "", "queue to take work items from")
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
	if o.enable {
		go func() { done <- work(o) }()
	}
	for {
		select {
		case <-stop:
			os.Exit(143)
		case code := <-done:
			if o.exitOnComplete {
				os.Exit(code)
			}
		}
	}
}

// work makes keys until the first limit that is set is reached, and returns the exit code.
func work(o options) int {
	log.Print("(ID 0) Workload starting")
	deadline := time.Now().Add(time.Duration(o.timeToRun) * time.Second)
	for n := 1; o.numToGen == 0 || n <= o.numToGen; n++ {
		if o.timeToRun > 0 && time.Now().After(deadline) {
			break
		}
		if o.memqServer != "" {
			found, err := takeItem(o.memqServer, o.memqQueue)
			if err != nil {
				log.Printf("(ID 0) Queue error: %v", err)
				return 1
			}
			if !found {
				break
			}
		}
		fingerprint, err := makeKey()
		if err != nil {
			log.Printf("(ID 0) Key error: %v", err)
			return 1
		}
		if o.numToGen > 0 {
			log.Printf("(ID 0 %d/%d) Item done: %s", n, o.numToGen, fingerprint)
		} else {
			log.Printf("(ID 0 %d) Item done: %s", n, fingerprint)
		}
	}
	log.Print("(ID 0) Workload exiting")
	return o.exitCode
}
