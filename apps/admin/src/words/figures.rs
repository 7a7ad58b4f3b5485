//! Figures as people read them. Both languages group digits by comma and write a point, so there is one way for both.

/// Digits in groups of three: `12,481`, `-1,200`.
#[must_use]
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// As [`grouped`], with at most two digits after the point and none that say nothing: `1.5`, `12,481`.
#[must_use]
pub fn grouped_decimal(number: f64) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let hundredths = (number * 100.0).round() as i64;
    let (sign, hundredths) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    let whole = grouped(i64::try_from(hundredths / 100).unwrap_or(i64::MAX));
    match hundredths % 100 {
        0 => format!("{sign}{whole}"),
        rest if rest % 10 == 0 => format!("{sign}{whole}.{}", rest / 10),
        rest => format!("{sign}{whole}.{rest:02}"),
    }
}

/// A size, in steps of 1,000 as disks and browsers count: `840 B`, `412 kB`, `3.2 MB`.
#[must_use]
pub fn bytes(bytes: u64) -> String {
    let (size, unit) = match bytes {
        0..1_000 => return format!("{bytes} B"),
        1_000..999_500 => (bytes as f64 / 1e3, "kB"),
        999_500..999_500_000 => (bytes as f64 / 1e6, "MB"),
        _ => (bytes as f64 / 1e9, "GB"),
    };
    // Three figures say enough, and kilobytes need no fraction.
    let size = if size >= 10.0 || unit == "kB" { size.round() } else { (size * 10.0).round() / 10.0 };
    format!("{} {unit}", grouped_decimal(size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_three() {
        assert_eq!([0, 999, 1_000, -12_481, 1_000_000].map(grouped), ["0", "999", "1,000", "-12,481", "1,000,000"]);
        assert_eq!([1.5, 2.0, 1_234.567, 0.04, -0.5].map(grouped_decimal), ["1.5", "2", "1,234.57", "0.04", "-0.5"]);
        assert_eq!(grouped_decimal(f64::NAN), "–");
    }

    #[test]
    fn a_size_has_the_unit_that_keeps_it_short() {
        assert_eq!(
            [840, 412_300, 999_499, 999_500, 3_240_000, 41_000_000].map(bytes),
            ["840 B", "412 kB", "999 kB", "1 MB", "3.2 MB", "41 MB"]
        );
    }
}
