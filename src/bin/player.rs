//! The student's page.

fn main() {
    choiceboard::web::show();
}
