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

// In a frame: index.html, or a board in one HTML file, whose frame has no origin. That one is told by its window alone and answered whoever is in it,
// so it gets no token: its requests are made here, with one.
const asFrame = () => {
  const alone = form === "file";
  const [its, target] = alone ? ["null", "*"] : [location.origin, location.origin];
  addEventListener("message", async ({ source, origin, data }) => {
    if (source !== widget.contentWindow || origin !== its) return;
    const answer = (kind, said) => source.postMessage({ choiceboard: kind, id: data.id, ...said }, target);
    if (data?.choiceboard === "token") return answer("token", { token: alone ? "" : await token() });
    if (data?.choiceboard === "height") widget.height = data.height;
    if (data?.choiceboard !== "sync") return;
    const response = await ask(data.request);
    const retry_after = response.headers.get("Retry-After");
    answer("synced", { status: response.status, retry_after, response: await response.json().catch(() => null) });
  });
  const address = new URL(alone ? "/one.html" : "/index.html", location);
  // A file has its board inside.
  if (!alone) address.searchParams.set("board", board);
  address.searchParams.set("learner", learner);
  address.searchParams.set("parent", location.origin);
  if (form === "frame") address.searchParams.set("endpoint", "/api/progress");
  widget.src = address;
};

if (widget.matches("iframe")) asFrame();
else if (widget.matches("choice-board")) asElement();
