/** The demo's three worlds: which is open, whose books each holds, and the commands about them and their profiles. */
import type { EnvironmentDto, ProfileCheck, ProfileKind } from "../../bindings/types";
import type { CommandName, RequestOf, ResponseOf } from "../types";
import { problem } from "./files";
import { emptyProfile, infoOf, runCheck, sampleProfiles, setItem, suppliedProfile, type DemoProfile } from "./profiles";

export interface DemoPlace {
  /** The business; none before its workspace is made. */
  business: string | null;
  profiles: DemoProfile[];
}

export interface DemoWorlds {
  here: EnvironmentDto;
  places: Record<EnvironmentDto, DemoPlace>;
  unavailable: string | null;
}

const ORDER: readonly EnvironmentDto[] = ["practice", "sandbox", "production"];

export function worldsOf(options: { start?: boolean; environment?: EnvironmentDto; sandbox?: string; production?: string; sample?: boolean; unavailable?: boolean }): DemoWorlds {
  const place = (business: string | undefined): DemoPlace => ({ business: business ?? null, profiles: business !== undefined && options.sample ? sampleProfiles() : [] });
  return {
    here: options.environment ?? "practice",
    places: {
      practice: { business: options.start ? null : "Soko Mtaani Ltd", profiles: [suppliedProfile()] },
      sandbox: place(options.sandbox),
      production: place(options.production),
    },
    unavailable: options.unavailable ? "The built-in simulator did not start: its port is taken." : null,
  };
}

type Own = Extract<CommandName, `environment${string}` | `profile${string}` | "workspace_create">;
type Answers = { [Name in Own]: (request: RequestOf<Name>) => ResponseOf<Name> | Promise<ResponseOf<Name>> };
type Status = ResponseOf<"app_status">;
type Work = (job: string, phases: string[]) => Promise<void>;

export function worldAnswers(worlds: DemoWorlds, work: Work, status: () => Status, jobsRun: () => boolean): Answers {
  const place = () => worlds.places[worlds.here];
  const profileOf = (id: number): DemoProfile => {
    const profile = place().profiles.find((each) => each.id === id);
    if (!profile) throw problem("profile.gone", "Nothing was changed: this profile is not here any more.", []);
    return profile;
  };
  const changeable = (id: number): DemoProfile => {
    const profile = profileOf(id);
    if (profile.supplied) throw problem("profile.supplied", "Nothing was changed: the practice simulator supplies this profile.", []);
    return profile;
  };
  const list = () => ({ profiles: place().profiles.map((profile) => infoOf(profile, worlds.here)) });

  return {
    environments_list: () => ({
      environments: ORDER.map((environment) => ({
        environment, current: environment === worlds.here, workspace: worlds.places[environment].business !== null,
        unavailable: environment === "practice" ? worlds.unavailable : null,
      })),
    }),
    environment_switch: ({ to, typed }) => {
      if (jobsRun()) throw problem("environment.busy", "Nothing was switched: a job is running.", ["Wait until it is done, or cancel it."]);
      if (to === "production" && typed !== "PRODUCTION") throw problem("environment.not_typed", "Nothing was switched: PRODUCTION was not typed.", ["Type it in capital letters."], { field: "typed" });
      worlds.here = to;
      return status();
    },
    workspace_create: ({ business }) => {
      const name = business.trim();
      if (name.length < 1 || name.length > 80) throw problem("workspace.name", "Nothing was created: the name has to be 1 to 80 characters long.", ["Type the name of the business."], { field: "business" });
      place().business = name;
      return status();
    },
    profiles_list: list,
    profile_add: ({ short_code, kind, name }) => {
      const told = (field: string, message: string, remedy: string) => problem(`profile.${field}`, `Nothing was added: ${message}`, [remedy], { field });
      const code = short_code.trim();
      if (!/^\d{5,7}$/.test(code)) throw told("short_code", `“${code}” is no short code.`, "Type its five to seven digits.");
      if (place().profiles.some((each) => each.code === code)) throw told("short_code", `${code} is here already.`, "Open it in the list.");
      if (name.trim() === "" || name.trim().length > 60) throw told("name", "the name has to be 1 to 60 characters long.", "Type what people call it.");
      const made = emptyProfile(Math.max(0, ...place().profiles.map((each) => each.id)) + 1, code, kind satisfies ProfileKind, name.trim());
      place().profiles.push(made);
      return infoOf(made, worlds.here);
    },
    profile_remove: ({ profile }) => {
      const gone = changeable(profile);
      place().profiles = place().profiles.filter((each) => each !== gone);
      return list();
    },
    profile_item_set: ({ profile, item, value }) => {
      const changed = changeable(profile);
      setItem(changed, item, value);
      return infoOf(changed, worlds.here);
    },
    profile_item_delete: ({ profile, item }) => {
      const changed = changeable(profile);
      changed.kept.delete(item);
      changed.checks.clear();
      return infoOf(changed, worlds.here);
    },
    profile_test: async ({ job, profile, check }) => {
      const tested = profileOf(profile);
      const checks: ProfileCheck[] = check === null ? ["token", "balance"] : [check];
      await work(job, checks.map((each) => (each === "token" ? "Asking for a token" : "Waiting for the balance")));
      for (const each of checks) runCheck(tested, each);
      return infoOf(tested, worlds.here);
    },
  };
}
