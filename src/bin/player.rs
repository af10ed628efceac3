//! The student's page.

fn main() {}
