// A small LRS and the LMS before it, as far as a cmi5 package meets them. It is stricter than most: any statement that it has already is a
// conflict, and what has been terminated stays so. `next` holds what it is to do once, instead of its duty.

import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";

// What a browser may send to another origin, if the LRS is as it should be (xAPI 1.0.3, part 3, 1.2), and what it adds itself.
const HEADERS = new Set([
  "authorization", "x-experience-api-version", "content-type", "if-match", "if-none-match",
  "host", "connection", "content-length", "accept", "accept-language", "accept-encoding", "user-agent", "sec-fetch-mode", "cache-control", "pragma",
]);

const PUBLISHER = { objectType: "Activity", id: "https://publisher.example/rain" };

const mark = (body) => `"${createHash("sha1").update(body).digest("hex")}"`;

export const serve = async () => {
  const lrs = {
    // Statements in the order in which they came, each with its session; documents by their address; questions that were asked; what was wrong.
    statements: [], documents: new Map(), asked: [], wrong: [], next: [], sessions: new Map(), tokens: new Map(), tells: true, busy: 0,
  };

  const answer = (response, status, body, headers = {}) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

  const statements = (session, body, response) => {
    if (session.terminated) return answer(response, 403, { says: "terminated" });
    const all = [JSON.parse(body)].flat();
    if (new Set(all.map(({ id }) => id)).size < all.length) return answer(response, 400, { says: "twice" });
    // Each registration is an LRS of its own: the tests' learners all do the same.
    const before = lrs.of(session.registration).map(({ id }) => id);
    if (all.some(({ id }) => before.includes(id))) return answer(response, 409, { says: "conflict" });
    for (const statement of all) {
      lrs.statements.push({ session, statement });
      if (statement.verb.id.endsWith("/terminated")) session.terminated = true;
    }
    answer(response, 200, all.map(({ id }) => id));
  };

  const document = (request, url, body, response) => {
    const key = ["activityId", "agent", "registration", "stateId", "profileId"].map((name) => url.searchParams.get(name) ?? "").join("\n");
    const kept = lrs.documents.get(key);
    if (request.method === "GET") {
      return kept === undefined ? answer(response, 404, {}) : answer(response, 200, kept, lrs.tells ? { ETag: mark(kept) } : {});
    }
    if (url.searchParams.get("stateId") === "LMS.LaunchData") lrs.wrong.push("LMS.LaunchData was written");
    const { "if-match": match, "if-none-match": none } = request.headers;
    if (match ? !kept || match !== mark(kept) : none === "*" && kept !== undefined) return answer(response, 412, {});
    lrs.documents.set(key, body);
    response.writeHead(204);
    response.end();
  };

  const server = createServer(async (request, response) => {
    lrs.busy += 1;
    response.on("close", () => (lrs.busy -= 1));
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    const url = new URL(request.url, "http://localhost");
    lrs.asked.push(`${request.method} ${url.pathname}`);
    for (const name of Object.keys(request.headers)) if (!HEADERS.has(name)) lrs.wrong.push(`the header ${name}`);
    const instead = lrs.next.findIndex(({ method, path }) => (!method || method === request.method) && url.pathname.endsWith(path));
    if (instead >= 0) {
      const [{ before, status, type = "application/json", says = "{}" }] = lrs.next.splice(instead, 1);
      await before?.();
      if (status) return answer(response, status, says, { "Content-Type": type });
    }
    if (url.pathname === "/fetch") {
      if (request.method !== "POST") lrs.wrong.push("the token was not asked for by POST");
      const session = lrs.sessions.get(url.searchParams.get("k"));
      if (session.token) return answer(response, 200, { "error-code": "1", "error-text": "used" });
      session.token = randomUUID();
      lrs.tokens.set(`Basic ${session.token}`, session);
      return answer(response, 200, { "auth-token": session.token });
    }
    if (request.headers["x-experience-api-version"] !== "1.0.3") lrs.wrong.push(`no version: ${url.pathname}`);
    const session = lrs.tokens.get(request.headers.authorization);
    if (!session || session.expired) return answer(response, 401, {});
    switch (`${request.method} ${url.pathname}`) {
      case "POST /xapi/statements": return statements(session, body, response);
      case "GET /xapi/activities/state": case "PUT /xapi/activities/state": case "GET /xapi/agents/profile":
        return document(request, url, body, response);
    }
    lrs.wrong.push(`${request.method} ${url.pathname}`);
    answer(response, 404, {});
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const here = `http://127.0.0.1:${server.address().port}`;

  // The address of a launch: of the one learner and board, in a registration.
  lrs.launch = ({ registration, activity, launchMode = "Normal", slash = "/", languages, ...data }) => {
    const id = randomUUID();
    const session = { id, registration, launchMode, ...data };
    lrs.sessions.set(id, session);
    const actor = JSON.stringify({ objectType: "Agent", name: "Ada", account: { homePage: "https://lms.example", name: "17" } });
    const contextTemplate = {
      platform: "Test",
      contextActivities: { grouping: [PUBLISHER] },
      extensions: { "https://w3id.org/xapi/cmi5/context/extensions/sessionid": id },
    };
    lrs.documents.set([activity, actor, registration, "LMS.LaunchData", ""].join("\n"), JSON.stringify({ contextTemplate, launchMode, moveOn: "Completed", ...data }));
    if (languages) lrs.documents.set(["", actor, "", "", "cmi5LearnerPreferences"].join("\n"), JSON.stringify({ languagePreference: languages }));
    const address = new URL("https://content.example/cmi5.html");
    const given = { endpoint: `${here}/xapi${slash}`, fetch: `${here}/fetch?k=${id}`, actor, registration, activityId: activity };
    for (const [name, value] of Object.entries(given)) address.searchParams.set(name, value);
    return { address: address.href, session };
  };
  // What is kept under a name, of a registration.
  lrs.kept = (registration, name) => {
    const keys = [...lrs.documents.keys()].filter((key) => key.includes(registration) && key.split("\n")[3].startsWith(name));
    return keys.map((key) => JSON.parse(lrs.documents.get(key)));
  };
  lrs.of = (registration) => lrs.statements.filter(({ session }) => session.registration === registration).map(({ statement }) => statement);
  lrs.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return lrs;
};
