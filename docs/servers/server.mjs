// An LMS's side of the contract: TOKEN=secret node server.mjs 8001
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";

const { TOKEN, DATABASE = "choiceboard.jsonl" } = process.env;
const [PAGE, LARGEST] = [500, 1_000_000];

// Events by board and learner, in the order in which they came; each is one line of the file.
const logs = new Map();
const log = (board, learner) => {
  const key = JSON.stringify([board, learner]);
  return logs.get(key) ?? logs.set(key, { events: [], ids: new Set() }).get(key);
};
const keep = ({ events, ids }, event) => ids.add(event.id) && events.push(event);
const lines = existsSync(DATABASE) ? readFileSync(DATABASE, "utf8").split("\n").filter(Boolean) : [];
for (const [board, learner, event] of lines.map((line) => JSON.parse(line))) keep(log(board, learner), event);

const exchange = ({ contract, board, learner, after, events }) => {
  if (contract !== 1) throw new Error("only version 1 of the contract is spoken here");
  const known = log(board.id, learner.id);
  for (const event of events) {
    if (typeof event.id !== "string") throw new Error("an event has no id");
    if (known.ids.has(event.id)) continue;
    // In the file before it is answered as accepted.
    appendFileSync(DATABASE, JSON.stringify([board.id, learner.id, event]) + "\n");
    keep(known, event);
  }
  const from = Number(after ?? 0);
  const come = known.events.slice(from, from + PAGE);
  const cursor = from + come.length;
  const more = cursor < known.events.length;
  return { contract: 1, accepted: events.map(({ id }) => id), refused: [], events: come, cursor: String(cursor), more };
};

createServer(async (request, response) => {
  const answer = (status, value) => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
  // Yours also asks whether this token's user may write for this learner.
  if (TOKEN && request.headers.authorization !== `Bearer ${TOKEN}`) return answer(401, {});
  let body = "";
  request.setEncoding("utf8");
  for await (const part of request) if (body.length <= LARGEST) body += part;
  if (body.length > LARGEST) return answer(413, {});
  try { answer(200, exchange(JSON.parse(body))); } catch (error) { answer(400, { error: error.message }); }
}).listen(Number(process.argv[2]), "127.0.0.1");
