// An LMS's side of the contract: TOKEN=secret ORIGIN=https://boards.school.example node server.mjs 8001
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";

const { TOKEN, ORIGIN, DATABASE = "choiceboard.jsonl" } = process.env, [PAGE, LARGEST] = [500, 1_000_000];
// Without these a browser sends nothing here from a page of another origin, and gives that page no answer.
const elsewhere = ORIGIN && { "Access-Control-Allow-Origin": ORIGIN, "Access-Control-Allow-Headers": "authorization, content-type" };

// Events by board and learner, in the order in which they came; each is one line of the file.
const logs = new Map();
const log = (board, learner) => {
  const key = JSON.stringify([board, learner]);
  return logs.get(key) ?? logs.set(key, { events: [], ids: new Set() }).get(key);
};
const keep = ({ events, ids }, event) => ids.add(event.id) && events.push(event);
// What a crash has cut off is no line, and was never answered as accepted.
const whole = (line) => { try { return [JSON.parse(line)]; } catch { return []; } };
for (const [board, learner, event] of (existsSync(DATABASE) ? readFileSync(DATABASE, "utf8") : "").split("\n").flatMap(whole)) keep(log(board, learner), event);

const exchange = ({ contract, board, learner, after, events }) => {
  if (contract !== 1) throw new Error("only version 1 of the contract is spoken here");
  if ([board, learner, ...events].some(({ id }) => typeof id !== "string")) throw new Error("an id is no text");
  const [known, refused] = [log(board.id, learner.id), new Map()];
  for (const event of events) {
    if (known.ids.has(event.id)) continue;
    // A teacher's word comes to a learner's page, and never from there.
    if (event.by?.role !== "learner") { refused.set(event.id, "A learner's page sends the learner's own work only."); continue; }
    // In the file before it is answered as accepted.
    appendFileSync(DATABASE, "\n" + JSON.stringify([board.id, learner.id, event]));
    keep(known, event);
  }
  // A cursor that was not given out here is answered from the beginning.
  const from = known.events[after - 1] ? Number(after) : 0;
  const come = known.events.slice(from, from + PAGE);
  const cursor = from + come.length;
  return { contract: 1, accepted: events.map(({ id }) => id).filter((id) => !refused.has(id)),
    refused: [...refused].map(([id, message]) => ({ id, code: "not_allowed", message })),
    events: come, cursor: String(cursor), more: cursor < known.events.length };
};

createServer(async (request, response) => {
  const answer = (status, value) => response.writeHead(status, { "Content-Type": "application/json", ...elsewhere }).end(JSON.stringify(value));
  // A browser asks whether it may before it sends, and without the token.
  if (request.method === "OPTIONS") return answer(200, {});
  // Yours also asks whether this token's user may write for this learner.
  if (TOKEN && request.headers.authorization !== `Bearer ${TOKEN}`) return answer(401, {});
  let body = "";
  try {
    for await (const part of request.setEncoding("utf8")) if (body.length <= LARGEST) body += part;
    if (body.length > LARGEST) return answer(413, {});
    answer(200, exchange(JSON.parse(body)));
  } catch (error) { answer(400, { error: error.message }); }
}).listen(Number(process.argv[2]), "127.0.0.1");
