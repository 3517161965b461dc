//! The client's examples, run as processes of their own against the simulator.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use daraja_sim::DeliveryState;

use crate::orders::anyone;
use crate::stage::Stage;

/// The examples' files, built as `cargo test --workspace` builds them.
fn built(names: &[&str]) -> Vec<PathBuf> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo.args(["build", "--workspace", "--quiet", "--message-format=json"]);
    for name in names {
        cargo.args(["--example", name]);
    }
    let output = cargo.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "the examples do not build");
    let lines = String::from_utf8(output.stdout).unwrap();
    let said: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    names
        .iter()
        .map(|name| {
            let of = said.iter().find(|one| one["target"]["name"] == **name);
            PathBuf::from(of.unwrap()["executable"].as_str().expect("an executable"))
        })
        .collect()
}

/// Runs one with these settings and this input; what it wrote, and whether it ended well.
fn run(file: &Path, settings: &[(&str, &str)], input: &str) -> (String, bool) {
    let mut process = Command::new(file)
        .env_clear()
        .envs(settings.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    process
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = process.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8(said).unwrap(), output.status.success())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_examples_pay_ask_and_read() {
    let names = ["pay_one", "balance", "read_callback"];
    let [pay_one, balance, read_callback]: [PathBuf; 3] =
        tokio::task::spawn_blocking(move || built(&names))
            .await
            .unwrap()
            .try_into()
            .unwrap();
    let stage = Stage::open(180).await;
    let setup = stage.sim.setup().clone();
    let folder = tempfile::tempdir().unwrap();
    let certificate = folder.path().join("certificate.cer");
    std::fs::write(&certificate, &setup.certificate_pem).unwrap();
    let base = stage.sim.base_url();
    let phone = anyone().digits();
    let settings = [
        ("DARAJA_BASE_URL", &*base),
        ("DARAJA_CONSUMER_KEY", &setup.consumer_key),
        ("DARAJA_CONSUMER_SECRET", &setup.consumer_secret),
        ("DARAJA_INITIATOR", &setup.initiator_name),
        ("DARAJA_INITIATOR_PASSWORD", &setup.initiator_password),
        ("DARAJA_CERTIFICATE", certificate.to_str().unwrap()),
        ("DARAJA_SHORT_CODE", &setup.payout_short_code),
        ("DARAJA_PHONE", &phone),
        ("DARAJA_AMOUNT", "1200"),
        ("DARAJA_PAYMENT_ID", "EXAMPLE-1"),
        // Nobody listens there: the results are read from the simulator's list of posts.
        ("DARAJA_CALLBACK", "http://127.0.0.1:9"),
    ];
    let mut all = String::new();
    let mut go = async |file: &Path, input: String| {
        let (file, settings) = (
            file.to_owned(),
            settings.map(|(a, b)| (a.to_owned(), b.to_owned())),
        );
        let task = tokio::task::spawn_blocking(move || {
            let settings = settings.each_ref().map(|(name, value)| (&**name, &**value));
            run(&file, &settings, &input)
        });
        let (said, well) = task.await.unwrap();
        assert!(well, "{said}");
        all.push_str(&said);
        said
    };

    let said = go(&pay_one, String::new()).await;
    assert!(said.starts_with("queued: AG_"), "{said}");
    let said = go(&pay_one, String::new()).await;
    assert!(
        said.starts_with("nobody knows: "),
        "the id is known: {said}"
    );
    let said = go(&balance, String::new()).await;
    assert!(said.contains("token for 3599 s; asked as AG_"), "{said}");
    stage.advance(60).await;
    assert_eq!(stage.received(&phone), (1, 120_000));

    let deliveries = stage.control.deliveries();
    assert_eq!(deliveries.len(), 2);
    assert!(
        deliveries
            .iter()
            .all(|one| matches!(one.state, DeliveryState::Failed { .. }))
    );
    let payment = deliveries.iter().find(|one| one.api == "b2c").unwrap();
    let said = go(&read_callback, payment.body.clone()).await;
    assert!(said.starts_with("a result: code 0 (Success)"), "{said}");
    let receipt = stage.transaction(&payment.conversation_id).receipt;
    assert!(
        said.contains(&format!("receipt {receipt}, amount Some(1200")),
        "{said}"
    );
    for secret in [
        &setup.consumer_key,
        &setup.consumer_secret,
        &setup.initiator_password,
        &phone,
    ] {
        assert!(!all.contains(secret.as_str()), "{all}");
    }
}
