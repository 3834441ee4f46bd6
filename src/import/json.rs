//! The file that a page of the site exports: ticks and notes, as JSON.

use serde_json::{Map, Value};

use crate::import::Filled;
use crate::import::entry::{Cell, ROW_LIMIT, Row};

/// The format that is read.
const FORMAT: &str = "onus-checklist/1";

/// Reads every item.
pub(super) fn read(text: &str) -> Result<Filled, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| format!("it is not valid JSON: {error}"))?;
    let format = value.get("format").and_then(Value::as_str).unwrap_or_default();
    if format != FORMAT {
        return Err(format!("its `format` is not `{FORMAT}`, so no page of a site has exported it"));
    }
    let Some(items) = value.get("items").and_then(Value::as_array) else {
        return Err("it has no list `items`".to_owned());
    };
    if items.len() > ROW_LIMIT {
        return Err(format!("it has more than {ROW_LIMIT} items"));
    }
    let (mut rows, mut remarks) = (Vec::new(), Vec::new());
    for (at, item) in items.iter().enumerate() {
        let place = format!("item {}", at + 1);
        match item.as_object().and_then(|fields| Some((fields, fields.get("item")?.as_str()?))) {
            Some((fields, key)) => rows.push(row(fields, Row::new(key, place))?),
            None => remarks.push((place, "it has no text `item`, and was not read".to_owned())),
        }
    }
    let stem = value.get("checklist").and_then(Value::as_str).unwrap_or_default();
    let workload = value.get("workload").and_then(Value::as_str).or_else(|| stem.strip_prefix("workload-"));
    let selector = Some(stem).filter(|stem| !stem.is_empty()).map(str::to_owned);
    Ok(Filled { rows, remarks, workload: workload.map(str::to_owned), selector, ..Filled::new("browser export") })
}

fn row(fields: &Map<String, Value>, mut row: Row) -> Result<Row, String> {
    for cell in Cell::ALL {
        for text in texts(fields.get(cell.key())).map_err(|what| format!("{}: `{}` is {what}, not text", row.place, cell.key()))? {
            match cell {
                // Without a day nobody has looked: the box was only not ticked.
                Cell::State if text == "not-assessed" && !fields.contains_key(Cell::Date.key()) => row.put(Cell::Done, "false"),
                _ => row.put(cell, &text),
            }
        }
    }
    Ok(row)
}

/// A text, or a list of texts.
fn texts(value: Option<&Value>) -> Result<Vec<String>, &'static str> {
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(vec![text.clone()]),
        Some(Value::Bool(switch)) => Ok(vec![switch.to_string()]),
        Some(Value::Array(list)) => list.iter().map(|one| one.as_str().map(str::to_owned).ok_or("a list of other things")).collect(),
        Some(Value::Number(_)) => Err("a number"),
        Some(Value::Object(_)) => Err("a map"),
    }
}
