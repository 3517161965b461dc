//! Every file that `init` writes is looked at.

use std::collections::BTreeSet;

use super::*;
use crate::config::Tls;

fn url(text: &str) -> PublicUrl {
    PublicUrl::parse(text).unwrap()
}

fn plain() -> (Config, PublicUrl) {
    let url = url("https://pay.example.co.ke");
    let token = Token::make().unwrap();
    (config(&url, STORE, token.key("till")), url)
}

fn text(of: &[SetupFile], name: &str) -> String {
    let file = of.iter().find(|file| file.name == name);
    file.map(|file| file.text.clone()).unwrap()
}

#[test]
fn the_configuration_reads_back_as_it_was_written() {
    let (mut config, _) = plain();
    assert_eq!(read("a.toml", &to_toml(&config)).unwrap(), config);
    config.tls = Some(Tls {
        certificate: "/etc/patanisha/a \"b\".pem".into(),
        key: "/etc/patanisha/key.pem".into(),
    });
    config.metrics = None;
    config.public_url = None;
    assert!(to_toml(&config).contains("\nmetrics = \"off\"\n"));
    config.store = "postgres://receiver:${PG}@db/inbox".into();
    config.console.push(Token::make().unwrap().key("office"));
    config.limits.rate = 7;
    config.keep.letters_days = 1;
    assert_eq!(read("a.toml", &to_toml(&config)).unwrap(), config);
    assert_eq!(
        read("a.toml", &to_toml(&Config::default())).unwrap(),
        Config::default()
    );
}

#[test]
fn every_key_stands_in_the_configuration_under_a_comment() {
    let (mut config, _) = plain();
    config.tls = Some(Tls {
        certificate: "c.pem".into(),
        key: "k.pem".into(),
    });
    let text = to_toml(&config);
    let mut wanted = BTreeSet::new();
    keys(&toml::Value::try_from(&config).unwrap(), &mut wanted);
    assert!(wanted.len() > 28, "{wanted:?}");
    let lines: Vec<&str> = text.lines().collect();
    for key in wanted {
        let at = lines
            .iter()
            .position(|line| line.starts_with(&format!("{key} = ")));
        let at = at.unwrap_or_else(|| panic!("{key} is not there"));
        let over = lines[at - 1];
        // A console's keys stand under the comment of their section.
        assert!(
            over.starts_with('#') || over == "[[console]]" || over.starts_with("name = "),
            "{key}: {over}"
        );
    }
    assert!(
        text.lines()
            .all(|line| line.len() <= 120 || line.starts_with("sources")),
        "{text}"
    );
}

fn keys(of: &toml::Value, into: &mut BTreeSet<String>) {
    match of {
        toml::Value::Table(table) => {
            for (key, value) in table {
                if !matches!(value, toml::Value::Table(_)) && key != "console" {
                    into.insert(key.clone());
                }
                keys(value, into);
            }
        }
        toml::Value::Array(all) => all.iter().for_each(|one| keys(one, into)),
        _ => {}
    }
}

#[test]
fn a_token_is_long_its_own_and_only_its_hash_is_written() {
    let (one, two) = (Token::make().unwrap(), Token::make().unwrap());
    assert_ne!(one.reveal(), two.reveal());
    assert_eq!(one.reveal().len(), 64);
    assert_eq!(format!("{one:?}"), "Token(…)");
    let url = url("https://pay.example.co.ke");
    let config = config(&url, STORE, one.key("till"));
    for file in files(&config, &url) {
        assert!(!file.text.contains(one.reveal()), "{}", file.name);
    }
    assert!(to_toml(&config).contains(&one.key("till").token_sha256));
}

#[test]
fn the_unit_may_do_nothing_but_serve() {
    let (mut config, url) = plain();
    let unit = text(&files(&config, &url), "patanisha-receiver.service");
    for line in [
        "DynamicUser=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "NoNewPrivileges=yes",
        "PrivateDevices=yes",
        "MemoryDenyWriteExecute=yes",
        "CapabilityBoundingSet=",
        "StateDirectory=patanisha-receiver",
        "MemoryMax=768M",
        "Restart=always",
        "SystemCallFilter=@system-service",
        "ExecStart=/usr/local/bin/patanisha receiver serve --config /etc/patanisha/receiver.toml --store \
         sqlite:%S/patanisha-receiver/inbox.db",
        "ExecReload=/bin/kill -HUP $MAINPID",
        "EnvironmentFile=-/etc/patanisha/receiver.env",
    ] {
        assert!(unit.lines().any(|of| of == line), "{line}\n{unit}");
    }
    assert!(unit.contains("as ${NAME}: NAME=value"));
    config.listen = ([0, 0, 0, 0], 443).into();
    config.store = "postgres://db/inbox".into();
    let unit = text(&files(&config, &url), "patanisha-receiver.service");
    assert!(unit.contains(
        "\nAmbientCapabilities=CAP_NET_BIND_SERVICE\nCapabilityBoundingSet=CAP_NET_BIND_SERVICE\n"
    ));
    assert!(!unit.contains("--store"), "the configuration has it");
}

