// A small LMS that speaks SCORM by scorm-again. It keeps one record for each learner, on its server; what it is asked to do otherwise stands in
// its own address: `mode`, `credit`, `lies` (it says that it has stored what it has not), `room` (so many units of `suspend_data` and no more),
// `nameless` (it does not say who the learner is), `status` (what it calls a visit that has just begun), `both` (it has the other version's API
// as well, which takes everything and stores nothing), `deaf` (it says that it has taken values and has not), `slow` (a commit takes so many
// milliseconds, and nothing else happens meanwhile), `lazy` (in 1.2, it sends no value again that it holds for sent, whether or not it has
// arrived), `place` (where the unit is, below).
const asked = new URL(location).searchParams;
const version = asked.get("version");
const learner = asked.get("learner");

const record = () => {
  const request = new XMLHttpRequest();
  request.open("GET", `/lms/record?learner=${learner}`, false);
  request.send();
  return JSON.parse(request.responseText || "{}").cmi ?? {};
};

const settings = { lmsCommitUrl: asked.has("lies") ? false : `/lms/commit?learner=${learner}`, logLevel: 5 };
const kept = record();
const entry = kept.suspend_data ? "resume" : "ab-initio";
const mode = asked.get("mode") ?? "normal";
const credit = asked.get("credit") ?? "credit";

// What the unit has called, here and there.
globalThis.calls = [];
globalThis.others = [];
const says = {};
if (asked.has("nameless")) says["cmi.core.student_id"] = says["cmi.learner_id"] = "";
if (asked.has("status")) says["cmi.core.lesson_status"] = says["cmi.completion_status"] = asked.get("status");

// Values by name, for an LMS that is lazy: what it holds for sent, and what its server has.
const [given, sent, arrived] = [{}, {}, {}];
const nested = (values) => {
  const all = {};
  for (const [name, value] of Object.entries(values)) {
    const path = name.split(".");
    const last = path.pop();
    path.reduce((inside, part) => (inside[part] ??= {}), all)[last] = value;
  }
  return all;
};
const commitLazily = () => {
  const now = { ...arrived };
  for (const [name, value] of Object.entries(given)) {
    if (sent[name] !== value) sent[name] = now[name] = value;
  }
  try {
    const request = new XMLHttpRequest();
    request.open("POST", settings.lmsCommitUrl, false);
    request.send(JSON.stringify(nested(now)));
    if (request.status === 200) Object.assign(arrived, now);
  } catch {
    // It says nothing of that.
  }
  return "true";
};

const watched = (api) => new Proxy(api, {
  get: (_, name) => (...said) => {
    calls.push([name, ...said]);
    if (name.endsWith("GetValue") && said[0] in says) return says[said[0]];
    const tooLong = name.endsWith("SetValue") && said[0] === "cmi.suspend_data" && said[1].length > (Number(asked.get("room")) || Infinity);
    if (name.endsWith("SetValue") && asked.has("deaf")) return "true";
    if (name.endsWith("Commit")) {
      const until = performance.now() + Number(asked.get("slow") ?? 0);
      while (performance.now() < until);
      if (asked.has("lazy")) return commitLazily();
    }
    if (name.endsWith("SetValue") && !tooLong) given[said[0]] = said[1];
    return tooLong ? "false" : api[name](...said);
  },
});

if (version === "1.2") {
  const api = new Scorm12API(settings);
  const { lesson_status = "not attempted", score = {} } = kept.core ?? {};
  api.loadFromJSON({ suspend_data: kept.suspend_data ?? "", core: { student_id: learner, student_name: "Doe, A.", lesson_mode: mode, credit, entry, lesson_status, score } });
  globalThis.API = watched(api);
} else {
  const api = new Scorm2004API(settings);
  api.loadFromJSON({ suspend_data: kept.suspend_data ?? "", objectives: kept.objectives, learner_id: learner, learner_name: "Doe, A.", mode, credit, entry });
  globalThis.API_1484_11 = watched(api);
}

if (asked.has("both")) {
  const other = (prefix) => new Proxy({}, { get: (_, name) => name.startsWith?.(prefix) && ((...given) => (others.push([name, ...given]), "true")) });
  if (version === "1.2") globalThis.API_1484_11 = other("");
  else globalThis.API = other("LMS");
}

// Where the unit is: in the frame here, if nothing else is asked for; `inner`: in a frame in that one; `window`: in a window that this page has
// opened; `far-window`: in one that the page in the frame has opened; `other-window`: in a frame of a window that this page has opened and that
// is of another origin (`other`); `none`: here, but there is no API.
const frame = document.getElementById("unit");
const unit = new URL("/unit/index.html", location).href;
const around = (how) => `/lms/around.html?${how}=${encodeURIComponent(unit)}`;
const opened = (address) => globalThis.opened = open(address, "", "popup,width=1300,height=700");
const [goes, lies] = {
  none: [() => { delete globalThis.API; delete globalThis.API_1484_11; frame.src = unit; }, () => frame],
  inner: [() => { frame.src = around("shows"); }, () => frame.contentWindow?.frames[0]],
  window: [() => opened(unit), () => globalThis.opened],
  "far-window": [() => { frame.src = around("opens"); }, () => frame.contentWindow?.opened],
  "other-window": [() => opened(asked.get("other") + around("shows")), () => globalThis.opened?.frames[0]],
}[asked.get("place")] ?? [() => { frame.src = unit; }, () => frame];

// The unit's page, wherever it is, once it is there.
globalThis.unitPage = () => {
  try {
    const it = lies();
    return it === frame ? document.getElementById("unit")?.contentDocument : it?.closed ? undefined : it?.document;
  } catch {
    // Another page is still there.
    return undefined;
  }
};
goes();
