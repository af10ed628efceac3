//! What an LMS may refuse, and what it has to.

use serde_json::{Value, json};

use super::Reply;
use super::kit::{Broken, Exchange, Kit};
use super::promises::with;
use crate::words::write_json;

/// An approval that a teacher seems to have given.
fn approval(kit: &Kit, promise: &str, n: usize) -> Value {
    let by = json!({ "role": "teacher", "id": kit.learner });
    with(
        kit.event(promise, n),
        json!({ "type": "approve", "by": by }),
    )
}

/// One that is to be taken, and one that is not: each is told of in one of two ways.
pub(super) fn refused(kit: &Kit) -> Result<(), Broken> {
    let (place, own) = (kit.here(), kit.event("refused", 0));
    let other = approval(kit, "refused", 1);
    let exchange = kit.ask(&place, None, &[own.clone(), other.clone()])?;
    let response = exchange.response.clone();
    for event in [&own, &other] {
        let id = event["id"].as_str().unwrap_or_default();
        let accepted = response.accepted.iter().any(|other| other == id);
        let refused = response.refused.iter().any(|refused| refused.id == id);
        if accepted == refused {
            let why = match accepted {
                true => format!("{id} is both accepted and refused"),
                false => format!("{id} is neither accepted nor refused"),
            };
            return exchange.broken_at(id, why);
        }
    }
    for refused in &response.refused {
        if refused.code.is_empty() || refused.message.is_empty() {
            let why = format!(
                "{} is refused, and its `code` or its `message` is missing or empty",
                refused.id
            );
            return exchange.broken_at(&refused.id, why);
        }
        let (times, exchange) = kit.comes(&place, &refused.id)?;
        if times > 0 {
            let why = format!("{} is refused, and comes", refused.id);
            return exchange.broken_at(&refused.id, why);
        }
    }
    Ok(())
}

/// Whoever has a learner's page, or a file of their work, may write whatever they like into it. An event that does not say who has done it is taken
/// for that of whoever can do it: an approval is a teacher's then. An LMS may find such a one unreadable, and no more.
pub(super) fn teacher(kit: &Kit) -> Result<(), Broken> {
    let place = kit.here();
    let named = approval(kit, "teacher", 0);
    let exchange = kit.ask(&place, None, std::slice::from_ref(&named))?;
    takes_no_word(exchange, &named, "of a teacher")?;
    let mut nobodys = approval(kit, "teacher", 1);
    if let Value::Object(nobodys) = &mut nobodys {
        nobodys.remove("by");
    }
    let sent = kit.request(&place, None, std::slice::from_ref(&nobodys));
    match (kit.send)(&write_json(&sent), true) {
        Reply::Came(400 | 422, _) => Ok(()),
        _ => {
            let exchange = kit.ask(&place, None, std::slice::from_ref(&nobodys))?;
            takes_no_word(
                exchange,
                &nobodys,
                "without `by`, which is read as a teacher's",
            )
        }
    }
}

fn takes_no_word(exchange: Exchange, event: &Value, whose: &str) -> Result<(), Broken> {
    let id = event["id"].as_str().unwrap_or_default();
    let response = &exchange.response;
    let why = if response.accepted.iter().any(|accepted| accepted == id) {
        format!("it takes an approval {whose} from a learner's page: {id} is accepted")
    } else {
        let refused = response.refused.iter().find(|refused| refused.id == id);
        match refused.map(|refused| refused.code.as_str()) {
            Some("not_allowed") => return Ok(()),
            Some(code) => {
                format!("{id} is refused with the code `{code}`: `not_allowed` is wanted")
            }
            None => format!("{id} is neither accepted nor refused"),
        }
    };
    exchange.broken_at(id, why)
}
