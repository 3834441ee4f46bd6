//! Requests into files from memory, with the script that lets open pages follow. The only user of the server library.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt as _};

use crate::preview::Preview;
use crate::serve::{Now, OpenPages, Served, versions};

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
        .layer(from_fn_with_state(Arc::clone(&served), checked))
        .with_state(served)
}

fn typed(kind: &'static str, body: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], body).into_response()
}

/// Turns away who asks by a name that is not of this machine: a page from elsewhere may have pointed its own name here. Turns away
/// what a page of another site asks for, too.
async fn checked(State(served): State<Arc<Served>>, headers: HeaderMap, request: Request, next: Next) -> Response {
    if served.loopback && !asks_loopback(&headers) {
        return (StatusCode::FORBIDDEN, "this server answers only to the name of this machine").into_response();
    }
    if !is_from_here(&headers) {
        return (StatusCode::FORBIDDEN, "this server answers only to its own pages").into_response();
    }
    next.run(request).await
}

/// The state of a page at once, and again after every build: `?page=/services/ec2.html`.
async fn events(State(served): State<Arc<Served>>, uri: Uri) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let asked = uri.query().and_then(|query| decoded(query.strip_prefix("page=")?)).unwrap_or_default();
    let path = with_index(asked.trim_start_matches('/'));
    // Listening begins before the state is read, so that no change falls between.
    let changes = BroadcastStream::new(served.changes.subscribe());
    let states = tokio_stream::once(()).chain(changes.map(|_| ())).then(move |()| {
        let (now, path) = (served.now(), path.clone());
        // The page may have to be made first.
        let state = tokio::task::spawn_blocking(move || state(&now, &path));
        async { Ok(state.await.unwrap_or_default()) }
    });
    Sse::new(states).keep_alive(KeepAlive::default())
}

fn state(now: &Now, path: &str) -> Event {
    let state = serde_json::json!({
        "version": now.pages.as_ref().map_or_else(|| "..".to_owned(), |pages| versions::of(path, pages)),
        "held": now.held,
        "problems": now.problems,
        "edited": now.edited,
        "build": now.builds,
    });
    Event::default().data(state.to_string())
}

/// The file that an address stands for: a folder stands for its index.
fn with_index(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// A file of the site as it is with all changes so far; a folder stands for its index.
async fn file(State(served): State<Arc<Served>>, uri: Uri) -> Response {
    let Some(path) = decoded(uri.path().trim_start_matches('/')) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    served.settled().await;
    let Some(pages) = served.now().pages else {
        return page(StatusCode::SERVICE_UNAVAILABLE, WAIT.as_bytes(), "..", served.open);
    };
    let answer = tokio::task::spawn_blocking(move || answer(&path, &pages, served.open));
    answer.await.unwrap_or_else(|_| (StatusCode::INTERNAL_SERVER_ERROR, "this page could not be made").into_response())
}

fn answer(path: &str, pages: &Preview, open: OpenPages) -> Response {
    let index = with_index(path);
    if let Some(bytes) = pages.file(&index) {
        return match index.ends_with(".html") {
            true => page(StatusCode::OK, &bytes, &versions::of(&index, pages), open),
            false => ([POLICY], typed(content_type(&index), Bytes::from_owner(bytes))).into_response(),
        };
    }
    if pages.file(&format!("{path}/index.html")).is_some() {
        return (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, format!("/{}/", encoded(path)))]).into_response();
    }
    let bytes = pages.file("404.html").unwrap_or_else(|| Arc::from(&b"There is no such page."[..]));
    page(StatusCode::NOT_FOUND, &bytes, &versions::of(&index, pages), open)
}

/// What there is to see before the first build without errors.
const WAIT: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>onus</title></head>\
    <body><p>The book has errors. This page follows as soon as they are gone.</p></body></html>";

fn page(status: StatusCode, bytes: &[u8], version: &str, open: OpenPages) -> Response {
    let body = match open {
        OpenPages::Stay => Bytes::copy_from_slice(bytes),
        OpenPages::Reload => with_script(bytes, version),
        OpenPages::Follow => with_script(bytes, &format!("{version}&amp;follow")),
    };
    (status, [POLICY], typed(content_type(".html"), body)).into_response()
}

/// The page with the script before the end of its body.
fn with_script(page: &[u8], version: &str) -> Bytes {
    let tag = format!("<script src=\"/__onus/reload.js?v={version}\" defer></script>");
    let end = page.windows(7).rposition(|window| window == b"</body>").unwrap_or(page.len());
    [&page[..end], tag.as_bytes(), &page[end..]].concat().into()
}

/// Whether no page asks, or one that came from the name that is asked.
fn is_from_here(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let name = origin.to_str().ok().and_then(|origin| Some(origin.split_once("://")?.1));
    name.is_some() && name == headers.get(header::HOST).and_then(|host| host.to_str().ok())
}

/// Whether the request names this machine.
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

/// A path as an address has it.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
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
