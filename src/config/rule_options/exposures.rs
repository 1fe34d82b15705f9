use crate::config::options::options;

options! {
    /// Options of XP04.
    ExposureOwner for "XP04" "exposures.owner" {
        /// What must be there.
        fields: Vec<String> = ["name", "email"].map(str::to_owned).to_vec(),
    }
}
