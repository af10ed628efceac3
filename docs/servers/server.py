"""An LMS's side of the contract: TOKEN=secret ORIGIN=https://boards.school.example python3 server.py 8001"""
import json, os, sqlite3, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE, LARGEST, TOKEN = 500, 1_000_000, os.environ.get("TOKEN")
# Without these a browser sends nothing here from a page of another origin, and gives that page no answer.
HEADERS = {"Content-Type": "application/json", "Access-Control-Allow-Origin": os.environ.get("ORIGIN", ""), "Access-Control-Allow-Headers": "authorization, content-type"}

def database():
    db = sqlite3.connect(os.environ.get("DATABASE", "choiceboard.db"), timeout=30)
    db.execute("create table if not exists event (number integer primary key, board text, learner text, id text, body text, unique (board, learner, id))")
    return db

def exchange(request):
    whose, ids = (request["board"]["id"], request["learner"]["id"]), [event["id"] for event in request["events"]]
    if request["contract"] != 1 or not all(isinstance(text, str) for text in (*whose, *ids)):
        raise ValueError("this is no request of version 1 of the contract")
    with database() as db:  # One transaction: what is answered as accepted is stored.
        for event in request["events"]:
            # A teacher's word comes to a learner's page, and never from there.
            if isinstance(event.get("by"), dict) and event["by"].get("role") == "learner":
                db.execute("insert or ignore into event (board, learner, id, body) values (?, ?, ?, ?)", (*whose, event["id"], json.dumps(event)))
        stored = {id for id, in db.execute("select id from event where board = ? and learner = ?", whose)}
        # A cursor that was not given out here is answered from the beginning.
        rows = db.execute("""select number, body from event where board = ? and learner = ? and number > (select coalesce(max(number), 0) from event
                          where board = ? and learner = ? and number = cast(? as integer)) order by number limit ?""", (*whose, *whose, str(request.get("after")), PAGE + 1)).fetchall()
    come, message = rows[:PAGE], "A learner's page sends the learner's own work only."
    refused = [{"id": id, "code": "not_allowed", "message": message} for id in ids if id not in stored]
    return {"contract": 1, "accepted": [id for id in ids if id in stored], "refused": refused, "events": [json.loads(body) for _, body in come],
            "cursor": str(come[-1][0] if come else request.get("after") or 0), "more": len(rows) > PAGE}

class Server(BaseHTTPRequestHandler):
    # A browser asks whether it may before it sends, and without the token.
    def do_OPTIONS(self): self.answer(200, {})

    def do_POST(self):
        try:
            size = int(self.headers.get("Content-Length") or 0)
            # Before anything is read. Yours also asks whether this token's user may write for this learner.
            if TOKEN and self.headers.get("Authorization") != f"Bearer {TOKEN}": self.answer(401, {})
            elif not 0 <= size <= LARGEST: self.answer(413, {})
            else: return self.answer(200, exchange(json.loads(self.rfile.read(size))))
            # Whoever is cut off in the middle of sending hears no answer: what comes all the same is let go by.
            while size > 0: size -= len(self.rfile.read(min(size, LARGEST))) or size
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error: self.answer(400, {"error": str(error)})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        for header in {**HEADERS, "Content-Length": str(len(body))}.items(): self.send_header(*header)
        self.end_headers()
        self.wfile.write(body)

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Server).serve_forever()
