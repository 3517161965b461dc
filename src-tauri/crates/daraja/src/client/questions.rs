//! Calls that are answered at once, and that may be made again without harm.

use crate::calls::{
    C2bRegistered, C2bSimulated, NameAnswer, PullPage, PullRegistered, QrCode, StkStatus,
};
use crate::client::{Client, judged};
use crate::{
    C2bRegistration, C2bSimulation, CallError, NameCheck, Passkey, PullQuery, PullRegistration,
    QrRequest, StkQuery,
};

impl Client {
    /// Asks what became of a prompt. Needs no callback address. The answer has neither receipt nor
    /// amount: those come by callback, by C2B confirmation or with [`Client::pull`].
    ///
    /// # Errors
    /// When there is no answer. "Still being processed" and "does not exist" are answers.
    pub async fn stk_query(
        &self,
        passkey: &Passkey,
        query: &StkQuery,
    ) -> Result<StkStatus, CallError> {
        let body = query.body(passkey, self.now());
        let answered = self.exchange(query.api(), &body).await?;
        StkStatus::read(query.api(), answered)
    }

    /// Registers where C2B payments are announced. In production this can be done once; after that
    /// only the portal can take the addresses away.
    ///
    /// # Errors
    /// When there is no answer. "Already registered" is an answer.
    pub async fn c2b_register(
        &self,
        registration: &C2bRegistration,
    ) -> Result<C2bRegistered, CallError> {
        let answered = self
            .exchange(registration.api(), &registration.body())
            .await?;
        C2bRegistered::read(registration.api(), answered)
    }

    /// Pretends that a customer paid; sandbox and simulators only.
    ///
    /// # Errors
    /// When it was turned away or there is no answer. Each call that is taken is one more payment.
    pub async fn c2b_simulate(
        &self,
        simulation: &C2bSimulation,
    ) -> Result<C2bSimulated, CallError> {
        let answered = self.ask(simulation.api(), &simulation.body()).await?;
        C2bSimulated::read(answered)
    }

    /// Entitles a short code to [`Client::pull`]; done once.
    ///
    /// # Errors
    /// When there is no answer. "Already registered" is an answer.
    pub async fn pull_register(
        &self,
        registration: &PullRegistration,
    ) -> Result<PullRegistered, CallError> {
        let answered = self.ask(registration.api(), &registration.body()).await?;
        PullRegistered::read(answered)
    }

    /// One page of the customer payments of the last 48 hours, from the row the query names. Advance by
    /// the rows received; stop on an empty page or when nothing on a page is new.
    ///
    /// # Errors
    /// When there is no answer. "No records" is an answer: an empty page.
    pub async fn pull(&self, query: &PullQuery) -> Result<PullPage, CallError> {
        let answered = self.exchange(query.api(), &query.body()).await?;
        if let Some(empty) = PullPage::empty(&answered) {
            return Ok(empty);
        }
        PullPage::read(judged(query.api(), answered)?)
    }

    /// A QR code to pay by.
    ///
    /// # Errors
    /// When it was turned away or there is no picture in the answer.
    pub async fn qr(&self, request: &QrRequest) -> Result<QrCode, CallError> {
        let answered = self.ask(request.api(), &request.body()).await?;
        QrCode::read(answered)
    }

    /// Whose number this is, as far as M-Pesa tells: a first name and masked others.
    ///
    /// # Errors
    /// When it was turned away or there is no answer. "The customer does not exist" is an answer.
    pub async fn name_check(&self, check: &NameCheck) -> Result<NameAnswer, CallError> {
        let body = check.body(self.now());
        let answered = self.exchange(check.api(), &body).await?;
        NameAnswer::read(check.api(), answered)
    }
}
