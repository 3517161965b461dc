/** Swahili: every word of the page. One file per area. */
import { checklist } from "./checklist";
import { desk } from "./desk";
import { environments } from "./environments";
import { ledger } from "./ledger";
import { overview } from "./overview";
import { profiles } from "./profiles";
import { shell } from "./shell";
import { statements } from "./statements";
import { terms } from "./terms";

export const sw = { ...shell, ...terms, ...overview, ...statements, ...desk, ...ledger, ...environments, ...profiles, ...checklist };
