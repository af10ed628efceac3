// Why a package leaves something on this device alone: what scorm.js and cmi5.js answer where an LMS would refuse an event in its own words.

// After "Your school does not take 4 entries.", in the languages of locales/.
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
