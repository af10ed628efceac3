//! What was handed in: a picture made smaller, a recording, both met again in the portfolio; sheets of it, as a file and on paper.

use serde_json::{Value, json};

use super::visit::{STANDS, Visit, says};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "sky", "title": "The sky",
    "standards": [{ "id": "s", "title": "Clouds", "code": "K1" }, { "id": "t", "title": "Wind" }],
    "activities": [
        { "id": "draw", "title": "Draw a cloud", "standards": ["s"], "evidence": { "kinds": ["text", "image"] } },
        { "id": "sing", "title": "Sing a cloud", "evidence": { "kinds": ["audio"], "required": true } },
        { "id": "tell", "title": "Tell a cloud", "evidence": { "kinds": ["text", "image", "audio"] } } ] }"#;

/// A picture of 4000 by 3000 pixels, red at the left and blue at the right, as a camera that was held upright writes it: it says that it is to
/// be turned, and where it was taken.
const PHOTO: &str = "
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4000, 3000];
    const pen = canvas.getContext('2d');
    pen.fillStyle = 'red';
    pen.fillRect(0, 0, 2000, 3000);
    pen.fillStyle = 'blue';
    pen.fillRect(2000, 0, 2000, 3000);
    const jpeg = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', .9));
    const words = (text) => [...text].map((sign) => sign.charCodeAt(0));
    const long = (n) => [0, 0, n >> 8, n & 255];
    // One directory: orientation 6, and a description that names the place.
    const place = words('AT MY HOUSE\\0');
    const directory = [0, 2, 0x01, 0x0e, 0, 2, ...long(place.length), ...long(38), 0x01, 0x12, 0, 3, ...long(1), 0, 6, 0, 0, ...long(0)];
    const exif = [...words('Exif'), 0, 0, ...words('MM'), 0, 42, ...long(8), ...directory, ...place];
    const length = exif.length + 2;
    const bytes = new Uint8Array(await jpeg.arrayBuffer());
    return new File([bytes.slice(0, 2), new Uint8Array([0xff, 0xe1, length >> 8, length & 255, ...exif]), bytes.slice(2)], 'cloud.jpeg', { type: 'image/jpeg' });";

/// Chooses a file that a script makes.
fn choose(visit: &Visit, field: &str, make: &str) {
    let body = format!(
        "return (async () => {{
            const make = async () => {{ {make} }};
            const all = new DataTransfer();
            const file = await make();
            all.items.add(file);
            const field = document.querySelector(arguments[0]);
            field.files = all.files;
            field.dispatchEvent(new Event('change', {{ bubbles: true }}));
            return file.size;
        }})()"
    );
    let size = visit.script(&body, &[json!(field)]);
    assert!(size.as_u64() > Some(0), "{size}");
}

/// What the browser keeps of files: for each its type, its size on the screen, the colours at its top and its foot, and whether it still says
/// where it was taken.
const KEPT: &str = "
    return (async () => {
        const ask = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });
        const database = await ask(indexedDB.open('choiceboard', 1));
        const blobs = await ask(database.transaction('blobs').objectStore('blobs').getAll());
        database.close();
        return Promise.all(blobs.map(async (blob) => {
            const told = { type: blob.type, size: blob.size };
            if (!blob.type.startsWith('image/')) return told;
            const picture = await createImageBitmap(blob);
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [picture.width, picture.height];
            const pen = canvas.getContext('2d');
            pen.drawImage(picture, 0, 0);
            const at = (y) => { const [r, , b] = pen.getImageData(picture.width / 2, y, 1, 1).data; return r > b ? 'red' : 'blue'; };
            const text = new TextDecoder('latin1').decode(await blob.arrayBuffer());
            return { ...told, width: picture.width, height: picture.height, top: at(10), foot: at(picture.height - 10), place: text.includes('AT MY HOUSE') };
        }));
    })()";

/// Sheets that are given out are caught here.
pub const CATCH: &str = "
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
        if (blob.type !== 'text/html') return createObjectURL.call(URL, blob);
        globalThis.sheet = blob;
        return '#';
    };";

pub fn close(visit: &Visit) {
    visit.click_one("dialog.cb-sheet .cb-strip button");
    visit.wait_for("the panel to close", || {
        !visit.there("dialog.cb-sheet[open]")
    });
}

pub fn turn_to(visit: &Visit) {
    visit.click_by("button", &says("ui-tab-journal"));
    visit.one("#cb-folio-h");
}

/// Begins an activity, and waits until its fields are there.
fn begin(visit: &Visit, id: &str) {
    visit.click_one(&format!("[data-activity={id}]"));
    visit.click_one("[data-action=start]");
    visit.wait_for_state(id, "started");
}

