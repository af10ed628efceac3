// A small LMS that speaks SCORM by scorm-again. It keeps one record for each learner, on its server; what it is asked to do otherwise stands in
// its own address: `mode`, `credit`, `lies` (it says that it has stored what it has not), `room` (so many units of `suspend_data` and no more),
// `nameless` (it does not say who the learner is), `status` (what it calls a visit that has just begun), `both` (it has the other version's API
// as well, which takes everything and stores nothing).
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
const watched = (api) => new Proxy(api, {
  get: (_, name) => (...given) => {
    calls.push([name, ...given]);
    if (name.endsWith("GetValue") && given[0] in says) return says[given[0]];
    const tooLong = name.endsWith("SetValue") && given[0] === "cmi.suspend_data" && given[1].length > (Number(asked.get("room")) || Infinity);
    return tooLong ? "false" : api[name](...given);
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

document.getElementById("unit").src = "/unit/index.html";
