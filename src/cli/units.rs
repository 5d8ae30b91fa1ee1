//! Sizes, times and ranges as people write them and like to read them.

use std::time::Duration;

use artigrid_client::Part;

const SIZES: [(&str, u64); 5] =
    [("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40)];
const TIMES: [(&str, u64); 5] = [("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400), ("w", 604_800)];

/// `512`, `64KiB`, `1GiB`; without a unit, bytes. Zero is nothing to ask for.
pub(super) fn size(text: &str) -> Result<u64, String> {
    const WHY: &str = "write a size as 4096, 4KiB, 64MiB or 1GiB";
    let (number, unit) = split(text);
    let unit = if unit.is_empty() { "B" } else { unit };
    positive(number, unit, &SIZES).ok_or_else(|| WHY.to_owned())
}

/// `30s`, `15m`, `24h`, `7d`, `2w`; never zero.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    const WHY: &str = "write a time as 30s, 15m, 24h, 7d or 2w";
    let (number, unit) = split(text);
    positive(number, unit, &TIMES).map(Duration::from_secs).ok_or_else(|| WHY.to_owned())
}

/// `A-B` from byte A to byte B, both included as in HTTP; `A-` from A to the end.
pub(super) fn range(text: &str) -> Result<Part, String> {
    const WHY: &str = "write a range as 0-99 (both ends included) or 100-";
    let parts = text.split_once('-').ok_or(WHY)?;
    let first: u64 = digits(parts.0).ok_or(WHY)?;
    if parts.1.is_empty() {
        return Ok(Part::From(first));
    }
    let last: u64 = digits(parts.1).ok_or(WHY)?;
    let length = last.checked_sub(first).ok_or("the range ends before it begins")?;
    let length = length.checked_add(1).ok_or(WHY)?;
    Ok(Part::Span { offset: first, length })
}

/// A JSON object, as metadata is one.
pub(super) fn json_object(text: &str) -> Result<serde_json::Value, String> {
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))?;
    if value.is_object() {
        Ok(value)
    } else {
        Err("must be a JSON object, as {\"key\": \"value\"}".to_owned())
    }
}

/// `512 B`, `1.5 KiB`, `12.0 GiB`.
pub(super) fn show_size(bytes: u64) -> String {
    for (unit, size) in SIZES {
        if size == 1 && bytes < 1 << 10 {
            return format!("{bytes} B");
        }
        // The largest u64 in tenths needs more than 64 bits.
        let tenths = (u128::from(bytes) * 10 + u128::from(size) / 2) / u128::from(size);
        if size > 1 && (tenths < 10_240 || size == 1 << 40) {
            return format!("{}.{} {unit}", tenths / 10, tenths % 10);
        }
    }
    format!("{bytes} B")
}

/// The largest unit that fits, up to days: `45 s`, `12 m`, `3 h`, `400 d`.
pub(super) fn show_duration(span: Duration) -> String {
    let seconds = span.as_secs();
    let fits = TIMES[..4].iter().rev().find(|(_, unit)| seconds >= *unit);
    fits.map_or_else(|| "0 s".to_owned(), |(name, unit)| format!("{} {name}", seconds / unit))
}

fn positive(number: &str, unit: &str, units: &[(&str, u64)]) -> Option<u64> {
    let (_, unit) = units.iter().find(|(name, _)| *name == unit)?;
    digits(number)?.checked_mul(*unit).filter(|value| *value > 0)
}

/// `parse` alone would take a leading `+`.
fn digits(text: &str) -> Option<u64> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn split(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_have_units() {
        assert_eq!(size("4096"), Ok(4_096));
        assert_eq!(size("64KiB"), Ok(65_536));
        assert_eq!(size("1TiB"), Ok(1 << 40));
        for bad in ["", "0", "KiB", "-1", "+1", "1.5MiB", "4kib", "4 KiB", "99999999TiB"] {
            assert!(size(bad).is_err(), "{bad}");
        }
        assert_eq!(duration("30m"), Ok(Duration::from_mins(30)));
        assert_eq!(duration("2w"), Ok(Duration::from_hours(336)));
        for bad in ["", "0s", "30", "m", "1.5h", "-3s", "1y", "99999999999999999999d"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ranges_include_both_ends() {
        assert_eq!(range("0-99"), Ok(Part::Span { offset: 0, length: 100 }));
        assert_eq!(range("7-7"), Ok(Part::Span { offset: 7, length: 1 }));
        assert_eq!(range("100-"), Ok(Part::From(100)));
        for bad in ["", "-", "-5", "5", "9-3", "a-b", "0-18446744073709551615", "1-2-3", "+1-2"] {
            assert!(range(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn sizes_are_shown_in_the_unit_that_fits() {
        let shown = [0, 1_023, 1_024, 1_536, 1_048_524, 1_048_575, 12 << 30, 1 << 60];
        let expected =
            ["0 B", "1023 B", "1.0 KiB", "1.5 KiB", "1023.9 KiB", "1.0 MiB", "12.0 GiB", "1048576.0 TiB"];
        assert_eq!(shown.map(show_size), expected);
        assert_eq!(show_size(u64::MAX), "16777216.0 TiB");
    }

    #[test]
    fn times_are_shown_in_the_largest_unit() {
        let shown = [0, 59, 60, 7_199, 86_400, 86_400 * 400];
        let expected = ["0 s", "59 s", "1 m", "1 h", "1 d", "400 d"];
        assert_eq!(shown.map(|seconds| show_duration(Duration::from_secs(seconds))), expected);
    }

    #[test]
    fn metadata_is_an_object() {
        assert!(json_object(r#"{"a": 1}"#).is_ok());
        assert!(json_object("[1]").is_err() && json_object("{").is_err());
    }
}
