// @vitest-environment node
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("the built page", () => {
  let out = "";
  let texts = new Map<string, string>();

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), "patanisha-page-"));
    const before = process.env["NODE_ENV"];
    process.env["NODE_ENV"] = "production";
    await build({ root, mode: "production", logLevel: "silent", build: { outDir: out, emptyOutDir: true } });
    process.env["NODE_ENV"] = before;
    const files = (await filesBelow(out)).filter((file) => !file.endsWith(".woff2"));
    texts = new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const)));
  }, 120_000);

  afterAll(() => rm(out, { recursive: true, force: true }));

  it("holds no demo host", () => {
    expect([...texts.keys()].filter((name) => /demo|world/.test(name.slice(out.length)))).toEqual([]);
    for (const [name, text] of texts) expect(text, name).not.toMatch(/Soko Mtaani|demo-preferences|Wanjiru/);
  });

  it("loads nothing from elsewhere and has no inline script, so that the strict policy holds", () => {
    const html = texts.get(join(out, "index.html")) ?? "";
    expect(html).toMatch(/<script type="module"[^>]* src="\/assets\//);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/https?:\/\//);
    for (const [name, text] of texts) {
      if (name.endsWith(".css")) expect(text, name).not.toMatch(/url\((?!["']?\/assets\/|["']?data:)/);
    }
  });
});

describe("the sources", () => {
  it("send secrets from one place, which keeps them in their field: no state, query or mutation", async () => {
    const files = (await filesBelow(join(root, "src"))).filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/bindings\/|\/demo\//.test(file));
    const texts = await Promise.all(files.map(async (file) => [file.slice(root.length + 1), await readFile(file, "utf8")] as const));
    expect(texts.filter(([, text]) => text.includes('call("profile_item_set"')).map(([name]) => name)).toEqual(["src/features/profiles/useGive.ts"]);
    expect(texts.filter(([, text]) => text.includes('call("receiver_connect"')).map(([name]) => name)).toEqual(["src/features/receiver/useConnect.ts"]);
    for (const [name, text] of texts) expect(text, name).not.toMatch(/useMutation|console\./);
    const give = texts.find(([name]) => name.endsWith("useGive.ts"))?.[1] ?? "";
    expect(give.match(/useState<[^>]*>|useState\([^)]*\)/g)).toEqual(["useState(false)", "useState<Problem | null>"]);
    const connect = texts.find(([name]) => name.endsWith("useConnect.ts"))?.[1] ?? "";
    expect(connect.match(/useState<[^>]*>|useState\([^)]*\)/g)).toEqual(["useState(false)"]);
    const token = texts.find(([name]) => name.endsWith("TokenField.tsx"))?.[1] ?? "";
    expect(token.match(/useState<[^>]*>|useState\([^)]*\)/g)).toEqual(["useState(false)"]);
    const passphrase = texts.find(([name]) => name.endsWith("PassphraseField.tsx"))?.[1] ?? "";
    expect(passphrase.match(/useState<[^>]*>|useState\([^)]*\)/g)).toEqual(["useState(false)"]);
    for (const [name, text] of texts) expect(text, name).not.toMatch(/set(Passphrase|Old|Secret)\(/);
  });

  it("reach tauri through the host only, and never turn amounts into numbers", async () => {
    const files = (await filesBelow(join(root, "src"))).filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
    for (const file of files) {
      const text = await readFile(file, "utf8");
      const name = file.slice(root.length + 1);
      if (!name.startsWith("src/host/tauri.ts")) expect(text, name).not.toContain("@tauri-apps");
      if (!name.startsWith("src/host/demo/")) expect(text, name).not.toMatch(/parseFloat|parseInt|toFixed|\bNumber\(/);
      if (!name.startsWith("src/host/")) expect(text, name).not.toMatch(/host\/demo|host\/tauri/);
      if (!name.startsWith("src/bindings/")) expect(text.split("\n").length, name).toBeLessThan(400);
    }
  });
});
