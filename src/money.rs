//! Money: exact amounts, the codes of ISO 4217, and amounts in words. Sums over deals are not made here.

use std::fmt;

use crate::text::strings::Strings;

/// How many of its units make one: amounts are exact to four decimals.
const ONE: i128 = 10_000;
/// No amount is larger; leaves room to add up millions of them.
const MOST: i128 = 10_i128.pow(24) * ONE;

/// An exact decimal number, to four decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i128);

/// Why something is no amount, in plain words, and what to write instead where that can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountFault {
    pub reason: String,
    pub instead: Option<String>,
}

impl fmt::Display for AmountFault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl Amount {
    pub const ZERO: Amount = Amount(0);

    pub fn from_int(n: i64) -> Amount {
        Amount(i128::from(n) * ONE)
    }

    /// Reads a number as TOML writes it: `2_000_000_000`, `2.5`, `1.5e9`, `-3`.
    pub fn parse(text: &str) -> Result<Amount, AmountFault> {
        decimal(text.trim()).map_err(|reason| {
            let instead = written(text).map(|w| match w.currency {
                Some(currency) => format!("{}, currency = \"{currency}\"", w.amount.underscored()),
                None => w.amount.underscored(),
            });
            AmountFault { reason, instead }
        })
    }

    /// The sum, if it is not too large.
    pub fn checked_add(self, other: Amount) -> Option<Amount> {
        self.0.checked_add(other.0).map(Amount)
    }

    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The nearest floating-point number: for charts and scripts, never for sums.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / ONE as f64
    }

    /// As an author would write it in TOML: `2_000_000_000`.
    pub fn underscored(self) -> String {
        let plain = self.to_string();
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut strings = String::from(sign);
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                strings.push('_');
            }
            strings.push(c);
        }
        if fraction.is_empty() { strings } else { format!("{strings}.{fraction}") }
    }
}

/// Plain digits: "2000000000", "2.5".
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let (whole, rest) = (size / ONE.unsigned_abs(), size % ONE.unsigned_abs());
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let fraction = format!("{rest:04}");
        write!(f, "{sign}{whole}.{}", fraction.trim_end_matches('0'))
    }
}

fn decimal(text: &str) -> Result<Amount, String> {
    let not = || format!("`{text}` is not a number");
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| not())?),
        None => (digits, 0),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((_, "")) => return Err(not()),
        Some(parts) => parts,
        None => (mantissa, ""),
    };
    let clean = |part: &str| {
        let edges = part.starts_with('_') || part.ends_with('_') || part.contains("__");
        (!edges && part.bytes().all(|b| b.is_ascii_digit() || b == b'_')).then(|| part.replace('_', ""))
    };
    let whole = clean(whole).filter(|w| !w.is_empty()).ok_or_else(not)?;
    let fraction = clean(fraction).ok_or_else(not)?;
    let all = format!("{whole}{fraction}");
    let all = all.trim_start_matches('0');
    let kept = all.trim_end_matches('0');
    if kept.is_empty() {
        return Ok(Amount::ZERO);
    }
    let too_large = || "the amount is too large".to_string();
    // The power of ten that the kept digits are multiplied with, in units of 1/10,000.
    let shift = i64::from(exponent) + 4 - fraction.len() as i64 + (all.len() - kept.len()) as i64;
    if shift < 0 {
        return Err("an amount has at most four decimals".to_string());
    }
    let power = u32::try_from(shift).ok().filter(|shift| *shift <= 30).ok_or_else(too_large)?;
    let digits = if kept.len() > 30 { Err(too_large()) } else { kept.parse::<i128>().map_err(|_| not()) }?;
    let units = digits.checked_mul(10_i128.pow(power)).filter(|units| *units <= MOST).ok_or_else(too_large)?;
    Ok(Amount(if negative { -units } else { units }))
}

/// An amount found in a source's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub amount: Amount,
    /// The code, where the words name a currency.
    pub currency: Option<&'static str>,
}

