/**
 * Ids and counts of 64 bits, which the contract may call `bigint`. JSON carries them as plain numbers, and
 * a request can't carry a BigInt at all; so the page makes none, and goes between the two names here.
 */
import type { StoryRef } from "../bindings/types";

export type Wide = StoryRef["id"];

export function plain(value: Wide): number {
  return value as unknown as number;
}

export function wide(value: number): Wide {
  return value as unknown as Wide;
}