/// The text of the sheet that was given out last.
pub fn sheet(visit: &Visit) -> String {
    visit.wait_for("the file", || {
        visit.script("return Boolean(globalThis.sheet)", &[]) == json!(true)
    });
    let body = "const { sheet } = globalThis; delete globalThis.sheet; return sheet.text()";
    let text = visit.script(body, &[]);
    text.as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_picture_is_made_smaller_and_met_again_in_the_portfolio_and_in_a_sheet() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17-secret");
    turn_to(&visit);
    visit.wait_for_text(&says("folio-empty"));
    visit.click_by("button", &says("ui-tab-board"));
    begin(&visit, "draw");
    visit.fill_one("#cb-answer", "A <b>grey</b> one");
    choose(&visit, "cb-smaller input", PHOTO);
    visit.wait_for_text("cloud.jpg");
    let kept = visit.script(KEPT, &[]);
    let photo = &kept[0];
    assert_eq!(
        (&photo["type"], &photo["width"], &photo["height"]),
        (&json!("image/jpeg"), &json!(1200), &json!(1600)),
        "{kept}"
    );
    assert_eq!(
        (&photo["top"], &photo["foot"], &photo["place"]),
        (&json!("red"), &json!("blue"), &json!(false)),
        "{kept}"
    );
    visit.click_one("[data-action=submit]:not([aria-disabled=true])");
    visit.wait_for_text(&says("panel-handed-in"));
    visit.click_one("[data-action=done]");
    visit.wait_for_state("draw", "done");
    close(&visit);

    turn_to(&visit);
    for part in [
        "Draw a cloud",
        "A <b>grey</b> one",
        "K1: Clouds",
        "cloud.jpg",
    ] {
        wait_for_work(&visit, "draw", part);
    }
    let alt = "return document.querySelector('[data-work=draw] img')?.alt ?? ''";
    visit.wait_for("the picture", || {
        visit.script(alt, &[]) == json!("cloud.jpg, for “Draw a cloud”")
    });
    visit.faultless();
    // By standard: the switch keeps the focus.
    visit.click_one("[data-arrange=standard]");
    visit.one(".cb-shelf [data-work=draw]");
    visit.wait_for_text("One standard has no work yet.");
    let focus = "return document.activeElement.dataset.arrange ?? null";
    visit.wait_for_answer(focus, &[], &json!("standard"));
    let pressed = "return document.querySelector('[data-arrange=standard]').ariaPressed";
    visit.wait_for_answer(pressed, &[], &json!("true"));
    visit.faultless();
    // What it was handed in for is one click away.
    visit.click_one("[data-work=draw] a");
    visit.wait_for("the panel", || visit.there("dialog.cb-sheet[open]"));
    close(&visit);

    visit.script(CATCH, &[]);
    visit.click_one("[data-sheet=family] > summary");
    visit.wait_for_text("In it: one piece of work, one picture, no words of your teacher, nothing from the journal.");
    visit.faultless();
    visit.click_one("[data-action=family]");
    let text = sheet(&visit);
    for part in [
        "<!doctype html>",
        "A &lt;b&gt;grey&lt;/b&gt; one",
        "src=\"data:image/jpeg;base64,",
        "K1: Clouds",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(text.contains("<html lang=\"en\""), "{text}");
    for part in [
        "<script",
        "<link",
        "<iframe",
        "u-17-secret",
        "src=\"http",
        "sha256:",
    ] {
        assert!(!text.contains(part), "{part} in {text}");
    }
    // The page's own policy would stop the sheet's styles: only its picture is taken out of it here.
    let loads = "const picture = new Image();
        [, picture.src] = arguments[0].match(/src=\"(data:image[^\"]*)\"/);
        return picture.decode().then(() => picture.naturalWidth)";
    assert_eq!(visit.script(loads, &[json!(text)]), json!(1200));
    // Without pictures it says their names.
    visit.click_one("[data-sheet=family] [data-with=pictures]");
    visit.wait_for_text("no pictures");
    visit.click_one("[data-action=family]");
    let text = sheet(&visit);
    assert!(
        text.contains("Picture: cloud.jpg") && !text.contains("<img"),
        "{text}"
    );
    visit.end();
}

#[test]
fn a_sheet_for_a_talk_is_printed_alone() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    begin(&visit, "draw");
    visit.fill_one("#cb-answer", "Grey.");
    visit.click_one("[data-action=submit]:not([aria-disabled=true])");
    visit.wait_for_text(&says("panel-handed-in"));
    close(&visit);
    turn_to(&visit);
    visit.click_one("[data-sheet=talk] > summary");
    visit.one("[data-with='work-draw']:checked");
    visit.faultless();
    // Printing itself is the browser's; what would be printed is looked at in its stead.
    visit.script("globalThis.print = () => { globalThis.printed = document.querySelector('body > .cb-paper')?.textContent ?? ''; };", &[]);
    visit.click_one("[data-action=print]");
    visit.wait_for("it to be printed", || {
        visit.script("return Boolean(globalThis.printed)", &[]) == json!(true)
    });
    let printed = visit.script("return globalThis.printed", &[]);
    let printed = printed.as_str().unwrap_or_default();
    for part in ["The sky", "Draw a cloud", "Grey.", &says("sheet-ask-1")] {
        assert!(printed.contains(part), "{part} in {printed}");
    }
    let left = "dispatchEvent(new Event('afterprint')); return [document.querySelectorAll('body > .cb-paper').length, 'paper' in document.body.dataset]";
    assert_eq!(visit.script(left, &[]), json!([0, false]));
    visit.script(CATCH, &[]);
    visit.click_one("[data-action=talk]");
    assert!(sheet(&visit).contains("<div class=\"lines\"></div>"));
    visit.end();
}

/// Elsewhere than in Chromium there is no microphone that beeps: a tone takes its place.
const TONE: &str = "
    navigator.mediaDevices.getUserMedia = async () => {
        const context = new AudioContext();
        const tone = context.createOscillator();
        const out = context.createMediaStreamDestination();
        tone.connect(out);
        tone.start();
        await context.resume();
        return out.stream;
    };";

/// Waits until so many seconds at least are recorded. Each number stands for a second only, and on a busy machine one may be missed.
fn wait_for_seconds(visit: &Visit, least: u32) {
    let body = "const said = document.body.innerText.match(/(\\d+) seconds?\\b/); return Number(said?.[1] ?? 0)";
    visit.wait_until(&format!("{least} seconds"), || {
        let said = visit.script(body, &[]);
        let enough = said.as_u64() >= Some(u64::from(least));
        enough.then_some(()).ok_or(format!("{said} seconds"))
    });
}

/// Plays a recording and stops it again before it ends by itself, which nobody from outside is sure to be in time for.
fn play_and_stop(visit: &Visit, css: &str) {
    visit.known(css, 0, "button");
    let body = "const button = document.querySelector(arguments[0]);
        const plays = () => 'plays' in button.dataset;
        const until = async (is) => {
            for (let look = 0; plays() !== is && look < 2000; look += 1) await new Promise((come) => setTimeout(come, 5));
            return plays() === is;
        };
        return (async () => {
            button.click();
            if (!await until(true)) return 'it does not play';
            button.click();
            const begun = performance.now();
            if (!await until(false)) return 'it does not stop';
            return performance.now() - begun < 900 || 'it ends by itself';
        })()";
    visit.wait_for_answer(body, &[json!(css)], &json!(true));
}

/// Waits until a piece of work in the portfolio says this; its pictures come by themselves.
fn wait_for_work(visit: &Visit, id: &str, part: &str) {
    visit.wait_until(&format!("{part} in the work on {id}"), || {
        let work = visit.text_of(&format!("[data-work={id}]"));
        work.contains(part).then_some(()).ok_or(work)
    });
}

/// Gives the page something to record.
fn hears(visit: &Visit) {
    if visit.browser.cdp("Browser.getVersion", json!({})).is_err() {
        visit.script(TONE, &[]);
    }
}

#[test]
fn a_recording_is_made_heard_kept_and_handed_in() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    hears(&visit);
    begin(&visit, "sing");
    visit.faultless();
    visit.click_one("[data-do=record]");
    visit.wait_for_text(&says("record-running"));
    wait_for_seconds(&visit, 2);
    let focus = "return document.activeElement.dataset.do ?? null";
    visit.wait_for_answer(focus, &[], &json!("stop"));
    visit.faultless();
    visit.click_one("[data-do=stop]");
    visit.wait_for_text(&says("record-made"));
    visit.wait_for_answer(focus, &[], &json!("play"));
    // It plays under a policy without `media-src`, and stops.
    play_and_stop(&visit, "cb-recorder [data-do=play]");
    visit.click_one("[data-do=keep]");
    visit.wait_for_text("Recording 20");
    visit.wait_for_answer(focus, &[], &json!("record"));
    let kept = visit.script(KEPT, &[]);
    let kind = kept[0]["type"].as_str().unwrap_or_default();
    assert!(
        kind.starts_with("audio/") && kept[0]["size"].as_u64() > Some(1000),
        "{kept}"
    );
    visit.click_one("[data-action=submit]:not([aria-disabled=true])");
    visit.wait_for_text(&says("panel-handed-in"));
    close(&visit);
    turn_to(&visit);
    play_and_stop(&visit, "[data-work=sing] [data-do=play]");
    visit.faultless();
    visit.end();
}

