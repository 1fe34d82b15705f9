use crate::config::options::options;

options! {
    /// Options of SD02.
    SeedSize for "SD02" "seeds.size" {
        /// The most.
        max: u32 = 1_000_000,
    }
}

options! {
    /// Options of SD03.
    SeedRows for "SD03" "seeds.rows" {
        /// The most.
        max: u32 = 1000,
    }
}
