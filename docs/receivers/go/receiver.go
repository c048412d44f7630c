// A receiver of Beian's webhooks, with nothing but Go's standard library. What it does and why: ../../webhooks.md
//
//	WEBHOOK_SECRET=whsec_… PORT=9000 go run receiver.go
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	tolerance = 5 * time.Minute
	maxBytes  = 1024 * 1024
)

type envelope struct {
	ID               string  `json:"id"`
	Type             string  `json:"type"`
	OccurredAt       string  `json:"occurredAt"`
	OrderID          *string `json:"orderId"`
	Sequence         int     `json:"sequence"`
	PreviousSequence *int    `json:"previousSequence"`
	Data             struct {
		Filing string `json:"filing"`
	} `json:"data"`
}

type receiver struct {
	key  []byte
	lock sync.Mutex
	// Ids that we have: in your receiver a table with a unique column, written in the transaction that stores the event.
	known map[string]bool
	// What waits to be worked on: in your receiver a table or a queue that survives a crash.
	waiting chan envelope
	// Of every order the sequence that was worked on last: in your receiver a column beside the order.
	lastOf map[string]int
}

func main() {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(os.Getenv("WEBHOOK_SECRET"), "whsec_"))
	if err != nil || len(key) == 0 {
		log.Fatal("WEBHOOK_SECRET is missing: the whsec_… that was shown when the endpoint was made")
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "9000"
	}
	r := &receiver{key: key, known: map[string]bool{}, waiting: make(chan envelope, 10_000), lastOf: map[string]int{}}
	go r.work()
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%s/\n", listener.Addr())
	server := &http.Server{Handler: r, ReadTimeout: 30 * time.Second}
	log.Fatal(server.Serve(listener))
}

func (r *receiver) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	if request.Method != http.MethodPost {
		response.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(response, request.Body, maxBytes)) // the bytes as they came: the signature is about them
	if err != nil {
		response.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	if !r.isSigned(request.Header, body, time.Now()) {
		response.WriteHeader(http.StatusUnauthorized)
		return
	}
	var event envelope
	if err := json.Unmarshal(body, &event); err != nil {
		response.WriteHeader(http.StatusBadRequest)
		return
	}
	r.take(event)
	response.WriteHeader(http.StatusNoContent) // it is stored: the work comes after the answer
}

// Any of the listed v1 signatures is enough: while a secret is changed, messages are signed with both.
func (r *receiver) isSigned(header http.Header, body []byte, now time.Time) bool {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || id == "" {
		return false
	}
	if age := now.Sub(time.Unix(seconds, 0)); age > tolerance || age < -tolerance {
		return false // somebody may have kept an old one
	}
	mac := hmac.New(sha256.New, r.key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := []byte("v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	matches := false
	for _, signature := range strings.Split(header.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(signature), expected) {
			matches = true
		}
	}
	return matches
}

func (r *receiver) take(event envelope) {
	if strings.HasPrefix(event.Type, "webhook.") {
		fmt.Printf("%s: yes\n", event.Type) // consent, or a test: a 2xx is all it asks for
		return
	}
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.known[event.ID] {
		fmt.Printf("again %s\n", event.ID)
		return
	}
	r.known[event.ID] = true
	r.waiting <- event
}

func (r *receiver) work() {
	for event := range r.waiting {
		stream := event.Data.Filing
		if event.OrderID != nil {
			stream = *event.OrderID
		}
		last, isKnown := r.lastOf[stream]
		if isKnown && event.Sequence < last {
			fmt.Printf("late %s #%d of %s: #%d is known already\n", event.Type, event.Sequence, stream, last) // it may not overwrite what is newer
			continue
		}
		if previous := event.PreviousSequence; previous != nil && (!isKnown || last < *previous) {
			fmt.Printf("gap before #%d of %s: #%d did not come\n", event.Sequence, stream, *previous) // read GET /v1/events?orderId=…
		}
		r.lastOf[stream] = event.Sequence
		fmt.Printf("%s #%d of %s\n", event.Type, event.Sequence, stream)
	}
}
