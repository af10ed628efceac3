// What packages say by themselves, in the languages of locales/: why something is on this device alone, where an LMS would refuse an event in its
// own words, and that nobody has said whose work it is. For scorm.js and cmi5.js.

// After "Your school does not take 4 entries.".
const WORDS = {
  no_room: {
    en: "There is no room left there.",
    es: "Allí ya no queda sitio.",
    de: "Dort ist kein Platz mehr.",
    ar: "لم يعد هناك متّسع.",
  },
  readonly: {
    en: "The board was opened only to look at.",
    es: "El tablero se abrió solo para verlo.",
    de: "Das Brett wurde nur zum Ansehen geöffnet.",
    ar: "فُتحت اللوحة للاطّلاع فقط.",
  },
};

export const refused = (code) => (id) => {
  const language = globalThis.document?.querySelector(".cb")?.lang.split("-")[0];
  return { id, code, message: WORDS[code][language] ?? WORDS[code].en };
};

const NOBODY = {
  en: "Your school did not say who you are, so nothing you do here stays on this device. Sign in there and open the board once more, or keep a file of your work before you leave.",
  es: "Tu escuela no ha dicho quién eres, así que nada de lo que hagas aquí queda en este dispositivo. Inicia sesión allí y abre el tablero otra vez, o guarda un archivo de tu trabajo antes de salir.",
  de: "Deine Schule hat nicht gesagt, wer du bist. Darum bleibt nichts, was du hier machst, auf diesem Gerät. Melde dich dort an und öffne das Brett noch einmal, oder sichere deine Arbeit als Datei, bevor du gehst.",
  ar: "لم تخبرنا مدرستك من أنت، لذلك لا يبقى على هذا الجهاز شيء مما تفعله هنا. سجّل الدخول هناك وافتح اللوحة مرة أخرى، أو احفظ ملفًا بعملك قبل أن تغادر.",
};

// A line above the board, which opens for this visit alone: what somebody else without a name has done here is not to be seen, nor to be sent
// as this one's.
export const nobody = (address) => {
  address.searchParams.set("store", "memory");
  const main = globalThis.document?.getElementById("choiceboard");
  if (!main) return;
  // The board's own language: which one the learner would choose nobody knows yet.
  const asked = document.documentElement.lang.split("-")[0];
  const lang = NOBODY[asked] ? asked : "en";
  const line = Object.assign(document.createElement("p"), { className: "cb-nobody", textContent: NOBODY[lang], lang, dir: lang === "ar" ? "rtl" : "ltr" });
  line.setAttribute("role", "alert");
  main.before(line);
};
