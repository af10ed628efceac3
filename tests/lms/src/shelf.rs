//! Where the LMS keeps what it is sent: events by board and learner, and the last summary of each.

use anyhow::Result;
use rusqlite::{Connection, params};
use serde_json::{Value, json};

/// A database of events.
pub struct Shelf(Connection);

/// One learner on one board, as the teacher sees it.
pub struct Row {
    pub board: String,
    pub learner: String,
    pub events: u32,
    /// The last summary that came.
    pub summary: Value,
}

impl Shelf {
    /// A file, or `:memory:`.
    pub fn open(database: &str) -> Result<Shelf> {
        let shelf = Connection::open(database)?;
        // `n` counts in the order in which events are stored, by one writer: a cursor never steps over one.
        shelf.execute_batch(
            "create table if not exists events (
                 n integer primary key autoincrement, board text, learner text, id text, event text,
                 unique (board, learner, id));
             create table if not exists learners (
                 board text, learner text, summary text, primary key (board, learner));",
        )?;
        Ok(Shelf(shelf))
    }

    /// Keeps an event, once.
    pub fn keep(&mut self, board: &str, learner: &str, event: &Value) {
        self.keep_all(board, learner, [event]);
    }

    /// Keeps these, all or none.
    pub fn keep_all<'a>(
        &mut self,
        board: &str,
        learner: &str,
        events: impl IntoIterator<Item = &'a Value>,
    ) {
        let kept = self.0.transaction().and_then(|transaction| {
            for event in events {
                let id = event["id"].as_str().unwrap_or_default();
                transaction.execute(
                    "insert or ignore into events (board, learner, id, event) values (?, ?, ?, ?)",
                    params![board, learner, id, event.to_string()],
                )?;
            }
            transaction.commit()
        });
        kept.expect("the database takes it, or the LMS stops and answers nothing");
    }

    /// What a learner's page says of itself.
    pub fn told(&mut self, board: &str, learner: &str, summary: &Value) {
        let told = self.0.execute(
            "insert or replace into learners values (?, ?, ?)",
            params![board, learner, summary.to_string()],
        );
        told.expect("the database takes it");
    }

    /// Events after a cursor, and the cursor behind them.
    pub fn after(&self, board: &str, learner: &str, cursor: i64, most: usize) -> (Vec<Value>, i64) {
        let mut found = self
            .0
            .prepare_cached(
                "select n, event from events where board = ? and learner = ? and n > ? order by n limit ?",
            )
            .expect("this is SQL");
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = found
            .query_map(params![board, learner, cursor, most], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })
            .expect("the database answers");
        let mut last = cursor;
        let events = rows
            .flatten()
            .map(|(n, event)| {
                last = n;
                serde_json::from_str(&event).expect("it was JSON when it came")
            })
            .collect();
        (events, last)
    }

    /// Whether an event is kept here.
    pub fn has(&self, board: &str, learner: &str, id: &str) -> bool {
        self.ids(board, learner).iter().any(|known| known == id)
    }

    /// Ids of the events of a learner, in the order in which they came.
    pub fn ids(&self, board: &str, learner: &str) -> Vec<String> {
        let mut found = self
            .0
            .prepare_cached("select id from events where board = ? and learner = ? order by n")
            .expect("this is SQL");
        let ids = found.query_map(params![board, learner], |row| row.get(0));
        ids.expect("the database answers").flatten().collect()
    }

    /// The teacher's word on an activity.
    pub fn teach(&mut self, board: &str, learner: &str, activity: &str, kind: &str, comment: &str) {
        let now: (i64, String) = self
            .0
            .query_row(
                "select count(*), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') from events",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .expect("the database answers");
        let event = json!({
            "id": format!("teacher-{}", now.0),
            "at": now.1,
            "by": { "role": "teacher", "id": "teacher" },
            "type": kind,
            "activity": activity,
            "comment": comment,
        });
        self.keep(board, learner, &event);
    }

    /// Everybody who has sent anything.
    pub fn all(&self) -> Vec<Row> {
        let mut found = self
            .0
            .prepare_cached(
                "select board, learner, summary,
                     (select count(*) from events where board = l.board and learner = l.learner)
                 from learners l order by board, learner",
            )
            .expect("this is SQL");
        let rows = found.query_map([], |row| {
            Ok(Row {
                board: row.get(0)?,
                learner: row.get(1)?,
                summary: serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or_default(),
                events: row.get(3)?,
            })
        });
        rows.expect("the database answers").flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_kept_once_and_comes_after_the_cursor() {
        let mut shelf = Shelf::open(":memory:").unwrap();
        let [one, two] = ["one", "two"].map(|id| json!({ "id": id }));
        shelf.keep("b", "ada", &one);
        shelf.keep("b", "ben", &two);
        shelf.keep("b", "ada", &one);
        let (events, cursor) = shelf.after("b", "ada", 0, 10);
        assert_eq!(events, [one]);
        shelf.keep("b", "ada", &two);
        assert_eq!(shelf.after("b", "ada", cursor, 10).0, [two]);
        assert_eq!(shelf.after("c", "ada", 0, 10).0, [json!(null); 0]);
    }
}
