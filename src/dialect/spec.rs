use bitflags::bitflags;

use super::{Dialect, Keyword, KeywordSet, listed, unreserved};

bitflags! {
    /// How a dialect's text falls into tokens.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Lexis: u64 {
        /// `"text"` is a string, not a name.
        const DOUBLE_QUOTED_STRING = 1;
        /// `[name]` is a name.
        const SQUARE_QUOTED_NAME = 1 << 1;
        /// `'''text'''` and `"""text"""`.
        const TRIPLE_QUOTED_STRING = 1 << 2;
        /// A backslash in a string escapes the next character.
        const BACKSLASH_ESCAPE = 1 << 3;
        /// `# comment`
        const HASH_COMMENT = 1 << 4;
        /// `// comment`
        const SLASH_COMMENT = 1 << 5;
        /// `--` begins a comment only before white space or at a line's start.
        const DASH_COMMENT_NEEDS_SPACE = 1 << 6;
        /// A block comment inside a block comment has an end of its own.
        const NESTED_COMMENT = 1 << 7;
        /// `$$text$$`
        const DOLLAR_QUOTE = 1 << 8;
        /// `$tag$text$tag$`
        const DOLLAR_TAG = 1 << 9;
        /// `r'text'`: no escapes inside.
        const RAW_STRING = 1 << 10;
        /// `e'text'`: a backslash escapes inside.
        const ESCAPE_STRING = 1 << 11;
        /// `b'text'`, `x'text'`
        const BYTE_STRING = 1 << 12;
        /// `n'text'`
        const NATIONAL_STRING = 1 << 13;
        /// `u&'text'`, `u&"name"`
        const UNICODE_STRING = 1 << 14;
        /// `q'[text]'`, `nq'!text!'`
        const ALTERNATIVE_QUOTE = 1 << 15;
        /// `_utf8'text'`
        const CHARSET_STRING = 1 << 16;
        /// `@name`, `@@name` are variables or parameters.
        const AT_VARIABLE = 1 << 17;
        /// `$name`, `$1` are variables or parameters.
        const DOLLAR_VARIABLE = 1 << 18;
        /// `#name`, `##name` are names.
        const HASH_NAME = 1 << 19;
        /// `#1` is a column by position.
        const HASH_POSITION = 1 << 20;
        /// A word may hold `$`.
        const DOLLAR_IN_WORD = 1 << 21;
        /// A word may hold `#`.
        const HASH_IN_WORD = 1 << 22;
        /// A word may hold `@`.
        const AT_IN_WORD = 1 << 23;
        /// `@stage/path`, `file:///path` are paths.
        const STAGE_PATH = 1 << 24;
        /// `1L`, `2.0BD` are numbers.
        const NUMBER_SUFFIX = 1 << 25;
        /// `1_000` is a number.
        const NUMBER_UNDERSCORE = 1 << 26;
        /// `${name}` is filled in by a client.
        const BRACED_VARIABLE = 1 << 27;
        /// `\command` to the end of the line is a client's.
        const CLIENT_COMMAND = 1 << 28;
        /// `&name`, `&&name` are filled in by a client.
        const AMPERSAND_VARIABLE = 1 << 29;
        /// `-- COMMAND ----------` and `%language` divide a notebook into cells.
        const NOTEBOOK = 1 << 30;
        /// `$1.5` is an amount of money.
        const MONEY = 1 << 31;
        /// A backslash in a quoted name escapes the next character.
        const BACKSLASH_IN_NAME = 1 << 32;
        /// Two back-ticks side by side end a name and begin another; elsewhere they stand for one.
        const BACKTICK_ENDS_NAME = 1 << 33;
        /// `?::` casts, or gives null.
        const TRY_CAST_OPERATOR = 1 << 34;
        /// `::!` casts, or gives null.
        const NULL_CAST_OPERATOR = 1 << 35;
        /// `2022-08-28`, `2022-08-28T00:00:00Z`: a moment without quotes.
        const BARE_DATE = 1 << 36;
        /// Statements with terminators stand in the brackets of a macro.
        const MACRO_BODY = 1 << 38;
        /// The text of a script in another language stands without quotes behind `create … script … as`.
        const SCRIPT_TEXT = 1 << 37;
        /// `/*+ … */` behind `select` is a hint and no comment.
        const HINT = 1 << 63;
    }
}

