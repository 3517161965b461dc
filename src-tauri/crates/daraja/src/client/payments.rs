//! Calls that move money, ask a person to pay, or ask M-Pesa for something it calls back with.

use crate::calls::{Acknowledgement, PromptAcknowledgement, UssdAcknowledgement};
use crate::client::{Answered, Client};
use crate::{
    Api, B2bExpress, B2bPayment, B2cPayment, BalanceQuery, CallError, Initiator, OriginatorId,
    Passkey, PochiPayment, RequestBody, Reversal, StatusQuery, StkPush, Submission, TaxRemittance,
};

impl Client {
    /// Pays a customer (B2C v3). The payment's own id is the guard against paying twice: offer the same
    /// payment again only under the same id, and only when it was [`Submission::Refused`] and
    /// [`Refusal::again`](crate::Refusal::again) says so.
    pub async fn b2c(
        &self,
        initiator: &Initiator,
        payment: &B2cPayment,
    ) -> Submission<Acknowledgement> {
        let body = payment.body(initiator);
        self.submit(payment.api(), &body, Some(&payment.originator_id))
            .await
    }

    /// Pays a customer's Pochi la Biashara. Ids as for [`Client::b2c`].
    pub async fn pochi(
        &self,
        initiator: &Initiator,
        payment: &PochiPayment,
    ) -> Submission<Acknowledgement> {
        let body = payment.body(initiator);
        self.submit(payment.api(), &body, Some(&payment.originator_id))
            .await
    }

    /// Pays a business, tops up a B2C short code, or moves from Working to Utility. Daraja takes no id
    /// of ours here: whatever is not [`Submission::Refused`] must never be sent again.
    pub async fn b2b(
        &self,
        initiator: &Initiator,
        payment: &B2bPayment,
    ) -> Submission<Acknowledgement> {
        let body = payment.body(initiator);
        self.submit(payment.api(), &body, None).await
    }

    /// Pays tax. No id of ours: as [`Client::b2b`].
    pub async fn tax(
        &self,
        initiator: &Initiator,
        remittance: &TaxRemittance,
    ) -> Submission<Acknowledgement> {
        let body = remittance.body(initiator);
        self.submit(remittance.api(), &body, None).await
    }

    /// Gives a customer's payment back. No id of ours; a second one is refused by M-Pesa in its result
    /// (`R000001`).
    pub async fn reversal(
        &self,
        initiator: &Initiator,
        reversal: &Reversal,
    ) -> Submission<Acknowledgement> {
        let body = reversal.body(initiator);
        self.submit(reversal.api(), &body, None).await
    }

    /// Asks what became of a transaction. The answer is called back.
    pub async fn status(
        &self,
        initiator: &Initiator,
        query: &StatusQuery,
    ) -> Submission<Acknowledgement> {
        let body = query.body(initiator);
        self.submit(query.api(), &body, None).await
    }

    /// Asks for the balances of a short code. The answer is called back.
    pub async fn balance(
        &self,
        initiator: &Initiator,
        query: &BalanceQuery,
    ) -> Submission<Acknowledgement> {
        let body = query.body(initiator);
        self.submit(query.api(), &body, None).await
    }

    /// Puts a prompt to pay on a customer's phone. What the customer did is called back, and can be
    /// asked for with [`Client::stk_query`].
    pub async fn stk_push(
        &self,
        passkey: &Passkey,
        push: &StkPush,
    ) -> Submission<PromptAcknowledgement> {
        let body = push.body(passkey, self.now());
        let answered = self.ask(push.api(), &body).await;
        taken(answered.and_then(PromptAcknowledgement::read))
    }

    /// Puts a prompt to pay on another business's phone. The outcome is called back.
    pub async fn b2b_express(&self, prompt: &B2bExpress) -> Submission<UssdAcknowledgement> {
        let answered = self.ask(prompt.api(), &prompt.body()).await;
        taken(answered.and_then(UssdAcknowledgement::read))
    }

    async fn submit(
        &self,
        api: Api,
        body: &RequestBody,
        id: Option<&OriginatorId>,
    ) -> Submission<Acknowledgement> {
        let answered: Result<Answered, CallError> = self.ask(api, body).await;
        taken(answered.and_then(|answered| Acknowledgement::read(answered, id)))
    }
}

fn taken<A>(answer: Result<A, CallError>) -> Submission<A> {
    answer.map_or_else(Submission::from, Submission::Accepted)
}
