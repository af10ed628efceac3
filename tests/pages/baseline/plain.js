// What the student's page is measured against: the same tiles in the same markup under the same style sheets, drawn by hand,
// a path as the same map. It keeps a log and shows where each activity stands. It knows no rules but that one activity waits for
// others when it is opened, no languages, no faults of storage.

const after = {
  choose: "chosen", start: "started", step: "started", submit: "waiting", done: "done", undo: "started", drop: "dropped",
};
const states = { locked: "Locked", open: "Open", chosen: "Chosen", started: "Started", waiting: "Waiting", done: "Done", dropped: "Dropped" };
const kinds = { read: "Read", watch: "Watch", write: "Write", make: "Make", practise: "Practise", discuss: "Discuss" };
const address = new URL(document.baseURI).searchParams;
const space = `plain:${address.get("learner")}:`;
const board = fetch(address.get("board")).then((answer) => answer.json());
const log = read();

// Chunks of the log: large ones in IndexedDB, what was added since in localStorage, one key per event.
function database() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("plain", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("chunks");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function read() {
  const events = [];
  for (let at = 0; at < localStorage.length; at += 1) {
    const key = localStorage.key(at);
    if (key.startsWith(space)) events.push(JSON.parse(localStorage.getItem(key)));
  }
  const chunks = (await database()).transaction("chunks").objectStore("chunks");
  const stored = await new Promise((resolve) => {
    const request = chunks.getAll(IDBKeyRange.bound(space, `${space}\uffff`));
    request.onsuccess = () => resolve(request.result);
  });
  for (const chunk of stored) events.push(...JSON.parse(chunk));
  return events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

// For the measurements: a log as if it had grown here.
globalThis.seed = async (events) => {
  const store = (await database()).transaction("chunks", "readwrite").objectStore("chunks");
  for (let at = 0; at < events.length; at += 1000) {
    store.put(JSON.stringify(events.slice(at, at + 1000)), space + String(at).padStart(9, "0"));
  }
  await new Promise((resolve) => (store.transaction.oncomplete = resolve));
};

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function symbol(kind, side) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", kind);
  svg.setAttribute("viewBox", side);
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  return svg;
}

const pattern =
  element("div", { class: "cb-cell", role: "gridcell" },
    element("button", { class: "cb-tile", type: "button" },
      element("span", { class: "cb-name" }),
      element("span", { class: "cb-top" },
        element("span", { class: "cb-state" }, symbol("cb-stamp", "0 0 32 32"), element("span", {})),
        element("span", { class: "cb-points" }, element("b", {}), " points")),
      element("span", { class: "cb-glance" }, symbol("cb-icon", "0 0 24 24")),
      element("span", { class: "cb-foot" },
        element("span", { class: "cb-kind" }, symbol("cb-icon", "0 0 24 24"), element("span", {})))));

function tile(activity, state) {
  const cell = pattern.cloneNode(true);
  const button = cell.firstElementChild;
  const [name, top, glance, foot] = button.children;
  button.dataset.activity = activity.id;
  button.tabIndex = -1;
  name.textContent = activity.title;
  top.lastElementChild.firstElementChild.textContent = activity.points ?? 1;
  glance.firstElementChild.firstElementChild.setAttribute("href", `#cb-i-${activity.kind}`);
  const [icon, words] = foot.firstElementChild.children;
  icon.firstElementChild.setAttribute("href", `#cb-i-${activity.kind}`);
  words.textContent = `${kinds[activity.kind]} · ${activity.minutes} min`;
  show(button, state);
  return cell;
}

const tick = symbol("cb-tick", "0 0 64 48");
tick.replaceChildren(...[1, 2].map(() => {
  const stroke = document.createElementNS("http://www.w3.org/2000/svg", "path");
  stroke.setAttribute("d", "M5 27c5 2 10 7 13 13C24 25 38 11 59 4");
  return stroke;
}));

function show(button, state) {
  button.dataset.state = state;
  button.querySelector(".cb-tick")?.remove();
  if (state === "done") button.append(tick.cloneNode(true));
  const [stamp, word] = button.children[1].firstElementChild.children;
  stamp.firstElementChild.setAttribute("href", `#cb-s-${state}`);
  word.textContent = states[state];
}

function grid() {
  const wide = columns ?? Math.ceil(Math.sqrt(activities.length));
  const made = element("div", { class: "cb-grid", role: "grid", "aria-label": title });
  made.style.setProperty("--cb-columns", wide);
  if (activities.length > 200) made.dataset.large = "";
  if (wide > 6) made.dataset.wide = "";
  for (let at = 0; at < activities.length; at += wide) {
    const row = element("div", { class: "cb-line", role: "row" });
    for (const activity of activities.slice(at, at + wide)) row.append(tile(activity, standing.get(activity.id) ?? "open"));
    made.append(row);
  }
  return element("div", { class: "cb-tray" }, element("div", { class: "cb-bed" }, made));
}

// What one waits for: an id, or any of several.
const before = ({ requires }) => [requires?.any ?? requires ?? []].flat();

// Where the student's page lays the stops of the bench's board, give or take half a lane: lanes side by side, ten columns in
// a row, and as near as it comes on a laptop.
async function map() {
  const sheet = element("link", { rel: "stylesheet", href: "later.css" });
  await new Promise((resolve) => {
    sheet.onload = resolve;
    document.head.append(sheet);
  });
  const lanes = activities.filter((activity) => !before(activity).length).length;
  const spots = new Map(activities.map(({ id }, at) => {
    const [step, lane] = [Math.floor(at / lanes), at % lanes];
    return [id, { column: step % 10, lane: Math.floor(step / 10) * (2 * lanes + 2) + 2 * lane }];
  }));
  const tall = 2 + Math.max(...[...spots.values()].map(({ lane }) => lane));
  const trails = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  trails.setAttribute("class", "cb-trails");
  trails.setAttribute("viewBox", `0 0 10 ${tall}`);
  trails.setAttribute("preserveAspectRatio", "none");
  const stops = element("ol", { class: "cb-stops", role: "list" });
  for (const activity of activities) {
    const to = spots.get(activity.id);
    const waits = before(activity);
    const locked = waits.length > 0 && !standing.has(activity.id) && !waits.some((one) => standing.get(one) === "done");
    const stop = element("li", { class: "cb-stop" }, tile(activity, locked ? "locked" : standing.get(activity.id) ?? "open").firstElementChild);
    stop.style.setProperty("--cb-column", to.column);
    stop.style.setProperty("--cb-lane", to.lane);
    if (locked) {
      stop.dataset.told = "";
      const why = waits.length > 1 ? "is still to do" : "comes first";
      stop.querySelector(".cb-foot").replaceChildren(element("span", { class: "cb-why" }, `“${byId.get(waits[0]).title}” ${why}.`));
    }
    stops.append(stop);
    for (const one of waits) {
      const from = spots.get(one);
      const trail = document.createElementNS("http://www.w3.org/2000/svg", "path");
      const [x, y, X, Y] = [from.column + 0.5, from.lane + 1, to.column + 0.5, to.lane + 1];
      trail.setAttribute("d", `M${x} ${y}C${(x + X) / 2} ${y} ${(x + X) / 2} ${Y} ${X} ${Y}`);
      const both = [one, activity.id].every((end) => standing.get(end) === "done");
      trail.dataset.gone = both ? "all" : locked ? "no" : "open";
      trails.append(trail);
    }
  }
  const region = element("section", { class: "cb-region", "aria-label": title }, stops);
  for (const [name, value] of [["band", 0], ["tall", tall], ["from", 0], ["span", 10]]) region.style.setProperty(`--cb-${name}`, value);
  const chart = element("cb-map", { "data-stops": activities.length },
    element("div", { class: "cb-map-view", role: "group", "aria-label": "Map" }, element("div", { class: "cb-chart" }, trails, region)));
  for (const [name, value] of [["columns", 10], ["lanes", tall], ["near", 0.85]]) chart.style.setProperty(`--cb-${name}`, value);
  return element("div", { class: "cb-tray cb-mapped" }, chart);
}

const [{ id, title, columns, activities, layout }, events] = await Promise.all([board, log]);
const standing = new Map();
// What is done cannot be dropped, here as there.
const take = ({ activity, type }) => {
  if (after[type] && !(type === "drop" && standing.get(activity) === "done")) standing.set(activity, after[type]);
};
for (const event of events) if (event.activity) take(event);
const byId = new Map(activities.map((activity) => [activity.id, activity]));
const drawn = layout === "path" ? await map() : grid();
const points = () => activities.reduce((sum, one) => sum + (standing.get(one.id) === "done" ? one.points ?? 1 : 0), 0);
const sum = element("p", { class: "cb-sub" }, `${points()} points`);
const sheet = element("dialog", { class: "cb-sheet", "aria-labelledby": "cb-sheet-h" });
const root = element("div", { class: "cb", "data-board": id, "data-state": "in_progress" },
  element("div", { class: "cb-page" },
    element("header", { class: "cb-head" }, element("h1", { class: "cb-title" }, title), sum),
    element("div", { class: "cb-book" },
      element("div", { class: "cb-leaf" },
        element("div", { class: "cb-sections" },
          element("section", { class: "cb-course" },
            drawn))),
      sheet)));

let open = null;

drawn.addEventListener("click", (event) => {
  const button = event.target.closest("[data-activity]");
  if (!button) return;
  open = button;
  const activity = byId.get(button.dataset.activity);
  const actions = ["choose", "start", "done", "drop"].map((type) =>
    element("button", { class: "cb-btn", type: "button", "data-action": type }, type));
  sheet.replaceChildren(
    element("header", {}, element("h2", { id: "cb-sheet-h" }, activity.title)),
    element("p", {}, activity.about ?? ""),
    element("div", { class: "cb-actions" }, ...actions));
  sheet.show();
});

addEventListener("keydown", (event) => {
  if (event.key === "Escape") sheet.close();
});

sheet.addEventListener("click", (event) => {
  const button = event.target.closest("[data-action]");
  if (!button) return;
  const type = button.dataset.action;
  const fact = {
    id: crypto.randomUUID(), at: new Date().toISOString(), by: { role: "learner", id: address.get("learner") },
    type, activity: open.dataset.activity,
  };
  localStorage.setItem(space + fact.id, JSON.stringify(fact));
  take(fact);
  show(open, standing.get(fact.activity));
  sum.textContent = `${points()} points`;
});

document.getElementById("plain").append(root);
