//! The plans of PostgreSQL, a tree of nodes in JSON.

use diesel::connection::SimpleConnection as _;
use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use serde_json::Value;

use super::scan::{Scan, Way, way};
use super::{Plan, Statement};

/// With the values that are bound, or for any values where these cannot be written down; both where the connection leaves it to the
/// server whether it plans anew (a limit of any value is then taken for one of a page: where it makes the plan worse the server plans anew).
pub(super) fn plan(conn: &mut PgConnection, statement: &Statement) -> Plan {
    let usual: String = diesel::select(diesel::dsl::sql::<Text>("current_setting('plan_cache_mode')"))
        .get_result(conn)
        .expect("there is such a setting");
    let values = literals(&statement.binds);
    let mut plans = Vec::new();
    if let Some(values) = &values {
        plans.push(explain(conn, "custom", &statement.text, values));
    }
    if values.is_none() || usual == "auto" {
        let text = with_limits(&statement.text);
        let values = vec!["NULL".to_owned(); bound(&text)];
        plans.push(explain(conn, "generic", &text, &values));
    }
    conn.batch_execute(&format!("SET plan_cache_mode = {usual}")).expect("it was so before");
    let (mut text, mut scans) = (String::new(), Vec::new());
    for plan in plans {
        let root = &plan[0]["Plan"];
        text += &format!("{root:#}\n");
        walk(conn, root, Place::default(), &mut scans);
    }
    Plan { text, scans }
}

fn explain(conn: &mut PgConnection, mode: &str, text: &str, values: &[String]) -> Value {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
        plan: String,
    }
    conn.batch_execute(&format!("SET plan_cache_mode = force_{mode}_plan; PREPARE overheard AS {text}"))
        .unwrap_or_else(|error| panic!("{error} in {text}"));
    let values = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
    let rows: Vec<Row> = diesel::sql_query(format!("EXPLAIN (FORMAT JSON) EXECUTE overheard{values}"))
        .load(conn)
        .unwrap_or_else(|error| panic!("{error} in {text} with {values}"));
    conn.batch_execute("DEALLOCATE overheard").expect("it can be forgotten");
    serde_json::from_str(&rows[0].plan).expect("it is JSON")
}

/// Bound values as SQL: `Debug` writes texts, numbers and bytes as JSON does.
fn literals(binds: &str) -> Option<Vec<String>> {
    let binds: Vec<Value> = serde_json::from_str(binds).ok()?;
    binds.iter().map(literal).collect()
}

fn literal(value: &Value) -> Option<String> {
    Some(match value {
        Value::String(text) => format!("'{}'", text.replace('\'', "''")),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Array(values) if values.first().is_some_and(Value::is_number) => {
            let bytes: Option<Vec<u8>> =
                values.iter().map(|byte| u8::try_from(byte.as_u64()?).ok()).collect();
            format!("'\\x{}'::bytea", bytes?.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        }
        Value::Array(values) if !values.is_empty() => {
            let values: Option<Vec<String>> = values.iter().map(literal).collect();
            format!("ARRAY[{}]", values?.join(", "))
        }
        _ => return None,
    })
}

/// How many values are bound.
fn bound(statement: &str) -> usize {
    (1..).take_while(|number| statement.contains(&format!("${number}"))).count()
}

/// A limit of any value is taken for a tenth of all rows, which no page is. Limits are bound last.
fn with_limits(statement: &str) -> String {
    let (mut text, mut last) = (statement.to_owned(), bound(statement));
    for (word, number) in [("OFFSET", "0"), ("LIMIT", "100")] {
        let limit = format!(" {word} ${last}");
        if text.contains(&limit) {
            text = text.replace(&limit, &format!(" {word} {number}"));
            last -= 1;
        }
    }
    text
}

/// What the nodes above say of one below.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Only the first rows are asked for, one by one.
    limited: bool,
    deletes: bool,
}

fn walk(conn: &mut PgConnection, node: &Value, place: Place, scans: &mut Vec<Scan>) {
    let kind = node["Node Type"].as_str().unwrap_or_default();
    if let Some(table) = node["Relation Name"].as_str().filter(|_| kind != "ModifyTable") {
        let ways = match kind {
            "Index Scan" | "Index Only Scan" => vec![index_way(conn, node)],
            "Bitmap Heap Scan" => {
                node["Plans"].as_array().map_or(Vec::new(), |below| bitmap_ways(conn, &below[0]))
            }
            _ => Vec::new(),
        };
        let stops = place.limited && kind.starts_with("Index") && node["Filter"].is_null();
        scans.push(Scan { table: table.to_owned(), ways, stops, deletes: place.deletes });
    }
    if kind == "Bitmap Heap Scan" {
        return;
    }
    let below = node["Plans"].as_array().into_iter().flatten();
    for (number, child) in below.enumerate() {
        let is_subplan = matches!(child["Parent Relationship"].as_str(), Some("SubPlan" | "InitPlan"));
        let limited = match kind {
            _ if is_subplan => false,
            "Limit" => true,
            // Of a join the outer side goes row by row.
            "Nested Loop" => place.limited && number == 0,
            "Append" | "Merge Append" | "LockRows" | "Result" | "Subquery Scan" => place.limited,
            _ => false,
        };
        let deletes = kind == "ModifyTable" && node["Operation"] == "Delete" && !is_subplan
            || place.deletes && kind == "Append";
        walk(conn, child, Place { limited, deletes }, scans);
    }
}

/// Of several indexes whose finds are intersected the best one counts, of those whose finds are added up each.
fn bitmap_ways(conn: &mut PgConnection, node: &Value) -> Vec<Way> {
    let below: Vec<&Value> = node["Plans"].as_array().into_iter().flatten().collect();
    match node["Node Type"].as_str() {
        Some("BitmapOr") => below.into_iter().flat_map(|child| bitmap_ways(conn, child)).collect(),
        Some("BitmapAnd") => {
            let ways = below.into_iter().map(|child| bitmap_ways(conn, child));
            ways.filter(|ways| ways.len() == 1).flatten().max_by_key(Vec::len).into_iter().collect()
        }
        _ => vec![index_way(conn, node)],
    }
}

/// What the condition of an index says of its leading columns.
fn index_way(conn: &mut PgConnection, node: &Value) -> Way {
    #[derive(QueryableByName)]
    struct Column {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let Some(condition) = node["Index Cond"].as_str() else { return Way::new() };
    let index = node["Index Name"].as_str().unwrap_or_default();
    let columns =
        "SELECT attname::text AS name FROM pg_attribute WHERE attrelid = to_regclass($1) ORDER BY attnum";
    let columns: Vec<Column> =
        diesel::sql_query(columns).bind::<Text, _>(index).load(conn).expect("the catalogue answers");
    let columns: Vec<String> = columns.into_iter().map(|column| column.name).collect();
    way(&columns, &comparisons(condition))
}

/// `((poll = $1) AND (roll.email >= $2))` by column.
pub(super) fn comparisons(condition: &str) -> Vec<(String, &str)> {
    let parts = condition.split(" AND ").filter_map(|part| {
        let mut words = part.trim_start_matches('(').split(' ');
        let column = words.next()?.trim_end_matches(')').rsplit('.').next()?;
        let column = column.split("::").next()?.trim_end_matches(')');
        Some((column.to_owned(), words.next()?))
    });
    parts.collect()
}
