"""A receiver of Beian's webhooks, with nothing but Python's standard library. What it does and why: ../../webhooks.md

    WEBHOOK_SECRET=whsec_… PORT=9000 python3 receiver.py
"""

import base64
import hashlib
import hmac
import json
import os
import queue
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE_S = 5 * 60
MAX_BYTES = 1024 * 1024

SECRET = os.environ.get("WEBHOOK_SECRET", "")
if not SECRET.startswith("whsec_"):
    sys.exit("WEBHOOK_SECRET is missing: the whsec_… that was shown when the endpoint was made")
KEY = base64.b64decode(SECRET[len("whsec_"):])

# Ids that we have: in your receiver a table with a unique column, written in the transaction that stores the event.
known = set()
known_lock = threading.Lock()
# What waits to be worked on: in your receiver a table or a queue that survives a crash.
waiting = queue.Queue()
# Of every order the sequence that was worked on last: in your receiver a column beside the order.
last_of = {}


def is_signed(headers, body, now=None):
    """Any of the listed v1 signatures is enough: while a secret is changed, messages are signed with both."""
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or not (timestamp.isascii() and timestamp.isdigit()):
        return False
    if abs((now or time.time()) - int(timestamp)) > TOLERANCE_S:
        return False  # somebody may have kept an old one
    content = f"{message_id}.{timestamp}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(KEY, content, hashlib.sha256).digest())
    signatures = headers.get("webhook-signature", "").encode("utf-8", "replace").split(b" ")
    return any([hmac.compare_digest(signature, expected) for signature in signatures])


def take(event):
    if event["type"].startswith("webhook."):
        return say(f"{event['type']}: yes")  # consent, or a test: a 2xx is all it asks for
    with known_lock:
        if event["id"] in known:
            return say(f"again {event['id']}")
        known.add(event["id"])
        waiting.put(event)


def work():
    while True:
        event = waiting.get()
        stream = event["orderId"] or event["data"]["filing"]
        sequence, previous, last = event["sequence"], event["previousSequence"], last_of.get(stream)
        if last is not None and sequence < last:
            say(f"late {event['type']} #{sequence} of {stream}: #{last} is known already")  # it may not overwrite what is newer
            continue
        if previous is not None and (last is None or last < previous):
            say(f"gap before #{sequence} of {stream}: #{previous} did not come")  # read GET /v1/events?orderId=…
        last_of[stream] = sequence
        say(f"{event['type']} #{sequence} of {stream}")


def say(line):
    print(line, flush=True)


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept open

    def do_POST(self):
        length = self.headers.get("content-length", "")
        if not length.isdigit() or int(length) > MAX_BYTES:
            self.close_connection = True
            return self.answer(413)
        body = self.rfile.read(int(length))  # the bytes as they came: the signature is about them
        if not is_signed(self.headers, body):
            return self.answer(401)
        take(json.loads(body))
        self.answer(204)  # it is stored: the work comes after the answer

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


threading.Thread(target=work, daemon=True).start()
server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9000"))), Receiver)
say(f"listening on http://127.0.0.1:{server.server_port}/")
try:
    server.serve_forever()
except KeyboardInterrupt:
    pass
