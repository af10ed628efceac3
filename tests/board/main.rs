//! Reading, checking and writing boards.

#[cfg(test)]
mod cases;
#[cfg(test)]
mod gone;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod meaning;
#[cfg(test)]
#[cfg(feature = "schema")]
mod schema;
#[cfg(test)]
#[cfg(feature = "schema")]
#[path = "../schemas/mod.rs"]
mod schemas;
