//! What an LMS reads of a package before it opens it: `imsmanifest.xml` (SCORM 1.2 and SCORM 2004, 4th edition), `cmi5.xml`.

use super::quoted;
use crate::board::Board;
use crate::exchange::iri;
use crate::words::markdown::bare;

/// The first line of each.
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// SCORM 1.2: one page, and no `masteryscore`, which would have LMSs rewrite the status.
pub(super) fn scorm12(board: &Board, files: &[&str]) -> String {
    let (id, title) = (identifier(board), title(board));
    [
        XML,
        &format!("<manifest identifier=\"{id}\" version=\"1.0\" xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\">\n"),
        "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>\n",
        &format!("<organizations default=\"boards\"><organization identifier=\"boards\"><title>{title}</title>\n"),
        &format!("<item identifier=\"board\" identifierref=\"page\"><title>{title}</title></item>\n"),
        "</organization></organizations>\n",
        "<resources><resource identifier=\"page\" type=\"webcontent\" adlcp:scormtype=\"sco\" href=\"index.html\">\n",
        &listed(files),
        "</resource></resources>\n</manifest>\n",
    ]
    .concat()
}

/// SCORM 2004: the same. Completion and success are what the page says, not what follows from its being opened.
pub(super) fn scorm2004(board: &Board, files: &[&str]) -> String {
    let (id, title) = (identifier(board), title(board));
    [
        XML,
        &format!("<manifest identifier=\"{id}\" version=\"1.0\" xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_v1p3\" xmlns:imsss=\"http://www.imsglobal.org/xsd/imsss\">\n"),
        "<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>\n",
        &format!("<organizations default=\"boards\"><organization identifier=\"boards\"><title>{title}</title>\n"),
        &format!("<item identifier=\"board\" identifierref=\"page\"><title>{title}</title>\n"),
        "<imsss:sequencing><imsss:deliveryControls completionSetByContent=\"true\" objectiveSetByContent=\"true\"/></imsss:sequencing></item>\n",
        "<imsss:sequencing><imsss:controlMode choice=\"true\" flow=\"true\"/></imsss:sequencing></organization></organizations>\n",
        "<resources><resource identifier=\"page\" type=\"webcontent\" adlcp:scormType=\"sco\" href=\"index.html\">\n",
        &listed(files),
        "</resource></resources>\n</manifest>\n",
    ]
    .concat()
}

/// cmi5: a course of one unit, which is through when the board is complete.
pub(super) fn cmi5(board: &Board) -> String {
    let id = xml(&iri::board(board));
    let about = match board.about.is_empty() {
        true => &board.title,
        false => &board.about,
    };
    let about = [
        titled("title", board, board.title.get(&board.language)),
        titled("description", board, &bare(about.get(&board.language))),
    ]
    .concat();
    [
        XML,
        "<courseStructure xmlns=\"https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd\">\n",
        &format!("<course id=\"{id}:course\">\n{about}</course>\n"),
        &format!("<au id=\"{id}\" moveOn=\"Completed\" launchMethod=\"AnyWindow\">\n{about}<url>index.html</url>\n</au>\n"),
        "</courseStructure>\n",
    ]
    .concat()
}

fn titled(name: &str, board: &Board, text: &str) -> String {
    let language = xml(&board.language);
    let text = xml(text);
    format!("<{name}><langstring lang=\"{language}\">{text}</langstring></{name}>\n")
}

fn listed(files: &[&str]) -> String {
    let files = files.iter();
    let file = |name: &&str| {
        let parts: Vec<String> = name.split('/').map(iri::part).collect();
        format!("<file href=\"{}\"/>\n", xml(&parts.join("/")))
    };
    files.map(file).collect()
}

fn title(board: &Board) -> String {
    xml(board.title.get(&board.language))
}

/// Text as it stands in XML, in an attribute too: without the signs that XML has no way to write.
fn xml(text: &str) -> String {
    let stands =
        |sign: &char| matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    quoted(&text.chars().filter(stands).collect::<String>()).replace('>', "&gt;")
}

/// A name as XML wants it: a letter first, no spaces.
fn identifier(board: &Board) -> String {
    [
        "choiceboard-",
        &iri::part(&board.id).replace(['%', '~'], "_"),
    ]
    .concat()
}
