package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"log"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// itemCost says how much CPU time each item takes.
type itemCost struct {
	meanSeconds float64
	variation   float64
	seed        uint64
}

// itemName is how a queue's items are called, and the items of a pod that has its own share.
func itemName(index int) string { return fmt.Sprintf("work-item-%d", index) }

// firstItem is where a pod's share of the items begins: pods of an Indexed Job divide the same items that a queue has.
// Other pods cannot know which of several they are, so uneven items are the same in all lanes only of Indexed Jobs.
func firstItem(share int) int {
	index, err := strconv.Atoi(os.Getenv("JOB_COMPLETION_INDEX"))
	if err != nil {
		return 0
	}
	return index * share
}

// makeItem makes a key, or computes for as long as the item costs, and returns what the log says of it.
func makeItem(o options, name string) (string, error) {
	if o.crashOnItem == name {
		compute(o.cost.of(name) / 2)
		log.Printf("(ID 0) Killed in the middle of %s", name)
		os.Exit(137)
	}
	if o.cost.meanSeconds <= 0 {
		key, err := makeKey()
		return key + " (" + name + ")", err
	}
	return "SHA256:" + compute(o.cost.of(name)) + " (" + name + ")", nil
}

// of is the CPU time of one item: log-normal with the given mean and coefficient of variation, from seed and name alone.
func (c itemCost) of(name string) time.Duration {
	if c.variation <= 0 {
		return toDuration(c.meanSeconds)
	}
	variance := math.Log1p(c.variation * c.variation)
	state := c.seed ^ splitmix(numberOf(name)+1)
	u, v := uniform(splitmix(state+1)), uniform(splitmix(state+2))
	normal := math.Sqrt(-2*math.Log(u)) * math.Cos(2*math.Pi*v)
	return toDuration(c.meanSeconds * math.Exp(math.Sqrt(variance)*normal-variance/2))
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
