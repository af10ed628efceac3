//! wip
pub fn bench(_q: bool) -> anyhow::Result<()> {
    Ok(())
}
