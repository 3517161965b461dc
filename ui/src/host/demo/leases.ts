/** The demo's right to send: what its ledger is, and the claims of two people. */
import type { LeaseInfo, LedgerStanding, SecondPerson } from "../../bindings/types";
import type { CommandName, RequestOf, ResponseOf } from "../types";
import type { DemoWorlds } from "./environments";
import { problem } from "./files";

type Own = Extract<CommandName, `lease_${string}`>;
type Answers = { [Name in Own]: (request: RequestOf<Name>) => ResponseOf<Name> };

export interface LeaseOptions {
  /** The ledger was brought from another computer. */
  copied?: boolean;
  /** The keyring would not tell. */
  unproved?: boolean;
}

interface Claim {
  generation: number;
  at: string;
  by: string[];
  /** Whether the ledger was found to be a copy since. */
  stale: boolean;
}

const NOW = "28 Nov 2026 09:12";
const LOCKED = "The keyring is locked.";

function notHeld(why: string) {
  return problem("lease.not_held", `Nothing was sent: this ledger does not hold the right to send for this short code (${why}). Another copy of it may be sending.`, ["Make sure that no other computer sends with a copy of this ledger.", "Then have two people claim sending for this computer."]);
}

/** `signed` checks the second person, and answers the two names. */
export function leasesOf(options: LeaseOptions, worlds: DemoWorlds, signed: (second: SecondPerson) => string[]) {
  let standing: LedgerStanding = options.unproved ? "unproved" : options.copied ? "copied" : "own";
  let why = "it was brought from another computer or keyring";
  const claims = new Map<string, Claim>();
  if (options.copied) claims.set("practice 600111", { generation: 1, at: "12 Nov 2026 08:20", by: ["Wanjiru", "Otieno"], stale: true });
  const keyOf = (code: string) => `${worlds.here} ${code}`;
  const profiles = () => worlds.places[worlds.here].profiles.toSorted((a, b) => (a.code < b.code ? -1 : 1));

  const infoOf = (code: string, name: string): LeaseInfo => {
    const claim = claims.get(keyOf(code));
    const may = standing === "own" || (standing === "copied" && claim?.stale === false);
    const refused = standing === "unproved" ? problem("keyring.locked", `Nothing was sent: the keyring would not tell whether this ledger was open here last. ${LOCKED}`, ["Unlock the keyring, then close the window and open it again."]) : notHeld(why);
    return { short_code: code, name, may_send: may, problem: may ? null : refused, generation: claim?.generation ?? 0, claimed_at: claim?.at ?? null, by: claim?.by ?? [] };
  };
  const list = (): ResponseOf<"lease_list"> => ({
    standing,
    why: standing === "own" ? null : standing === "copied" ? why : LOCKED,
    leases: profiles().map(({ code, name }) => infoOf(code, name)),
  });

  const answers: Answers = {
    lease_list: list,
    lease_claim: ({ short_code: code, second }) => {
      if (!profiles().some((each) => each.code === code)) throw problem("profile.gone", "Nothing was claimed: this short code is not here any more.", ["Look at the list again."]);
      const by = signed(second);
      claims.set(keyOf(code), { generation: (claims.get(keyOf(code))?.generation ?? 0) + 1, at: NOW, by, stale: false });
      return list();
    },
  };
  /** A backup took the ledger's place. */
  const restored = () => {
    standing = "copied";
    why = "a backup of it was put in its place";
    for (const claim of claims.values()) claim.stale = true;
  };
  return { answers, restored };
}
