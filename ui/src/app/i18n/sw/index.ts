/** Swahili: every word of the page. One file per area. */
import { audit } from "./audit";
import { backups } from "./backups";
import { callbacks } from "./callbacks";
import { checklist } from "./checklist";
import { desk } from "./desk";
import { door } from "./door";
import { environments } from "./environments";
import { lease } from "./lease";
import { ledger } from "./ledger";
import { overview } from "./overview";
import { people } from "./people";
import { profiles } from "./profiles";
import { receiver } from "./receiver";
import { shell } from "./shell";
import { statements } from "./statements";
import { terms } from "./terms";

export const sw = { ...shell, ...terms, ...overview, ...statements, ...desk, ...ledger, ...environments, ...profiles, ...checklist, ...door, ...people, ...audit, ...backups, ...lease, ...receiver, ...callbacks };
