-- Each request is an event of its own: its address ends in a number that no other has.
local threads = 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

local posted = 0
local seed = os.time()
local body = [[{"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"The service request is processed successfully.","OriginatorConversationID":"BENCH-%08x-%08x","ConversationID":"AG_20260310_%08x%08x","TransactionID":"UCA3P0W8RD","ResultParameters":{"ResultParameter":[{"Key":"TransactionAmount","Value":1200},{"Key":"TransactionReceipt","Value":"UCA3P0W8RD"},{"Key":"ReceiverPartyPublicName","Value":"254700000000 - MFANO JARIBIO"},{"Key":"TransactionCompletedDateTime","Value":"10.03.2026 15:04:09"},{"Key":"B2CUtilityAccountAvailableFunds","Value":450120.60},{"Key":"B2CWorkingAccountAvailableFunds","Value":1000.00},{"Key":"B2CRecipientIsRegisteredCustomer","Value":"Y"},{"Key":"B2CChargesPaidAccountAvailableFunds","Value":-1980.00}]},"ReferenceData":{"ReferenceItem":{"Key":"QueueTimeoutURL","Value":"https://internalapi.safaricom.co.ke/mpesa/b2cresults/v1/submit"}}}}]]

function request()
  posted = posted + 1
  local path = string.format("%s/%08x%08x%016x", wrk.path, seed % 0xffffffff, id, posted)
  return wrk.format("POST", path, { ["Content-Type"] = "application/json" },
    string.format(body, id, posted, id, posted))
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("seen %d %d %d %d %d\n", summary.requests, summary.duration, failed,
    latency:percentile(50), latency:percentile(99)))
end
