package main

import (
	"fmt"
	"net/http"
	"net/url"
)

// takeItem takes one item from a kuard work queue; false when the queue is empty.
func takeItem(server, queue string) (bool, error) {
	response, err := http.Post(server+"/queues/"+url.PathEscape(queue)+"/dequeue", "application/json", nil)
	if err != nil {
		return false, err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
		return true, nil
	case http.StatusNoContent:
		return false, nil
	default:
		return false, fmt.Errorf("expected 200 or 204 from %s, got %s", server, response.Status)
	}
}
