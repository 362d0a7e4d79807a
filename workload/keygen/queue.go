package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"job-race/workload/item"
)

// message is what kuard's queue says of an item.
type message struct {
	Kind    string    `json:"kind"`
	ID      string    `json:"id"`
	Body    string    `json:"body"`
	Created time.Time `json:"creationTimestamp"`
}

const retryPause = time.Second

// workFromQueue makes the queue's items until it is empty. As kuard does, it retries for ever whatever goes wrong.
func workFromQueue(o options) int {
	log.Print("(ID 0) MemQ Worker starting")
	for {
		taken, err := dequeue(o.memqServer, o.memqQueue)
		if err != nil {
			log.Printf("(ID 0) Error talking to server: %v. Retrying after 1s.", err)
			time.Sleep(retryPause)
			continue
		}
		if taken == nil {
			if o.exitOnComplete {
				return o.exitCode
			}
			log.Print("(ID 0) Queue is empty. Retrying after 1s.")
			time.Sleep(retryPause)
			continue
		}
		// Between the line of the item before and this one stands what the queue costs an item.
		log.Printf("(ID 0) Item taken: %s", taken.Body)
		if o.crashOnItem == taken.Body {
			item.Half(o.cost, taken.Body)
			log.Printf("(ID 0) Killed in the middle of %s", taken.Body)
			os.Exit(137)
		}
		result, err := item.Make(o.cost, taken.Body)
		if err != nil {
			log.Printf("(ID 0) Key error: %v", err)
			return 1
		}
		log.Printf("(ID 0) Item done: %s", result)
	}
}

const fillPatience = 20 * time.Second

// fillQueue makes the queue and puts all items in, waiting a while for a server that is still starting.
func fillQueue(o options) int {
	queue := o.memqServer + "/queues/" + url.PathEscape(o.memqQueue)
	give := time.Now().Add(fillPatience)
	for {
		response, err := request(http.MethodPut, queue, "")
		if err == nil && response.StatusCode == http.StatusOK {
			break
		}
		if err == nil {
			log.Printf("Expected to make queue %q, got %s", o.memqQueue, response.Status)
			return 1
		}
		if time.Now().After(give) {
			log.Printf("Expected a queue server at %s, got: %v", o.memqServer, err)
			return 1
		}
		time.Sleep(retryPause / 4)
	}
	for index := range o.numToGen {
		response, err := request(http.MethodPost, queue+"/enqueue", item.Name(index))
		if err != nil || response.StatusCode != http.StatusOK {
			log.Printf("Expected to put %s into queue %q, got %v %v", item.Name(index), o.memqQueue, response, err)
			return 1
		}
	}
	log.Printf("Queue %q has %d items", o.memqQueue, o.numToGen)
	return 0
}

// dequeue takes one item; nil where the queue is empty.
func dequeue(server, queue string) (*message, error) {
	response, err := http.Post(server+"/queues/"+url.PathEscape(queue)+"/dequeue", "application/json", nil)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
		var taken message
		return &taken, json.NewDecoder(response.Body).Decode(&taken)
	case http.StatusNoContent:
		return nil, nil
	default:
		return nil, fmt.Errorf("HTTP Error: %s", response.Status)
	}
}

func request(method, address, body string) (*http.Response, error) {
	made, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(made)
	if err == nil {
		// Read to its end, or the connection could not serve the next item.
		_, _ = io.Copy(io.Discard, response.Body)
		response.Body.Close()
	}
	return response, err
}
