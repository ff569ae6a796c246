//! A component call in Markdown: `{{<deals actor="russia" limit={5} />}}`, with literal arguments only.

/// A value that an author may write in a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Text(String),
    Int(i64),
    Bool(bool),
}

impl Literal {
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Literal::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A call: the component's name and its arguments in the order written.
pub type Call = (String, Vec<(String, Literal)>);

/// Reads a whole call; the error says in a few words what is wrong.
pub fn parse(text: &str) -> Result<Call, String> {
    let inner = text.strip_prefix("{{<").ok_or("it must begin with `{{<`")?;
    let inner = inner.strip_suffix("/>}}").ok_or("it must end with `/>}}`, and nothing may stand behind it")?;
    let mut rest = inner.trim();
    let name = take_name(&mut rest);
    if name.is_empty() {
        return Err("it has no name".into());
    }
    let mut args: Vec<(String, Literal)> = Vec::new();
    while !rest.is_empty() {
        let key = take_name(&mut rest);
        if key.is_empty() {
            return Err(format!("`{}` is no argument", rest.chars().take(20).collect::<String>()));
        }
        rest = rest.trim_start();
        rest = rest.strip_prefix('=').ok_or_else(|| format!("`{key}` has no value"))?.trim_start();
        let value =
            take_value(&mut rest).ok_or_else(|| format!("the value of `{key}` must be \"text\", {{5}} or {{true}}"))?;
        if args.iter().any(|(k, _)| *k == key) {
            return Err(format!("`{key}` is given twice"));
        }
        args.push((key, value));
        rest = rest.trim_start();
    }
    Ok((name, args))
}

fn take_name(rest: &mut &str) -> String {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
    let (name, tail) = rest.split_at(end);
    *rest = tail.trim_start();
    name.to_string()
}

fn take_value(rest: &mut &str) -> Option<Literal> {
    if let Some(tail) = rest.strip_prefix('"') {
        let (text, tail) = tail.split_once('"')?;
        *rest = tail;
        return Some(Literal::Text(text.to_string()));
    }
    let (inner, tail) = rest.strip_prefix('{')?.split_once('}')?;
    *rest = tail;
    let inner = inner.trim();
    match inner {
        "true" => Some(Literal::Bool(true)),
        "false" => Some(Literal::Bool(false)),
        _ => match inner.strip_prefix('"').and_then(|s| s.strip_suffix('"')) {
            Some(text) if !text.contains('"') => Some(Literal::Text(text.to_string())),
            _ => inner.parse().ok().map(Literal::Int),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls() {
        let call = parse("{{<deals actor=\"russia\" limit={5} all={true} />}}").unwrap();
        assert_eq!(call.0, "deals");
        assert_eq!(call.1[0], ("actor".into(), Literal::Text("russia".into())));
        assert_eq!(call.1[1], ("limit".into(), Literal::Int(5)));
        assert_eq!(parse("{{<timeline/>}}").unwrap(), ("timeline".into(), vec![]));
        for bad in
            ["{{< />}}", "{{<a b/>}}", "{{<a b=c />}}", "{{<a b=\"x />}}", "{{<a/>}} x", "{{<a b=\"1\" b=\"2\"/>}}"]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
