//! An HTTP answer before it is put on the wire, and the gateway's error body.
//!
//! Source: `daraja-api.md` section 1.

use crate::wire::json::Json;

/// Status, headers and body.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    body: Body,
}

#[derive(Debug, Clone)]
enum Body {
    Json(Json),
    Text(String),
}

impl Answer {
    /// 200 with JSON.
    pub(crate) fn ok(json: Json) -> Self {
        Self {
            status: 200,
            content_type: "application/json".to_owned(),
            headers: Vec::new(),
            body: Body::Json(json),
        }
    }

    /// The gateway's error body.
    pub(crate) fn error(status: u16, request_id: &str, code: &str, message: &str) -> Self {
        Self {
            status,
            ..Self::ok(Json::object([
                ("requestId", Json::text(request_id)),
                ("errorCode", Json::text(code)),
                ("errorMessage", Json::text(message)),
            ]))
        }
    }

    /// Anything else.
    pub(crate) fn plain(status: u16, content_type: &str, body: &str) -> Self {
        Self {
            status,
            content_type: content_type.to_owned(),
            headers: Vec::new(),
            body: Body::Text(body.to_owned()),
        }
    }

    /// The same with one header more.
    pub(crate) fn header(mut self, name: &'static str, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }

    /// The same with a field set to this text.
    pub(crate) fn with(&self, key: &str, value: &str) -> Self {
        let mut changed = self.clone();
        if let Body::Json(json) = &mut changed.body {
            json.set(key, Json::text(value));
        }
        changed
    }

    /// The same without a field.
    pub(crate) fn without(&self, key: &str) -> Self {
        let mut changed = self.clone();
        if let Body::Json(json) = &mut changed.body {
            json.remove(key);
        }
        changed
    }

    /// The first half of the body, as text.
    pub(crate) fn halved(&self) -> Self {
        let text = self.body();
        let half: String = text.chars().take(text.chars().count() / 2).collect();
        Self {
            body: Body::Text(half),
            ..self.clone()
        }
    }

    /// A field of a JSON body, when it is text.
    pub(crate) fn field(&self, key: &str) -> Option<&str> {
        match &self.body {
            Body::Json(json) => json.get(key),
            Body::Text(_) => None,
        }
    }

    /// The body as it goes out.
    pub(crate) fn body(&self) -> String {
        match &self.body {
            Body::Json(json) => json.to_string(),
            Body::Text(text) => text.clone(),
        }
    }
}
