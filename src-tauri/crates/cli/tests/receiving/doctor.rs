//! `doctor` against a receiver over TLS, with an authority of the test's own.

use super::*;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

/// Writes a certificate of an authority for these names, and the authority; gives the authority's path.
fn certificates(set_up: &SetUp, names: &[&str], days: i64) -> PathBuf {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    let now = std::time::SystemTime::now();
    params.not_before = (now - std::time::Duration::from_secs(100 * 24 * 3600)).into();
    let from_now = std::time::Duration::from_secs(days.unsigned_abs() * 24 * 3600);
    params.not_after = if days < 0 {
        now - from_now
    } else {
        now + from_now
    }
    .into();
    let key = KeyPair::generate().unwrap();
    let leaf = params.signed_by(&key, &authority).unwrap();
    let chain = format!("{}{}", leaf.pem(), authority.pem());
    std::fs::write(set_up.file("chain.pem"), chain).unwrap();
    std::fs::write(set_up.file("key.pem"), key.serialize_pem()).unwrap();
    let path = set_up.file("authority.pem");
    std::fs::write(&path, authority.pem()).unwrap();
    let config = std::fs::read_to_string(set_up.config()).unwrap();
    if !config.contains("\n[tls]") {
        let tls = "\n[tls]\ncertificate = \"chain.pem\"\nkey = \"key.pem\"\n\n[limits]\n";
        std::fs::write(set_up.config(), config.replace("\n[limits]\n", tls)).unwrap();
    }
    path
}

fn url(served: &Served) -> String {
    let port = served.address().rsplit(':').next().unwrap();
    format!("https://localhost:{port}")
}

#[test]
fn a_receiver_over_tls_is_examined_from_end_to_end() {
    let set_up = SetUp::new();
    let authority = certificates(&set_up, &["localhost"], 60);
    let served = set_up.serve(&[]);
    assert_eq!(served.said["tls"], true);
    let url = url(&served);
    let tokens = [(3, set_up.token.as_str()), (4, KIND)];
    let asked = ["--url", &url, "--token-fd", "3", "--test-token-fd", "4"];
    let (run, said) = doctor(&asked, &tokens, Some(&authority));
    assert_eq!(run.status, 4, "{}{}", run.out, run.err);
    for (name, expected) in [
        ("address", "failed"),
        ("name", "failed"),
        ("certificate", "passed"),
        ("tls_versions", "passed"),
        ("silence", "passed"),
        ("clock", "passed"),
        ("status", "passed"),
        ("delivery", "failed"),
    ] {
        assert_eq!(outcome(&said, name), expected, "{name}: {said}");
    }
    assert!(
        check(&said, "address")["says"]
            .as_str()
            .unwrap()
            .contains("can't be reached")
    );
    assert!(
        check(&said, "delivery")["says"]
            .as_str()
            .unwrap()
            .contains("never published")
    );
    for secret in [KIND, &set_up.token] {
        assert!(!run.out.contains(secret) && !run.err.contains(secret));
    }
    drop(served);
}

#[test]
fn a_certificate_of_nobody_of_another_name_or_ending_is_told() {
    for (names, days, known, part) in [
        (&["localhost"][..], 60, false, "self-signed"),
        (&["other.example"], 60, true, "another name"),
        (&["localhost"], -3, true, "has ended"),
        (&["localhost"], 5, true, "ends in"),
    ] {
        let set_up = SetUp::new();
        let authority = certificates(&set_up, names, days);
        let other = set_up.file("none.pem");
        std::fs::write(&other, "").unwrap();
        let served = set_up.serve(&[]);
        let authority = if known { authority } else { other };
        let (_, said) = doctor(&["--url", &url(&served)], &[], Some(&authority));
        assert_eq!(outcome(&said, "certificate"), "failed", "{said}");
        let says = check(&said, "certificate")["says"].as_str().unwrap();
        assert!(says.contains(part), "{says}");
    }
}

#[test]
fn behind_a_proxy_the_delivery_comes_back() {
    let set_up = SetUp::new();
    let served = set_up.serve(&[]);
    served.publish(&set_up.token);
    let url = format!("http://{}", served.address());
    let tokens = [(3, set_up.token.as_str()), (4, KIND)];
    let asked = ["--url", &url, "--token-fd", "3", "--test-token-fd", "4"];
    let (run, said) = doctor(&asked, &tokens, None);
    assert_eq!(outcome(&said, "delivery"), "passed", "{said}");
    assert_eq!(outcome(&said, "status"), "passed", "{said}");
    assert_eq!(run.status, 4, "it is not https");
}

#[test]
fn the_configuration_names_what_is_looked_at() {
    let set_up = SetUp::new();
    let config = set_up.config().display().to_string();
    // The name is nobody's (RFC 2606), so nothing beyond this computer is asked.
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(
        &config,
        text.replace("pay.example.co.ke", "pay.patanisha.invalid"),
    )
    .unwrap();
    let (run, said) = doctor(&["--config", &config], &[], None);
    assert_eq!(run.status, 4, "{}", run.err);
    assert_eq!(said["url"], "https://pay.patanisha.invalid");
    assert_eq!(outcome(&said, "name"), "failed");
    let (run, _) = doctor(&["--url", "ftp://x"], &[], None);
    assert_eq!(run.status, 2);
    let (run, _) = doctor(&["--url", URL, "--token-fd", "63"], &[], None);
    assert_eq!(run.status, 3);
    let (run, _) = doctor(&["--config", "/nonexistent.toml"], &[], None);
    assert_eq!(run.status, 3);
    assert_eq!(patanisha(&["receiver", "doctor"]).status, 2);
}
