//! Amazon Redshift.

use super::postgres;
use crate::dialect::{Dialect, DialectSpec, Features, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Redshift,
    lexis: postgres::SPEC.lexis.union(Lexis::HASH_NAME),
    features: postgres::SPEC
        .features
        .union(Features::TOP)
        .union(Features::PLAIN_COLUMNS)
        .union(Features::EXTERNAL_TABLE)
        .union(Features::NULLS_IN_OVER)
        .union(Features::EXCLUDE_BEHIND_LIST),
    reserved: postgres::SPEC
        .reserved
        .with(words![
            Aes128 Aes256 Allowoverwrite Between Blanksasnull Bytedict Compupdate Credentials CurrentUser Datetime Defrag Delta Delta32k
            Disable Emptyasnull Enable Encrypt Encryption Globaldict256 Globaldict64k Identity Ignore Ignoreheader Lun Luns Lzo Mostly32
            Mostly8 New Nulls Off Oid Old Open Parallel Partition Percent Permissions Pivot Raw Readratio Recover Rejectlog Resort
            Respect Restore Snapshot Sysdate System Table Tag Tdes Text255 Text32k Timestamp Top Truncatecolumns Unnest Unpivot User
            Within Without
        ])
        .without(words![
            Asymmetric Commutator Concurrently Connect CurrentCatalog CurrentRole CurrentSchema Fetch Hashes Lateral Merges Negator
            Rightarg Symmetric Tablesample Variadic Window
        ]),
    not_relation_alias: postgres::SPEC.not_relation_alias.with(words![Fetch Window]),
    bare_functions: postgres::SPEC
        .bare_functions
        .with(words![Sysdate])
        .without(words![CurrentCatalog CurrentRole CurrentSchema SystemUser]),
    ..postgres::SPEC
};
