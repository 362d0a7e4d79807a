// Package item makes the sandbox's items: an RSA-4096 key, or as much computing as an item is said to cost.
package item

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Cost says how much CPU time each item takes. Without a mean an item is a key.
type Cost struct {
	MeanSeconds float64
	Variation   float64
	Seed        uint64
}

// Flags makes the flags that set the cost.
func (c *Cost) Flags(flags *flag.FlagSet) {
	flags.Float64Var(&c.MeanSeconds, "item-seconds", 0, "instead of a key, compute for about so many seconds of CPU time an item")
	flags.Float64Var(&c.Variation, "item-variation", 0, "coefficient of variation of the items' seconds; 0 makes them even")
	flags.Uint64Var(&c.Seed, "item-seed", 1, "decides each item's seconds: the same for the same seed and item, whoever makes it")
}

// Name is how a queue's items are called, and the items of a pod that has its own share.
func Name(index int) string { return fmt.Sprintf("work-item-%d", index) }

// First is where a pod's share of the items begins: pods of an Indexed Job divide the same items that a queue has.
// Other pods cannot know which of several they are, so uneven items are the same in all lanes only of Indexed Jobs.
func First(share int) int {
	index, err := strconv.Atoi(os.Getenv("JOB_COMPLETION_INDEX"))
	if err != nil {
		return 0
	}
	return index * share
}

// Make makes a key, or computes for as long as the item costs, and returns what the log says of it.
func Make(cost Cost, name string) (string, error) {
	if cost.MeanSeconds <= 0 {
		key, err := makeKey()
		return key + " (" + name + ")", err
	}
	return "SHA256:" + compute(cost.of(name)) + " (" + name + ")", nil
}

// Half does half of the item's work, for a worker that dies in the middle of it.
func Half(cost Cost, name string) { compute(cost.of(name) / 2) }

// of is the CPU time of one item: log-normal with the given mean and coefficient of variation, from seed and name alone.
func (c Cost) of(name string) time.Duration {
	if c.Variation <= 0 {
		return toDuration(c.MeanSeconds)
	}
	variance := math.Log1p(c.Variation * c.Variation)
	state := c.Seed ^ splitmix(numberOf(name)+1)
	u, v := uniform(splitmix(state+1)), uniform(splitmix(state+2))
	normal := math.Sqrt(-2*math.Log(u)) * math.Cos(2*math.Pi*v)
	return toDuration(c.MeanSeconds * math.Exp(math.Sqrt(variance)*normal-variance/2))
}
func toDuration(seconds float64) time.Duration { return time.Duration(seconds * float64(time.Second)) }

// numberOf is the number at the end of a name such as work-item-12, or one for any other name.
func numberOf(name string) uint64 {
	if n, err := strconv.ParseUint(name[strings.LastIndex(name, "-")+1:], 10, 64); err == nil {
		return n
	}
	hash := fnv.New64a()
	hash.Write([]byte(name))
	return hash.Sum64()
}

// splitmix is Vigna's SplitMix64 step.
func splitmix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// uniform is in (0, 1].
func uniform(x uint64) float64 { return (float64(x>>11) + 1) / (1 << 53) }

const hashesBetweenLooks = 200

// compute hashes until its thread has used so much CPU time: waiting for a CPU does not count, so that an item costs the
// same wherever it is made.
func compute(cost time.Duration) string {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	sum := sha256.Sum256([]byte("item"))
	for end := threadTime() + cost; threadTime() < end; {
		for range hashesBetweenLooks {
			sum = sha256.Sum256(sum[:])
		}
	}
	return hex.EncodeToString(sum[:8])
}

func threadTime() time.Duration {
	const rusageThread = 1
	var usage syscall.Rusage
	if err := syscall.Getrusage(rusageThread, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