/// Whoever hands in does not think of what is still under way.
#[test]
fn what_is_under_way_is_handed_in_with_the_rest() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    hears(&visit);
    begin(&visit, "tell");
    visit.fill_one("#cb-answer", "It was once a sea.");
    visit.one("[data-action=submit]:not([aria-disabled=true])");
    visit.click_one("[data-do=record]");
    wait_for_seconds(&visit, 1);
    choose(&visit, "cb-smaller input", PHOTO);
    visit.click_one("[data-action=submit]");
    visit.wait_for_text(&says("panel-handed-in"));
    close(&visit);
    turn_to(&visit);
    for part in ["It was once a sea.", "cloud.jpg", "Recording 20"] {
        wait_for_work(&visit, "tell", part);
    }
    visit.end();
}

#[test]
fn a_recording_that_is_thrown_away_is_gone_and_one_under_way_is_kept_when_the_panel_closes() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    hears(&visit);
    begin(&visit, "sing");
    visit.click_one("[data-do=record]");
    wait_for_seconds(&visit, 1);
    visit.click_one("[data-do=stop]");
    visit.click_one("[data-do=discard]");
    visit.wait_for("the microphone to be off", || {
        visit.there("cb-recorder[data-state=idle]")
    });
    assert_eq!(visit.script(KEPT, &[]), json!([]));
    visit.click_one("[data-do=record]");
    wait_for_seconds(&visit, 1);
    close(&visit);
    visit.wait_for("what was recorded so far", || {
        visit.script(KEPT, &[]).as_array().map(Vec::len) == Some(1)
    });
    visit.click_one("[data-activity=sing]");
    visit.wait_for_text("Recording 20");
    visit.end();
}

