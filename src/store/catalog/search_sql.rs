//! The statements of a search: built, since there are as many as there are kinds of question.
//!
//! An owner's artifacts are reached by one of the [`Way`]s, each by an index. In their order they come sorted and the
//! page ends where it is full; the others lead to few, which are sorted after. Whatever the way, the same conditions are
//! asked of each row, and those of the caller's boundary (sandbox, scope, owner) are always among them.

use std::fmt::Write as _;

use super::position::end_of_prefix;
use super::record::scope_code;
use super::terms::CROWDED;
use crate::domain::{ArtifactQuery, SandboxId, Scope, SearchOrder, Timestamp};

/// All that a result shows.
const COLUMNS: &str = "a.id, a.sandbox, a.scope, a.owner, a.filename, a.mime, a.summary, a.meta, a.revision, \
    a.create_time, a.update_time, a.expire_time, a.version, a.size, a.crc32c, a.sha256, a.verified, a.store, \
    a.blob_key, NULL AS inline, s.uid AS session_uid, s.id AS session_id, s.user AS session_user, \
    s.meta AS session_meta, s.create_time AS session_create_time, s.update_time AS session_update_time, \
    s.expire_time AS session_expire_time, s.end_time AS session_end_time, s.automatic AS session_automatic, \
    s.revision AS session_revision";

/// What is put in the place of a parameter.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// A statement with its parameters in order.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
    dialect: Dialect,
}

/// Where the databases' words differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Is told which index to walk, since it keeps no figures by which it would see that.
    Sqlite,
    /// Has figures, and takes no hints.
    Postgres,
}

impl Statement {
    fn new(dialect: Dialect) -> Self {
        Self { sql: String::new(), values: Vec::new(), dialect }
    }

    fn say(&mut self, words: &str) {
        self.sql.push_str(words);
    }

    fn bind(&mut self, value: Value) {
        self.values.push(value);
        let sign = match self.dialect {
            Dialect::Sqlite => '?',
            Dialect::Postgres => '$',
        };
        // Writing to a String cannot fail.
        let _ = write!(self.sql, "{sign}{}", self.values.len());
    }

    fn number(&mut self, number: i64) {
        self.bind(Value::Number(number));
    }
}

/// What an order compares.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A file name.
    Text(String),
    /// A time or a size.
    Number(i64),
}

/// A place in an order: what it compares, then an id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) key: Key,
    pub(super) id: Vec<u8>,
}

/// How an owner's artifacts are reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In the order that is asked for. But for file names, it is the order of all that the scope holds.
    Order,
    /// By a term of their metadata.
    Term(i64),
    /// By being the owner's, and by the beginning of their file names if that is asked for.
    Own,
}

/// Whose artifacts, and what is asked of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask<'a> {
    pub(super) sandbox: &'a SandboxId,
    pub(super) scope: Scope,
    /// `None` for everybody.
    pub(super) owner: Option<&'a [u8]>,
    pub(super) query: &'a ArtifactQuery,
    /// Terms that artifacts must have.
    pub(super) terms: &'a [i64],
    pub(super) order: SearchOrder,
    pub(super) now: Timestamp,
    pub(super) dialect: Dialect,
}

const fn column(order: SearchOrder) -> &'static str {
    match order {
        SearchOrder::Filename => "filename",
        SearchOrder::CreateTime | SearchOrder::CreateTimeDesc => "create_time",
        SearchOrder::UpdateTime | SearchOrder::UpdateTimeDesc => "update_time",
        SearchOrder::Size | SearchOrder::SizeDesc => "size",
    }
}

