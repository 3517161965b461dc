//! Calls the program and makes small files.

use std::process::Command;

/// What a call came to.
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// Runs a command to its end.
    pub fn of(command: &mut Command) -> Self {
        let done = command.output().unwrap();
        Self {
            status: done.status.code().unwrap_or(-1),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }
}

/// Runs `patanisha`.
pub fn patanisha(arguments: &[&str]) -> Run {
    Run::of(Command::new(env!("CARGO_BIN_EXE_patanisha")).args(arguments))
}

/// Writes a file and gives its path.
pub fn write(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path.display().to_string()
}

/// An F1 statement of 3 February 2026 with these rows, oldest last: `receipt|in|out|balance|account`.
/// The opening balance is 1,000.00 and the closing balance the first row's.
pub fn f1_statement(rows: &[&str]) -> String {
    let mut text = String::from(
        "Account Holder:,Mfano Water Services Ltd\r\nShort Code:,600111\r\nAccount:,Utility Account\r\n\
         Time Period:,From,03-02-2026 00:00:00,To,03-02-2026 23:59:59\r\n\
         Operator:,mfano.clerk,Organization:,Mfano Water Services Ltd,Date of Report:,04-02-2026 07:05:11\r\n",
    );
    let closing = rows[0].split('|').nth(3).unwrap();
    text.push_str(&format!(
        "Opening Balance:,1000.0,Closing Balance:,{closing},Available Balance:,\r\n"
    ));
    text.push_str(
        "Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Paid In,Withdrawn,Balance,\
         Balance Confirmed,Reason Type,Other Party Info,Linked Transaction ID,A/C No.,Currency\r\n",
    );
    for row in rows {
        let cells: Vec<&str> = row.split('|').collect();
        let [receipt, paid_in, withdrawn, balance, account] = cells[..] else {
            panic!("five cells")
        };
        text.push_str(&format!(
            "{receipt},03-02-2026 08:01:12,03-02-2026 08:01:10,Pay Bill from 25470****101 - AMANI MFANO Acc. \
             {account},Completed,{paid_in},{withdrawn},{balance},true,Pay Utility,25470****101 - AMANI \
             MFANO,,{account},KES\r\n"
        ));
    }
    text
}

/// A ledger with these rows: `reference,direction,amount`.
pub fn ledger(rows: &[&str]) -> String {
    format!("reference,direction,amount\n{}\n", rows.join("\n"))
}
