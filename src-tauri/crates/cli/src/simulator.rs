//! `patanisha simulator serve`: a local Daraja until Ctrl-C.
//!
//! Owns: reading its files, saying what to put where, waiting for the end. Stays out: the simulated world
//! (`daraja-sim`).

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use daraja_sim::{Options, Scenario, Simulator, Time};
use domain::Problem;
use serde_json::json;

use crate::args::{ServeSimulatorArguments, SimulatorVerb};
use crate::end::End;

/// Does the job.
pub fn run(of: &SimulatorVerb, as_json: bool) -> Result<(), Problem> {
    let SimulatorVerb::Serve(of) = of;
    let options = options(of)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| {
        Problem::new("host.runtime", format!("Nothing was started: {error}."))
            .with_remedy("Close other programs, then try again.")
    })?;
    runtime.block_on(async {
        // Before anything is said: whoever reads it may end the program at once.
        let end = End::new().map_err(|error| refused(of, &error))?;
        let simulator = Simulator::start(options).map_err(|error| refused(of, &error))?;
        let certificate = write_certificate(of, &simulator)?;
        say(&simulator, certificate.as_deref(), as_json);
        end.wait().await;
        simulator.stop().await;
        if !as_json {
            println!("Stopped.");
        }
        Ok(())
    })
}

fn options(of: &ServeSimulatorArguments) -> Result<Options, Problem> {
    for (address, flag, may) in [
        (of.listen, "--listen", of.beyond_loopback),
        (of.control, "--control", false),
    ] {
        if !address.ip().is_loopback() && !may {
            return Err(not_loopback(address, flag));
        }
    }
    let scenario = match &of.scenario {
        Some(path) => Some(read_scenario(path)?),
        None => None,
    };
    let time = if of.manual_time {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let start_unix_ms = u64::try_from(now.as_millis()).unwrap_or(0);
        Time::Manual { start_unix_ms }
    } else {
        Time::Running
    };
    Ok(Options {
        listen: of.listen,
        control: of.control,
        seed: of.seed,
        time,
        scenario,
        state_file: of.state.clone(),
        beyond_loopback: of.beyond_loopback,
    })
}

fn not_loopback(address: SocketAddr, flag: &'static str) -> Problem {
    let problem = Problem::new(
        "usage.simulator_address",
        format!("Nothing was started: {address} can be reached from other computers."),
    )
    .with_field(flag)
    .with_remedy(format!(
        "Use 127.0.0.1, as in {flag} 127.0.0.1:{}.",
        address.port()
    ));
    if flag == "--listen" {
        problem.with_remedy("Or give --beyond-loopback, if other computers are meant to use it.")
    } else {
        problem
    }
}

fn read_scenario(path: &Path) -> Result<Scenario, Problem> {
    let read = engine::files::read_input(path)?;
    let text = String::from_utf8_lossy(&read.bytes);
    Scenario::parse(&text).map_err(|why| {
        Problem::new(
            "file.scenario",
            format!("Nothing was started: {}: {why}.", path.display()),
        )
        .with_field("--scenario")
        .with_remedy(
            "Correct the file. Every field may be left out; the simulator's manual lists them.",
        )
    })
}

/// What `daraja-sim` would not do, in words.
fn refused(of: &ServeSimulatorArguments, error: &io::Error) -> Problem {
    let message = format!("Nothing was started: {error}.");
    match error.kind() {
        io::ErrorKind::AddrInUse => Problem::new("state.port_taken", message)
            .with_remedy("Choose another port; port 0 takes a free one.")
            .with_remedy("Or end the program that uses it: it may be another simulator."),
        io::ErrorKind::InvalidData => Problem::new("file.simulator_state", message)
            .with_field("--state")
            .with_remedy("Move the file away to begin with a new world, or name another."),
        io::ErrorKind::PermissionDenied | io::ErrorKind::AddrNotAvailable => {
            Problem::new("host.refused", message)
                .with_remedy(format!("Check {} and the files given.", of.listen))
        }
        _ => Problem::new("host.simulator", message).with_remedy("Try again."),
    }
}

/// Writes the certificate where it was asked for, or beside the state file.
fn write_certificate(
    of: &ServeSimulatorArguments,
    simulator: &Simulator,
) -> Result<Option<PathBuf>, Problem> {
    let beside = || {
        of.state
            .as_ref()
            .map(|state| state.with_extension("certificate.pem"))
    };
    let Some(path) = of.certificate_out.clone().or_else(beside) else {
        return Ok(None);
    };
    std::fs::write(&path, &simulator.setup().certificate_pem).map_err(|error| {
        Problem::new(
            "file.certificate_out",
            format!(
                "Nothing was started: {} can't be written: {error}.",
                path.display()
            ),
        )
        .with_field("--certificate-out")
        .with_remedy("Name a file in a folder that exists and may be written to.")
    })?;
    Ok(Some(path))
}

/// What a client puts where. All of it is invented, so all of it may be shown.
fn say(simulator: &Simulator, certificate: Option<&Path>, as_json: bool) {
    let setup = simulator.setup();
    let (base, control) = (simulator.base_url(), simulator.control_url());
    let certificate = certificate.map(|path| path.display().to_string());
    let magic = format!("{control}/manual");
    if as_json {
        println!(
            "{}",
            json!({
                "base_url": base,
                "control_url": control,
                "consumer_key": setup.consumer_key,
                "consumer_secret": setup.consumer_secret,
                "passkey": setup.passkey,
                "initiator_name": setup.initiator_name,
                "initiator_password": setup.initiator_password,
                "certificate": certificate,
                "certificate_pem": setup.certificate_pem,
                "paybill": setup.paybill,
                "till": setup.till,
                "payout_short_code": setup.payout_short_code,
                "test_msisdn": setup.test_msisdn,
                "magic_numbers": magic,
            })
        );
    } else {
        let unwritten =
            format!("not written; {control}/setup has it, or give --certificate-out FILE");
        println!(
            "A Daraja of invented money runs on this computer. Nothing here reaches Safaricom.\n"
        );
        for (what, value) in [
            ("Base URL", &base),
            ("Consumer key", &setup.consumer_key),
            ("Consumer secret", &setup.consumer_secret),
            ("Passkey (STK push)", &setup.passkey),
            ("Initiator name", &setup.initiator_name),
            ("Initiator password", &setup.initiator_password),
            ("Certificate", certificate.as_ref().unwrap_or(&unwritten)),
            ("Paybill", &setup.paybill),
            ("Till", &setup.till),
            ("Payout short code", &setup.payout_short_code),
            ("Test number", &setup.test_msisdn),
            ("Magic numbers", &magic),
            ("Control API", &control),
        ] {
            println!("  {what:<20}{value}");
        }
        println!("\nCtrl-C ends it.");
    }
    // A reader of a pipe waits for this before it calls. If nobody reads, the simulator runs all the same.
    let _ = io::stdout().flush();
}