bitflags! {
    /// Where the same text means different things. What only one dialect has and no other reads differently needs no flag.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Features: u128 {
        /// `value:path.to[0]` reaches into a semi-structured value.
        const COLON_PATH = 1;
        /// `:name` is a parameter.
        const COLON_PARAMETER = 1 << 1;
        /// `?` and `?|` are operators, not placeholders.
        const QUESTION_OPERATOR = 1 << 2;
        /// `select top 10 …`
        const TOP = 1 << 3;
        /// `x -> x + 1` is a lambda, not access into JSON.
        const LAMBDA_ARROW = 1 << 4;
        /// `^` is a power, not exclusive or.
        const CARET_POWER = 1 << 5;
        /// `DIV` and `MOD` are operators.
        const WORD_OPERATORS = 1 << 6;
        /// `project-name.dataset.table`
        const DASHED_NAME = 1 << 7;
        /// Statements follow each other without a terminator.
        const BARE_STATEMENTS = 1 << 8;
        /// `GO` on a line of its own ends a batch.
        const BATCHES = 1 << 9;
        /// `BEGIN` opens a block of statements even where nothing else tells.
        const BEGIN_BLOCK = 1 << 10;
        /// `from t` alone is a query.
        const FROM_FIRST = 1 << 11;
        /// `array<struct<a int>>`: `<` after a type's name opens its arguments.
        const ANGLE_TYPE = 1 << 12;
        /// `[1, 2]` is an array.
        const SQUARE_ARRAY = 1 << 13;
        /// `{'a': 1}` is a struct or a map.
        const CURLY_STRUCT = 1 << 14;
        /// A `/` on a line of its own ends a statement.
        const SLASH_TERMINATOR = 1 << 15;
        /// `DELIMITER ~` changes what ends a statement.
        const DELIMITER = 1 << 16;
        /// `alias = expression` names an element of a select list.
        const EQUALS_ALIAS = 1 << 17;
        /// A string may be an alias.
        const STRING_ALIAS = 1 << 18;
        /// `index i (a)` among the columns of a table.
        const INDEX_IN_TABLE = 1 << 19;
        /// `+` in brackets behind a column marks an outer join.
        const OUTER_JOIN_PLUS = 1 << 20;
        /// `cursor%found`: a percent sign leads to an attribute.
        const PERCENT_ATTRIBUTE = 1 << 40;
        /// `t@link` is an object of another database.
        const DATABASE_LINK = 1 << 41;
        /// `a..b` goes from `a` to `b` and is no name with its middle part left out.
        const DOUBLE_DOT_RANGE = 1 << 42;
        /// `select … into a, b` fills variables and creates no table.
        const INTO_VARIABLES = 1 << 43;
        /// `sel`, `ins`, `upd` and `del` are short for the statements.
        const ABBREVIATIONS = 1 << 45;
        /// `local.a` is the alias of an element of the select list.
        const LOCAL_ALIAS = 1 << 47;
        /// `select normalize on overlaps a` joins periods.
        const NORMALIZE = 1 << 46;
        /// `alter table … modify a int` defines the column anew.
        const MODIFY_DEFINES = 1 << 48;
        /// `partition (p)` behind a table names a partition, not a column.
        const PARTITION_NAMES = 1 << 49;
        /// The times of a new table's columns are words, and a character set is a constraint of the column, not of its type.
        const COLUMN_TIME_WORDS = 1 << 50;
        /// Strings that follow each other are one value, even where a string may be an alias.
        const ADJACENT_STRINGS = 1 << 51;
        /// `a concat b` joins strings.
        const CONCAT_OPERATOR = 1 << 53;
        /// `import` and `export` go through named connections.
        const CONNECTIONS = 1 << 52;
        /// `a (date)`, `a (format 'YY')`: a type or an attribute of one in brackets behind a value casts it.
        const POSTFIX_CAST = 1 << 44;
        /// A column of a new table has no node of its own in the tree.
        const PLAIN_COLUMNS = 1 << 21;
        /// A column's name is a reference where the column is defined, too.
        const COLUMN_NAME_REFERENCE = 1 << 22;
        /// The table of a `delete` stands in the statement, not in a from clause.
        const PLAIN_DELETE = 1 << 23;
        /// `create table … as select` is a statement of its own.
        const TABLE_AS_STATEMENT = 1 << 24;
        /// `create external table` is a statement of its own.
        const EXTERNAL_TABLE = 1 << 25;
        /// `create materialized view` is a statement of its own.
        const MATERIALIZED_VIEW = 1 << 26;
        /// A routine's parameter may have no type.
        const LONE_PARAMETER = 1 << 27;
        /// Outside of queries a table is named like any other object.
        const PLAIN_OBJECTS = 1 << 28;
        /// `any`, `all` and `some` before a query are words, not functions.
        const QUANTIFIER_WORDS = 1 << 64;
        /// A column that is computed has a node of its own.
        const COMPUTED_COLUMN = 1 << 65;
        /// `ignore nulls` belongs to the `over` behind it.
        const NULLS_IN_OVER = 1 << 66;
        /// What a `collate` names is a reference to a column.
        const COLLATION_IS_COLUMN = 1 << 67;
        /// `value.method(…)` calls a method of the value's type.
        const TYPE_METHODS = 1 << 68;
        /// What a pivot makes of a column's values is a name, not a reference to that column.
        const PIVOT_NAMES = 1 << 69;
        /// The values that a pivot looks for are names.
        const PIVOT_VALUE_NAMES = 1 << 70;
        /// The columns that an unpivot makes are names.
        const UNPIVOTED_NAMES = 1 << 71;
        /// The columns that an unpivot takes apart are names.
        const UNPIVOT_COLUMN_NAMES = 1 << 72;
        /// What a foreign key refers to is named like a column.
        const REFERENCES_COLUMN = 1 << 73;
        /// The values of a `merge` have no node of their own.
        const PLAIN_MERGE_VALUES = 1 << 74;
        /// A column is defined by its type and constraints; comments and computed values stand beside the node.
        const BRIEF_COLUMNS = 1 << 75;
        /// `clone t at (offset => 1)` copies an object as it was.
        const CLONE_IN_TIME = 1 << 76;
        /// `call p(1)` has no node for the function.
        const PLAIN_CALL = 1 << 77;
        /// `$name` is a variable; only `$1` is a column.
        const COLUMN_POSITION = 1 << 78;
        /// `partition (a = 1)` names columns and their values wherever it stands.
        const PARTITION_VALUES = 1 << 79;
        /// A column's place stands behind its definition in `alter table … add columns`.
        const PLACED_COLUMNS = 1 << 80;
        /// `* exclude (a)` at the end of a select list is about the list.
        const EXCLUDE_BEHIND_LIST = 1 << 81;
        /// What follows `returning` is a list of plain expressions and stars.
        const PLAIN_RETURNING = 1 << 82;
        /// Conditions of `create index` and `on conflict` have no node of their own.
        const PLAIN_INDEX_CONDITION = 1 << 83;
        /// The columns of a view may carry options, and are definitions.
        const VIEW_COLUMN_DEFINITIONS = 1 << 84;
        /// `alter table` changes columns by plain names.
        const PLAIN_ALTERED_COLUMNS = 1 << 85;
        /// `value.1` is an element of a tuple.
        const TUPLE_ELEMENT = 1 << 86;
        /// A number among a type's arguments is a type, too.
        const NUMBER_IS_TYPE = 1 << 87;
        /// `rename table a to b, c to d`, `exchange tables a and b`
        const RENAME_TABLES = 1 << 88;
    }
}

