//! `cargo xtask serve`: the page on this machine, as a careful web server would send it.
//!
//! Only files that `site::files` lists are ever read, by their exact path, so no request can reach
//! another file. The list is made anew for each request: an edit in `www/` shows on reload.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use crate::{examples, files_below, site, wasm};

/// The port where none is asked for.
const PORT: u16 = 8017;

/// How many ports after a taken one are tried.
const TRIES: u16 = 20;

/// The most bytes of a request that are read; browsers send less than a tenth.
const LONGEST_REQUEST: u64 = 1 << 16;

/// How long a reader may be silent. Browsers open connections for later, and may never use them.
const SILENCE: Duration = Duration::from_secs(60);

/// The policy that a site with this page is advised to send. `'wasm-unsafe-eval'` allows compiling
/// WebAssembly and nothing else; all else comes from the page's own origin.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// The policy of the examples with an editor in them. Editors write style sheets into the page, and
/// WordPress puts its canvas into a frame of its own making, with a script in it.
const EDITOR_POLICY: &str = "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; \
                             style-src 'self' 'unsafe-inline'; frame-src 'self' blob:; \
                             img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; \
                             base-uri 'self'; form-action 'none'; frame-ancestors 'self'";

/// The examples with an editor in them.
const EDITOR_PAGES: [&str; 3] = [
    "examples/prosemirror.html",
    "examples/tinymce.html",
    "examples/wordpress.html",
];

/// Builds the page and serves it on 127.0.0.1 until the program is stopped.
///
/// # Errors
/// Where the arguments are wrong, the build fails, or no port is free.
pub fn serve(arguments: &[String]) -> Result<()> {
    let port = port(arguments)?;
    let bindings = wasm::build()?;
    let listener = bind(port)?;
    let address = listener.local_addr()?;
    println!("Copydesk is served at http://{address}/ until you press Ctrl+C.");
    answer_all(&listener, &bindings);
    Ok(())
}

/// Answers each connection in a thread of its own, and one request on each: a browser opens several
/// at once, keeps some for later, and none may wait for another.
fn answer_all(listener: &TcpListener, bindings: &Path) {
    std::thread::scope(|scope| {
        for stream in listener.incoming().flatten() {
            // A reader that went away before the end is not our error.
            scope.spawn(|| answer(stream, bindings).ok());
        }
    });
}

/// The port that the arguments ask for.
fn port(arguments: &[String]) -> Result<u16> {
    let number = match arguments {
        [] => return Ok(PORT),
        [flag, number] if flag == "--port" => number,
        [argument] if argument.starts_with("--port=") => &argument["--port=".len()..],
        _ => bail!(
            "serve takes one option, --port N; write for example: cargo xtask serve --port {PORT}"
        ),
    };
    number.parse().map_err(|_| {
        anyhow!(
            "{number} is not a port: write a number from 0 (any free one) to 65535 after --port"
        )
    })
}

/// Listens on `port`, or on the next one that is free.
fn bind(port: u16) -> Result<TcpListener> {
    let last = port.saturating_add(TRIES);
    for candidate in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidate)) {
            Ok(listener) => {
                if candidate != port {
                    println!("Port {port} is taken.");
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => {
                return Err(error).with_context(|| {
                    format!("port {candidate} cannot be listened on: choose another with --port N")
                });
            }
        }
    }
    bail!("all ports from {port} to {last} are taken: choose another with --port N")
}

