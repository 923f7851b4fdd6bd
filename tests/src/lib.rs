//! Helpers shared by the black-box tests: the built binary, real files, a running server.

pub mod demo;
pub mod town;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

/// The root of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository")
}

/// The built binary. It lies beside the test binaries: `scripts/test` builds the workspace first,
/// and so does `cargo test --workspace`.
///
/// # Panics
/// When it was not built.
pub fn binary() -> PathBuf {
    let mut folder = std::env::current_exe().expect("a test has a file");
    folder.pop();
    if folder.ends_with("deps") {
        folder.pop();
    }
    let path = folder.join("maillage");
    assert!(path.is_file(), "{} is missing: run `cargo build -p maillage` first", path.display());
    path
}

/// Runs the binary to its end.
///
/// # Panics
/// When it cannot be started.
pub fn maillage(arguments: &[&str]) -> Output {
    Command::new(binary()).args(arguments).output().expect("the binary starts")
}

/// Standard output of a run that must succeed.
///
/// # Panics
/// When it fails, with what it said.
pub fn succeed(arguments: &[&str]) -> String {
    let output = maillage(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "maillage {arguments:?} failed: {said}");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// Standard error of a run that must be refused with exit code 1.
///
/// # Panics
/// When it succeeds, or ends in another way.
pub fn refuse(arguments: &[&str]) -> String {
    let output = maillage(arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "maillage {arguments:?} was to be refused: {said}");
    assert!(!said.contains("panicked"), "{said}");
    said
}

/// A folder of real files, or `None` after saying which test is skipped.
pub fn real_data(test: &str) -> Option<PathBuf> {
    let folder =
        std::env::var_os("MAILLAGE_TEST_DATA").map_or_else(|| repository().join("../shared/data"), PathBuf::from);
    if folder.join("README.md").is_file() {
        return Some(folder);
    }
    eprintln!("skipped: {test} (no real files; set MAILLAGE_TEST_DATA)");
    None
}

/// A running server on a free port; its log is checked and its exit is clean when it ends.
#[derive(Debug)]
pub struct Running {
    child: Child,
    address: String,
    log: PathBuf,
    _folder: tempfile::TempDir,
}

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Header lines, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body, as sent.
    pub body: Vec<u8>,
}

impl Answer {
    /// Value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&self.body)))
    }
}

impl Running {
    /// Starts `maillage serve` on a snapshot.
    ///
    /// # Panics
    /// When it does not answer within half a minute.
    pub fn serve(snapshot: &Path) -> Self {
        Self::serve_with(snapshot, &[], &[])
    }

    /// The same with further options and environment variables.
    ///
    /// # Panics
    /// When it does not answer within half a minute.
    pub fn serve_with(snapshot: &Path, options: &[&str], environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let log = folder.path().join("log");
        let file = std::fs::File::create(&log).expect("a log file");
        let mut child = Command::new(binary())
            .arg("serve")
            .arg(snapshot)
            .args(["--listen", "127.0.0.1:0", "--log", "json"])
            .args(options)
            .env_remove("MAILLAGE_BACKGROUND")
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(file)
            .spawn()
            .expect("the binary starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("standard output is piped");
        BufReader::new(stdout).read_line(&mut line).expect("the server says where it listens");
        let address = line.trim().strip_prefix("http://").unwrap_or_default().to_owned();
        assert!(!address.is_empty(), "no address: {line:?}, {}", std::fs::read_to_string(&log).unwrap_or_default());
        let running = Self { child, address, log, _folder: folder };
        let since = Instant::now();
        while running.try_get("/readyz").is_none_or(|a| a.status != 200) {
            assert!(since.elapsed() < Duration::from_secs(30), "not ready: {}", running.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        running
    }

    /// "127.0.0.1:34567".
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The log so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// GET, with further header lines.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        request(&self.address, path, headers).unwrap_or_else(|e| panic!("GET {path}: {e}; log: {}", self.log()))
    }

    /// GET.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    fn try_get(&self, path: &str) -> Option<Answer> {
        request(&self.address, path, &[]).ok()
    }

    /// Asks the server to end, as a service manager does, and answers how it ended and its log.
    ///
    /// # Panics
    /// When it does not end within ten seconds.
    pub fn stop(mut self) -> (ExitStatus, String) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(asked.is_ok_and(|s| s.success()), "kill is there");
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the child can be waited for") {
                return (status, self.log());
            }
            assert!(since.elapsed() < Duration::from_secs(10), "the server does not stop: {}", self.log());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request over one connection, without any client's help: what is on the wire is what is read.
fn request(address: &str, path: &str, headers: &[(&str, &str)]) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    let mut raw = Vec::new();
    stream.read_to_end(&mut raw)?;
    let bad = |what: &str| std::io::Error::new(std::io::ErrorKind::InvalidData, what.to_owned());
    let end = raw.windows(4).position(|w| w == b"\r\n\r\n").ok_or_else(|| bad("no end of headers"))?;
    let head = String::from_utf8_lossy(&raw[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|l| l.split(' ').nth(1)?.parse().ok()).ok_or_else(|| bad("no status"))?;
    let headers: Vec<(String, String)> =
        lines.filter_map(|l| l.split_once(": ")).map(|(n, v)| (n.to_lowercase(), v.to_owned())).collect();
    let chunked = headers.iter().any(|(n, v)| n == "transfer-encoding" && v == "chunked");
    let body =
        if chunked { unchunk(&raw[end + 4..]).ok_or_else(|| bad("bad chunk"))? } else { raw[end + 4..].to_vec() };
    Ok(Answer { status, headers, body })
}

fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|w| w == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(end + 2..end + 2 + size)?);
        rest = rest.get(end + 4 + size..)?;
    }
}