/// The first amount in words such as "$2billion", "about Rs 300 million", "1.5bn euros": to compare with, and to guess.
pub fn written(words: &str) -> Option<Written> {
    let start = words.find(|c: char| c.is_ascii_digit())?;
    let (before, tail) = words.split_at_checked(start)?;
    let end = tail.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '_'))).unwrap_or(tail.len());
    let (number, after) = tail.split_at_checked(end)?;
    let number = number.trim_end_matches(['.', ',', '_']).replace([',', '_'], "");
    let mut rest = after.trim_start_matches([' ', '\u{a0}', '-']).split(|c: char| !c.is_alphanumeric() && c != '€');
    let mut word = rest.next().unwrap_or("");
    let zeros = match word.to_lowercase().as_str() {
        "thousand" | "k" => 3,
        "lakh" | "lakhs" => 5,
        "million" | "millions" | "m" | "mn" | "mln" => 6,
        "crore" | "crores" => 7,
        "billion" | "billions" | "bn" | "b" => 9,
        "trillion" | "trillions" | "tn" => 12,
        _ => 0,
    };
    if zeros > 0 {
        word = rest.find(|w| !w.is_empty()).unwrap_or("");
    }
    let amount = decimal(&format!("{number}e{zeros}")).ok()?;
    let before = before.trim_end();
    let unit = before.rsplit([' ', '\u{a0}', '(']).next().unwrap_or("");
    Some(Written { amount, currency: named(unit).or_else(|| named(word)) })
}

/// The currency that a sign, a code or an English word names.
fn named(word: &str) -> Option<&'static str> {
    let code = match word.to_lowercase().as_str() {
        "$" | "us$" | "dollar" | "dollars" => "USD",
        "€" | "euro" | "euros" => "EUR",
        "£" => "GBP",
        "₹" => "INR",
        "₽" | "rouble" | "roubles" | "ruble" | "rubles" => "RUB",
        "yuan" | "renminbi" => "CNY",
        "yen" => "JPY",
        _ => return CODES.iter().find(|code| **code == word).copied().or_else(|| by_sign(word)),
    };
    Some(code)
}

fn by_sign(sign: &str) -> Option<&'static str> {
    // "¥" alone may be yen or yuan.
    SIGNS.iter().find(|(_, s)| *s == sign && *s != "¥").map(|(code, _)| *code)
}

/// Whether this is the code of a currency, in use or of the recent past (old deals keep their currency).
pub fn is_currency(code: &str) -> bool {
    CODES.binary_search(&code).is_ok() || FORMER.contains(&code)
}

/// The codes in use, sorted.
pub fn currencies() -> &'static [&'static str] {
    &CODES
}

/// An amount in words: "$2 billion", "PKR 300 million", "$1,234,567". Nothing is rounded: an amount that no scale
/// shows in two decimals is written out.
pub fn spell(amount: Amount, currency: &str, strings: &Strings) -> String {
    let number = spell_number(amount_size(amount), strings);
    let text = match SIGNS.iter().find(|(code, _)| *code == currency) {
        Some((_, sign)) => strings.fill("money", &[("symbol", sign), ("amount", &number)]),
        None => strings.fill("money_code", &[("code", currency), ("amount", &number)]),
    };
    if amount.is_negative() { format!("−{text}") } else { text }
}

fn amount_size(amount: Amount) -> u128 {
    amount.0.unsigned_abs()
}

fn spell_number(size: u128, strings: &Strings) -> String {
    let one = ONE.unsigned_abs();
    for (key, zeros) in [("scale_trillion", 12), ("scale_billion", 9), ("scale_million", 6)] {
        let scale = one * 10_u128.pow(zeros);
        let hundredth = scale / 100;
        if size >= scale && size.is_multiple_of(hundredth) {
            let hundredths = (size / hundredth) % 100;
            let fraction = format!("{hundredths:02}");
            let number = with_point(size / scale, fraction.trim_end_matches('0'), strings);
            return strings.fill(key, &[("amount", &number)]);
        }
    }
    // Cents come in twos: "$2.50".
    let fraction = match size % one {
        0 => String::new(),
        rest if rest.is_multiple_of(100) => format!("{:02}", rest / 100),
        rest => format!("{rest:04}").trim_end_matches('0').to_string(),
    };
    with_point(size / one, &fraction, strings)
}

fn with_point(whole: u128, fraction: &str, strings: &Strings) -> String {
    let whole = strings.grouped(&whole.to_string());
    if fraction.is_empty() {
        return whole;
    }
    format!("{whole}{}{fraction}", strings.find("number_point").unwrap_or("."))
}

