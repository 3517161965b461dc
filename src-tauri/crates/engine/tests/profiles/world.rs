//! A desk with a data folder, a vault and, where wanted, a Safaricom and a receiver.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use domain::Environment;
use engine::api::*;
use engine::callbacks::Callbacks;
use engine::vault::{MemoryVault, Vault};
use engine::{Engine, Options};
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use tokio::sync::mpsc;

use crate::safaricom::Safaricom;

/// The desk's clock.
pub const NOW: i64 = 1_793_000_000;
/// The public address of its receiver.
pub const CALLBACKS: &str = "https://pay.mfano.example";

pub const CONSUMER_KEY: &str = "ufunguo-wa-mteja-4711";
pub const CONSUMER_SECRET: &str = "siri-ya-mteja-0815";
pub const PASSKEY: &str = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919";
pub const PASSWORD: &str = "Nenosiri#2026&Jaribio";

static KEY: LazyLock<KeyPair> =
    LazyLock::new(|| KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap());

/// A certificate with that common name, as PEM and DER.
pub fn certificate(common_name: &str) -> (String, Vec<u8>) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, common_name);
    params.not_before = rcgen::date_time_ymd(2014, 11, 12);
    params.not_after = rcgen::date_time_ymd(2016, 11, 11);
    let made = params.self_signed(&*KEY).unwrap();
    (made.pem(), made.der().to_vec())
}

/// The PEM of the sandbox's kind of certificate.
pub fn pem() -> String {
    static PEM: LazyLock<String> = LazyLock::new(|| certificate("apicrypt.safaricom.co.ke").0);
    PEM.clone()
}

pub struct Desk {
    pub folder: tempfile::TempDir,
    pub vault: Arc<dyn Vault>,
    pub safaricom: Safaricom,
    pub engine: Engine,
}

impl Desk {
    /// A desk in an environment, with a receiver or without.
    pub fn new(environment: Environment, receiver: bool) -> Self {
        Self::with_vault(environment, receiver, Arc::new(MemoryVault::new()))
    }

    pub fn with_vault(environment: Environment, receiver: bool, vault: Arc<dyn Vault>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (sender, deliveries) = mpsc::channel(16);
        let safaricom = Safaricom::start(receiver.then_some(sender));
        let callbacks = receiver.then(|| Callbacks {
            base: "http://127.0.0.1:9".to_owned(),
            serves: environment,
            deliveries,
        });
        let options = Options {
            environment: Some(environment),
            callbacks,
            result_wait: Some(Duration::from_millis(600)),
            ..options(&folder, &vault)
        };
        Self {
            engine: Engine::new(options).unwrap(),
            folder,
            vault,
            safaricom,
        }
    }

    /// A sandbox with a workspace.
    pub async fn sandbox(receiver: bool) -> Self {
        let desk = Self::new(Environment::Sandbox, receiver);
        desk.workspace().await;
        desk
    }

    pub async fn workspace(&self) {
        let business = "Mfano Traders".to_owned();
        let request = WorkspaceCreate { business };
        self.engine.workspace_create(request).await.unwrap();
        people(&self.engine).await;
    }

    pub async fn add(&self, short_code: &str, kind: ProfileKind) -> ProfileInfo {
        let request = ProfileAdd {
            short_code: short_code.to_owned(),
            kind,
            name: "Duka".to_owned(),
        };
        self.engine.profile_add(request).await.unwrap()
    }

    pub async fn try_set(
        &self,
        profile: i64,
        item: ProfileItem,
        value: &str,
    ) -> Result<ProfileInfo, domain::Problem> {
        let value = value.to_owned();
        let request = ProfileItemSet {
            profile,
            item,
            value,
        };
        self.engine.profile_item_set(request).await
    }

    pub async fn set(&self, profile: i64, item: ProfileItem, value: &str) -> ProfileInfo {
        self.try_set(profile, item, value).await.unwrap()
    }

    pub async fn delete(&self, profile: i64, item: ProfileItem) -> ProfileInfo {
        let request = ProfileItemRef { profile, item };
        self.engine.profile_item_delete(request).await.unwrap()
    }

    pub async fn profile(&self, profile: i64) -> ProfileInfo {
        let list = self.engine.profiles_list(Nothing {}).await.unwrap();
        let mut found = list.profiles.into_iter().filter(|of| of.id == profile);
        found.next().unwrap()
    }

    /// A payout profile with everything that both checks need.
    pub async fn ready(&self) -> i64 {
        let id = self.add("600222", ProfileKind::Payout).await.id;
        for (item, value) in [
            (ProfileItem::ConsumerKey, CONSUMER_KEY),
            (ProfileItem::ConsumerSecret, CONSUMER_SECRET),
            (ProfileItem::InitiatorName, "jaribio.api"),
            (ProfileItem::InitiatorPassword, PASSWORD),
            (ProfileItem::Certificate, &pem()),
            (ProfileItem::CallbackBase, CALLBACKS),
            (ProfileItem::BaseUrl, &self.safaricom.base),
        ] {
            self.set(id, item, value).await;
        }
        id
    }

    pub async fn test(
        &self,
        profile: i64,
        check: Option<ProfileCheck>,
    ) -> Result<ProfileInfo, domain::Problem> {
        let job = "test".to_owned();
        let request = ProfileTest {
            job,
            profile,
            check,
        };
        self.engine.profile_test(request).await
    }
}

pub fn options(folder: &tempfile::TempDir, vault: &Arc<dyn Vault>) -> Options {
    Options {
        data_folder: Some(folder.path().join("data")),
        vault: Some(Arc::clone(vault)),
        operator: Some("tester".into()),
        clock: Some(|| NOW),
        ..Options::default()
    }
}

pub fn item(of: &ProfileInfo, item: ProfileItem) -> &ProfileItemInfo {
    of.items.iter().find(|row| row.item == item).unwrap()
}

pub fn check(of: &ProfileInfo, check: ProfileCheck) -> &ProfileCheckInfo {
    of.checks.iter().find(|run| run.check == check).unwrap()
}

pub const ADMINISTRATOR: (&str, &str) = ("Naliaka", "mvua-kiatu-embe-kengele");
pub const MAKER: (&str, &str) = ("Baraka", "taa-ndizi-mto-pazia");

/// Names the first two people, and signs in as the administrator.
pub async fn people(engine: &Engine) {
    let founder = |(name, passphrase): (&str, &str), role| Founder {
        name: name.into(),
        roles: vec![role],
        passphrase: passphrase.into(),
    };
    let request = PeopleFound {
        administrator: founder(ADMINISTRATOR, RoleDto::Administrator),
        other: founder(MAKER, RoleDto::Maker),
    };
    engine.people_found(request).await.unwrap();
    enter(engine, ADMINISTRATOR).await;
}

/// Signs in.
pub async fn enter(engine: &Engine, (name, passphrase): (&str, &str)) -> AppStatus {
    let request = SignIn {
        name: name.into(),
        passphrase: passphrase.into(),
    };
    engine.sign_in(request).await.unwrap()
}

/// Signs in as the practice workspace's administrator.
pub async fn enter_practice(engine: &Engine) -> AppStatus {
    let one = engine::practice::OPERATORS[0];
    enter(engine, (one.name, one.passphrase)).await
}