#[test]
fn systemd_finds_no_fault_with_the_unit() {
    let found = std::process::Command::new("systemd-analyze")
        .arg("--version")
        .output();
    if found.is_err() {
        eprintln!("systemd-analyze is not here; the unit was not verified");
        return;
    }
    let (config, url) = plain();
    let unit = text(&files(&config, &url), "patanisha-receiver.service");
    // The program need not be installed to be verified.
    let unit = unit.replace("/usr/local/bin/patanisha", "/bin/true");
    let path = std::env::temp_dir().join(format!("patanisha-unit-{}", std::process::id()));
    std::fs::create_dir_all(&path).unwrap();
    let file = path.join("patanisha-receiver.service");
    std::fs::write(&file, unit).unwrap();
    let run = std::process::Command::new("systemd-analyze")
        .args(["verify", "--man=no"])
        .arg(&file)
        .output()
        .unwrap();
    std::fs::remove_dir_all(&path).unwrap();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{said}");
    assert!(!said.contains("patanisha-receiver.service:"), "{said}");
}

#[test]
fn the_container_runs_as_nobody_and_keeps_its_inbox_in_a_volume() {
    let (mut config, url) = plain();
    let file = text(&files(&config, &url), "Containerfile");
    for line in [
        "USER 65532:65532",
        "VOLUME /data",
        "COPY receiver.toml /etc/patanisha/receiver.toml",
        "CMD [\"--store\", \"sqlite:/data/inbox.db\"]",
    ] {
        assert!(file.lines().any(|of| of == line), "{line}\n{file}");
    }
    assert!(file.contains("--read-only --cap-drop all"));
    config.store = "postgres://db/inbox".into();
    assert!(!text(&files(&config, &url), "Containerfile").contains("CMD"));
}

#[test]
fn the_proxies_pass_the_caller_on_log_nothing_and_name_no_program() {
    let (config, url) = plain();
    let caddy = text(&files(&config, &url), "Caddyfile");
    assert!(caddy.contains("\npay.example.co.ke {\n"), "{caddy}");
    assert!(
        caddy.contains("\treverse_proxy 127.0.0.1:8140\n}\n"),
        "{caddy}"
    );
    assert!(caddy.contains("\theader -Server\n") && !caddy.contains("\tlog"));
    assert!(caddy.contains("\t\tmax_size 33554432\n"));
    let nginx = text(&files(&config, &url), "nginx.conf");
    for line in [
        "    server_name pay.example.co.ke;",
        "    ssl_protocols TLSv1.2 TLSv1.3;",
        "    access_log off;",
        "    server_tokens off;",
        "    client_max_body_size 33554432;",
        "        proxy_pass http://127.0.0.1:8140/;",
        "        proxy_set_header X-Forwarded-For $remote_addr;",
    ] {
        assert!(nginx.lines().any(|of| of == line), "{line}\n{nginx}");
    }
    // Braces pair, or neither program reads them.
    for text in [&caddy, &nginx] {
        assert_eq!(
            text.matches('{').count(),
            text.matches('}').count(),
            "{text}"
        );
    }
    assert!(
        read("a", &to_toml(&config))
            .unwrap()
            .proxies
            .contains(&"127.0.0.1".to_owned())
    );
}

#[test]
fn a_path_is_taken_away_by_the_proxies() {
    let (config, _) = plain();
    let url = url("https://pay.example.co.ke/in");
    let caddy = text(&files(&config, &url), "Caddyfile");
    assert!(caddy.contains("\turi strip_prefix /in\n"), "{caddy}");
    let nginx = text(&files(&config, &url), "nginx.conf");
    assert!(nginx.contains("    location /in/ {\n        proxy_pass http://127.0.0.1:8140/;"));
}
