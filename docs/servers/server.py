"""An LMS's side of the contract: TOKEN=secret python3 server.py 8001"""
import json, os, sqlite3, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE, LARGEST, TOKEN = 500, 1_000_000, os.environ.get("TOKEN")

def database():
    db = sqlite3.connect(os.environ.get("DATABASE", "choiceboard.db"), timeout=30)
    db.execute("""create table if not exists event (number integer primary key, board text, learner text, id text,
                  body text, unique (board, learner, id))""")
    return db

def exchange(request):
    whose = request["board"]["id"], request["learner"]["id"]
    if request["contract"] != 1:
        raise ValueError("only version 1 of the contract is spoken here")
    with database() as db:  # One transaction: what is answered as accepted is stored.
        for event in request["events"]:
            db.execute("insert or ignore into event (board, learner, id, body) values (?, ?, ?, ?)",
                       (*whose, event["id"], json.dumps(event)))
        rows = db.execute("select number, body from event where board = ? and learner = ? and number > ? order by number limit ?",
                          (*whose, int(request.get("after") or 0), PAGE + 1)).fetchall()
    come = rows[:PAGE]
    return {"contract": 1, "accepted": [event["id"] for event in request["events"]], "refused": [],
            "events": [json.loads(body) for _, body in come],
            "cursor": str(come[-1][0]) if come else request.get("after"), "more": len(rows) > PAGE}

class Server(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        try:
            # Yours also asks whether this token's user may write for this learner.
            if TOKEN and self.headers.get("Authorization") != f"Bearer {TOKEN}": self.answer(401, {})
            elif length > LARGEST: self.answer(413, {})
            else: self.answer(200, exchange(json.loads(body)))
        except (ValueError, KeyError, TypeError) as error:
            self.answer(400, {"error": str(error)})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Server).serve_forever()
