/** How the checklist is grouped, and what each item's texts are. Which items there are, and which are required, the engine says. */
import type { EnvironmentDto, NoticeTone, ProfileCheck, ProfileInfo, ProfileItem, ProfileItemInfo } from "../../bindings/types";
import { SAFARICOM } from "../../app/worlds";
import type { Key, Words } from "../../app/i18n";
import type { Tone } from "../../components/basics";
import type { CheckOutcome } from "../../bindings/types";

export interface ItemGroup {
  title: Key;
  items: readonly ProfileItemInfo[];
}

const GROUPS: readonly { title: Key; items: readonly ProfileItem[] }[] = [
  { title: "group.app", items: ["consumer_key", "consumer_secret", "passkey"] },
  { title: "group.operator", items: ["initiator_name", "initiator_password", "certificate", "security_credential"] },
  { title: "group.results", items: ["callback_base"] },
  { title: "group.network", items: ["base_url", "proxy"] },
];

/** The engine's items by group; one that is new to the page comes last. */
export function groupsOf(profile: ProfileInfo): ItemGroup[] {
  const known = GROUPS.flatMap((group) => group.items);
  const rest = profile.items.filter((info) => !known.includes(info.item));
  return [
    ...GROUPS.map((group) => ({ title: group.title, items: group.items.flatMap((item) => profile.items.filter((info) => info.item === item)) })),
    { title: "group.more" as const, items: rest },
  ].filter((group) => group.items.length > 0);
}

/** The next required item that is not given, in the order of the page. */
export function nextMissing(profile: ProfileInfo): ProfileItem | null {
  const inOrder = groupsOf(profile).flatMap((group) => group.items);
  return inOrder.find((info) => info.required && !info.given)?.item ?? null;
}

/** Where on Safaricom's sites an item comes from. */
export function fromOf(item: ProfileItem, environment: EnvironmentDto, { t, word }: Words): string {
  return environment === "practice" ? t("item_from.practice") : word(`item_from_${environment}`, item, "");
}

/** What to know before giving it; empty for nothing. */
export function noteOf(item: ProfileItem, environment: EnvironmentDto, { word }: Words): string {
  return environment === "practice" ? "" : word(`item_note_${environment}`, item, "");
}

/** Items that the token rests on: giving one of them runs its check. */
const TOKEN_RESTS_ON: readonly ProfileItem[] = ["consumer_key", "consumer_secret", "base_url", "proxy"];

/** Whether the token is to be asked for by itself, now that `item` was given. */
export function asksForToken(profile: ProfileInfo, item: ProfileItem): boolean {
  return TOKEN_RESTS_ON.includes(item) && outcomeOf(profile, "token") !== "not_possible";
}

export function outcomeOf(profile: ProfileInfo, check: ProfileCheck): CheckOutcome {
  return profile.checks.find((each) => each.check === check)?.outcome ?? "not_possible";
}

export const TONE_OF_OUTCOME: Readonly<Record<CheckOutcome, Tone>> = {
  not_run: "open", not_possible: "plain", passed: "ok", failed: "bad", unclear: "warn",
};

export const CLASS_OF_NOTICE: Readonly<Record<NoticeTone, string>> = {
  info: "notice", warning: "notice notice-warning", danger: "notice notice-danger",
};

/** Whether Safaricom itself is called, and not the built-in simulator. */
export function callsSafaricom(environment: EnvironmentDto): boolean {
  return SAFARICOM[environment] !== null;
}
