// A page between an LMS and a unit: it shows another one (`shows`) in its frame, or opens it in a window (`opens`).
const asked = new URL(location).searchParams;
if (asked.has("shows")) document.querySelector("iframe").src = asked.get("shows");
if (asked.has("opens")) globalThis.opened = open(asked.get("opens"), "", "popup,width=1300,height=700");