#[test]
fn without_a_microphone_it_says_why_and_what_to_do() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    begin(&visit, "sing");
    visit.wait_for("the button", || visit.there("[data-do=record]"));
    for (fault, words) in [
        ("NotAllowedError", "record-denied"),
        ("NotFoundError", "record-none"),
        ("NotReadableError", "record-busy"),
        ("TypeError", "record-unable"),
    ] {
        let refuse = "navigator.mediaDevices.getUserMedia = async () => { throw Object.assign(new Error(), { name: arguments[0] }); };";
        // The arguments of a script are its own: what is kept of them is a name.
        let refuse = refuse.replace("arguments[0]", &Value::from(fault).to_string());
        visit.script(&refuse, &[]);
        visit.click_one("[data-do=record]");
        visit.wait_for_text(&says(words));
        visit.one("cb-recorder[data-state=idle]");
    }
    let blocked = "document.featurePolicy && Object.defineProperty(document, 'permissionsPolicy', { value: { allowsFeature: () => false }, configurable: true });
        navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); };
        return Boolean(document.featurePolicy)";
    if visit.script(blocked, &[]) == json!(true) {
        visit.click_one("[data-do=record]");
        visit.wait_for_text(&says("record-frame"));
    }
    visit.script("delete globalThis.MediaRecorder", &[]);
    visit.click_one("[data-do=record]");
    visit.wait_for_text(&says("record-unable"));
    visit.faultless();
    visit.end();
}

#[test]
fn without_a_journal_the_work_stands_below_the_points_and_on_a_page_to_look_at_too() {
    let off = r#""reflections": { "off": true }, "goals": { "off": true }, "check_in": { "off": true }, "activities""#;
    let visit = Visit::with_board(BOARD.replace(r#""activities""#, off));
    visit.narrow(320);
    visit.open("made.json", "u-17");
    begin(&visit, "draw");
    visit.fill_one("#cb-answer", "Grey.");
    visit.click_one("[data-action=submit]:not([aria-disabled=true])");
    visit.wait_for_text(&says("panel-handed-in"));
    visit.go("index.html?board=made.json&learner=u-17&readonly=1");
    visit.wait_for("the board", || visit.there(STANDS));
    visit.click_by("button", &says("ui-tab-ledger"));
    visit.wait_for_text("Grey.");
    visit.click_one("[data-sheet=family] > summary");
    visit.one("[data-action=family]");
    visit.faultless();
    visit.wait_for("no scrolling sideways", || !visit.sideways());
    visit.end();
}