/// The signs that readers know; every other currency is shown by its code.
const SIGNS: [(&str, &str); 22] = [
    ("AUD", "A$"),
    ("BRL", "R$"),
    ("CAD", "CA$"),
    ("CNY", "CN¥"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("HKD", "HK$"),
    ("ILS", "₪"),
    ("INR", "₹"),
    ("JPY", "¥"),
    ("KRW", "₩"),
    ("KZT", "₸"),
    ("MXN", "MX$"),
    ("NGN", "₦"),
    ("NZD", "NZ$"),
    ("PHP", "₱"),
    ("RUB", "₽"),
    ("TRY", "₺"),
    ("TWD", "NT$"),
    ("UAH", "₴"),
    ("USD", "$"),
    ("VND", "₫"),
];

/// ISO 4217, the codes in use in 2026, without those for metals, funds and tests; XDR, the IMF's unit, is kept.
#[rustfmt::skip]
const CODES: [&str; 157] = [
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BHD", "BIF", "BMD",
    "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLF", "CLP", "CNY", "COP",
    "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP",
    "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD",
    "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK",
    "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR",
    "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP",
    "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP",
    "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD",
    "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG",
    "XDR", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
];

/// Codes withdrawn since the 1990s.
#[rustfmt::skip]
const FORMER: [&str; 42] = [
    "ANG", "ATS", "BEF", "BGN", "BYR", "CSK", "CUC", "CYP", "DDM", "DEM", "EEK", "ESP", "FIM", "FRF", "GRD",
    "HRK", "IEP", "ITL", "LTL", "LUF", "LVL", "MRO", "MTL", "NLG", "PLZ", "PTE", "ROL", "RUR", "SDD", "SIT",
    "SKK", "SLL", "STD", "SUR", "TRL", "VEB", "VEF", "XEU", "YUD", "ZMK", "ZWD", "ZWL",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        for (text, plain) in [
            ("2_000_000_000", "2000000000"),
            ("2.5", "2.5"),
            ("2.50", "2.5"),
            ("1.5e9", "1500000000"),
            ("-3", "-3"),
            ("0.0001", "0.0001"),
            ("25e-1", "2.5"),
            ("0", "0"),
            ("1000000000000000000000000", "1000000000000000000000000"),
        ] {
            assert_eq!(Amount::parse(text).map(|a| a.to_string()), Ok(plain.to_string()));
        }
        assert_eq!(Amount::from_int(i64::MIN).to_string(), i64::MIN.to_string());
        assert_eq!(Amount(i128::MAX).checked_add(Amount(1)), None);
        assert_eq!(Amount::from_int(-1234567).underscored(), "-1_234_567");
    }

    #[test]
    fn faults_say_what_to_write() {
        for (text, reason, instead) in [
            ("$2 billion", "not a number", "2_000_000_000, currency = \"USD\""),
            ("2,000,000,000", "not a number", "2_000_000_000"),
            ("about Rs 300 million", "not a number", "300_000_000"),
            ("PKR 300m", "not a number", "300_000_000, currency = \"PKR\""),
            ("1.5bn euros", "not a number", "1_500_000_000, currency = \"EUR\""),
            ("0.00001", "four decimals", ""),
            ("1e99", "too large", ""),
            ("1e30", "too large", ""),
            ("1__0", "not a number", ""),
            ("nan", "not a number", ""),
            ("", "not a number", ""),
            ("€", "not a number", ""),
        ] {
            let fault = Amount::parse(text).expect_err(text);
            assert!(fault.reason.contains(reason), "{text}: {fault}");
            if !instead.is_empty() {
                assert_eq!(fault.instead.as_deref(), Some(instead), "{text}");
            }
        }
    }

    #[test]
    fn spelled() {
        let (strings, _) = Strings::parse(
            "scale_million = \"{amount} million\"\nscale_billion = \"{amount} billion\"\n\
             scale_trillion = \"{amount} trillion\"\nmoney = \"{symbol}{amount}\"\nmoney_code = \"{code} {amount}\"",
        );
        for (amount, currency, words) in [
            ("2000000000", "USD", "$2 billion"),
            ("1500000", "EUR", "€1.5 million"),
            ("300000000", "PKR", "PKR 300 million"),
            ("1234567", "USD", "$1,234,567"),
            ("1234000000", "USD", "$1,234 million"),
            ("62000000000000", "CNY", "CN¥62 trillion"),
            ("1230000000000000", "USD", "$1,230 trillion"),
            ("999999", "GBP", "£999,999"),
            ("2.5", "USD", "$2.50"),
            ("0.125", "USD", "$0.125"),
            ("-2000000", "USD", "−$2 million"),
        ] {
            let amount = Amount::parse(amount).expect(amount);
            assert_eq!(spell(amount, currency, &strings), words);
        }
    }

    #[test]
    fn codes() {
        assert!(CODES.is_sorted() && FORMER.is_sorted() && SIGNS.is_sorted());
        assert!(SIGNS.iter().all(|(code, _)| is_currency(code)));
        assert!(CODES.iter().chain(&FORMER).all(|code| code.len() == 3));
        assert!(is_currency("PKR") && is_currency("DEM") && !is_currency("usd") && !is_currency("XYZ"));
    }
}