/// What a warehouse makes of the case of a bare name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierCase {
    /// `name` is `"NAME"`.
    Upper,
    /// `name` is `"name"`.
    Lower,
    /// Case never matters, in quotes neither.
    Insensitive,
    /// Case always matters.
    Sensitive,
}

/// One dialect's data.
#[derive(Debug)]
pub struct DialectSpec {
    pub id: Dialect,
    pub lexis: Lexis,
    pub features: Features,
    pub identifiers: IdentifierCase,
    /// Words that are never bare names.
    pub reserved: KeywordSet,
    /// Words that are never the alias of a relation without `AS`, beside the reserved ones.
    pub not_relation_alias: KeywordSet,
    /// Words that are never the alias of a column without `AS`, beside the reserved ones.
    pub not_column_alias: KeywordSet,
    /// Functions that are called without brackets.
    pub bare_functions: KeywordSet,
    /// Words that stand for a value of the row at hand and are no columns.
    pub pseudo_columns: KeywordSet,
}

impl DialectSpec {
    /// Whether a word that setsquare reads has a meaning in this dialect, though it may be a name without quotes.
    fn knows_unreserved(&self, keyword: Keyword) -> bool {
        unreserved::of(self.id).contains(keyword)
    }

    /// Whether a word is a keyword that may be a name without quotes.
    #[must_use]
    pub fn is_unreserved(&self, word: &str) -> bool {
        self.knows_unreserved(Keyword::of(word)) || listed::is_name(self.id, word)
    }

    /// Whether a word is likely to be taken for a keyword even in quotes: it is reserved, or may come to be.
    #[must_use]
    pub fn is_or_may_be_reserved(&self, word: &str) -> bool {
        self.is_reserved(word) || listed::may_be_reserved(self.id, word)
    }

    /// Whether a word can be a name in quotes only.
    #[must_use]
    pub fn is_reserved(&self, word: &str) -> bool {
        self.reserved.contains(Keyword::of(word)) || listed::is_reserved(self.id, word)
    }
}
