// The last screen, when the program itself has failed. It says so, and that the work is kept, and hands it out as a file:
// by itself, since there is no program left to ask.
const words = {
  en: ["Something went wrong", "Your work so far is saved on this device. Opening the page again usually helps.", "Open the page again", "Keep a file of my work", "What you did last may not be saved. Opening the page again usually helps.", "For whoever looks after this page:"],
  es: ["Algo ha fallado", "Tu trabajo está guardado en este dispositivo. Abrir la página de nuevo suele bastar.", "Abrir de nuevo", "Guardar un archivo de mi trabajo", "Puede que lo último que hiciste no esté guardado. Abrir la página de nuevo suele bastar.", "Para quien administra esta página:"],
  de: ["Etwas ist schiefgegangen", "Deine Arbeit bis hierher ist auf diesem Gerät gespeichert. Meist hilft es, die Seite neu zu öffnen.", "Seite neu öffnen", "Meine Arbeit als Datei sichern", "Was du zuletzt gemacht hast, ist vielleicht nicht gespeichert. Meist hilft es, die Seite neu zu öffnen.", "Für alle, die diese Seite betreuen:"],
  ar: ["حدث خطأ ما", "عملك حتى الآن محفوظ على هذا الجهاز. عادةً ما يفيد فتح الصفحة من جديد.", "افتح الصفحة من جديد", "احفظ ملفًا بعملي", "ربما لم يُحفظ آخر ما أنجزته. عادةً ما يفيد فتح الصفحة من جديد.", "لمن يدير هذه الصفحة:"],
};

function element(name, className, ...inside) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...inside);
  return made;
}

function button(className, label, act) {
  const made = element("button", className, label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

// A name as the program writes it into its keys (src/session/space.rs).
function part(name) {
  return Array.from(new TextEncoder().encode(name), (byte) => {
    const sign = String.fromCharCode(byte);
    return /[\w.-]/.test(sign) ? sign : "%" + byte.toString(16).padStart(2, "0");
  }).join("");
}

// What the program has stored of this board and learner, key by key, as it stands: nobody else's.
function kept(board) {
  const all = {};
  const asked = new URL(choiceboardRest.asked()).searchParams;
  // What lies there is another visit's: this one was to keep nothing, and may be somebody else's.
  if (asked.get("store") === "memory") return all;
  const learner = asked.get("learner");
  const space = `choiceboard/${part(board)}/${learner ? "=" + part(learner) : ""}/`;
  try {
    for (const key of Object.keys(localStorage)) {
      // What is still being written in the journal is nobody else's (src/session/notebook.rs).
      if (key.startsWith(space) && key !== `${space}notes`) all[key] = localStorage.getItem(key);
    }
  } catch {
    // A page that may not look has stored nothing there either.
  }
  return all;
}

function hand_out(all) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify({ "choiceboard-rescue": 1, kept: all }, null, 1)], { type: "application/json" }));
  link.download = "choiceboard-work.json";
  link.click();
}

// What can be mended, for whoever can: browsers say no more than "Failed to fetch", and of what came instead of a program, its first bytes.
function reason(error) {
  const says = error?.message ?? String(error);
  const { exports } = choiceboardRest;
  const file = new URL(exports ? "player_rest.wasm" : "player_bg.wasm", import.meta.url);
  // A program that runs already has been answered; what it lacks it asks for in another way.
  if (exports ? error?.name === "NetworkError" : error instanceof TypeError) {
    return `${file}: no answer, or one that this page may not read (Access-Control-Allow-Origin, connect-src). ${says}`;
  }
  if (!(error instanceof WebAssembly.CompileError || error instanceof EvalError)) return says;
  return /unsafe-eval|polic|CSP/i.test(says)
    ? `${file}: script-src has to allow 'wasm-unsafe-eval'. ${says}`
    : `${file}: what came is no WebAssembly, perhaps a page to sign in at. ${says}`;
}

let shown = false;

export function show(error) {
  console.error(error);
  if (shown) return;
  shown = true;
  // A fault of the program's own says nothing to anybody; a file that did not come, or a policy that forbids it, can be mended.
  const why = error instanceof WebAssembly.RuntimeError ? error.message : reason(error);
  globalThis.choiceboardHost?.tell("error", { message: why, saved: "failed" });
  const place = document.getElementById("choiceboard");
  const root = place.querySelector(".cb");
  const language = ((root && root.lang) || navigator.language).split("-")[0];
  const [title, kept_here, again, keep, perhaps_not, for_whom] = words[language] || words.en;
  // The device had refused to keep it.
  const lost = root && ["memory", "failed"].includes(root.dataset.saved) || new URL(choiceboardRest.asked()).searchParams.get("store") === "memory";
  const all = kept((root && root.dataset.board) || "");
  const heading = element("h1", "cb-title", title);
  const buttons = element("div", "cb-row", button("cb-btn cb-main", again, () => location.reload()));
  if (Object.keys(all).length > 0) buttons.append(button("cb-btn", keep, () => hand_out(all)));
  const card = element("div", "cb-card", heading, element("p", "", lost ? perhaps_not : kept_here), buttons);
  if (!(error instanceof WebAssembly.RuntimeError)) card.append(element("p", "cb-small", `${for_whom} ${why}`));
  card.setAttribute("role", "alert");
  const screen = element("div", "cb cb-rescue", element("div", "cb-page cb-empty", card));
  screen.lang = language;
  screen.dir = language === "ar" ? "rtl" : "ltr";
  place.replaceChildren(screen);
  // The rest may never have come. In one file it is all there already.
  if (globalThis.choiceboardFiles) return;
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("later.css", import.meta.url);
  document.head.append(sheet);
}
