// A host's side of the line, as small as it gets: it frames the widget, hands it tokens, and for `form=messages` carries its requests.
const frame = document.querySelector("iframe[data-board]");
const { board, learner, form } = frame.dataset;
const token = async () => (await (await fetch(`/api/token?as=${encodeURIComponent(learner)}`)).json()).token;

addEventListener("message", async ({ source, origin, data }) => {
  if (source !== frame.contentWindow || origin !== location.origin) return;
  const answer = (kind, said) => source.postMessage({ choiceboard: kind, id: data.id, ...said }, origin);
  if (data?.choiceboard === "token") return answer("token", { token: await token() });
  if (data?.choiceboard !== "sync") return;
  const response = await fetch("/api/progress", {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${await token()}` },
    body: JSON.stringify(data.request),
  });
  const retry_after = response.headers.get("Retry-After");
  answer("synced", { status: response.status, retry_after, response: await response.json().catch(() => null) });
});

const address = new URL("/index.html", location);
address.searchParams.set("board", board);
address.searchParams.set("learner", learner);
address.searchParams.set("parent", location.origin);
if (form !== "messages") address.searchParams.set("endpoint", "/api/progress");
frame.src = address;
