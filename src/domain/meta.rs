//! A caller's own metadata: a JSON object of bounded size and depth.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::error::{Error, Result};

/// A JSON object. Integers from −2⁶³ to 2⁶⁴−1 stay integers; a key that comes twice is refused.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Meta(Map<String, Value>);

impl Meta {
    /// The most bytes that the JSON text may have, as it comes and as it is kept.
    pub const MAX_BYTES: usize = 16 * 1_024;
    /// How deep objects and lists may nest; the top object is depth 1.
    pub const MAX_DEPTH: usize = 16;

    /// Reads JSON text that a caller sent; empty text is the empty object. `field` names it in the error.
    pub fn parse(field: &str, text: &str) -> Result<Self> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        if text.len() > Self::MAX_BYTES {
            return Err(Error::invalid(field, format!("must have at most {} bytes", Self::MAX_BYTES)));
        }
        let mut json = serde_json::Deserializer::from_str(text);
        let value = Node { depth: 1 }.deserialize(&mut json).and_then(|value| json.end().map(|()| value));
        match value {
            Ok(Value::Object(object)) => Ok(Self(object)),
            Ok(_) => Err(Error::invalid(field, "must be a JSON object")),
            Err(fault) => Err(Error::invalid(field, format!("must be a JSON object: {fault}"))),
        }
    }

    /// The object after a merge patch (RFC 7396), if it keeps to the limits.
    pub fn merged(&self, field: &str, patch: &Self) -> Result<Self> {
        let mut merged = Value::Object(self.0.clone());
        merge(&mut merged, &Value::Object(patch.0.clone()));
        Self::parse(field, &merged.to_string())
    }

    /// The object as JSON text, its keys in order.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// The object's members.
    pub fn members(&self) -> &Map<String, Value> {
        &self.0
    }
}

fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    if let Value::Object(target) = target {
        for (key, value) in patch {
            if value.is_null() {
                target.remove(key);
            } else {
                merge(target.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
    }
}

/// Reads one JSON value that stands at `depth`: what serde's own reading of a value lets pass, this does not.
struct Node {
    depth: usize,
}

impl Node {
    fn below<E: serde::de::Error>(&self) -> Result<Self, E> {
        if self.depth > Meta::MAX_DEPTH {
            return Err(E::custom(format_args!("nested more than {} deep", Meta::MAX_DEPTH)));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Node {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("not a finite number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.below()?)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            let value = members.next_value_seed(self.below()?)?;
            if object.insert(key.clone(), value).is_some() {
                return Err(A::Error::custom(format_args!("the key {key:?} comes twice")));
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> String {
        format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth))
    }

    #[test]
    fn integers_stay_integers() {
        let text = r#"{"big":18446744073709551615,"half":0.5,"small":-9223372036854775808}"#;
        assert_eq!(Meta::parse("meta", text).unwrap().to_json(), text);
    }

    #[test]
    fn depth_and_size_are_bounded() {
        assert!(Meta::parse("meta", &nested(Meta::MAX_DEPTH)).is_ok());
        for depth in [Meta::MAX_DEPTH + 1, 100, 2_000] {
            assert!(Meta::parse("meta", &nested(depth)).is_err(), "{depth}");
        }
        let wide = format!(r#"{{"a":"{}"}}"#, "x".repeat(Meta::MAX_BYTES));
        assert!(Meta::parse("meta", &wide).is_err());
    }

    #[test]
    fn only_an_object_with_single_keys_is_taken() {
        for bad in [
            "[]",
            "1",
            "null",
            "{",
            r#"{"a":1,"a":2}"#,
            r#"{"b":{"a":1,"a":2}}"#,
            r#"{"a":1} x"#,
            "{\"a\":1e999}",
        ] {
            assert!(Meta::parse("meta", bad).is_err(), "{bad}");
        }
        assert_eq!(Meta::parse("meta", "").unwrap(), Meta::default());
    }

    #[test]
    fn merging_follows_rfc_7396() {
        let meta = |text| Meta::parse("meta", text).unwrap();
        // The example of the RFC's section 3.
        let old = meta(
            r#"{"title":"Goodbye!","author":{"givenName":"John","familyName":"Doe"},"tags":["x"],"c":"y"}"#,
        );
        let patch = meta(r#"{"title":"Hello!","phone":"+01","author":{"familyName":null},"tags":["z"]}"#);
        let new =
            meta(r#"{"title":"Hello!","author":{"givenName":"John"},"tags":["z"],"c":"y","phone":"+01"}"#);
        assert_eq!(old.merged("meta", &patch).unwrap(), new);
    }
}
