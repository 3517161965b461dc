//! Connections to the database: a pool of them, what each is told first, and what its errors mean.

use std::time::Duration;

use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime,
};
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Error, NoTls, Row};

use super::address::Address;
use crate::inbox::InboxError;

/// Connections at once.
const CONNECTIONS: usize = 8;
/// Until a connection is there, and until a statement is done.
const PATIENCE: Duration = Duration::from_secs(3);
/// Until an answer to a statement is there; the server gives up before.
const ANSWER: Duration = Duration::from_secs(4);

/// What each connection is told first. A commit waits for the disk; one that waits for a replica too
/// stays so.
const SETTINGS: &str = "
    SET application_name = 'patanisha receiver';
    SET client_min_messages = warning;
    SET jit = off;
    SET statement_timeout = '3s';
    SET lock_timeout = '3s';
    SET idle_in_transaction_session_timeout = '10s';
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') <> 'remote_apply'";

const DURABLE: &str = "
    SELECT current_setting('fsync') = 'on'
        AND current_setting('synchronous_commit') IN ('on', 'remote_apply')";

/// The pool. It connects when something is asked, and anew after the server was gone.
pub(super) struct Link(Pool);

impl Link {
    /// Makes the pool; connects to nothing yet.
    ///
    /// # Errors
    /// [`InboxError::Away`] when the address, or the way to check certificates, is unusable.
    pub(super) fn to(url: &str) -> Result<Self, InboxError> {
        let mut address = Address::parse(url)?;
        let tls = address.tls()?;
        let config = &mut address.config;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        // A server that vanished without a word is noticed.
        config.keepalives_idle(Duration::from_secs(15));
        config.tcp_user_timeout(ANSWER);
        let settings = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let connections = match tls {
            Some(tls) => Manager::from_config(config.clone(), tls, settings),
            None => Manager::from_config(config.clone(), NoTls, settings),
        };
        let pool = Pool::builder(connections)
            .max_size(CONNECTIONS)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .recycle_timeout(Some(PATIENCE))
            .post_create(Hook::async_fn(|client, _| {
                Box::pin(async move {
                    match settle(client).await {
                        Ok(true) => Ok(()),
                        Ok(false) => Err(HookError::message(
                            "the server does not wait for its disk; set fsync = on in its \
                             configuration",
                        )),
                        Err(error) => Err(HookError::Backend(error)),
                    }
                })
            }))
            .build()
            .map_err(|error| InboxError::Away(error.to_string()))?;
        Ok(Self(pool))
    }

    /// A connection of the pool.
    pub(super) async fn client(&self) -> Result<Object, InboxError> {
        self.0.get().await.map_err(|error| match error {
            PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => {
                of(&error)
            }
            PoolError::PostCreateHook(HookError::Message(why)) => {
                InboxError::Away(why.into_owned())
            }
            PoolError::Timeout(_) => InboxError::Away("no connection in time".to_owned()),
            other => InboxError::Away(other.to_string()),
        })
    }

    /// One statement, prepared once per connection, in a transaction of its own: one round trip.
    pub(super) async fn rows(
        &self,
        sql: &str,
        given: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, InboxError> {
        let client = self.client().await?;
        let asked = async {
            let statement = client.prepare_cached(sql).await?;
            client.query(&statement, given).await
        };
        if let Ok(answer) = tokio::time::timeout(ANSWER, asked).await {
            return answer.map_err(|error| of(&error));
        }
        // Nobody knows what is on that wire now.
        drop(Object::take(client));
        Err(InboxError::Away("no answer in time".to_owned()))
    }
}

/// Tells a new connection its settings; answers whether what it commits lasts.
async fn settle(client: &tokio_postgres::Client) -> Result<bool, Error> {
    client.batch_execute(SETTINGS).await?;
    client.query_one(DURABLE, &[]).await?.try_get(0)
}

/// What the database says, in the inbox's words: its message and code, never its detail, which may hold
/// data.
pub(super) fn of(error: &Error) -> InboxError {
    let Some(told) = error.as_db_error() else {
        let why = std::error::Error::source(error).map(ToString::to_string);
        return InboxError::Away(why.unwrap_or_else(|| error.to_string()));
    };
    let code = told.code().code();
    let why = format!("{} ({code})", told.message());
    if *told.code() == SqlState::DISK_FULL {
        return InboxError::Full;
    }
    // Values, constraints, what the schema should have; not what the user may not.
    let damaged = ["22", "23", "42", "XX"];
    let class = damaged.iter().any(|class| code.starts_with(class));
    if class && *told.code() != SqlState::INSUFFICIENT_PRIVILEGE {
        return InboxError::Damaged(why);
    }
    InboxError::Away(why)
}