/// Answers the one request of a connection.
///
/// # Errors
/// Where the reader is silent or gone.
fn answer(mut stream: TcpStream, bindings: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(SILENCE))?;
    let request = request(&stream)?;
    let mut words = request.split_whitespace();
    let (method, url) = (words.next(), words.next().unwrap_or_default());
    let (status, kind, body) = match method {
        Some("GET" | "HEAD") => match find(url, bindings) {
            Ok(Some((path, body))) => ("200 OK", media_type(&path), body),
            Ok(None) => (
                "404 Not Found",
                TEXT,
                b"There is no such file on this site.\n".to_vec(),
            ),
            Err(error) => (
                "500 Internal Server Error",
                TEXT,
                format!("This file could not be sent: {error:#}\n").into_bytes(),
            ),
        },
        _ => (
            "405 Method Not Allowed",
            TEXT,
            b"This site can only be read: send GET or HEAD.\n".to_vec(),
        ),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\n\
         Content-Type: {kind}\r\n\
         Content-Length: {}\r\n\
         Content-Security-Policy: {}\r\n\
         Cache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\n\
         Connection: close\r\n\r\n",
        body.len(),
        policy(url)
    )?;
    if method != Some("HEAD") {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// The first line of a request, which is read to the end of its headers.
fn request(stream: &TcpStream) -> io::Result<String> {
    let mut lines = BufReader::new(stream.take(LONGEST_REQUEST)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    Ok(request)
}

/// The path that `url` asks for, below the root of the site.
fn path(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    match path.strip_prefix('/')? {
        "" => Some("index.html"),
        path => Some(path),
    }
}

/// The content security policy of the answer to `url`.
fn policy(url: &str) -> &'static str {
    match path(url) {
        Some(path) if EDITOR_PAGES.contains(&path) => EDITOR_POLICY,
        _ => POLICY,
    }
}

/// The path and the bytes of the file that `url` asks for, if the site has it.
fn find(url: &str, bindings: &Path) -> Result<Option<(String, Vec<u8>)>> {
    let Some(path) = path(url) else {
        return Ok(None);
    };
    let content = match site::files(bindings)?.remove(path) {
        Some(content) => Some(content),
        None => editor(path)?,
    };
    match content {
        Some(content) => Ok(Some((path.to_owned(), content.read()?))),
        None => Ok(None),
    }
}

/// The file of an example's editor at `path`, if there is one.
fn editor(path: &str) -> Result<Option<site::Content>> {
    let folder = examples::folder();
    let Some(name) = path.strip_prefix(examples::PLACE) else {
        return Ok(None);
    };
    if !folder.is_dir() {
        return Ok(None);
    }
    let present = files_below(&folder)?
        .into_iter()
        .find(|file| file.as_path() == Path::new(name));
    Ok(present.map(|file| site::Content::File(folder.join(file))))
}

/// Plain text, as the site's own messages are.
const TEXT: &str = "text/plain; charset=utf-8";

/// The media type of a file, by its ending. Browsers run neither modules nor WebAssembly that come
/// under a wrong one.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "ts" => TEXT,
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// A folder of made-up bindings.
    fn bindings(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("copydesk-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("copydesk_bg.wasm"), b"\0asm").unwrap();
        folder
    }

    #[test]
    fn only_pages_with_an_editor_have_the_wider_policy() {
        assert_eq!(policy("/examples/tinymce.html?x"), EDITOR_POLICY);
        for url in [
            "/",
            "/examples/form.html",
            "/examples/editors/tinymce.js",
            "",
        ] {
            assert_eq!(policy(url), POLICY, "{url}");
        }
    }

    #[test]
    fn only_files_of_the_site_are_found() {
        let bindings = bindings("find");
        let found = |url: &str| find(url, &bindings).unwrap().map(|(path, _)| path);
        assert_eq!(
            found("/copydesk_bg.wasm?v=1").as_deref(),
            Some("copydesk_bg.wasm")
        );
        assert_eq!(
            found("/samples/index.json").as_deref(),
            Some("samples/index.json")
        );
        for url in [
            "/../Cargo.toml",
            "/samples/../../Cargo.toml",
            "/..%2fCargo.toml",
            "//etc/passwd",
            "/samples/",
            "/examples/editors/",
            "/examples/editors/../../Cargo.toml",
            "http://example.com/",
            "",
        ] {
            assert_eq!(found(url), None, "{url}");
        }
        std::fs::remove_dir_all(&bindings).unwrap();
    }

    #[test]
    fn answers_carry_the_policy_and_the_right_type() {
        let bindings = bindings("answer");
        let listener = bind(0).unwrap();
        let address = listener.local_addr().unwrap();
        let ask = |request: &str| {
            let mut stream = TcpStream::connect(address).unwrap();
            stream
                .write_all(format!("{request} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes())
                .unwrap();
            answer(listener.accept().unwrap().0, &bindings).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };
        let module = ask("GET /copydesk_bg.wasm");
        assert!(module.starts_with("HTTP/1.1 200"), "{module}");
        assert!(
            module.contains("Content-Type: application/wasm\r\n"),
            "{module}"
        );
        assert!(
            module.contains("script-src 'self' 'wasm-unsafe-eval'"),
            "{module}"
        );
        assert!(module.ends_with("\r\n\r\n\0asm"), "{module}");
        let head = ask("HEAD /copydesk_bg.wasm");
        assert!(
            head.contains("Content-Length: 4\r\n") && head.ends_with("\r\n\r\n"),
            "{head}"
        );
        assert!(ask("GET /../Cargo.toml").starts_with("HTTP/1.1 404"));
        assert!(ask("POST /").starts_with("HTTP/1.1 405"));
        std::fs::remove_dir_all(&bindings).unwrap();
    }

    #[test]
    fn nobody_waits_for_a_silent_reader() {
        let bindings = bindings("silent");
        let listener = bind(0).unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || answer_all(&listener, &bindings));
        let connect = || TcpStream::connect(address).unwrap();
        let silent: Vec<TcpStream> = (0..20).map(|_| connect()).collect();
        let mut stream = connect();
        stream.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        drop(silent);
    }

    #[test]
    fn a_taken_port_gives_way_to_the_next() {
        let first = bind(0).unwrap();
        let taken = first.local_addr().unwrap().port();
        let second = bind(taken).unwrap();
        assert_ne!(second.local_addr().unwrap().port(), taken);
    }

    #[test]
    fn the_port_is_read_or_refused_in_a_sentence() {
        let read =
            |arguments: &[&str]| port(&arguments.iter().map(|&s| s.to_owned()).collect::<Vec<_>>());
        assert_eq!(read(&[]).unwrap(), PORT);
        assert_eq!(read(&["--port", "9000"]).unwrap(), 9000);
        assert_eq!(read(&["--port=9000"]).unwrap(), 9000);
        assert!(
            read(&["--port", "70000"])
                .unwrap_err()
                .to_string()
                .contains("70000 is not a port")
        );
        assert!(
            read(&["--host", "x"])
                .unwrap_err()
                .to_string()
                .contains("--port N")
        );
    }
}