impl Ask<'_> {
    /// Up to `limit` rows behind `from`, and, where it is known, not behind `to`, in order.
    pub(super) fn rows(&self, way: Way, from: Option<&Place>, to: Option<&Place>, limit: usize) -> Statement {
        let mut statement = Statement::new(self.dialect);
        statement.say("SELECT ");
        statement.say(COLUMNS);
        self.reach(&mut statement, way);
        statement.say(" LEFT JOIN sessions AS s ON a.scope = 0 AND s.uid = a.owner");
        self.own(&mut statement, way);
        self.between(&mut statement, from, to);
        self.live(&mut statement);
        self.meets(&mut statement, way, to.is_some());
        self.ordered(&mut statement);
        statement.say(" LIMIT ");
        statement.number(count(limit));
        statement
    }

    /// The place of the entry that is `ahead` entries behind `from`, whatever there is to say of it.
    pub(super) fn place_ahead(&self, from: Option<&Place>, ahead: usize) -> Statement {
        let mut statement = Statement::new(self.dialect);
        let _ = write!(statement.sql, "SELECT a.{} AS place, a.id", column(self.order));
        self.reach(&mut statement, Way::Order);
        let owner = if self.order == SearchOrder::Filename { self.owner } else { None };
        Ask { owner, ..*self }.own(&mut statement, Way::Order);
        self.between(&mut statement, from, None);
        if self.order == SearchOrder::Filename {
            self.named(&mut statement);
        }
        self.ordered(&mut statement);
        statement.say(" LIMIT 1 OFFSET ");
        statement.number(count(ahead.saturating_sub(1)));
        statement
    }

    /// One row if more than `few` are reached this way.
    pub(super) fn more_than(&self, way: Way, few: usize) -> Statement {
        let mut statement = Statement::new(self.dialect);
        statement.say("SELECT 1");
        match way {
            Way::Term(term) => {
                statement.say(" FROM artifact_terms AS t WHERE ");
                self.of_term(&mut statement, term);
            }
            Way::Order | Way::Own => {
                self.reach(&mut statement, way);
                self.own(&mut statement, way);
                self.named(&mut statement);
            }
        }
        statement.say(" LIMIT 1 OFFSET ");
        statement.number(count(few));
        statement
    }

    fn reach(&self, statement: &mut Statement, way: Way) {
        let index = match (way, self.order, self.owner) {
            (Way::Term(_), _, _) => {
                return statement.say(match self.dialect {
                    // The words say that the terms come first: the planner knows no better.
                    Dialect::Sqlite => {
                        " FROM artifact_terms AS t CROSS JOIN artifacts AS a ON a.id = t.artifact"
                    }
                    Dialect::Postgres => " FROM artifact_terms AS t JOIN artifacts AS a ON a.id = t.artifact",
                });
            }
            (Way::Own, _, Some(_)) | (Way::Order, SearchOrder::Filename, Some(_)) => "artifacts_of_owner",
            (Way::Own, _, None) | (Way::Order, SearchOrder::Filename, None) => "artifacts_of_everyone",
            (Way::Order, SearchOrder::CreateTime | SearchOrder::CreateTimeDesc, _) => {
                "artifacts_by_create_time"
            }
            (Way::Order, SearchOrder::UpdateTime | SearchOrder::UpdateTimeDesc, _) => {
                "artifacts_by_update_time"
            }
            (Way::Order, SearchOrder::Size | SearchOrder::SizeDesc, _) => "artifacts_by_size",
        };
        statement.say(" FROM artifacts AS a");
        if self.dialect == Dialect::Sqlite {
            let _ = write!(statement.sql, " INDEXED BY {index}");
        }
    }

    fn own(&self, statement: &mut Statement, way: Way) {
        statement.say(" WHERE ");
        if let Way::Term(term) = way {
            self.of_term(statement, term);
            statement.say(" AND ");
        }
        statement.say("a.sandbox = ");
        statement.bind(Value::Text(self.sandbox.as_str().to_owned()));
        statement.say(" AND a.scope = ");
        statement.number(scope_code(self.scope));
        match self.owner {
            Some(owner) => {
                statement.say(" AND a.owner = ");
                statement.bind(Value::Bytes(owner.to_vec()));
            }
            // What the index of everybody's names is made for; the sandbox's own have one owner.
            None => statement.say(if self.scope == Scope::Sandbox { "" } else { " AND a.scope < 2" }),
        }
    }

    fn of_term(&self, statement: &mut Statement, term: i64) {
        statement.say("t.sandbox = ");
        statement.bind(Value::Text(self.sandbox.as_str().to_owned()));
        statement.say(" AND t.scope = ");
        statement.number(scope_code(self.scope));
        statement.say(" AND t.owner = ");
        statement.bind(Value::Bytes(self.owner.unwrap_or_default().to_vec()));
        statement.say(" AND t.term IN (");
        statement.number(term);
        let _ = write!(statement.sql, ", {CROWDED})");
    }

    fn between(&self, statement: &mut Statement, from: Option<&Place>, to: Option<&Place>) {
        let (behind, until) = if self.order.is_descending() { (" < ", " >= ") } else { (" > ", " <= ") };
        for (place, comparison) in [(from, behind), (to, until)] {
            let Some(place) = place else { continue };
            let _ = write!(statement.sql, " AND (a.{}, a.id){comparison}(", column(self.order));
            statement.bind(match &place.key {
                Key::Text(text) => Value::Text(text.clone()),
                Key::Number(number) => Value::Number(*number),
            });
            statement.say(", ");
            statement.bind(Value::Bytes(place.id.clone()));
            statement.say(")");
        }
    }

    fn live(&self, statement: &mut Statement) {
        statement.say(" AND (a.expire_time IS NULL OR a.expire_time > ");
        statement.number(self.now.as_micros());
        statement.say(") AND (a.scope > 0 OR (s.end_time IS NULL AND s.expire_time > ");
        statement.number(self.now.as_micros());
        statement.say("))");
    }

    fn meets(&self, statement: &mut Statement, way: Way, bounded: bool) {
        if !self.query.mime_prefix.is_empty() {
            begins(statement, "a.mime", &self.query.mime_prefix);
        }
        // In the order of names, a place behind which nothing is wanted lies within the prefix. Said twice, the looser
        // bound could be the one that an index is walked to.
        if !(bounded && self.order == SearchOrder::Filename) {
            self.named(statement);
        }
        for term in self.terms.iter().filter(|term| way != Way::Term(**term)) {
            statement.say(
                " AND EXISTS (SELECT 1 FROM artifact_terms AS f WHERE f.sandbox = a.sandbox AND f.scope = a.scope \
                 AND f.owner = a.owner AND f.artifact = a.id AND f.term IN (",
            );
            statement.number(*term);
            let _ = write!(statement.sql, ", {CROWDED}))");
        }
    }

    fn named(&self, statement: &mut Statement) {
        let prefix = &self.query.filename_prefix;
        if prefix.is_empty() {
            return;
        }
        if self.order == SearchOrder::Filename {
            // Every walk in the order of names begins at the prefix, or behind.
            statement.say(" AND a.filename < ");
            statement.bind(Value::Text(end_of_prefix(prefix)));
        } else {
            begins(statement, "a.filename", prefix);
        }
    }

    fn ordered(&self, statement: &mut Statement) {
        let (column, down) = (column(self.order), if self.order.is_descending() { " DESC" } else { "" });
        let _ = write!(statement.sql, " ORDER BY a.{column}{down}, a.id{down}");
    }
}

fn begins(statement: &mut Statement, column: &str, prefix: &str) {
    let _ = write!(statement.sql, " AND {column} >= ");
    statement.bind(Value::Text(prefix.to_owned()));
    let _ = write!(statement.sql, " AND {column} < ");
    statement.bind(Value::Text(end_of_prefix(prefix)));
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
