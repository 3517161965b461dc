//! A source file, and its code alone: comments, texts and test modules blanked, lines kept.

/// A file of the checkout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// From the checkout's root, with forward slashes.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl Source {
    /// A source for a rule's own test.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The file's name without folders and endings.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split('.').next().unwrap_or_default()
    }

    /// Whether it is a test: in a `tests` or `benches` folder, or named as one.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || ["/tests/", "/test/", "/benches/", "/examples/"]
                .iter()
                .any(|part| self.path.contains(part))
            || ["_tests.rs", ".test.ts", ".test.tsx"]
                .iter()
                .any(|end| self.path.ends_with(end))
            || self.path.ends_with("/tests.rs")
    }

    /// Its code alone: comments and the insides of texts are blank, and so is what only tests compile.
    /// Line numbers stay. Good for Rust and near enough for TypeScript.
    #[must_use]
    pub fn code(&self) -> String {
        without_test_items(&without_comments_and_texts(&self.text))
    }

    /// Its code line by line, numbered from 1.
    #[must_use]
    pub fn code_lines(&self) -> Vec<(usize, String)> {
        self.code()
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.to_owned()))
            .collect()
    }
}

/// The words of a piece of code: names, keywords and numbers.
pub fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

#[derive(Clone, Copy, PartialEq)]
enum Within {
    Code,
    LineComment,
    BlockComment(u32),
    Text(char),
    RawText(usize),
}

fn without_comments_and_texts(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let mut out = String::with_capacity(text.len());
    let mut within = Within::Code;
    let mut index = 0;
    while index < chars.len() {
        let (now, next) = (at(index), at(index + 1));
        let mut taken = 1;
        let mut kept = false;
        within = match within {
            Within::Code => match (now, next) {
                ('/', '/') => Within::LineComment,
                ('/', '*') => {
                    taken = 2;
                    Within::BlockComment(1)
                }
                ('r', '"' | '#')
                    if !is_word(index.checked_sub(1).map_or(' ', at))
                        || at(index.wrapping_sub(1)) == 'b' =>
                {
                    let marks = chars
                        .iter()
                        .skip(index + 1)
                        .take_while(|c| **c == '#')
                        .count();
                    if at(index + 1 + marks) == '"' {
                        taken = marks + 2;
                        Within::RawText(marks)
                    } else {
                        kept = true;
                        Within::Code
                    }
                }
                ('"' | '`', _) => Within::Text(now),
                ('\'', _) => {
                    if let Some(length) = char_literal(&chars, index) {
                        taken = length;
                    } else {
                        kept = true;
                    }
                    Within::Code
                }
                _ => {
                    kept = true;
                    Within::Code
                }
            },
            Within::LineComment if now == '\n' => Within::Code,
            Within::BlockComment(depth) => match (now, next) {
                ('*', '/') => {
                    taken = 2;
                    if depth == 1 {
                        Within::Code
                    } else {
                        Within::BlockComment(depth - 1)
                    }
                }
                ('/', '*') => {
                    taken = 2;
                    Within::BlockComment(depth + 1)
                }
                _ => within,
            },
            Within::Text(_) if now == '\\' => {
                taken = 2;
                within
            }
            Within::Text(mark) if now == mark => Within::Code,
            Within::RawText(marks)
                if now == '"'
                    && chars
                        .iter()
                        .skip(index + 1)
                        .take(marks)
                        .filter(|c| **c == '#')
                        .count()
                        == marks =>
            {
                taken = marks + 1;
                Within::Code
            }
            other => other,
        };
        for passed in chars.iter().skip(index).take(taken) {
            out.push(if kept || *passed == '\n' {
                *passed
            } else {
                ' '
            });
        }
        index += taken;
    }
    out
}

/// The length of a character literal, or of a one-line text in TypeScript's single quotes; `None` for
/// a lifetime.
fn char_literal(chars: &[char], index: usize) -> Option<usize> {
    let rest = chars.get(index + 1..)?;
    match rest {
        ['\\', _, tail @ ..] => tail
            .iter()
            .take(10)
            .position(|c| *c == '\'')
            .map(|at| at + 4),
        [_, '\'', ..] => Some(3),
        [first, ..] if is_word(*first) => {
            // TypeScript: 'word' closes on the same line; a lifetime does not.
            let line = rest.iter().take_while(|c| **c != '\n');
            let close = line.clone().position(|c| *c == '\'')?;
            line.take(close)
                .all(|c| is_word(*c) || matches!(c, '-' | '/' | '.' | '@' | ':'))
                .then_some(close + 2)
        }
        _ => None,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Blanks every item marked `#[cfg(test)]`, up to its closing brace or semicolon.
fn without_test_items(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, after)) = rest.split_once(MARK) {
        out.push_str(before);
        let length = item_length(after);
        let (item, tail) = after.split_at(length);
        out.extend(item.chars().filter(|c| *c == '\n'));
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn item_length(code: &str) -> usize {
    let mut depth = 0_u32;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        Source::new("a.rs", text).code()
    }

    #[test]
    fn comments_and_texts_are_blank_and_lines_stay() {
        let text = "//! f64\nlet a = \"f64 \\\" f64\"; /* f64 /* f64 */ f64 */ let b = 1;\nlet c = r#\"f64 \" f64\"#; // f64\nlet d = b\"f64\";";
        let code = code(text);
        assert!(!code.contains("f64"), "{code}");
        assert_eq!(code.lines().count(), 4);
        for name in ["let a", "let b = 1;", "let c", "let d"] {
            assert!(code.contains(name), "{name} in {code}");
        }
    }

    #[test]
    fn lifetimes_are_code_and_character_literals_are_not() {
        let code = code(
            "fn a<'a>(x: &'a str) -> char { let q = '\"'; let n = '\\n'; let u = '\\u{1b}'; 'f' }",
        );
        assert!(code.contains("<'a>(x: &'a str)"), "{code}");
        assert!(
            code.contains("let n =") && code.trim_end().ends_with('}'),
            "{code}"
        );
        assert!(!code.contains("'f'"), "{code}");
    }

    #[test]
    fn what_only_tests_compile_is_left_out() {
        let code = code(
            "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() { f64 }\n}\nfn c() {}\n#[cfg(test)]\nmod d;\nfn e() {}\n",
        );
        assert!(code.contains("fn a") && code.contains("fn c") && code.contains("fn e"));
        assert!(!code.contains("f64") && !code.contains("mod d"), "{code}");
        let source = Source::new("a.rs", "#[cfg(test)]\nmod tests {\n}\nlet x;");
        assert!(source.code_lines().contains(&(4, "let x;".to_owned())));
    }

    #[test]
    fn tests_are_known_by_place_and_name() {
        for path in [
            "tests/acceptance/src/lib.rs",
            "src-tauri/crates/a/tests/b.rs",
            "a/src/b_tests.rs",
            "ui/src/a.test.tsx",
        ] {
            assert!(Source::new(path, "").is_test(), "{path}");
        }
        assert!(!Source::new("src-tauri/crates/a/src/attests.rs", "").is_test());
        assert_eq!(Source::new("a/b/money.test.ts", "").stem(), "money");
    }
}
