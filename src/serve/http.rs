//! Requests into files from memory, with the script that lets open pages follow. The only user of the server library.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt as _};

use crate::serve::{Now, Served};

const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("reload.css");

/// The policy that the site is made for, so that what would break it shows while one writes.
const POLICY: (HeaderName, &str) = (header::CONTENT_SECURITY_POLICY, "default-src 'self'");

/// Every address of the server.
pub(super) fn routes(served: Arc<Served>) -> Router {
    Router::new()
        .route("/__onus/events", get(events))
        .route("/__onus/reload.js", get(|| async { typed("text/javascript; charset=utf-8", SCRIPT) }))
        .route("/__onus/reload.css", get(|| async { typed("text/css; charset=utf-8", STYLE) }))
        .fallback(get(file))
        .with_state(served)
}

fn typed(kind: &'static str, body: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], body).into_response()
}

/// The state at once, and again after every build.
async fn events(State(served): State<Arc<Served>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    // Listening begins before the state is read, so that no change falls between.
    let changes = BroadcastStream::new(served.changes.subscribe());
    let states = tokio_stream::once(()).chain(changes.map(|_| ())).map(move |()| Ok(served.now(state)));
    Sse::new(states).keep_alive(KeepAlive::default())
}

fn state(now: &Now) -> Event {
    Event::default().data(serde_json::json!({ "version": now.version, "problems": now.problems }).to_string())
}

/// A file of the site; a folder stands for its index.
async fn file(State(served): State<Arc<Served>>, uri: Uri, headers: HeaderMap) -> Response {
    if served.loopback && !asks_loopback(&headers) {
        return (StatusCode::FORBIDDEN, "this server answers only to the name of this machine").into_response();
    }
    let Some(path) = decoded(uri.path().trim_start_matches('/')) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let index = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.clone() };
    if let Some(bytes) = made_now(&served, &index).await {
        return (StatusCode::OK, [POLICY], typed(content_type(&index), bytes)).into_response();
    }
    served.now(|now| {
        if let Some(bytes) = now.pages.get(&index) {
            return found(StatusCode::OK, &index, bytes.clone(), now, served.reload);
        }
        if now.pages.contains_key(&format!("{path}/index.html")) {
            return (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, format!("{}/", uri.path()))]).into_response();
        }
        if now.pages.is_empty() {
            return found(StatusCode::SERVICE_UNAVAILABLE, "wait.html", Bytes::from_static(WAIT.as_bytes()), now, served.reload);
        }
        let page = now.pages.get("404.html").cloned().unwrap_or_else(|| Bytes::from_static(b"There is no such page."));
        found(StatusCode::NOT_FOUND, "404.html", page, now, served.reload)
    })
}

/// A file that is made when it is asked for; the next request finds it made.
async fn made_now(served: &Arc<Served>, path: &str) -> Option<Bytes> {
    let later = served.now(|now| (!now.pages.contains_key(path)).then(|| now.later.clone()))??;
    let (version, wanted) = (served.now(|now| now.version.clone()), path.to_owned());
    let made = tokio::task::spawn_blocking(move || later(&wanted)).await.ok()??;
    let bytes = Bytes::from(made);
    served.keep(path, &version, bytes.clone());
    Some(bytes)
}

/// What there is to see before the first build without errors.
const WAIT: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>onus</title></head>\
    <body><p>The book has errors. This page follows as soon as they are gone.</p></body></html>";

fn found(status: StatusCode, path: &str, bytes: Bytes, now: &Now, reload: bool) -> Response {
    let kind = content_type(path);
    let body = if reload && kind.starts_with("text/html") { with_script(&bytes, &now.version) } else { bytes };
    (status, [POLICY], typed(kind, body)).into_response()
}

/// The page with the script before the end of its body.
fn with_script(page: &[u8], version: &str) -> Bytes {
    let tag = format!("<script src=\"/__onus/reload.js?v={version}\" defer></script>");
    let end = page.windows(7).rposition(|window| window == b"</body>").unwrap_or(page.len());
    [&page[..end], tag.as_bytes(), &page[end..]].concat().into()
}

/// Whether the request names this machine. A page from elsewhere that points its own name here does not.
fn asks_loopback(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return true };
    let name = if host.starts_with('[') { host.split_once(']').map_or(host, |(name, _)| name) } else { host.split(':').next().unwrap_or(host) };
    let name = name.trim_start_matches('[');
    name == "localhost" || name.ends_with(".localhost") || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A path with its percent signs resolved; `None` where that gives no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                bytes.push(u8::try_from(high * 16 + low).ok()?);
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
