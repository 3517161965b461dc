/** English: every word of the page. One file per area. */
import { desk } from "./desk";
import { ledger } from "./ledger";
import { overview } from "./overview";
import { shell } from "./shell";
import { statements } from "./statements";
import { terms } from "./terms";

export const en = { ...shell, ...terms, ...overview, ...statements, ...desk, ...ledger } as const;
