//! Any text may come as an answer of an LMS, or to one as a request: reading ends, and what was read is written and read again as
//! the same.

#![no_main]

use choiceboard::exchange::{Request, Response};
use choiceboard::words::write_json;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(mut response) = Response::read(text) {
        response.faults.clear();
        let again = Response::read(&write_json(&response.write())).unwrap();
        assert_eq!(again.write(), response.write());
    }
    if let Ok((request, _)) = Request::read(text) {
        let (again, _) = Request::read(&write_json(&request.write())).unwrap();
        assert_eq!(again.write(), request.write());
    }
});
