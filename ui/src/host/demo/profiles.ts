/** The demo's profiles: what is given, what a check says. Values are held here only, and no answer carries one. */
import type { EnvironmentDto, ProfileCheck, ProfileCheckInfo, ProfileInfo, ProfileItem, ProfileItemInfo, ProfileKind, ProfileNotice } from "../../bindings/types";
import { problem } from "./files";

export interface DemoProfile {
  id: number;
  code: string;
  kind: ProfileKind;
  name: string;
  supplied: boolean;
  kept: Map<ProfileItem, { value: string; at: string }>;
  checks: Map<ProfileCheck, ProfileCheckInfo>;
}

const ITEMS: readonly ProfileItem[] = ["consumer_key", "consumer_secret", "passkey", "initiator_name", "initiator_password", "certificate", "security_credential", "callback_base", "base_url", "proxy"];
const SECRET: readonly ProfileItem[] = ["consumer_key", "consumer_secret", "passkey", "initiator_password", "security_credential"];
const OPTIONAL: readonly ProfileItem[] = ["passkey", "security_credential", "base_url", "proxy"];
const AT = "12 Nov 2026, 14:05";
export const PEM = "-----BEGIN CERTIFICATE-----\nTWZhbm8gdHU=\n-----END CERTIFICATE-----";

function isRequired(profile: DemoProfile, item: ProfileItem): boolean {
  const ready = profile.kept.has("security_credential");
  if (item === "initiator_password" || item === "certificate") return !ready;
  return !OPTIONAL.includes(item);
}

const FACTS = ["RSA, 2048 bits", "SHA-256 A542 C3C6 7B59 8A33 7A1C C741 E543 4C70 DE56 5081 E5C8 53E0 5A51 C843 7647 66F0", "12 Nov 2014 – 11 Nov 2016"];

function noticeOf(item: ProfileItem, value: string, environment: EnvironmentDto): ProfileNotice | null {
  if (item === "initiator_password" && value.includes("old")) return { tone: "warning", text: "This password ends in nine days, on 21 Nov 2026. Set a new one on org.ke.m-pesa.com and give it here." };
  if (item === "certificate" && environment === "production" && value.includes("Sandbox")) return { tone: "danger", text: "This is the sandbox’s certificate: production will refuse every password encrypted with it." };
  if (item === "certificate" && environment !== "practice") return { tone: "info", text: "It ran out on 11 Nov 2016. Safaricom still uses it, so this is no fault." };
  return null;
}

function itemOf(profile: DemoProfile, item: ProfileItem, environment: EnvironmentDto): ProfileItemInfo {
  const kept = profile.kept.get(item);
  const secret = SECRET.includes(item);
  const name = environment === "production" ? "apigee.apicaller.safaricom.co.ke" : "apicrypt.safaricom.co.ke";
  const shown = !kept || secret ? null : item === "certificate" ? name : kept.value;
  return {
    item, required: isRequired(profile, item), given: kept !== undefined, secret, shown,
    facts: kept && item === "certificate" ? FACTS : [],
    set_at: kept?.at ?? null,
    notice: kept ? noticeOf(item, kept.value, environment) : null,
  };
}

function checkOf(profile: DemoProfile, check: ProfileCheck): ProfileCheckInfo {
  const needs: ProfileItem[] = check === "token" ? ["consumer_key", "consumer_secret"] : ["consumer_key", "consumer_secret", "initiator_name", "initiator_password", "certificate", "callback_base"];
  const missing = needs.filter((item) => isRequired(profile, item) && !profile.kept.has(item)).length;
  if (missing > 0) return { check, outcome: "not_possible", text: missing === 1 ? "One item that it needs is missing." : `${missing} items that it needs are missing.`, remedies: [], at: null };
  return profile.checks.get(check) ?? { check, outcome: "not_run", text: "Not run since its items were last given.", remedies: [], at: null };
}

export function infoOf(profile: DemoProfile, environment: EnvironmentDto): ProfileInfo {
  const items = ITEMS.map((item) => itemOf(profile, item, environment));
  const required = items.filter((item) => item.required);
  return {
    id: profile.id, short_code: profile.code, kind: profile.kind, name: profile.name, items,
    given: required.filter((item) => item.given).length, required: required.length,
    checks: [checkOf(profile, "token"), checkOf(profile, "balance")], supplied: profile.supplied,
  };
}

