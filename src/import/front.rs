//! Front matter as `import` writes it: one key a line, values as TOML.

/// Front matter in the making.
pub struct Front(String);

impl Front {
    pub fn new() -> Front {
        Front("+++\n".to_string())
    }

    pub fn text(&mut self, key: &str, value: &str) {
        self.raw(key, &literal(value));
    }

    pub fn raw(&mut self, key: &str, value: &str) {
        self.0.push_str(&format!("{key} = {value}\n"));
    }

    pub fn list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            self.raw(key, &format!("[{}]", values.join(", ")));
        }
    }

    pub fn lines(&mut self, key: &str, values: &[String]) {
        match values {
            [] => {}
            [one] => self.raw(key, &format!("[{one}]")),
            many => self.raw(key, &format!("[\n  {},\n]", many.join(",\n  "))),
        }
    }

    pub fn end(mut self, body: &str) -> Vec<u8> {
        self.0.push_str("+++\n");
        self.0.push_str(body);
        self.0.into_bytes()
    }
}

/// A TOML string.
pub fn literal(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    toml::Value::String(clean).to_string()
}

/// Names those of some fields that were written as unconfirmed.
pub fn unconfirmed(front: &mut Front, fields: &[&str]) {
    let written: Vec<String> = fields
        .iter()
        .filter(|f| front.0.lines().any(|l| l.strip_prefix(**f).is_some_and(|rest| rest.starts_with(" ="))))
        .map(|f| literal(f))
        .collect();
    front.list("unconfirmed", &written);
}

/// A year as an integer, a day as a TOML date, else EDTF in quotation marks.
pub fn date_value(date: &str) -> String {
    let is_year = date.len() == 4 && date.bytes().all(|b| b.is_ascii_digit());
    let is_day = date.len() == 10 && crate::date::Date::parse(date).is_ok();
    if is_year || is_day { date.to_string() } else { literal(date) }
}
