//! Sizes and durations as operators write them: a number and its unit.

use std::time::Duration;

/// `4KiB`, `64MiB`, `1GiB`, `1TiB`; `512` is bytes; also `kB`, `MB`, `GB`, `TB` (powers of ten).
pub(super) fn size(text: &str) -> Result<u64, String> {
    const WHY: &str = "write a size as 4096, 4KiB, 64MiB, 1GiB or 1TiB";
    let (number, unit) = split(text);
    let unit: u64 = match unit {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "TiB" => 1 << 40,
        "kB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "TB" => 1_000_000_000_000,
        _ => return Err(WHY.to_owned()),
    };
    let number: u64 = number.parse().map_err(|_| WHY.to_owned())?;
    number.checked_mul(unit).ok_or_else(|| "is larger than any size here".to_owned())
}

/// `250ms`, `30s`, `15m`, `24h`, `7d`; `0` needs no unit.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    const WHY: &str = "write a time as 250ms, 30s, 15m, 24h or 7d";
    let (number, unit) = split(text);
    let number: u64 = number.parse().map_err(|_| WHY.to_owned())?;
    let millis: u64 = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        "" if number == 0 => 1,
        _ => return Err(WHY.to_owned()),
    };
    let millis = number.checked_mul(millis).ok_or_else(|| "is longer than any time here".to_owned())?;
    Ok(Duration::from_millis(millis))
}

/// A duration that is not zero.
pub(super) fn positive(text: &str) -> Result<Duration, String> {
    duration(text).and_then(|time| if time.is_zero() { Err("must not be zero".to_owned()) } else { Ok(time) })
}

fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_and_nonsense_is_not() {
        assert_eq!(size("4KiB"), Ok(4_096));
        assert_eq!(size("0"), Ok(0));
        assert_eq!(size("1TiB"), Ok(1 << 40));
        assert_eq!(size("2MB"), Ok(2_000_000));
        for bad in ["", "KiB", "4 KiB", "-1", "4kib", "1.5MiB", "99999999999TiB"] {
            assert!(size(bad).is_err(), "{bad}");
        }
        assert_eq!(duration("15m"), Ok(Duration::from_mins(15)));
        assert_eq!(duration("0"), Ok(Duration::ZERO));
        for bad in ["", "5", "s", "1.5s", "-3s", "1y", "999999999999999999d"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }
}