/** What real calls would say: a value with `wrong` in it is wrong. */
export function runCheck(profile: DemoProfile, check: ProfileCheck): void {
  const now = checkOf(profile, check);
  if (now.outcome === "not_possible") return;
  const at = "12 Nov 2026, 14:06";
  const holds = (item: ProfileItem) => profile.kept.get(item)?.value.includes("wrong") ?? false;
  const told = (outcome: ProfileCheckInfo["outcome"], text: string, remedies: string[]) => void profile.checks.set(check, { check, outcome, text, remedies, at });
  if (check === "token") {
    if (holds("consumer_secret")) told("failed", "Safaricom refused key and secret: “Invalid Authentication passed” (400.008.01). No token was given.", ["Copy both again from the same app on the Daraja portal.", "See that the app belongs to this environment."]);
    else told("passed", "Safaricom gave a token for 3,599 seconds: key and secret belong together.", []);
  } else if (holds("initiator_password")) told("failed", "The request was refused: “The initiator information is invalid.” (2001)", ["Check the operator’s name and password before you try again.", "See that the certificate is this environment’s."]);
  else if (holds("callback_base")) told("unclear", "Safaricom accepted the request, but no result arrived within two minutes.", ["See that the callback address can be reached from outside.", "Run the check again."]);
  else told("passed", "The result arrived through the callback address after 4 s. Utility account: 450,120.60 available.", []);
}

export function setItem(profile: DemoProfile, item: ProfileItem, value: string): void {
  const bad = (code: string, message: string, remedies: string[]) => problem(code, message, remedies, { field: "value" });
  if (item === "certificate" && !/BEGIN CERTIFICATE|\.(cer|pem|crt|der)$/.test(value)) throw bad("profile.certificate", "Nothing was kept: this is a web page, not a certificate.", ["Download the certificate again and save the file itself, not the page around it."]);
  if (item === "initiator_password" && /[()]/.test(value)) throw bad("profile.password", "Nothing was kept: Safaricom takes no brackets in this password.", ["Of special characters use only # & % $."]);
  if (item === "callback_base" && !value.startsWith("https:")) throw bad("profile.callback", "Nothing was kept: the address does not begin with https.", ["Give the public https address of your receiver."]);
  if (item === "consumer_key" && value.includes("locked")) throw problem("keyring.locked", `Nothing was kept: the keyring is locked. Read: ${value}`, ["Unlock the keyring, then try again."], { retry_now: true });
  profile.kept.set(item, { value, at: AT });
  profile.checks.delete("balance");
  if (["consumer_key", "consumer_secret", "base_url", "proxy"].includes(item)) profile.checks.delete("token");
}

export function emptyProfile(id: number, code: string, kind: ProfileKind, name: string, given: Partial<Record<ProfileItem, string>> = {}, supplied = false): DemoProfile {
  const kept = new Map(Object.entries(given).map(([item, value]) => [item as ProfileItem, { value, at: AT }]));
  return { id, code, kind, name, supplied, kept, checks: new Map() };
}

const SIMULATED = ["http", "//127.0.0.1:41730"].join(":");
const RECEIVER = ["https", "//hooks.mfano.example/daraja"].join(":");

/** What the practice simulator supplies. */
export function suppliedProfile(): DemoProfile {
  return emptyProfile(1, "600111", "one_account", "Soko Mtaani", {
    consumer_key: "k", consumer_secret: "s", passkey: "p", initiator_name: "practice.api", initiator_password: "w", certificate: PEM, callback_base: SIMULATED, base_url: SIMULATED,
  }, true);
}

/** Profiles in three states of readiness. */
export function sampleProfiles(): DemoProfile[] {
  const whole = emptyProfile(1, "600111", "paybill", "Main paybill", { consumer_key: "k", consumer_secret: "s", passkey: "p", initiator_name: "mfano.api", initiator_password: "old", certificate: PEM, callback_base: RECEIVER });
  const failing = emptyProfile(2, "600222", "payout", "Friday payouts of the Nairobi branches", { consumer_key: "k", consumer_secret: "wrong", initiator_name: "mfano.api" });
  for (const profile of [whole, failing]) runCheck(profile, "token");
  runCheck(whole, "balance");
  return [whole, failing, emptyProfile(3, "600333", "till", "Duka la Jaribio")];
}
