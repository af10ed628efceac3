// A host's side of the line, as small as it gets. As an element the widget is given a function or an endpoint, and tokens; in a frame it asks
// for both by messages.
globalThis.heard = [];
for (const kind of ["ready", "change", "badge", "complete", "synced", "error"]) {
  addEventListener(`choiceboard:${kind}`, ({ target, detail }) => heard.push({ kind, of: target.id, detail }));
}

const widget = document.querySelector("[data-board]");
const { board, learner, form } = widget.dataset;
const token = async () => (await (await fetch(`/api/token?as=${encodeURIComponent(learner)}`)).json()).token;

const ask = async (request) => fetch("/api/progress", {
  method: "POST",
  headers: { "Content-Type": "application/json", Authorization: `Bearer ${await token()}` },
  body: JSON.stringify(request),
});

// In a page of one's own: <choice-board>.
const asElement = () => {
  widget.token = token;
  if (form === "function") {
    widget.sync = async (request) => {
      const response = await ask(request);
      if (!response.ok) throw { status: response.status, retryAfter: response.headers.get("Retry-After") };
      return response.json();
    };
  } else widget.setAttribute("endpoint", "/api/progress");
  widget.setAttribute("learner", learner);
  widget.setAttribute("board", board);
};

// In a frame: index.html.
const asFrame = () => {
  addEventListener("message", async ({ source, origin, data }) => {
    if (source !== widget.contentWindow || origin !== location.origin) return;
    const answer = (kind, said) => source.postMessage({ choiceboard: kind, id: data.id, ...said }, origin);
    if (data?.choiceboard === "token") return answer("token", { token: await token() });
    if (data?.choiceboard === "height") widget.height = data.height;
    if (data?.choiceboard !== "sync") return;
    const response = await ask(data.request);
    const retry_after = response.headers.get("Retry-After");
    answer("synced", { status: response.status, retry_after, response: await response.json().catch(() => null) });
  });
  const address = new URL("/index.html", location);
  address.searchParams.set("board", board);
  address.searchParams.set("learner", learner);
  address.searchParams.set("parent", location.origin);
  if (form !== "messages") address.searchParams.set("endpoint", "/api/progress");
  widget.src = address;
};

if (widget.matches("iframe")) asFrame();
else if (widget.matches("choice-board")) asElement();
