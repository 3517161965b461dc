//! A PostgreSQL server of a test's own: made in a temporary folder, gone with the test.
//!
//! The programs are those of Debian's package `postgresql`, which `cargo xtask test` installs. The server
//! refuses to run as root; then it runs as `postgres`, or as `nobody`. It is asked on a loopback port that
//! was free, and on a socket in its folder.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What the server's first user is called.
const USER: &str = "patanisha";
/// Longest wait until the server answers.
const START: Duration = Duration::from_secs(60);

/// A running server, or one that was killed.
pub struct Cluster {
    folder: tempfile::TempDir,
    programs: PathBuf,
    user: Option<(u32, u32)>,
    port: u16,
    settings: Vec<String>,
    server: Option<Child>,
}

impl Cluster {
    /// Makes a cluster and starts its server; each of `settings` is `name=value`.
    pub fn start(settings: &[&str]) -> Self {
        let folder = tempfile::Builder::new().prefix("pg").tempdir().unwrap();
        let user = is_root().then(other_user);
        if let Some((uid, gid)) = user {
            chown(folder.path(), Some(uid), Some(gid)).unwrap();
        }
        let mut cluster = Self {
            programs: programs(),
            user,
            port: 0,
            settings: settings.iter().map(|one| (*one).to_owned()).collect(),
            server: None,
            folder,
        };
        let data = cluster.data();
        let mut initdb = cluster.program("initdb");
        initdb.args([
            "--auth=trust",
            "--no-locale",
            "--encoding=UTF8",
            "--no-sync",
        ]);
        run(initdb.args(["--username", USER, "-D"]).arg(data));
        cluster.run_server();
        cluster
    }

    /// Puts a file into the cluster's folder, readable by the server alone. Answers where.
    pub fn add_file(&self, name: &str, text: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        if is_root() {
            let (uid, gid) = other_user();
            chown(&path, Some(uid), Some(gid)).unwrap();
        }
        path
    }

    /// Makes a database; answers its address on loopback.
    pub fn database(&self, name: &str) -> String {
        let mut createdb = self.program("createdb");
        run(createdb.arg("-h").arg(self.folder.path()).args([
            "-p",
            &self.port.to_string(),
            "-U",
            USER,
            name,
        ]));
        self.address(name)
    }

    /// A database's address on loopback.
    pub fn address(&self, name: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{name}", self.port)
    }

    /// A database's address on the socket.
    pub fn socket_address(&self, name: &str) -> String {
        let folder = self.folder.path().to_str().unwrap().replace('/', "%2F");
        format!("postgres://{USER}@{folder}:{}/{name}", self.port)
    }

    /// Runs a statement as the cluster's owner; answers what it printed.
    pub fn sql(&self, database: &str, statement: &str) -> String {
        let mut psql = self.program("psql");
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h"])
            .arg(self.folder.path())
            .args(["-p", &self.port.to_string(), "-U", USER, "-d", database])
            .args(["-c", statement]);
        let output = psql.output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{told}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Kills the server at once, as a loss of power would; connections break.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = Command::new("kill")
                .args(["-QUIT", &server.id().to_string()])
                .status();
            server.wait().unwrap();
        }
    }

    /// Starts the server again, on the same port.
    pub fn start_again(&mut self) {
        self.kill();
        self.run_server();
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// One of PostgreSQL's programs, as the server's user.
    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = match self.user {
            None => Command::new(path),
            Some((uid, gid)) => {
                let mut as_user = Command::new("setpriv");
                as_user
                    .args(["--reuid", &uid.to_string(), "--regid", &gid.to_string()])
                    .args(["--clear-groups", "--"])
                    .arg(path);
                as_user
            }
        };
        command.current_dir(self.folder.path()).env("LC_ALL", "C");
        command
    }

    fn run_server(&mut self) {
        // Somebody else may take the port between our look and the server's start.
        for _ in 0..5 {
            if self.port == 0 {
                self.port = free_port();
            }
            let log = std::fs::File::create(self.folder.path().join("log")).unwrap();
            let mut server = self.program("postgres");
            server.arg("-D").arg(self.data());
            server.arg("-k").arg(self.folder.path());
            server.args(["-h", "127.0.0.1", "-p", &self.port.to_string()]);
            for setting in ["max_connections=60", "shared_buffers=16MB"] {
                server.args(["-c", setting]);
            }
            // After a kill: one call for the whole file system, not one per file.
            if cfg!(target_os = "linux") {
                server.args(["-c", "recovery_init_sync_method=syncfs"]);
            }
            for setting in &self.settings {
                server.arg("-c").arg(setting);
            }
            let server = server
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(log)
                .spawn();
            self.server = Some(server.unwrap());
            if self.is_up() {
                return;
            }
            self.port = 0;
        }
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        panic!("PostgreSQL did not start:\n{log}");
    }

    fn is_up(&mut self) -> bool {
        let since = Instant::now();
        while since.elapsed() < START {
            let server = self.server.as_mut().unwrap();
            if server.try_wait().unwrap().is_some() {
                return false;
            }
            let mut ready = self.program("pg_isready");
            ready.args(["-q", "-h"]).arg(self.folder.path()).args([
                "-p",
                &self.port.to_string(),
                "-U",
                USER,
            ]);
            if ready.status().unwrap().success() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        false
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Where PostgreSQL's programs are: the newest that Debian, Homebrew or the path has.
fn programs() -> PathBuf {
    let mut found: Vec<PathBuf> = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| is_there(folder))
        .collect();
    found.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = || std::env::split_paths(&path).find(|folder| is_there(folder));
    found.pop().or_else(on_path).expect(
        "PostgreSQL is not installed, and this test needs one: `apt install postgresql`, or run \
         `cargo xtask test`, which does",
    )
}

fn is_there(folder: &Path) -> bool {
    folder.join("initdb").is_file() && folder.join("postgres").is_file()
}

fn is_root() -> bool {
    id("-u", None) == Some(0)
}

/// The user that a server started by root runs as: user and group.
fn other_user() -> (u32, u32) {
    ["postgres", "nobody"]
        .into_iter()
        .find_map(|name| Some((id("-u", Some(name))?, id("-g", Some(name))?)))
        .expect(
            "PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody",
        )
}

fn id(which: &str, user: Option<&str>) -> Option<u32> {
    let output = Command::new("id").arg(which).args(user).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {told}");
}
